/** What a person reads in a cell: a text, a number that stays on one line, or a line for each of several things. */
export type TextCell = string | { readonly number: string } | { readonly lines: readonly string[] };

/** A table as people read it, whatever it is written in. */
export interface TextTable {
  readonly title: string | null;
  readonly columns: readonly string[];
  /** As many cells as columns. */
  readonly rows: readonly (readonly TextCell[])[];
  /** Said below a table of which only the first rows are shown. */
  readonly more: string | null;
}

/** The first rows of a long table, with how many there are in all. */
export const firstRows = <Row>(rows: readonly Row[], most: number, said: string): { readonly rows: readonly Row[]; readonly more: string | null } =>
  rows.length <= most ? { rows, more: null } : { rows: rows.slice(0, most), more: `… ${said} ${rows.length}` };
