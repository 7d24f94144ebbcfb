import { describe, expect, it } from '@jest/globals';
import { readCheckedExtract } from '@yanshou/evidence';
import type { ExtractReading } from '@yanshou/kpi';
import { parquetExtract } from './parquet-extract.js';
import {
  ENCODINGS, TYPES, bytesOf, craftedParquet, dataPage, dataPage2, dictionaryPage, lengthOf, plainColumns, run, text, varint,
} from './testing/crafted-parquet.js';
import type { CraftedColumn, CraftedFile } from './testing/crafted-parquet.js';

const READINGS: readonly ExtractReading[] = ['load', 'state', 'temperature'].map((metric, index) => ({
  device: 'M1', metric, at: 1.79e15 + index, value: metric === 'state' ? 'ACTIVE' : index / 3, kind: metric === 'state' ? 'text' : 'number', quality: 'N', origin: 'live', unused: false, received: 1.79e15 + 7 * index, serverStamped: false,
}));
const ROWS = READINGS.length;
const HUGE = 2 ** 31 - 1;

const faultOf = async (content: Uint8Array): Promise<string> => {
  const source = parquetExtract({ byteLength: content.length, slice: (from, to = content.length) => content.slice(from, to).buffer });
  const read: ExtractReading[] = [];
  const fault = await readCheckedExtract(source, { leg: 'reporting', project: 'workshop', facts: { from: 0, to: 1.8e15, rows: ROWS } }, (reading) => read.push(reading));
  if (fault === undefined) expect(read).toEqual(READINGS);
  return fault === undefined ? 'none' : `${fault.code}: ${fault.actual ?? fault.place}`;
};
const crafted = (facts: Partial<CraftedFile>): Promise<string> => faultOf(craftedParquet({ columns: plainColumns(READINGS), rows: ROWS, ...facts }));
const withColumn = (name: string, facts: Partial<CraftedColumn>): Promise<string> =>
  crafted({ columns: plainColumns(READINGS).map((column) => (column.name === name ? { ...column, ...facts } : column)) });
const withPages = (name: string, ...pages: readonly Uint8Array[]): Promise<string> => withColumn(name, { pages });

const word = dictionaryPage(text('M1'), { values: 1 });
const words = bytesOf(...READINGS.map(({ device }) => text(device)));
const indices = (body: Uint8Array, values = ROWS): Uint8Array => dataPage(body, { values, encoding: ENCODINGS.RLE_DICTIONARY });
const indices2 = (body: Uint8Array, values = ROWS): Uint8Array => dataPage2(body, { values, encoding: ENCODINGS.RLE_DICTIONARY });

describe('an extract', () => {
  it('is read whatever pages and encodings its writer chose', async () => {
    expect(await crafted({})).toBe('none');
    expect(await withPages('device', word, indices(bytesOf([0])))).toBe('none');
    expect(await withPages('device', word, indices(bytesOf([1], run(ROWS, 0))))).toBe('none');
    expect(await withPages('device', word, indices(bytesOf([1], [3, 0])))).toBe('none');
    expect(await withPages('device', word, indices2(bytesOf([1], run(2, 0), [3, 0])))).toBe('none');
    expect(await withPages('device', dataPage2(words, { values: ROWS }))).toBe('none');
    expect(await withPages('device', dataPage(text('M1'), { values: 1 }), dataPage(bytesOf(text('M1'), text('M1')), { values: 2 }))).toBe('none');
    expect(await withPages('unused', dataPage(bytesOf(lengthOf([3, 0]), [3, 0]), { values: ROWS, encoding: ENCODINGS.RLE }))).toBe('none');
    const levels = bytesOf([3, 0b101]);
    expect(await withPages('value_number', dataPage(bytesOf(lengthOf(levels), levels, new Uint8Array(Float64Array.of(0, 2 / 3).buffer)), { values: ROWS }))).toBe('none');
  });
});

