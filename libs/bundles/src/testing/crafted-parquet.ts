import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { serializeTCompactProtocol } from 'hyparquet-writer/src/thrift.js';
import type { ExtractReading } from '@yanshou/kpi';

/** Parquet byte by byte, so that it can say what no writer would: numbers stand for the constants of the format. */
export const TYPES = { BOOLEAN: 0, INT64: 2, DOUBLE: 5, BYTE_ARRAY: 6 } as const;
export const ENCODINGS = { PLAIN: 0, RLE: 3, DELTA_BINARY_PACKED: 5, RLE_DICTIONARY: 8 } as const;
const [UTF8, TIMESTAMP_MICROS] = [0, 10];

type ThriftStruct = Parameters<typeof serializeTCompactProtocol>[1];

export function bytesOf(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const thrift = (value: ThriftStruct): Uint8Array => {
  const writer = new ByteWriter();
  serializeTCompactProtocol(writer, value);
  return writer.getBytes();
};

export interface PageFacts {
  readonly values: number;
  readonly encoding?: number;
  readonly unpacked?: number;
  readonly packed?: number;
  readonly nulls?: number;
  readonly rows?: number;
  readonly levels?: number;
}

const page = (type: number, body: Uint8Array, { unpacked = body.length, packed = body.length }: PageFacts, about: ThriftStruct): Uint8Array =>
  bytesOf(thrift({ field_1: type, field_2: unpacked, field_3: packed, ...about }), body);

export const dataPage = (body: Uint8Array, facts: PageFacts): Uint8Array =>
  page(0, body, facts, { field_5: { field_1: facts.values, field_2: facts.encoding ?? ENCODINGS.PLAIN, field_3: ENCODINGS.RLE, field_4: ENCODINGS.RLE } });

export const dictionaryPage = (body: Uint8Array, facts: PageFacts): Uint8Array => page(2, body, facts, { field_7: { field_1: facts.values, field_2: ENCODINGS.PLAIN } });

export const dataPage2 = (body: Uint8Array, facts: PageFacts): Uint8Array => page(3, body, facts, {
  field_8: { field_1: facts.values, field_2: facts.nulls ?? 0, field_3: facts.rows ?? facts.values, field_4: facts.encoding ?? ENCODINGS.PLAIN, field_5: facts.levels ?? 0, field_6: 0, field_7: false },
});

/** A number in groups of seven bits. */
export const varint = (value: number): readonly number[] => (value < 128 ? [value] : [128 + (value % 128), ...varint(Math.floor(value / 128))]);
/** A run of one value. */
export const run = (count: number, value: number, bytes = 1): readonly number[] => [...varint(count * 2), ...Array.from({ length: bytes }, () => value)];
export const lengthOf = (bytes: Iterable<number>): Uint8Array => new Uint8Array(Uint32Array.of([...bytes].length).buffer);
export const text = (value: string): Uint8Array => {
  const utf8 = new TextEncoder().encode(value);
  return bytesOf(lengthOf(utf8), utf8);
};

export interface CraftedColumn {
  readonly name: string;
  readonly type: number;
  readonly converted?: number;
  readonly repetition?: number;
  readonly pages: readonly Uint8Array[];
  readonly bytes?: number;
  readonly codec?: number;
}

const double = (value: number): Uint8Array => new Uint8Array(Float64Array.of(value).buffer);

/** The columns of an extract, plain and one page each. */
export function plainColumns(readings: readonly ExtractReading[]): readonly CraftedColumn[] {
  const all = (parts: readonly Uint8Array[]): readonly Uint8Array[] => [dataPage(bytesOf(...parts), { values: readings.length })];
  const texts = (name: string, of: (reading: ExtractReading) => string): CraftedColumn => ({ name, type: TYPES.BYTE_ARRAY, converted: UTF8, pages: all(readings.map((reading) => text(of(reading)))) });
  const optional = (name: string, type: number, isThere: (reading: ExtractReading) => boolean, of: (reading: ExtractReading) => Uint8Array): CraftedColumn => {
    const levels = bytesOf(...readings.map((reading) => run(1, Number(isThere(reading)))));
    return { name, type, repetition: 1, ...(type === TYPES.BYTE_ARRAY && { converted: UTF8 }), pages: all([lengthOf(levels), levels, ...readings.filter(isThere).map(of)]) };
  };
  const isText = ({ value }: ExtractReading): boolean => typeof value === 'string';
  return [
    texts('project', () => 'workshop'), texts('device', ({ device }) => device), texts('metric', ({ metric }) => metric),
    { name: 'at', type: TYPES.INT64, converted: TIMESTAMP_MICROS, pages: all(readings.map(({ at }) => new Uint8Array(BigInt64Array.of(BigInt(at)).buffer))) },
    optional('value_number', TYPES.DOUBLE, (reading) => !isText(reading), ({ value }) => double(Number(value))), optional('value_text', TYPES.BYTE_ARRAY, isText, ({ value }) => text(String(value))),
    texts('kind', ({ kind }) => kind), texts('quality', ({ quality }) => quality), texts('origin', ({ origin }) => origin),
    { name: 'unused', type: TYPES.BOOLEAN, pages: all([new Uint8Array(Math.ceil(readings.length / 8))]) },
    { name: 'received', type: TYPES.INT64, converted: TIMESTAMP_MICROS, pages: all(readings.map(({ at, received = at }) => new Uint8Array(BigInt64Array.of(BigInt(received)).buffer))) },
    { name: 'server_stamped', type: TYPES.BOOLEAN, pages: all([new Uint8Array(Math.ceil(readings.length / 8))]) },
  ];
}

export interface CraftedFile {
  readonly columns: readonly CraftedColumn[];
  readonly rows: number;
  readonly groups?: readonly number[];
  readonly footer?: Uint8Array;
  readonly footerBytes?: number;
  /** Names by which row groups know their columns, where they are not the schema's. */
  readonly names?: readonly string[];
}

export function craftedParquet({ columns, rows, groups = [rows], footer, footerBytes, names = columns.map(({ name }) => name) }: CraftedFile): Uint8Array {
  const body = bytesOf([0x50, 0x41, 0x52, 0x31], ...columns.flatMap(({ pages }) => pages));
  const end = footer ?? thrift(metadata({ columns, rows, groups, names }));
  return bytesOf(body, end, new Uint8Array(Uint32Array.of(footerBytes ?? end.length).buffer), [0x50, 0x41, 0x52, 0x31]);
}

function metadata({ columns, rows, groups, names }: Required<Pick<CraftedFile, 'columns' | 'rows' | 'groups' | 'names'>>): ThriftStruct {
  let at = 4;
  const chunks = columns.map(({ type, pages, bytes, codec = 0 }, index) => {
    const size = pages.reduce((sum, { length }) => sum + length, 0);
    const from = BigInt(at);
    at += size;
    return { field_2: from, field_3: { field_1: type, field_2: [0], field_3: [names[index]], field_4: codec, field_5: BigInt(rows), field_6: BigInt(size), field_7: BigInt(bytes ?? size), field_9: from } };
  });
  const leaves = columns.map(({ name, type, repetition = 0, converted }) => ({ field_1: type, field_3: repetition, field_4: name, ...(converted !== undefined && { field_6: converted }) }));
  return {
    field_1: 1, field_2: [{ field_4: 'root', field_5: columns.length }, ...leaves], field_3: BigInt(rows),
    field_4: groups.map((count) => ({ field_1: chunks, field_2: 1n, field_3: BigInt(count) })), field_6: 'crafted',
  } as ThriftStruct;
}
