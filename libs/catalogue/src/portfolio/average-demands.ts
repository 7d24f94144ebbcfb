import type { Demand } from '../programmes/programme.js';
import { findProgramme } from '../programmes/programmes.js';

/**
 * `mean`: the document demands the mean of the projects' values. `rate`: it demands a share of enterprises, and every project
 * states its own: the share over all of them is the weighted one.
 */
export type AverageKind = 'mean' | 'rate';

export interface AverageDemand extends Demand {
  readonly kind: AverageKind;
  readonly direction: string;
}

/** What a programme's document demands of its projects together (S002 智能制造 专栏3 and 二(三)), by programme and direction. */
const DEMANDED: Readonly<Partial<Record<string, Readonly<Record<string, Readonly<Record<string, AverageKind>>>>>>> = {
  P3: {
    'P3.manufacturing': {
      'operating-cost-reduction': 'mean', 'production-efficiency-gain': 'mean', 'development-cycle-reduction': 'mean', 'defect-rate-reduction': 'mean', 'energy-utilisation-gain': 'mean',
      'digital-rd-tool-penetration': 'rate', 'key-process-nc-rate': 'rate', 'integrated-it-application': 'rate', 'smart-factory-penetration': 'rate',
    },
  },
};

/** Averages that the document of a programme demands, with its words and targets; none for other programmes. */
export function averageDemands(programme: string): readonly AverageDemand[] {
  return Object.entries(DEMANDED[programme] ?? {}).flatMap(([direction, kinds]) => {
    const demands = findProgramme(programme)?.directions.find(({ id }) => id === direction)?.demands ?? [];
    return demands.flatMap((demand) => {
      const kind = kinds[demand.indicator];
      return kind === undefined ? [] : [{ ...demand, kind, direction }];
    });
  });
}
