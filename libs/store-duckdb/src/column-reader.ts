import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';

const TWO_POW_32 = 4_294_967_296;
type Growable = Int32Array | Float64Array | Uint16Array | Uint8Array;
type Items = Growable | BigInt64Array;

/** A column read without a JavaScript value a row; int64 arrives as the double that holds it. */
export type ColumnTarget = Growable | string[];

export interface Columns {
  readonly length: number;
  readonly columns: readonly ColumnTarget[];
}

/** Reads a whole result. Kinds, one letter a column: i int32, l int64 (as double), d double, h uint16, b uint8, t text. No column may hold NULL. */
export async function readColumns(result: DuckDBResult, kinds: string): Promise<Columns> {
  const chunks: DuckDBDataChunk[] = [];
  let length = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    chunks.push(chunk);
    length += chunk.rowCount;
  }
  const columns = [...kinds].map((kind) => sized(kind, length));
  let offset = 0;
  for (const chunk of chunks) {
    copyChunk(chunk, columns, offset);
    offset += chunk.rowCount;
  }
  return { length, columns };
}

/** As `readColumns`, of a result whose number of rows is known: nothing but its columns is held. */
export async function readSizedColumns(result: DuckDBResult, kinds: string, rows: number): Promise<Columns> {
  const columns = [...kinds].map((kind) => sized(kind, rows));
  let length = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    copyChunk(chunk, columns, length);
    length += chunk.rowCount;
  }
  return { length, columns };
}

/** The columns of one chunk of a streamed result. */
export function chunkColumns(chunk: DuckDBDataChunk, kinds: string): Columns {
  const columns = [...kinds].map((kind) => sized(kind, chunk.rowCount));
  copyChunk(chunk, columns, 0);
  return { length: chunk.rowCount, columns };
}

function sized(kind: string, length: number): ColumnTarget {
  if (kind === 'i') return new Int32Array(length);
  if (kind === 'h') return new Uint16Array(length);
  if (kind === 'b') return new Uint8Array(length);
  return kind === 't' ? new Array<string>(length) : new Float64Array(length);
}

function copyChunk(chunk: DuckDBDataChunk, columns: readonly ColumnTarget[], offset: number): void {
  for (let index = 0; index < columns.length; index += 1) {
    const target = columns[index] as ColumnTarget;
    const vector = chunk.getColumnVector(index);
    if (Array.isArray(target)) for (let row = 0; row < vector.itemCount; row += 1) target[offset + row] = vector.getItem(row) as string;
    else copyNumbers((vector as unknown as { readonly items: Items }).items, target, offset);
  }
}

function copyNumbers(items: Items, target: Growable, offset: number): void {
  if (items.BYTES_PER_ELEMENT === 8 && Object.prototype.toString.call(items) === '[object BigInt64Array]') {
    copyInt64(items as BigInt64Array, target, offset);
  } else target.set(items as Float64Array, offset);
}

function copyInt64(items: BigInt64Array, target: Growable, offset: number): void {
  const low = new Uint32Array(items.buffer, items.byteOffset, items.length * 2);
  const high = new Int32Array(items.buffer, items.byteOffset, items.length * 2);
  for (let row = 0; row < items.length; row += 1) {
    target[offset + row] = (high[2 * row + 1] as number) * TWO_POW_32 + (low[2 * row] as number);
  }
}

/** Parts of one result one after the other; at least one part. */
export function concatenated(parts: readonly Columns[], length: number): Columns {
  if (parts.length === 1) return parts[0] as Columns;
  const columns = (parts[0] as Columns).columns.map((first, column) => {
    if (Array.isArray(first)) return parts.flatMap((part) => part.columns[column] as string[]);
    const whole = new (first.constructor as Float64ArrayConstructor)(length);
    let offset = 0;
    for (const part of parts) {
      whole.set(part.columns[column] as Float64Array, offset);
      offset += part.length;
    }
    return whole;
  });
  return { length, columns };
}
