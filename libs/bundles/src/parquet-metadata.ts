import { parquetMetadata } from 'hyparquet';
import type { AsyncBuffer, FileMetaData, ParquetType, RowGroup, SchemaElement } from 'hyparquet';
import { must } from './must.js';
import { structEnd } from './thrift-walk.js';

/** Beyond these a file was made to fill memory, not to be read: half a billion readings are below. */
const MOST_FOOTER_BYTES = 4 * 2 ** 20;
const MOST_GROUPS = 4096;
const MOST_ROWS_A_GROUP = 1_000_000;

/**
 * The metadata at a Parquet file's end: every column once and flat, `columns` among them, and nothing that one reader
 * takes for more or for something else than another. Throws RangeError with the reason.
 */
export async function readMetadata(file: AsyncBuffer, columns: ReadonlyMap<string, ParquetType>): Promise<FileMetaData> {
  const tail = new DataView(await file.slice(Math.max(0, file.byteLength - 8), file.byteLength));
  const length = tail.byteLength === 8 ? tail.getUint32(0, true) : NaN;
  must(length <= Math.min(MOST_FOOTER_BYTES, file.byteLength - 8), `a footer of ${length} bytes`);
  const footer = await file.slice(file.byteLength - 8 - length, file.byteLength);
  structEnd(new DataView(footer, 0, length), 0);
  const metadata = parquetMetadata(footer, { geoparquet: false });
  checkColumns(metadata.schema.slice(1), columns);
  checkGroups(metadata);
  return metadata;
}

function checkColumns(leaves: readonly SchemaElement[], columns: ReadonlyMap<string, ParquetType>): void {
  const types = new Map(leaves.map(({ name, type }) => [name, type]));
  const [missing] = [...columns].find(([name, type]) => types.get(name) !== type) ?? [];
  must(missing === undefined, `no column ${missing} of type ${columns.get(missing ?? '')}`);
  must(types.size === leaves.length, 'two columns of one name');
  must(leaves.every(({ num_children: children = 0, repetition_type: repetition }) => children === 0 && repetition !== 'REPEATED'), 'a column of lists');
}

function checkGroups({ schema, row_groups: groups, num_rows: rows }: FileMetaData): void {
  must(groups.length <= MOST_GROUPS, `more than ${MOST_GROUPS} row groups`);
  for (const [index, group] of groups.entries()) {
    must(group.num_rows >= 0 && group.num_rows <= MOST_ROWS_A_GROUP, `row group ${index}: ${group.num_rows} rows`);
    must(isOfSchema(group, schema.slice(1)), `row group ${index}: other columns than the schema's`);
  }
  must(groups.reduce((sum, group) => sum + group.num_rows, 0n) === rows, `row groups that are not ${rows} rows`);
}

/** Some readers go by the place of a column, others by its name. */
const isOfSchema = ({ columns }: RowGroup, leaves: readonly SchemaElement[]): boolean =>
  columns.length === leaves.length && columns.every(({ meta_data: meta }, index) => meta?.path_in_schema.join('.') === leaves[index]?.name && meta?.type === leaves[index]?.type);
