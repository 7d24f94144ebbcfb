/**
 * Lines that are written when they are sent, and once more where the server will not have all of them: as a list of texts a
 * batch costs more in memory management than in writing it.
 */
export interface LineSource {
  readonly length: number;
  /** The lines from ≤ index < to, between line feeds. */
  text(from: number, to: number): string;
}

/** Lines that are there already. */
export const listed = (lines: readonly string[]): LineSource => ({ length: lines.length, text: (from, to) => lines.slice(from, to).join('\n') });
