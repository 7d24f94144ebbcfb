const MOST_MILLIS = 31 * 86_400_000;

/** The last month of the window that the rows are judged over; undefined while it has not begun. */
export function gapPeriod(rows: readonly { readonly from: string; readonly to: string }[]): { readonly from: string; readonly to: string } | undefined {
  const [row] = rows;
  if (!row) return undefined;
  const [begin, to] = [Date.parse(row.from), Date.parse(row.to)];
  const from = new Date(Math.max(begin, to - MOST_MILLIS)).toISOString();
  return begin < to ? { from, to: row.to } : undefined;
}
