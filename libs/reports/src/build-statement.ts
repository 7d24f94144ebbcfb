import { Failure, formatIsoMicros } from '@yanshou/telemetry';
import type { DeclaredFigure, Micros, ProjectContract } from '@yanshou/telemetry';
import { VERDICTS } from '@yanshou/catalogue';
import type { BilingualText, Verdict } from '@yanshou/catalogue';
import { definitionFor, stampsOf } from '@yanshou/kpi';
import type { IndicatorRow, IndicatorTrace, LostSpan } from '@yanshou/kpi';
import { fourFigures, weakestSource } from './four-figures.js';
import { restatementOf } from './restatement.js';
import type { Superseded } from './restatement.js';
import { STATEMENT_FORMAT } from './statement.js';
import type { DeclaredGap, MessageTotals, ProjectRecord, ReadingTotals, StatedDefinition, StatedIndicator, Statement } from './statement.js';

/** 指标核算 is what the platform does; 验收 is the experts'. */
export const STATEMENT_TITLE: BilingualText = {
  zh: '考核指标数据核算报告（供验收参考）',
  en: 'Statement of assessed indicators (for reference in acceptance)',
};

/** Of another period than the contract's: never to be taken for the assessment that the acceptance is about. */
export const PARTIAL_TITLE: BilingualText = {
  zh: '考核指标数据核算报告（阶段性，非任务书考核期，供参考）',
  en: "Interim statement of indicators (not over the contract's reporting period; for reference)",
};
const PARTIAL_STAMP = '阶段性核算 INTERIM';

const LIMITS: readonly BilingualText[] = [
  { zh: '本报告不代替会计师事务所的审计报告', en: "This statement does not replace the audit report of an accounting firm" },
  { zh: '本报告不代替检测机构的测试报告', en: "This statement does not replace the test report of a testing body" },
  { zh: '本报告不代替专家组的验收意见，验收结论由专家组作出', en: "This statement does not replace the experts' opinion: acceptance is their decision" },
];

export interface StatementInput {
  /** Id of the assessment: letters, digits, `.`, `_`, `-`; it names the bundle's folder. */
  readonly assessment: string;
  readonly project: ProjectRecord;
  /** As evaluated: its window is the period of the statement. */
  readonly contract: ProjectContract;
  readonly createdAt: Micros;
  readonly platformVersion: string;
  readonly note?: string;
  /** Id of the statement that this one corrects; with `superseded`, what was in it. */
  readonly supersedes?: string;
  readonly superseded?: Superseded;
  /** As `evaluateAll` gives them, in the order in which people read them. */
  readonly rows: readonly IndicatorRow[];
  /** Of the rows, in their order; a statement without them explains nothing. */
  readonly traces?: readonly IndicatorTrace[];
  /** Declared figures of the project; of purpose own and audited are shown beside the platform's. */
  readonly declared: readonly DeclaredFigure[];
  readonly totals: { readonly messages: MessageTotals; readonly readings: ReadingTotals };
  readonly gaps: readonly DeclaredGap[];
  /** Sessions that a broker lost, as the evaluation read them. */
  readonly lost?: readonly LostSpan[];
  /** What an acknowledgement to a device means here. */
  readonly promise?: BilingualText;
}

/** The statement of one assessment. Pure; throws Failure `unknown-indicator` for a row that neither catalogue nor contract has. */
export function buildStatement(input: StatementInput): Statement {
  const { contract, totals } = input;
  const { window, baseline, plannedTime } = contract;
  const { messages, readings } = totals;
  const scope = scopeOf(contract);
  return {
    format: STATEMENT_FORMAT,
    title: scope?.scope === 'interim' ? PARTIAL_TITLE : STATEMENT_TITLE,
    assessment: input.assessment,
    project: input.project,
    period: { from: formatIsoMicros(window.from), to: formatIsoMicros(window.to), zone: plannedTime.zone, days: window.days ?? null },
    ...scope,
    baseline: baseline === undefined ? null : { from: formatIsoMicros(baseline.from), to: formatIsoMicros(baseline.to) },
    createdAt: formatIsoMicros(input.createdAt),
    platformVersion: input.platformVersion,
    note: input.note ?? null,
    supersedes: input.supersedes ?? null,
    ...(input.superseded === undefined ? {} : { restatement: restatementOf(input.superseded, input.rows) }),
    stamps: [...stampsOf(input.rows), ...(scope?.scope === 'interim' ? [PARTIAL_STAMP] : [])],
    indicators: statedIndicators(input),
    verdicts: verdictCounts(input.rows),
    totals: { messages, readings },
    balance: {
      messages: messages.acknowledged === messages.projected + messages.quarantined + messages.pending,
      readings: readings.received === readings.stored + readings.duplicates + readings.conflicts + readings.rejected,
    },
    gaps: input.gaps,
    ...statedLosses(input),
    ...(input.promise === undefined ? {} : { promise: input.promise }),
    limits: LIMITS,
  };
}

/** Sessions that a broker lost; nothing where none was. */
const statedLosses = ({ lost = [] }: StatementInput): Pick<Statement, 'lostSessions'> =>
  lost.length === 0 ? {} : { lostSessions: lost.map(({ from, to }) => ({ from: formatIsoMicros(from), to: formatIsoMicros(to) })) };

/** The window that the contract fixed and whether it is the one assessed; nothing where the contract as evaluated does not tell it. */
function scopeOf({ window, reportingWindow, plannedTime: { zone } }: ProjectContract): Required<Pick<Statement, 'reportingPeriod' | 'scope'>> | undefined {
  if (reportingWindow === undefined) return undefined;
  const { from, to, days } = reportingWindow;
  const isWhole = from === window.from && to === window.to && String(days) === String(window.days);
  return { reportingPeriod: { from: formatIsoMicros(from), to: formatIsoMicros(to), zone, days: days ?? null }, scope: isWhole ? 'whole' : 'interim' };
}

/** Each row with its definition and the four figures: what a verifier builds again from recomputed rows. */
export const statedIndicators = ({ rows, declared, contract, traces = [] }: Pick<StatementInput, 'rows' | 'declared' | 'contract' | 'traces'>): readonly StatedIndicator[] =>
  rows.map((row, index) => {
    const figures = fourFigures(row, declared);
    const trace = traces[index];
    return { row, definition: definitionOf(row.indicator, contract), figures, weakestSource: weakestSource(figures), ...(trace === undefined ? {} : { trace }) };
  });

function definitionOf(id: string, contract: ProjectContract): StatedDefinition {
  const definition = definitionFor(id, contract);
  if (definition === undefined) throw unknownIndicator(id);
  const { kind, programme, directions, clause, formula, ownDefinition } = definition;
  return { kind, programme, directions, clause, formula, ownDefinition };
}

const unknownIndicator = (id: string): Failure =>
  new Failure('unknown-indicator', `no such indicator: ${id}`, false, {
    zh: `指标目录和任务书中都没有“${id}”，无法写入核算报告`,
    en: `Neither catalogue nor contract has "${id}", so it cannot be in a statement`,
  });

/** How many rows have each verdict; every verdict is named. */
export const verdictCounts = (rows: readonly Pick<IndicatorRow, 'verdict'>[]): Readonly<Record<Verdict, number>> =>
  Object.fromEntries((Object.keys(VERDICTS) as Verdict[]).map((verdict) => [verdict, rows.filter((row) => row.verdict === verdict).length])) as Record<Verdict, number>;
