import { GAP_CAUSE_NAMES, countsAgainst } from '@yanshou/catalogue';
import type { BilingualText, FigureTable } from '@yanshou/catalogue';
import type { RowFigures } from '../indicator-row.js';
import type { Measurement } from '../measurement.js';
import { sha256Hex } from '../sha256.js';
import { sumGaps } from './attribute.js';
import type { GapReport } from './gap-report.js';

/** Why the devices judged miss intervals: the sums without the events. */
export type GapFigures = Omit<GapReport, 'events' | 'lostSessions'>;

/** Adds why the devices judged miss intervals, where somebody asked for it and the indicator judges devices by their intervals. */
export function withGaps(figures: RowFigures, measurement: Measurement): RowFigures {
  if (measurement.context.gapEvidence === undefined || figures.perDevice === undefined) return figures;
  const gaps = gapsOf(measurement, figures.perDevice.map(({ id }) => id));
  return { ...figures, gaps, tables: [...(figures.tables ?? []), causeTable(gaps), deliveryTable(gaps)] };
}

const KNOWN = new WeakMap<Measurement, Map<string, GapFigures>>();

/** Several indicators judge the same devices: their gaps are summed once. */
function gapsOf(measurement: Measurement, devices: readonly string[]): GapFigures {
  const known = KNOWN.get(measurement) ?? new Map<string, GapFigures>();
  KNOWN.set(measurement, known);
  const key = sha256Hex([...devices].sort().join('\n'));
  const gaps = known.get(key) ?? sumGaps(measurement, new Set(devices));
  known.set(key, gaps);
  return gaps;
}

const YES: BilingualText = { zh: '是', en: 'yes' };
const NO: BilingualText = { zh: '否', en: 'no' };

/** Causes that nothing was missing for are left out. */
const causeTable = ({ missing, totals }: GapFigures): FigureTable => ({
  title: { zh: '缺数原因', en: 'why intervals are missing' },
  columns: [
    { zh: '原因', en: 'cause' }, { zh: '事件', en: 'events' }, { zh: '设备（台）', en: 'devices' }, { zh: '缺失间隔', en: 'missing intervals' }, { zh: '占缺失 %', en: '% of the missing' },
    { zh: '计入应有间隔', en: 'expected all the same' },
  ],
  rows: totals.filter(({ intervals }) => intervals > 0).map(({ cause, events, devices, intervals }) =>
    [GAP_CAUSE_NAMES[cause], events, devices, intervals, (100 * intervals) / missing, countsAgainst(cause) ? YES : NO]),
});

const deliveryTable = ({ delivered: { valid, late, overdue } }: GapFigures): FigureTable => ({
  title: { zh: '迟到数据', en: 'late data' },
  columns: [
    { zh: '有效间隔', en: 'valid intervals' }, { zh: '其中期限内迟到', en: 'late within the limit' }, { zh: '迟到占比 %', en: 'share of late %' }, { zh: '超过期限、不计', en: 'beyond the limit, not counted' },
  ],
  rows: [[valid, late, valid === 0 ? null : (100 * late) / valid, overdue]],
});
