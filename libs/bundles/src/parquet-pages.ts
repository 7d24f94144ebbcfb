import type { AsyncBuffer, ColumnMetaData, Compressors, Encoding, PageHeader, ParquetType } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { must } from './must.js';
import { checkRuns, setLevels } from './parquet-runs.js';
import { structEnd } from './thrift-walk.js';

/** Bytes of a row group: ten times what a hundred thousand readings take. */
export const MOST_UNPACKED = 256 * 2 ** 20;
const MOST_HEADER_BYTES = 65_536;

/** One column of a row group as it lies in the file. */
export interface ColumnChunk {
  readonly meta: ColumnMetaData;
  readonly isOptional: boolean;
  readonly rows: number;
  readonly compressors: Compressors;
}

/**
 * Whether a column's pages hold a value for each row and no more: a page of a few bytes can say that it holds thousands
 * of millions, and a reader believes it. Resolves with its bytes, unpacked; rejects with RangeError and the reason.
 */
export async function checkColumn(file: AsyncBuffer, chunk: ColumnChunk): Promise<number> {
  const { dictionary_page_offset: dictionary, data_page_offset: data, total_compressed_size: size } = chunk.meta;
  const [from, length] = [Number(dictionary || data), Number(size)];
  must(from >= 0 && length >= 0 && length <= MOST_UNPACKED && from + length <= file.byteLength, 'a column that is not in the file');
  const bytes = await file.slice(from, from + length);
  let [at, rows, unpacked] = [0, 0, 0];
  while (at < length) {
    const { header, end } = headerAt(bytes, at);
    const { compressed_page_size: packed, uncompressed_page_size: plain } = header;
    must(packed >= 0 && packed <= length - end && plain >= 0, 'a page that is not in its column');
    unpacked += plain;
    must(unpacked <= MOST_UNPACKED, `a column of ${unpacked} bytes`);
    rows += checkPage(header, new Uint8Array(bytes, end, packed), chunk);
    at = end + packed;
  }
  must(rows === chunk.rows, `a column of ${rows} values for ${chunk.rows} rows`);
  return unpacked;
}

function headerAt(bytes: ArrayBuffer, at: number): { readonly header: PageHeader; readonly end: number } {
  const view = new DataView(bytes, at, Math.min(MOST_HEADER_BYTES, bytes.byteLength - at));
  return { end: at + structEnd(view, 0), header: parquetHeader({ view, offset: 0 }) };
}

/** How many rows a page holds. */
function checkPage(header: PageHeader, packed: Uint8Array, chunk: ColumnChunk): number {
  const { type, data_page_header: data, data_page_header_v2: data2, dictionary_page_header: dictionary } = header;
  const about = { DICTIONARY_PAGE: dictionary, DATA_PAGE: data, DATA_PAGE_V2: data2, INDEX_PAGE: undefined }[type];
  must(about !== undefined, `a page of type ${type}`);
  must(about.num_values >= 0 && about.num_values <= chunk.rows, `a page of ${about.num_values} values`);
  if (type === 'DICTIONARY_PAGE') return 0;
  checkValues(type === 'DATA_PAGE' ? valuesOf(header, packed, chunk) : valuesOf2(header, packed, chunk));
  return about.num_values;
}

/** The values of a page that are no null, unpacked. */
interface PageValues {
  readonly view: DataView;
  readonly at: number;
  readonly count: number;
  readonly encoding: Encoding;
  readonly type: ParquetType;
  /** Whether a dictionary of one word has no indices, only their number. */
  readonly hasBareWidth: boolean;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView => new DataView(buffer, byteOffset, byteLength);

function valuesOf({ data_page_header: data, uncompressed_page_size: size }: PageHeader, packed: Uint8Array, { meta, isOptional, compressors }: ColumnChunk): PageValues {
  must(data !== undefined, 'no header');
  const { num_values: values, encoding } = data;
  const view = viewOf(decompressPage(packed, size, meta.codec, compressors));
  const page = { view, encoding, type: meta.type, hasBareWidth: true };
  return isOptional ? { ...page, at: 4 + view.getUint32(0, true), count: setLevels({ view, from: 4, values }) } : { ...page, at: 0, count: values };
}

/** Its levels stand before it, not packed. */
function valuesOf2({ data_page_header_v2: data, uncompressed_page_size: size }: PageHeader, packed: Uint8Array, { meta, isOptional, compressors }: ColumnChunk): PageValues {
  must(data !== undefined, 'no header');
  const { num_values: values, num_nulls: nulls, num_rows: rows, definition_levels_byte_length: levels, repetition_levels_byte_length: lists, encoding } = data;
  must(rows === values && nulls >= 0 && nulls <= values && lists === 0 && levels >= 0 && levels <= packed.length, 'a page that contradicts itself');
  if (isOptional) checkRuns({ view: viewOf(packed), from: 0, width: 1, values });
  const body = packed.subarray(levels);
  const page = data.is_compressed === false ? body : decompressPage(body, size - levels, meta.codec, compressors);
  return { view: viewOf(page), at: 0, count: values - nulls, encoding, type: meta.type, hasBareWidth: false };
}

/** Plain values take bytes of the page, each; runs are as many as they say. */
function checkValues({ view, at, count, encoding, type, hasBareWidth }: PageValues): void {
  if (encoding === 'PLAIN') return;
  if (encoding === 'RLE' && type === 'BOOLEAN') return checkRuns({ view, from: at + 4, width: 1, values: count });
  must((encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') && type !== 'BOOLEAN', `encoding ${encoding} of ${type}`);
  const width = view.getUint8(at);
  if (width > 0 || !hasBareWidth) checkRuns({ view, from: at + 1, width, values: count });
}
