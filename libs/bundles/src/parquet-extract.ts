import { parquetScan } from 'hyparquet';
import type { AsyncBuffer, Compressors, FileMetaData, ParquetType } from 'hyparquet';
import { decompressZstd } from 'hyparquet-compressors';
import type { ExtractPage, ExtractSource } from '@yanshou/evidence';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { must } from './must.js';
import { readMetadata } from './parquet-metadata.js';
import { MOST_UNPACKED, checkColumn } from './parquet-pages.js';

const COLUMNS = { project: 'project', device: 'device', metric: 'metric', at: 'at', number: 'value_number', text: 'value_text', kind: 'kind', quality: 'quality', origin: 'origin', unused: 'unused', received: 'received', serverStamped: 'server_stamped' } as const;
type Column = keyof typeof COLUMNS;
const NAMES: readonly string[] = Object.values(COLUMNS);
const TYPES: ReadonlyMap<string, ParquetType> = new Map([...NAMES.map((name): [string, ParquetType] => [name, 'BYTE_ARRAY']), [COLUMNS.at, 'INT64'], [COLUMNS.number, 'DOUBLE'], [COLUMNS.unused, 'BOOLEAN'], [COLUMNS.received, 'INT64'], [COLUMNS.serverStamped, 'BOOLEAN']]);

const compressors: Compressors = { ZSTD: (input, outputLength) => decompressZstd(input, new Uint8Array(outputLength)) };

/** Reads an extract row group by row group; one of them is in memory at a time. `freeBytes`: what even a small file may unpack to. */
export const parquetExtract = (file: AsyncBuffer, { freeBytes = MOST_UNPACKED }: { readonly freeBytes?: number } = {}): ExtractSource => ({ pages: () => pagesOf(file, freeBytes) });

async function* pagesOf(file: AsyncBuffer, freeBytes: number): AsyncGenerator<Result<ExtractPage, string>> {
  try {
    const metadata = await readMetadata(file, TYPES);
    const budget = new UnpackedBudget(file.byteLength, freeBytes);
    let start = 0;
    for (const [group, { num_rows: rows }] of metadata.row_groups.entries()) {
      const end = start + Number(rows);
      budget.take(await checkGroup(file, metadata, group));
      yield ok(await readGroup(file, metadata, start, end));
      start = end;
    }
  } catch (error) {
    yield fail(error instanceof Error ? error.message : String(error));
  }
}

/** Whether the group is what its columns say, and can be held in memory: its bytes, unpacked. */
async function checkGroup(file: AsyncBuffer, { schema, row_groups: groups }: FileMetaData, group: number): Promise<number> {
  const { columns = [], num_rows: rows = 0n } = groups[group] ?? {};
  let unpacked = 0;
  for (const [index, { meta_data: meta }] of columns.entries()) {
    const { name = '', repetition_type: repetition } = schema[index + 1] ?? {};
    if (meta && NAMES.includes(name)) unpacked += await checkColumn(file, { meta, isOptional: repetition !== 'REQUIRED', rows: Number(rows), compressors });
    must(unpacked <= MOST_UNPACKED, `row group ${group}: ${unpacked} bytes`);
  }
  return unpacked;
}

/** What a platform writes unpacks to some twenty times its size. */
const UNPACKED_A_BYTE = 64;

/** What all groups together may unpack to: each of thousands could fill the memory from a few bytes, one after the other. */
class UnpackedBudget {
  private unpacked = 0;

  constructor(private readonly packed: number, private readonly free: number) {}

  take(bytes: number): void {
    this.unpacked += bytes;
    must(this.unpacked <= this.free + UNPACKED_A_BYTE * this.packed, `${this.unpacked} bytes unpacked of ${this.packed}`);
  }
}

const parsers = { timestampFromMicroseconds: Number };

async function readGroup(file: AsyncBuffer, metadata: FileMetaData, rowStart: number, rowEnd: number): Promise<ExtractPage> {
  const scan = await parquetScan({ file, metadata, columns: [...NAMES], rowStart, rowEnd, compressors, parsers });
  const page: Partial<Record<Column, ArrayLike<unknown>>> = {};
  for (const name of Object.keys(COLUMNS) as Column[]) {
    page[name] = await scan.readColumn({ column: COLUMNS[name], rowStart, rowEnd });
  }
  return { length: rowEnd - rowStart, ...(page as Record<Column, ArrayLike<unknown>>) };
}
