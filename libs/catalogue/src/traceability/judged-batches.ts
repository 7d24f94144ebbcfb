import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { IntervalTotals } from '../outcome-figures.js';
import type { FigureTable } from '../figure-table.js';
import { traceFindings } from './trace-findings.js';
import type { TraceFinding } from './trace-findings.js';
import type { TraceBatchInput, TraceInputs } from './trace-input.js';
import { TRACE_FINDING_CODES, TRACE_RULE } from './trace-rule.js';

export interface JudgedBatch {
  readonly batch: TraceBatchInput;
  readonly findings: readonly TraceFinding[];
}

export interface JudgedBatches {
  /** Batches of the period that have had their time, ids ascending. */
  readonly due: readonly JudgedBatch[];
  /** Produced so late that they may still be on their way. */
  readonly onTheirWay: number;
  /** Withdrawn by an officer; not judged. */
  readonly withdrawn: number;
}

/** Every batch of the period, judged by the rule. */
export function judgedBatches({ terms, period, batches }: TraceInputs): JudgedBatches {
  const standing = batches.filter(({ withdrawn }) => !withdrawn);
  const last = period.to - (terms?.dueDays ?? 0) * MICROS_PER_DAY;
  const due = standing.filter(({ producedAt }) => producedAt < last);
  return {
    due: [...due].sort((left, right) => (left.id < right.id ? -1 : 1)).map((batch) => ({ batch, findings: traceFindings(batch, terms, period.to) })),
    onTheirWay: standing.length - due.length,
    withdrawn: batches.length - standing.length,
  };
}

export const isComplete = ({ findings }: JudgedBatch): boolean => findings.length === 0;

/** Judging intervals of the cold chains behind the batches; null where none has any. */
export function coldIntervals(due: readonly JudgedBatch[]): IntervalTotals | null {
  const rows = due.flatMap(({ batch }) => batch.readings);
  const expected = rows.reduce((sum, row) => sum + row.expected, 0);
  return expected === 0 ? null : { expected, valid: rows.reduce((sum, { covered }) => sum + covered, 0) };
}

export const readingsBehind = (due: readonly JudgedBatch[]): number =>
  due.reduce((sum, { batch }) => sum + batch.readings.reduce((all, { readings }) => all + readings, 0), 0);

/** How many batches are judged, and how many fail each check of the rule. */
export function batchTable({ due, onTheirWay, withdrawn }: JudgedBatches): FigureTable {
  const failing = (code: TraceFinding['code']): number => due.filter(({ findings }) => findings.some((finding) => finding.code === code)).length;
  return {
    title: { zh: `批次（完整规则 ${TRACE_RULE.version}，本平台定义）`, en: `batches (rule ${TRACE_RULE.version}, a definition of this platform)` },
    columns: [{ zh: '批次', en: 'batches' }, { zh: '数量', en: 'number' }],
    rows: [
      [{ zh: '端到端完整', en: 'complete end to end' }, due.filter(isComplete).length],
      ...TRACE_FINDING_CODES.map((code) => {
        const { zh, en } = TRACE_RULE.checks.find((check) => check.code === code) ?? { zh: code, en: code };
        return [{ zh: `不符合：${zh}`, en: `not so: ${en}` }, failing(code)];
      }),
      [{ zh: '期末仍在途，未计入', en: 'still on their way at the end, not counted' }, onTheirWay],
      [{ zh: '已撤回，未计入', en: 'withdrawn, not counted' }, withdrawn],
    ],
  };
}
