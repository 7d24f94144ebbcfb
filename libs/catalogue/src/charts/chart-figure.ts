import type { BilingualText } from '../bilingual.js';

/** What dashboards draw day by day beside the indicators of the contract. */
export const CHART_NAMES = ['availability', 'effectiveness', 'quality', 'oee', 'energy-per-piece', 'good-quantity', 'scrap-quantity', 'energy', 'aqi', 'surface-class', 'sea-class'] as const;
export type ChartName = (typeof CHART_NAMES)[number];

/** One of them, of one device or of all together, over the reporting period of the inputs: as a rule a day. */
export interface ChartFigure {
  readonly name: ChartName;
  /** Whose rule it is computed by, and whose inputs it reads. */
  readonly indicator: string;
  /** Null: of all of them together. */
  readonly device: string | null;
  /** In `unit`, rounded once; null where nothing follows from the data. */
  readonly value: number | null;
  readonly unit: string;
  /** Coverage = valid ÷ expected: judging intervals, of stations hours. */
  readonly expected: number;
  readonly valid: number;
  /** What makes it so: the primary pollutant, the factor that decides. */
  readonly note: BilingualText | null;
}
