import { crc32 } from 'node:zlib';

/** An entry as the zip has it: what is absent follows from the content, what is there may be a lie. */
export interface RawEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** Name in the local header. */
  readonly localName?: string;
  readonly localSize?: number;
  readonly method?: number;
  readonly flags?: number;
  /** Bytes when unpacked, by directory and local header. */
  readonly size?: number;
  /** Packed bytes, by the directory. */
  readonly packed?: number;
  readonly crc?: number;
  readonly system?: number;
  readonly attributes?: number;
  readonly extra?: Uint8Array;
  /** Not in the directory: only who reads the zip from its start finds it. */
  readonly isHidden?: boolean;
  /** Where the directory sends the reader; no local header of its own then. */
  readonly offset?: number;
}

export interface RawEnd {
  readonly entries?: number;
  readonly directoryOffset?: number;
}

const DATE = 0x0021_0000;

/** Writes a zip field by field, lies included. */
export function rawZip(entries: readonly RawEntry[], end: RawEnd = {}): Blob {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const entry of entries) {
    if (entry.isHidden !== true) directory.push(centralHeader(entry, entry.offset ?? at));
    if (entry.offset !== undefined) continue;
    const body = Buffer.concat([localHeader(entry), entry.content]);
    bodies.push(body);
    at += body.length;
  }
  const central = Buffer.concat(directory);
  return new Blob([...bodies, central, endRecord(end.entries ?? directory.length, central.length, end.directoryOffset ?? at)]);
}

const checksum = ({ content, crc = crc32(Buffer.from(content)) }: RawEntry): number => crc;

function localHeader(entry: RawEntry): Buffer {
  const { name, localName = name, content, method = 0, flags = 0, size = content.length, localSize = size } = entry;
  const [header, bytes] = [Buffer.alloc(30), Buffer.from(localName)];
  header.writeUInt32LE(0x04034b50, 0);
  [20, flags, method].forEach((value, index) => header.writeUInt16LE(value, 4 + 2 * index));
  [DATE, checksum(entry), content.length, localSize].forEach((value, index) => header.writeUInt32LE(value, 10 + 4 * index));
  header.writeUInt16LE(bytes.length, 26);
  return Buffer.concat([header, bytes]);
}

function centralHeader(entry: RawEntry, offset: number): Buffer {
  const { name, content, method = 0, flags = 0, size = content.length, packed = content.length, system = 0, attributes = 0, extra = new Uint8Array() } = entry;
  const [header, bytes] = [Buffer.alloc(46), Buffer.from(name)];
  header.writeUInt32LE(0x02014b50, 0);
  [system * 256 + 20, 20, flags, method].forEach((value, index) => header.writeUInt16LE(value, 4 + 2 * index));
  [DATE, checksum(entry), packed, size].forEach((value, index) => header.writeUInt32LE(value, 12 + 4 * index));
  [bytes.length, extra.length].forEach((value, index) => header.writeUInt16LE(value, 28 + 2 * index));
  [attributes, offset].forEach((value, index) => header.writeUInt32LE(value, 38 + 4 * index));
  return Buffer.concat([header, bytes, extra]);
}

function endRecord(entries: number, length: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  [entries, entries].forEach((value, index) => record.writeUInt16LE(value, 8 + 2 * index));
  [length, offset].forEach((value, index) => record.writeUInt32LE(value, 12 + 4 * index));
  return record;
}
