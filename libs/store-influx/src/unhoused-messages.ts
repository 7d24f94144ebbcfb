import type { ReadingColumns } from '@yanshou/telemetry';
import type { RefusedReadings } from './refused-readings.js';
import type { SampleLines } from './sample-lines.js';

/** Beyond so many characters no further line of a message is kept: the quarantine grows with the messages, not with their readings. */
export const KEPT_CHARACTERS = 4_096;
const CUT = '\n# …';

interface Kept extends RefusedReadings {
  readonly rows: number[];
  text: string;
}

/** All readings of the lines, refused for one reason: a row of the quarantine for each message, in the order of the lines. */
export function refusedMessages(lines: SampleLines, { sequence }: Pick<ReadingColumns, 'sequence'>, reason: string): RefusedReadings[] {
  const refused: Kept[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const rows = lines.rowsOf(index);
    // What is there for dashboards only stands behind the readings.
    if (rows.length === 0) break;
    const last = refused.at(-1);
    if (last && sequence[last.rows[0] as number] === sequence[rows[0] as number]) extend(last, rows, () => lines.text(index, index + 1));
    else refused.push({ rows, reason, text: lines.text(index, index + 1) });
  }
  return refused;
}

function extend(kept: Kept, rows: readonly number[], line: () => string): void {
  for (const row of rows) kept.rows.push(row);
  if (kept.text.length < KEPT_CHARACTERS) kept.text += `\n${line()}`;
  else if (!kept.text.endsWith(CUT)) kept.text += CUT;
}
