import { DATA_FILES, differences, finding } from '@yanshou/evidence';
import type { BundleContents, Finding, Recomputation } from '@yanshou/evidence';
import { buildStatement, reportedSuperseded } from '@yanshou/reports';
import type { Statement, StatedIndicator } from '@yanshou/reports';
import { parseIsoMicros } from '@yanshou/telemetry';

/** What recomputation gave: rows, and how they came about. */
type Computed = Pick<Recomputation, 'rows' | 'traces'>;

/**
 * The statement built again from the recomputed rows, and what the report says otherwise: stamps, counts of verdicts,
 * balance, period, figures and definitions beside each row. Rows themselves are not compared here.
 */
export function statementFindings(computed: Computed, contents: BundleContents): readonly Finding[] {
  const reported = contents.report as unknown as Statement;
  const { indicators, ...rebuilt } = rebuiltStatement(computed, reported, contents);
  const { indicators: sections, ...rest } = reported;
  const changed = differences(rebuilt, rest).map(({ member, expected, actual }) => finding('statement-differs', DATA_FILES.report, { place: member, expected, actual }));
  return [...changed, ...indicators.flatMap((indicator, index) => sectionFindings(indicator, sections[index]))];
}

/** What nobody can compute is taken as it is reported: names, times, note, totals, gaps, and what a superseded statement held. */
function rebuiltStatement({ rows, traces }: Computed, reported: Statement, { contract, inventory, inputs }: BundleContents): Statement {
  const { note, supersedes, restatement, assessment, platformVersion, totals, gaps, promise } = reported;
  const { programme, direction } = contract;
  return buildStatement({
    assessment, platformVersion, totals, gaps, rows, traces, contract, declared: inputs.figures,
    project: { ...reported.project, programme, direction, demonstration: inventory.demonstration },
    ...(inputs.lostSessions && { lost: inputs.lostSessions }),
    createdAt: parseIsoMicros(reported.createdAt) ?? 0,
    ...(note !== null && { note }), ...(supersedes !== null && { supersedes }), ...(restatement !== undefined && { superseded: reportedSuperseded(restatement) }), ...(promise !== undefined && { promise }),
  });
}

function sectionFindings({ row, trace, ...section }: StatedIndicator, reported: StatedIndicator | undefined): readonly Finding[] {
  const { row: _row, trace: told, ...others } = reported ?? ({} as Partial<StatedIndicator>);
  // Statements of earlier versions explain nothing.
  const traces = told === undefined ? [] : differences({ trace: withoutWords(trace) }, { trace: withoutWords(told) });
  return [...differences(section, others), ...traces].map(({ member, expected, actual }) =>
    finding('figures-differ', DATA_FILES.report, { place: `${row.indicator}.${member}`, expected, actual }));
}

/** How a step is headed may be worded otherwise in another version; everything that it says of the data has to be the same. */
const withoutWords = (trace: StatedIndicator['trace']): unknown =>
  JSON.parse(JSON.stringify(trace ?? null, (key, value: unknown) => (WORDS.has(key) ? null : value)));

const WORDS: ReadonlySet<string> = new Set(['title', 'formula', 'columns']);
