import type { TrainingSessions } from '../training-sessions.js';
import type { Describe } from './describe.js';
import { whole } from './expression.js';
import { COLUMN, added } from './make-step.js';
import type { TraceStep } from './trace-step.js';
import { shareStep } from './value-step.js';

/** Sessions that the device scored itself, over all sessions. */
export const trainingTrace: Describe = ({ training }, _outcome, indicator) => {
  const rows = [...training].sort((left, right) => (left.device < right.device ? -1 : 1));
  const sumOf = (of: (row: TrainingSessions) => number) => whole(rows.reduce((sum, row) => sum + of(row), 0));
  const scored = sessionsStep(rows, ({ scored: number }) => number, {
    title: { zh: '设备评分的场次', en: 'sessions scored by the device' }, symbol: 'S', unit: '场',
    formula: { zh: '有同一设备、同一源时间评分的场次，各设备相加', en: 'sessions with a score of the same device and source time, added up over devices' },
  });
  const all = sessionsStep(rows, ({ sessions }) => sessions, {
    title: { zh: '训练场次', en: 'training sessions' }, symbol: 'T', unit: '场', formula: { zh: '各设备场次相加', en: 'sessions added up over devices' },
  });
  return [scored, all, shareStep(indicator, ['S', 'T'], [sumOf((row) => row.scored), sumOf(({ sessions }) => sessions)])];
};

const sessionsStep = (rows: readonly TrainingSessions[], of: (row: TrainingSessions) => number, text: Pick<TraceStep, 'title' | 'symbol' | 'formula'> & { readonly unit: string }): TraceStep =>
  added(text, [COLUMN.device, { zh: '场次', en: 'sessions' }], rows.map((row) => ({ cells: [row.device], amount: whole(of(row)).value, source: { kind: 'readings', leg: 'reporting', device: row.device } })));
