import { parquetMetadataAsync, parquetScan } from 'hyparquet';
import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet';
import { decompressZstd } from 'hyparquet-compressors';
import type { ExtractPage, ExtractSource } from '@yanshou/evidence';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';

const COLUMNS = { project: 'project', device: 'device', metric: 'metric', at: 'at', number: 'value_number', text: 'value_text', kind: 'kind', quality: 'quality', origin: 'origin', unused: 'unused' } as const;
type Column = keyof typeof COLUMNS;

/** Row groups and pages beyond these were made to fill memory, not to be read. */
const MOST_ROWS_A_GROUP = 1_000_000;
const MOST_PAGE_BYTES = 256 * 2 ** 20;

const compressors: Compressors = {
  ZSTD: (input, outputLength) => {
    if (outputLength > MOST_PAGE_BYTES) throw new RangeError(`a page of ${outputLength} bytes`);
    return decompressZstd(input, new Uint8Array(outputLength));
  },
};

/** Reads an extract row group by row group; one of them is in memory at a time. */
export const parquetExtract = (file: AsyncBuffer): ExtractSource => ({ pages: () => pagesOf(file) });

async function* pagesOf(file: AsyncBuffer): AsyncGenerator<Result<ExtractPage, string>> {
  try {
    const metadata = await parquetMetadataAsync(file);
    const fault = shapeFault(metadata);
    if (fault !== undefined) return yield fail(fault);
    let start = 0;
    for (const { num_rows: rows } of metadata.row_groups) {
      const end = start + Number(rows);
      yield ok(await readGroup(file, metadata, start, end));
      start = end;
    }
  } catch (error) {
    yield fail(error instanceof Error ? error.message : String(error));
  }
}

function shapeFault({ schema, row_groups: groups }: FileMetaData): string | undefined {
  const names = new Set(schema.map(({ name }) => name));
  const missing = Object.values(COLUMNS).find((name) => !names.has(name));
  if (missing !== undefined) return `no column ${missing}`;
  const large = groups.findIndex(({ num_rows: rows }) => rows > MOST_ROWS_A_GROUP);
  return large < 0 ? undefined : `row group ${large}: more than ${MOST_ROWS_A_GROUP} rows`;
}

const parsers = { timestampFromMicroseconds: Number };

async function readGroup(file: AsyncBuffer, metadata: FileMetaData, rowStart: number, rowEnd: number): Promise<ExtractPage> {
  const scan = await parquetScan({ file, metadata, columns: Object.values(COLUMNS), rowStart, rowEnd, compressors, parsers });
  const page: Partial<Record<Column, ArrayLike<unknown>>> = {};
  for (const name of Object.keys(COLUMNS) as Column[]) {
    page[name] = await scan.readColumn({ column: COLUMNS[name], rowStart, rowEnd });
  }
  return { length: rowEnd - rowStart, ...(page as Record<Column, ArrayLike<unknown>>) };
}
