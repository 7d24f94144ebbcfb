import { DATA_FILES, differences, finding } from '@yanshou/evidence';
import type { BundleContents, Finding } from '@yanshou/evidence';
import type { IndicatorRow } from '@yanshou/kpi';
import { buildStatement, reportedSuperseded } from '@yanshou/reports';
import type { Statement, StatedIndicator } from '@yanshou/reports';
import { parseIsoMicros } from '@yanshou/telemetry';

/**
 * The statement built again from the recomputed rows, and what the report says otherwise: stamps, counts of verdicts,
 * balance, period, figures and definitions beside each row. Rows themselves are not compared here.
 */
export function statementFindings(rows: readonly IndicatorRow[], contents: BundleContents): readonly Finding[] {
  const reported = contents.report as unknown as Statement;
  const { indicators, ...rebuilt } = rebuiltStatement(rows, reported, contents);
  const { indicators: sections, ...rest } = reported;
  const changed = differences(rebuilt, rest).map(({ member, expected, actual }) => finding('statement-differs', DATA_FILES.report, { place: member, expected, actual }));
  return [...changed, ...indicators.flatMap((indicator, index) => sectionFindings(indicator, sections[index]))];
}

/** What nobody can compute is taken as it is reported: names, times, note, totals, gaps, and what a superseded statement held. */
function rebuiltStatement(rows: readonly IndicatorRow[], reported: Statement, { contract, inventory, inputs }: BundleContents): Statement {
  const { note, supersedes, restatement, assessment, platformVersion, totals, gaps, promise } = reported;
  const { programme, direction } = contract;
  return buildStatement({
    assessment, platformVersion, totals, gaps, rows, contract, declared: inputs.figures,
    project: { ...reported.project, programme, direction, demonstration: inventory.demonstration },
    createdAt: parseIsoMicros(reported.createdAt) ?? 0,
    ...(note !== null && { note }), ...(supersedes !== null && { supersedes }), ...(restatement !== undefined && { superseded: reportedSuperseded(restatement) }), ...(promise !== undefined && { promise }),
  });
}

function sectionFindings({ row, ...section }: StatedIndicator, reported: StatedIndicator | undefined): readonly Finding[] {
  const others = Object.fromEntries(Object.entries(reported ?? {}).filter(([member]) => member !== 'row'));
  return differences(section, others).map(({ member, expected, actual }) =>
    finding('figures-differ', DATA_FILES.report, { place: `${row.indicator}.${member}`, expected, actual }));
}
