import { createHash } from 'node:crypto';
import { findIndicator } from '@yanshou/catalogue';
import type { Job, JobWindow } from '@yanshou/jobs';
import type { IndicatorRow } from '@yanshou/kpi';
import type { KpiValue, WindowResult } from '@yanshou/registry';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';

export const DAILY_INDICATORS = 'indicators-day';
/** What comes more than an hour after its source time is late data; a little more for clocks and projection. */
const GRACE_MICROS = 65 * MICROS_PER_MINUTE;
const LATE_DATA = '迟到数据补入 / late data came in';

export interface DailyIndicatorsParts {
  /** The project's indicators over a part of its contract's window. */
  readonly evaluate: (project: string, span: { readonly from: number; readonly to: number }) => Promise<readonly IndicatorRow[]>;
}

/** Every telemetry indicator of a project for each day of its contract's window: its history as people see it. */
export class DailyIndicatorsJob implements Job<WindowResult> {
  readonly id = DAILY_INDICATORS;
  readonly unit = 'day';
  readonly graceMicros = GRACE_MICROS;

  constructor(private readonly parts: DailyIndicatorsParts) {}

  /** A value an indicator; the same again changes nothing, another is a restatement. */
  async run(window: JobWindow): Promise<WindowResult> {
    const rows = (await this.parts.evaluate(window.project, window)).filter(isTelemetry);
    return { inputsDigest: digestOf(rows), values: rows.map((row) => kpiValue(row, window)), reason: LATE_DATA };
  }
}

const isTelemetry = ({ indicator }: IndicatorRow): boolean => findIndicator(indicator)?.kind === 'telemetry';

/** Without the devices one by one: they are computed again from the readings whenever somebody asks. */
const kpiValue = (row: IndicatorRow, window: JobWindow): KpiValue => {
  const { project, indicator, formulaVersion, inputsDigest, value } = row;
  const { clause, unit, comparator, target, verdict, coverage, platformCoverage, numerator, denominator, readings, origins, sourceKind, reasons } = row;
  return {
    project, indicator, unit: 'day', from: window.from, to: window.to, formulaVersion, inputsDigest, value,
    detail: { clause, unit, comparator, target, verdict, coverage, platformCoverage, numerator, denominator, readings, origins, sourceKind, reasons },
  };
};

const digestOf = (rows: readonly IndicatorRow[]): string =>
  `sha256:${createHash('sha256').update(rows.map((row) => `${row.indicator} ${row.inputsDigest}\n`).join('')).digest('hex')}`;
