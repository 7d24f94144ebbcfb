import type { Leg } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import type { FigureCell } from '../figure-table.js';

/** Where a number of a trace was read from, as far as a formula knows it. */
export type TraceSource =
  | {
      readonly kind: 'readings';
      readonly leg: Leg;
      /** Every device of the project when absent. */
      readonly device?: string;
      /** Every metric of the device when absent. */
      readonly metric?: string;
      /** One local day of the leg; the whole leg when absent. */
      readonly day?: string;
    }
  /** A declared figure or an item of evidence by its id. */
  | { readonly kind: 'figure' | 'evidence'; readonly id: string }
  /** A traceability batch with its events, by its id. */
  | { readonly kind: 'batch'; readonly id: string }
  | { readonly kind: 'inventory' | 'contract' | 'calendar' | 'messages' };

/** One line of a table with where it was read. */
export interface TraceRow<Source = TraceSource> {
  readonly cells: readonly FigureCell[];
  readonly source: Source | null;
}

/** What a step was added up, counted or picked from. Exact amounts are texts such as `8.25` or `(1 ÷ 3)`. */
export interface TraceTable<Source = TraceSource> {
  readonly columns: readonly BilingualText[];
  readonly rows: readonly TraceRow<Source>[];
  /** Column whose amounts add up to the step's result. */
  readonly adds?: number;
  /** Column whose ticks (●) are counted by the step. */
  readonly counts?: number;
}

/** A number exactly (`8.25`, `1150 ÷ 71`), and rounded to six places. */
export interface TraceResult {
  readonly exact: string;
  readonly rounded: string;
  readonly unit: string;
}

/** One step from readings to a value that a person can repeat with a calculator. */
export interface TraceStep<Source = TraceSource> {
  readonly title: BilingualText;
  /** Name of the result in the formulas of later steps. */
  readonly symbol: string;
  /** With symbols. */
  readonly formula: BilingualText;
  /** The formula with its numbers put in: digits, brackets, + − × ÷ and max(…), nothing rounded. Null where the table alone says it. */
  readonly put: string | null;
  readonly result: TraceResult;
  readonly table: TraceTable<Source> | null;
}

/** What is counted in a table. */
export const TICK = '●';
