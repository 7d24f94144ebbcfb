import type { BilingualText } from './bilingual.js';

/** A text that reads differently in both languages, or a figure or name that does not. */
export type FigureCell = string | number | null | BilingualText;

/** Intermediate figures as people read them; numbers are rounded once and finite. */
export interface FigureTable {
  readonly title: BilingualText;
  readonly columns: readonly BilingualText[];
  /** As many cells as columns. */
  readonly rows: readonly (readonly FigureCell[])[];
}
