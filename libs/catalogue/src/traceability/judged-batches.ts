import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import type { IntervalTotals, Ratio } from '../outcome-figures.js';
import type { FigureTable } from '../figure-table.js';
import { isUndecided, traceFindings } from './trace-findings.js';
import type { TraceFinding } from './trace-findings.js';
import type { TraceBatchInput, TraceInputs } from './trace-input.js';
import { TRACE_FINDING_CODES, TRACE_RULE } from './trace-rule.js';

export interface JudgedBatch {
  readonly batch: TraceBatchInput;
  readonly findings: readonly TraceFinding[];
}

export interface JudgedBatches {
  /** Batches of the period that have had their time, without those that are undecided; ids ascending. */
  readonly due: readonly JudgedBatch[];
  /** Had their time, and nobody knows whether they are complete: the platform was down. */
  readonly undecided: readonly JudgedBatch[];
  /** Produced so late that they may still be on their way. */
  readonly onTheirWay: number;
  /** Withdrawn by an officer; not judged. */
  readonly withdrawn: number;
}

/** Every batch of the period, judged by the rule. */
export function judgedBatches({ terms, period, batches }: TraceInputs): JudgedBatches {
  const standing = batches.filter(({ withdrawn }) => !withdrawn);
  const last = period.to - (terms?.dueDays ?? 0) * MICROS_PER_DAY;
  const judged = standing.filter(({ producedAt }) => producedAt < last)
    .sort((left, right) => (left.id < right.id ? -1 : 1)).map((batch) => ({ batch, findings: traceFindings(batch, terms, period.to) }));
  return {
    due: judged.filter(({ findings }) => !isUndecided(findings)),
    undecided: judged.filter(({ findings }) => isUndecided(findings)),
    onTheirWay: standing.length - judged.length,
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

/** What a value would be with every undecided batch complete, where there is one: it decides no target against the project. */
export const withoutDowntime = (undecided: readonly JudgedBatch[], ratio: Ratio): { readonly withoutDowntime?: Ratio } => (undecided.length === 0 ? {} : { withoutDowntime: ratio });

/** What the platform's downtime took of the cold chains behind a value; nothing where it took nothing. */
export function downtimeNotes({ due, undecided }: Pick<JudgedBatches, 'due' | 'undecided'>): readonly BilingualText[] {
  const rows = [...due, ...undecided].flatMap(({ batch }) => batch.readings);
  const lost = rows.reduce((sum, { platformFault }) => sum + platformFault, 0);
  if (lost === 0) return [];
  return [{
    zh: `冷链时段已扣除平台自身停机（有心跳证明）且事后未补传的 ${lost} 个判定间隔（各批次合计）；因此无法判定、未计入的批次 ${undecided.length} 个`,
    en: `${lost} judging intervals of cold chains are left out (all batches together): the platform itself was down (its heartbeat shows it) and nothing was delivered for them later; ${undecided.length} batches are undecided because of that and not counted`,
  }];
}

/** How many batches are judged, and how many fail each check of the rule. */
export function batchTable({ due, undecided, onTheirWay, withdrawn }: JudgedBatches): FigureTable {
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
      [{ zh: '平台停机致无法判定，未计入', en: 'undecided because the platform was down, not counted' }, undecided.length],
      [{ zh: '期末仍在途，未计入', en: 'still on their way at the end, not counted' }, onTheirWay],
      [{ zh: '已撤回，未计入', en: 'withdrawn, not counted' }, withdrawn],
    ],
  };
}
