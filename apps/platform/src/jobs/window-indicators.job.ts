import { createHash } from 'node:crypto';
import { findIndicator } from '@yanshou/catalogue';
import { NotYet } from '@yanshou/jobs';
import type { Job, JobUnit, JobWindow } from '@yanshou/jobs';
import { isMeteredGain } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { KpiValue, WindowResult } from '@yanshou/registry';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { WindowSpan } from '../indicators/contract-at.js';
import { LATE_GRACE_MICROS } from './late-grace.js';
import { restatementReason } from './restatement-reason.js';

/** The units of which values are kept; a quarter is the step in which progress is reported. */
export const KEPT_UNITS = ['day', 'month', 'quarter', 'baseline', 'reporting', 'hour'] as const satisfies readonly JobUnit[];
/** Hours are for looking at what happens now: those of a longer downtime are in the day. */
const HOURS_MADE_UP_MICROS = 7 * MICROS_PER_DAY;
export interface WindowIndicatorsParts {
  /** The project's indicators over a part of its contract's window. */
  readonly evaluate: (project: string, span: WindowSpan) => Promise<readonly IndicatorRow[]>;
  /** Whether nobody knows yet if the platform was there at the end of the span: no heartbeat stands at or after it. */
  readonly isEndOpen: (project: string, span: { readonly from: number; readonly to: number }) => Promise<boolean>;
}

/** Every telemetry indicator of a project for each window of one unit: its history as people see it. */
export class WindowIndicatorsJob implements Job<WindowResult> {
  readonly id: string;
  readonly graceMicros = LATE_GRACE_MICROS;
  readonly backfillMicros: number;

  constructor(readonly unit: (typeof KEPT_UNITS)[number], private readonly parts: WindowIndicatorsParts) {
    this.id = `indicators-${unit}`;
    this.backfillMicros = unit === 'hour' ? HOURS_MADE_UP_MICROS : Infinity;
  }

  /** A value an indicator; the same again changes nothing, another is a restatement. Waits while an outage of the platform itself is not proven to be one. */
  async run(window: JobWindow & { readonly causes?: number }): Promise<WindowResult> {
    if (await this.parts.isEndOpen(window.project, window)) throw new NotYet('窗口末尾之后尚无平台心跳 / no heartbeat of the platform at or after the end of the window yet');
    const rows = (await this.parts.evaluate(window.project, window)).filter(isKept);
    return { inputsDigest: digestOf(rows), values: rows.map((row) => kpiValue(row, window)), reason: restatementReason(window.causes ?? 0) };
  }
}

/** What telemetry alone answers; of gains the evaluation has left out those that it does not. */
const isKept = ({ indicator }: IndicatorRow): boolean => findIndicator(indicator)?.kind === 'telemetry' || isMeteredGain(indicator);

/** Without the devices one by one: they are computed again from the readings whenever somebody asks. */
const kpiValue = (row: IndicatorRow, window: JobWindow): KpiValue => {
  const { project, indicator, formulaVersion, inputsDigest, value } = row;
  const { clause, unit, comparator, target, verdict, coverage, platformCoverage, numerator, denominator, readings, origins, sourceKind, reasons } = row;
  return {
    project, indicator, unit: window.unit, from: window.from, to: window.to, formulaVersion, inputsDigest, value,
    detail: { clause, unit, comparator, target, verdict, coverage, platformCoverage, numerator, denominator, readings, origins, sourceKind, reasons },
  };
};

const digestOf = (rows: readonly IndicatorRow[]): string =>
  `sha256:${createHash('sha256').update(rows.map((row) => `${row.indicator} ${row.inputsDigest}\n`).join('')).digest('hex')}`;
