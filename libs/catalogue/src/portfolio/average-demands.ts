import type { Demand } from '../programmes/programme.js';
import { findProgramme } from '../programmes/programmes.js';

/**
 * `mean`: the document demands the mean of the projects' values. `rate`: it demands a share of enterprises, and every project
 * states its own: the share over all of them (enterprises, farms, vehicles, varieties) is the weighted one. `sum`: it demands a
 * number that the projects reach together.
 */
export type AverageKind = 'mean' | 'rate' | 'sum';

export interface AverageDemand extends Demand {
  readonly kind: AverageKind;
  readonly direction: string;
}

/** A sum has a target of its own: of one project nothing is demanded. */
type Demanded = 'mean' | 'rate' | { readonly kind: 'sum'; readonly target: number };

/** What a programme's document demands of its projects together (S002 智能制造 专栏3 and 二(三), 智能农业 二(三) and 三, 总体 三), by programme and direction. */
const DEMANDED: Readonly<Partial<Record<string, Readonly<Record<string, Readonly<Record<string, Demanded>>>>>>> = {
  P3: {
    'P3.manufacturing': {
      'operating-cost-reduction': 'mean', 'production-efficiency-gain': 'mean', 'development-cycle-reduction': 'mean', 'defect-rate-reduction': 'mean', 'energy-utilisation-gain': 'mean',
      'digital-rd-tool-penetration': 'rate', 'key-process-nc-rate': 'rate', 'integrated-it-application': 'rate', 'smart-factory-penetration': 'rate',
    },
    'P3.agriculture': {
      'smart-livestock-farm-ratio': 'rate', 'smart-facility-planting-ratio': 'rate', 'smart-aquaculture-ratio': 'rate', 'seed-traceability': 'rate',
      'traceability-bases': { kind: 'sum', target: 100 },
    },
    'P3.transport': { 'bus-remote-monitoring': 'rate' },
    'P3.logistics': { 'distribution-efficiency-gain': 'mean' },
  },
};

/** Averages that the document of a programme demands, with its words and targets; none for other programmes. */
export function averageDemands(programme: string): readonly AverageDemand[] {
  return Object.entries(DEMANDED[programme] ?? {}).flatMap(([direction, kinds]) => {
    const demands = findProgramme(programme)?.directions.find(({ id }) => id === direction)?.demands ?? [];
    return demands.flatMap((demand) => {
      const demanded = kinds[demand.indicator];
      if (demanded === undefined) return [];
      return [{ ...demand, ...(typeof demanded === 'string' ? { kind: demanded } : demanded), direction }];
    });
  });
}
