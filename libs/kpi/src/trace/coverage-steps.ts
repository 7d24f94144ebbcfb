import { LEG_NAMES, devicesBehind, resultOf, ratioFraction } from '@yanshou/catalogue';
import type { BilingualText, DeviceBehind, IntervalTotals, LegDevice, LegFigure, Outcome, TraceSource, TraceStep } from '@yanshou/catalogue';
import { METRIC_ROLES } from '@yanshou/telemetry';
import type { Leg, MetricRole } from '@yanshou/telemetry';
import type { Measurement } from '../measurement.js';

/** How much of what was expected is there: of the devices behind each leg, or behind the value, and of the platform. */
export function coverageSteps(outcome: Outcome, { inputs, context: { platformCoverage: { covered, total } } }: Measurement): readonly TraceStep[] {
  const legs = outcome.kind === 'value' ? (outcome.figures.legs ?? []) : [];
  const intervals = outcome.kind === 'value' ? outcome.intervals : null;
  const ofLegs = legs.flatMap((leg) => legStep(leg, inputs.legs[leg.leg].devices));
  const ofValue = legs.length > 0 || intervals === null ? [] : shareStep(DEVICES, 'c', intervals, null);
  return [...ofLegs, ...ofValue, ...shareStep(PLATFORM, 'c_P', { valid: covered, expected: total }, null)];
}

const DEVICES: BilingualText = { zh: '设备数据完整率', en: 'device coverage' };
const PLATFORM: BilingualText = { zh: '平台数据完整率', en: 'platform coverage' };

function legStep({ leg, intervals, quantities }: LegFigure, devices: readonly LegDevice[]): readonly TraceStep[] {
  if (intervals === null) return [];
  const roles = new Set(quantities.filter(({ declaredFigure }) => declaredFigure === null).map(({ quantity }) => ROLE_BEHIND[quantity] ?? quantity));
  const behind = [...devicesBehind(devices, METRIC_ROLES.filter((role) => roles.has(role)))].sort((a, b) => (a.id < b.id ? -1 : 1));
  const title = { zh: `${LEG_NAMES[leg].zh}${DEVICES.zh}`, en: `${DEVICES.en} of the ${LEG_NAMES[leg].en}` };
  return shareStep(title, leg === 'baseline' ? 'c_B' : 'c_R', intervals, deviceTable(leg, behind));
}

/** Amounts that are no role themselves. */
const ROLE_BEHIND: Readonly<Record<string, MetricRole | undefined>> = { 'earned-time': 'good-quantity', 'energy-cost': 'energy', 'material-cost': 'material' };

const deviceTable = (leg: Leg, devices: readonly DeviceBehind[]): TraceStep['table'] => ({
  columns: [{ zh: '设备', en: 'device' }, { zh: '最差测点', en: 'worst series' }, { zh: '有效间隔', en: 'valid intervals' }, { zh: '应有间隔', en: 'expected intervals' }],
  rows: devices.map(({ id, valid, expected, metric }) => ({ cells: [id, metric ?? null, valid, expected], source: { kind: 'readings', leg, device: id, ...(metric !== undefined && { metric }) } satisfies TraceSource })),
});

/** Nothing where nothing is expected. */
function shareStep(title: BilingualText, symbol: string, { valid, expected }: IntervalTotals, table: TraceStep['table']): readonly TraceStep[] {
  if (expected === 0) return [];
  return [{
    title, symbol, formula: { zh: '有效 ÷ 应有 × 100', en: 'valid ÷ expected × 100' }, put: `${valid} ÷ ${expected} × 100`, result: resultOf(ratioFraction(valid, expected, 100), '%'), table,
  }];
}
