import type { DuckDBConnection } from '@duckdb/node-api';

/** Rows inserted by the running transaction are numbered above all that were committed before it. */
export async function lastRow(connection: DuckDBConnection, table: string): Promise<bigint> {
  const found = await connection.runAndReadAll(`select coalesce(max(rowid), -1)::bigint from ${table}`);
  return found.getRows()[0]?.[0] as bigint;
}

/** Keys in their order, cut into ranges [first, next) of about `most` rows; a key that has more is a range of its own. */
export function ranges(counts: readonly (readonly [key: number, rows: number])[], most: number, end: number): { first: number; next: number; rows: number }[] {
  const cut: { first: number; next: number; rows: number }[] = [];
  for (const [key, rows] of counts) {
    const open = cut.at(-1);
    if (open && open.rows + rows <= most) open.rows += rows;
    else {
      if (open) open.next = key;
      cut.push({ first: key, next: end, rows });
    }
  }
  return cut;
}