describe('a file that says it holds more than it does', () => {
  it.each<[string, () => Promise<string>, string]>([
    ['rows of a group', () => crafted({ groups: [2 ** 40] }), 'row group 0: 1099511627776 rows'],
    ['fewer than no rows', () => crafted({ groups: [-ROWS, 2 * ROWS] }), `row group 0: ${-ROWS} rows`],
    ['rows of a group that has none', () => crafted({ groups: [0, ROWS] }), `a page of ${ROWS} values`],
    ['more groups than anybody writes', () => crafted({ groups: Array.from({ length: 5_000 }, () => 1), rows: 5_000 }), 'more than 4096 row groups'],
    ['rows of its groups', () => crafted({ groups: [ROWS, ROWS] }), `row groups that are not ${ROWS} rows`],
    ['values of a page', () => withPages('device', word, indices(bytesOf([0]), HUGE)), `a page of ${HUGE} values`],
    ['values of a page of the second kind', () => withPages('device', word, indices2(bytesOf([1]), HUGE)), `a page of ${HUGE} values`],
    ['words of a dictionary', () => withPages('device', dictionaryPage(text('M1'), { values: HUGE }), indices(bytesOf([0]))), `a page of ${HUGE} values`],
    ['indices of a run', () => withPages('device', word, indices(bytesOf([1], run(2 ** 27, 0)))), `a run of ${2 ** 27} values where ${ROWS} are left`],
    ['indices without bits', () => withPages('device', word, indices2(bytesOf([0], varint(2 ** 31 + 1)))), `a run of ${8 * 2 ** 30} values where ${ROWS} are left`],
    ['truths of a run', () => withPages('unused', dataPage(bytesOf(lengthOf(run(2 ** 28, 0)), run(2 ** 28, 0)), { values: ROWS, encoding: ENCODINGS.RLE })), `a run of ${2 ** 28} values where ${ROWS} are left`],
    ['levels of a run', () => withPages('value_text', dataPage(bytesOf(lengthOf(run(2 ** 28, 0)), run(2 ** 28, 0)), { values: ROWS })), `a run of ${2 ** 28} values where ${ROWS} are left`],
    ['nulls', () => withPages('value_text', dataPage2(bytesOf(run(ROWS, 0)), { values: ROWS, nulls: -HUGE, levels: 2 })), 'a page that contradicts itself'],
    ['bytes of a page', () => withColumn('device', { codec: 6, pages: [dataPage(words, { values: ROWS, unpacked: HUGE })] }), `a column of ${HUGE} bytes`],
    ['bytes of a page that the file has not', () => withPages('device', dataPage(words, { values: ROWS, packed: HUGE })), 'a page that is not in its column'],
    ['bytes of a column', () => withColumn('device', { bytes: 2 ** 50 }), 'a column that is not in the file'],
    ['bytes of a footer', () => crafted({ footerBytes: HUGE }), `a footer of ${HUGE} bytes`],
    ['a number without end', () => crafted({ footer: new Uint8Array(1_000_000).fill(0xff).fill(0x36, 0, 1) }), 'a number without end'],
    ['structs without end', () => crafted({ footer: new Uint8Array(100_000).fill(0x1c) }), 'structs without end'],
    ['a text beyond the footer', () => crafted({ footer: bytesOf([0x18], varint(HUGE), [0]) }), 'more bytes than there are'],
  ])('%s, is not believed', async (_, fault, reason) => {
    expect(await fault()).toBe(`extract-malformed: ${reason}`);
  });

  it('a list beyond the footer, ends there', async () => {
    expect(await crafted({ footer: bytesOf([0x29, 0xfc], varint(HUGE), new Uint8Array(1_000)) })).toMatch(/^extract-malformed: .*bounds/);
  });
});

describe('a file that two readers read in two ways', () => {
  const columns = plainColumns(READINGS);
  const lie = { ...(columns[1] as CraftedColumn), pages: [dataPage(bytesOf(...READINGS.map(() => text('Z'))), { values: ROWS })] };

  it.each<[string, () => Promise<string>, string]>([
    ['by a column twice', () => crafted({ columns: [...columns, lie] }), 'two columns of one name'],
    ['by other names in a group than in the schema', () => crafted({ names: ['project', 'metric', 'device', ...columns.slice(3).map(({ name }) => name)] }), "row group 0: other columns than the schema's"],
    ['by a column of lists', () => withColumn('device', { repetition: 2 }), 'a column of lists'],
    ['by fewer values than rows', () => withPages('device', dataPage(text('M1'), { values: 1 })), `a column of 1 values for ${ROWS} rows`],
    ['by more values than rows', () => withPages('device', dataPage(words, { values: ROWS }), dataPage(text('Z'), { values: 1 })), `a column of ${ROWS + 1} values for ${ROWS} rows`],
    ['by an encoding that no extract has', () => withPages('at', dataPage(new Uint8Array(24), { values: ROWS, encoding: ENCODINGS.DELTA_BINARY_PACKED })), 'encoding DELTA_BINARY_PACKED of INT64'],
    ['by a dictionary of truths', () => withPages('unused', dataPage(bytesOf(run(ROWS, 0)), { values: ROWS, encoding: ENCODINGS.RLE_DICTIONARY })), 'encoding RLE_DICTIONARY of BOOLEAN'],
    ['by a column that is missing', () => crafted({ columns: columns.filter(({ name }) => name !== 'quality') }), 'no column quality of type BYTE_ARRAY'],
  ])('%s, is refused', async (_, fault, reason) => {
    expect(await fault()).toBe(`extract-malformed: ${reason}`);
  });

  it('by a number beside a text, or a text beside a number, is refused', async () => {
    const all = bytesOf(run(ROWS, 1));
    expect(await withPages('value_number', dataPage(bytesOf(lengthOf(all), all, new Uint8Array(24)), { values: ROWS }))).toBe('extract-malformed: #2');
    expect(await withPages('value_text', dataPage(bytesOf(lengthOf(all), all, text('0'), text('ACTIVE'), text('0')), { values: ROWS }))).toBe('extract-malformed: #1');
  });
});

describe('values that no platform writes', () => {
  it.each<[string, Partial<ExtractReading>]>([
    ['NaN', { value: NaN }], ['an infinity', { value: -Infinity }], ['two for a truth', { kind: 'boolean', value: 2 }], ['another kind', { kind: 'list' as 'text' }],
    ['another origin', { origin: 'invented' as 'live' }], ['another quality', { quality: 'Z' as 'N' }],
  ])('%s', async (_, facts) => {
    expect(await crafted({ columns: plainColumns(READINGS.map((reading, index) => (index === 2 ? { ...reading, ...facts } : reading))) })).toBe('extract-malformed: #3');
  });

  it('times of another kind', async () => {
    for (const converted of [undefined, 9]) expect(await withColumn('at', { converted })).toBe('extract-malformed: #1');
    const doubles = dataPage(bytesOf(...READINGS.map(({ at }) => new Uint8Array(Float64Array.of(at).buffer))), { values: ROWS });
    expect(await withColumn('at', { type: TYPES.DOUBLE, converted: undefined, pages: [doubles] })).toBe('extract-malformed: no column at of type INT64');
  });
});
