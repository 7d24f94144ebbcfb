import {
  BIGINT, DOUBLE, DuckDBDataChunk, INTEGER, USMALLINT, UTINYINT, VARCHAR,
} from '@duckdb/node-api';
import type { DuckDBAppender, DuckDBConnection, DuckDBType } from '@duckdb/node-api';

/** `int64` columns are fed from doubles that hold integers. */
export type ColumnKind = 'int32' | 'int64' | 'double' | 'uint16' | 'uint8' | 'text';
export type ColumnSource = Int32Array | Float64Array | Uint16Array | Uint8Array | readonly string[];

const ROWS_PER_CHUNK = 2048;
const TWO_POW_32 = 4_294_967_296;
const TYPES: Record<ColumnKind, DuckDBType> = {
  int32: INTEGER, int64: BIGINT, double: DOUBLE, uint16: USMALLINT, uint8: UTINYINT, text: VARCHAR,
};

/**
 * Appends rows to one table from typed arrays, 2048 at a time, one memory copy a column. The chunk is kept between
 * batches: its text slots hold '' from the start and are touched only where a batch brings text.
 */
export class ColumnWriter {
  private readonly types: readonly DuckDBType[];
  private readonly plain: DuckDBDataChunk;

  constructor(private readonly table: string, private readonly kinds: readonly ColumnKind[]) {
    this.types = kinds.map((kind) => TYPES[kind]);
    this.plain = DuckDBDataChunk.create(this.types, ROWS_PER_CHUNK);
    kinds.forEach((kind, column) => kind === 'text' && clearText(this.plain, column));
  }

  /** Appends the first `length` rows inside the connection's open transaction. */
  async append(connection: DuckDBConnection, columns: readonly ColumnSource[], length: number): Promise<void> {
    if (length === 0) return;
    const appender = await connection.createAppender(this.table);
    try {
      for (let from = 0; from < length; from += ROWS_PER_CHUNK) {
        this.appendChunk(appender, columns, from, Math.min(ROWS_PER_CHUNK, length - from));
      }
    } finally {
      appender.closeSync();
    }
  }

  private appendChunk(appender: DuckDBAppender, columns: readonly ColumnSource[], from: number, rows: number): void {
    const withText = columns.some((column) => Array.isArray(column) && hasText(column as readonly string[], from, rows));
    const chunk = withText ? DuckDBDataChunk.create(this.types, rows) : this.plain;
    if (chunk.rowCount !== rows) chunk.rowCount = rows;
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index] as ColumnSource;
      const vector = chunk.getColumnVector(index);
      if (this.kinds[index] === 'int64') fillInt64(itemsOf(vector), column as Float64Array, from, rows);
      else if (this.kinds[index] === 'double') fillDouble(itemsOf(vector), column as Float64Array, from, rows);
      else if (this.kinds[index] !== 'text') itemsOf(vector).set((column as Float64Array).subarray(from, from + rows));
      else if (withText) for (let row = 0; row < rows; row += 1) vector.setItem(row, (column as readonly string[])[from + row] ?? '');
      else continue;
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
}

interface NumberItems {
  readonly buffer: ArrayBuffer;
  readonly byteOffset: number;
  set(values: ArrayLike<number>): void;
}

// The client copies value by value through setItem, which costs more than the database's own work on the row;
// its vectors hold the column as a typed array, and that is what is filled.
const itemsOf = (vector: unknown): NumberItems => (vector as { readonly items: NumberItems }).items;

function fillInt64(items: NumberItems, source: Float64Array, from: number, rows: number): void {
  const halves = new Uint32Array(items.buffer, items.byteOffset, rows * 2);
  for (let row = 0; row < rows; row += 1) {
    const value = source[from + row] as number;
    const high = Math.floor(value / TWO_POW_32);
    halves[2 * row] = value - high * TWO_POW_32;
    halves[2 * row + 1] = high;
  }
}

/** The database's compression takes -0 and 0 for one value and gives back either: a stored zero has no sign. */
function fillDouble(items: NumberItems, source: Float64Array, from: number, rows: number): void {
  const target = new Float64Array(items.buffer, items.byteOffset, rows);
  for (let row = 0; row < rows; row += 1) target[row] = (source[from + row] as number) + 0;
}

function hasText(column: readonly string[], from: number, rows: number): boolean {
  for (let row = from; row < from + rows; row += 1) if ((column[row] ?? '') !== '') return true;
  return false;
}

function clearText(chunk: DuckDBDataChunk, column: number): void {
  const vector = chunk.getColumnVector(column);
  for (let row = 0; row < ROWS_PER_CHUNK; row += 1) vector.setItem(row, '');
  vector.flush();
}
