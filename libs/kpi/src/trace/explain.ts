import { VERDICTS, resultOf, roundedText, traceOf } from '@yanshou/catalogue';
import type { BilingualText, IndicatorDefinition, Outcome, SeriesInput, TraceStep } from '@yanshou/catalogue';
import { LEGS, formatIsoMicros, legPeriod } from '@yanshou/telemetry';
import type { Leg } from '@yanshou/telemetry';
import { definitionFor } from '../contract-indicator.js';
import { evaluateMeasured, outcomeOf } from '../evaluate.js';
import type { EvaluationContext } from '../evaluation-context.js';
import { formatValue } from '../format-value.js';
import type { IndicatorRow } from '../indicator-row.js';
import { measure } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import { measurementFor } from '../own-window.js';
import { exactOf } from '../row-values.js';
import { coverageSteps } from './coverage-steps.js';
import type { IndicatorTrace, TracedPeriod, TracedSeries, TracedStep } from './indicator-trace.js';
import { TraceLinks } from './trace-links.js';
import { tracedCalendars } from './traced-calendars.js';

/** A row with how it came about. */
export interface ExplainedRow {
  readonly row: IndicatorRow;
  readonly trace: IndicatorTrace;
}

/** As `evaluate`, with the trace. Pure, and the same bytes for the same context in any order of rows. */
export const explain = (indicatorId: string, context: EvaluationContext): ExplainedRow => explainMeasured(indicatorId, measure(context));

/** As `evaluateAll`, with a trace for each. */
export function explainAll(context: EvaluationContext, indicatorIds?: readonly string[]): readonly ExplainedRow[] {
  const measurement = measure(context);
  const promised = [...new Set(context.contract.targets.map(({ indicator }) => indicator))];
  return (indicatorIds ?? promised).map((id) => explainMeasured(id, measurement));
}

function explainMeasured(indicatorId: string, whole: Measurement): ExplainedRow {
  const measurement = measurementFor(indicatorId, whole);
  const row = evaluateMeasured(indicatorId, measurement);
  const { contract } = measurement.context;
  const definition = definitionFor(indicatorId, contract);
  const calendars = tracedCalendars(contract);
  const links = new TraceLinks(measurement.context);
  const linked = (steps: readonly TraceStep[]): readonly TracedStep[] => steps.map((step) => linkedStep(step, links));
  // Without a definition the row would not be there.
  const outcome: Outcome = definition === undefined ? { kind: 'insufficient', reason: NO_TARGET } : outcomeOf(definition, measurement);
  const exact = exactOf(outcome, row.scale);
  return {
    row,
    trace: {
      value: exact === null ? null : resultOf(exact, row.unit),
      periods: periodsOf(measurement),
      ...(calendars.length > 0 && { calendars }),
      steps: definition?.computed && outcome.kind === 'value' ? linked(traceOf(definition, measurement.inputs, outcome)) : [],
      coverage: linked(coverageSteps(outcome, measurement)),
      series: definition === undefined ? [] : LEGS.flatMap((leg) => seriesOf(leg, definition, { measurement, links })),
      verdict: verdictOf(row, outcome, definition),
    },
  };
}

const linkedStep = ({ table, ...step }: TraceStep, links: TraceLinks): TracedStep =>
  ({ ...step, table: table && { ...table, rows: table.rows.map(({ cells, source }) => ({ cells, source: source && links.resolve(source) })) } });

const periodsOf = ({ context: { contract } }: Measurement): readonly TracedPeriod[] => LEGS.flatMap((leg) => {
  const period = legPeriod(contract, leg);
  return period === undefined ? [] : [{ leg, from: formatIsoMicros(period.from), to: formatIsoMicros(period.to), zone: contract.plannedTime.zone, days: period.days ?? null }];
});

function seriesOf(leg: Leg, definition: IndicatorDefinition, { measurement: { context, inputs }, links }: { readonly measurement: Measurement; readonly links: TraceLinks }): readonly TracedSeries[] {
  const roles = definition.computed ? (definition.windowRoles ?? []) : [];
  const period = legPeriod(context.contract, leg);
  if (period === undefined) return [];
  const span = { from: formatIsoMicros(period.from), to: formatIsoMicros(period.to) };
  const read = inputs.windows[leg].series.filter(({ role }) => roles.includes(role)).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return read.map(({ device, metric, role, windows }) => ({
    leg, device, metric, role, window: windows[0]?.hour === null ? 'day' : 'hour', ...span, windows: windows.length,
    readings: windows.reduce((sum, { readings }) => sum + readings, 0), query: links.readings({ leg, device, metric }) ?? '',
  }));
}

const keyOf = ({ device, metric }: SeriesInput): string => `${device}\n${metric}`;

/** The figure has as many places as keep it from telling another verdict. */
function verdictOf(row: IndicatorRow, outcome: Outcome, definition: IndicatorDefinition | undefined): BilingualText {
  const exact = definition === undefined ? null : exactOf(outcome, definition.scale);
  const words = VERDICTS[row.verdict];
  if (exact === null || row.target === null) return words;
  const shown = `${formatValue(exact, roundedText(exact).split('.')[1]?.length ?? 0, { comparator: row.comparator, target: row.target })} ${row.unit}`;
  const against = `${shown} ${SIGNS[row.comparator]} ${row.target} ${row.unit}`;
  return { zh: `${against}？${words.zh}`, en: `${against}? ${words.en}` };
}

const SIGNS: Readonly<Record<IndicatorRow['comparator'], string>> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' };
const NO_TARGET: BilingualText = { zh: '指标未知', en: 'unknown indicator' };
