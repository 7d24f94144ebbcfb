import { crc32 } from 'node:zlib';
import type { Micros } from '@yanshou/telemetry';

/*
 * magic 8 · version u32 · salt u32 · journal id 16 · first sequence u64 · previous first u64 · created i64 · reserved 4 · crc u32,
 * twice: one bad sector in the header must not cost the whole segment.
 */
const MAGIC = Buffer.from('YANSHOUJ', 'latin1');
const VERSION = 1;
const COPY_BYTES = 64;
const CRC = 60;
export const HEADER_BYTES = 2 * COPY_BYTES;

export interface SegmentHeader {
  /** UUID of the journal. */
  readonly journal: string;
  readonly firstSequence: number;
  /** First sequence of the segment before, 0 for none: a segment that vanished breaks the chain. */
  readonly previousFirst: number;
  readonly createdAt: Micros;
  /** Random start of the records' CRCs, one for the journal: a record forged by a sender inside a payload never matches. */
  readonly salt: number;
}

export function encodeHeader(header: SegmentHeader): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(bytes, 0);
  bytes.writeUInt32LE(VERSION, 8);
  bytes.writeUInt32LE(header.salt, 12);
  bytes.write(header.journal.replaceAll('-', ''), 16, 'hex');
  bytes.writeBigUInt64LE(BigInt(header.firstSequence), 32);
  bytes.writeBigUInt64LE(BigInt(header.previousFirst), 40);
  bytes.writeBigInt64LE(BigInt(header.createdAt), 48);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, CRC)), CRC);
  bytes.copy(bytes, COPY_BYTES, 0, COPY_BYTES);
  return bytes;
}

/** The header at the start of `bytes` from whichever copy is whole; null when neither is, or the file ends within. */
export const decodeHeader = (bytes: Buffer): SegmentHeader | null =>
  bytes.length < HEADER_BYTES ? null : (decodeCopy(bytes.subarray(0, COPY_BYTES)) ?? decodeCopy(bytes.subarray(COPY_BYTES, HEADER_BYTES)));

function decodeCopy(copy: Buffer): SegmentHeader | null {
  if (!copy.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  if (copy.readUInt32LE(8) !== VERSION || crc32(copy.subarray(0, CRC)) !== copy.readUInt32LE(CRC)) return null;
  return {
    salt: copy.readUInt32LE(12),
    journal: uuidText(copy.subarray(16, 32)),
    firstSequence: Number(copy.readBigUInt64LE(32)),
    previousFirst: Number(copy.readBigUInt64LE(40)),
    createdAt: Number(copy.readBigInt64LE(48)),
  };
}

/** 16 bytes as the usual text of a UUID. */
export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
