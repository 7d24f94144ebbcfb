import { crc32 } from 'node:zlib';
import type { Micros } from '@yanshou/telemetry';
import type { JournalEntry, JournalRecord, RecordKindCode } from './journal.port.js';

/*
 * length u32 · crc u32 · sequence u48 · place u16 · at i64 · kind u8 · body, little endian.
 * `length` and the CRC are of what follows the CRC; the CRC starts from a salt that the adapter keeps.
 * `place` is the record's number in its group: sequence − place is where the group began.
 */
const CRC = 4;
const SEQUENCE = 8;
const PLACE = 14;
const AT = 16;
const KIND = 24;

/** Bytes of a record before its body. */
export const RECORD_HEADER = 25;
/** Bytes that `length` and the CRC do not cover. */
const FRAME = 8;
/** Largest record; a larger length is not one. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024;
/** Records that `place` can number. */
export const MAX_GROUP_RECORDS = 0x10000;

const TWO_32 = 0x100000000;

export interface RecordPlace {
  readonly sequence: number;
  readonly place: number;
  readonly salt: number;
}

/** Writes `entry` at `offset`; returns its length. `target` must have room for it. */
export function writeRecord(target: Buffer, offset: number, entry: JournalEntry, where: RecordPlace): number {
  const total = draftRecord(target, offset, entry);
  sealRecord(target, offset, total, where);
  return total;
}

/** As `writeRecord`, for a record whose sequence is not known yet: not a record before it is sealed. */
export function draftRecord(target: Buffer, offset: number, { body, at, kind }: JournalEntry): number {
  const total = RECORD_HEADER + body.byteLength;
  body.writeTo(target, offset + RECORD_HEADER);
  const high = Math.floor(at / TWO_32);
  target.writeUInt32LE(total - FRAME, offset);
  target.writeUInt32LE(at - high * TWO_32, offset + AT);
  target.writeInt32LE(high, offset + AT + 4);
  target[offset + KIND] = kind;
  return total;
}

/** Numbers the draft of `total` bytes at `offset` and protects it by its CRC. */
export function sealRecord(target: Buffer, offset: number, total: number, where: RecordPlace): void {
  target.writeUIntLE(where.sequence, offset + SEQUENCE, 6);
  target.writeUInt16LE(where.place, offset + PLACE);
  target.writeUInt32LE(crc32(target.subarray(offset + FRAME, offset + total), where.salt), offset + CRC);
}

/** Length in bytes of the record that seems to begin at `offset`; 0 when none can, or when it does not end before `end`. */
export function recordLength(bytes: Buffer, offset: number, end: number): number {
  if (offset + RECORD_HEADER > end) return 0;
  const total = bytes.readUInt32LE(offset) + FRAME;
  return total < RECORD_HEADER || total > MAX_RECORD_BYTES || offset + total > end ? 0 : total;
}

export const checksumMatches = (bytes: Buffer, offset: number, total: number, salt: number): boolean =>
  crc32(bytes.subarray(offset + FRAME, offset + total), salt) === bytes.readUInt32LE(offset + CRC);

export const sequenceAt = (bytes: Buffer, offset: number): number => bytes.readUIntLE(offset + SEQUENCE, 6);

/** Sequence of the first record of the group that the record at `offset` was written with. */
export const groupStartAt = (bytes: Buffer, offset: number): number => sequenceAt(bytes, offset) - bytes.readUInt16LE(offset + PLACE);

export const kindAt = (bytes: Buffer, offset: number): RecordKindCode => bytes[offset + KIND] as RecordKindCode;

export const bodyAt = (bytes: Buffer, offset: number, total: number): Buffer => bytes.subarray(offset + RECORD_HEADER, offset + total);

export const receivedAt = (bytes: Buffer, offset: number): Micros => bytes.readInt32LE(offset + AT + 4) * TWO_32 + bytes.readUInt32LE(offset + AT);

/** The record at `offset`; its body is a view into `bytes`. */
export const recordAt = (bytes: Buffer, offset: number, total: number): JournalRecord => ({
  sequence: sequenceAt(bytes, offset),
  kind: kindAt(bytes, offset),
  at: receivedAt(bytes, offset),
  body: bodyAt(bytes, offset, total),
});
