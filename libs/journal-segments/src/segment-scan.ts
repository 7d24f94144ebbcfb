import { RecordKind } from '@yanshou/journal';
import type { Micros } from '@yanshou/telemetry';
import { gapEnd } from './gap.js';
import {
  RECORD_HEADER, bodyAt, checksumMatches, groupStartAt, kindAt, receivedAt, recordLength, sequenceAt,
} from '@yanshou/journal/record-frame';
import { HEADER_BYTES, decodeHeader } from './segment-header.js';
import type { SegmentHeader } from './segment-header.js';

/** What the bytes of a segment say. */
export interface SegmentScan {
  readonly header: SegmentHeader | null;
  /** Good records before the first bad place. */
  readonly records: number;
  /** Where the good records end. */
  readonly goodBytes: number;
  readonly size: number;
  /** Sequence of the first record that is not good. */
  readonly nextSequence: number;
  /** Receipt of the first and of the last good record, null without any. */
  readonly firstReceived: Micros | null;
  readonly lastReceived: Micros | null;
  /** Highest sequence that can still be read behind the bad place, gaps declared there included; 0 for none. */
  readonly readableAfter: number;
  /** A record behind the bad place was written after the bad place had been flushed: those bytes had been acknowledged. */
  readonly provenDurable: boolean;
  /** Behind the good records there is nothing but zeros: a file whose length survived a power cut and its bytes did not. */
  readonly zeroRest: boolean;
}

/** Reads all records of a segment named after `firstSequence`. Pure. */
export function scanSegment(bytes: Buffer, firstSequence: number): SegmentScan {
  const header = decodeHeader(bytes);
  const size = bytes.length;
  if (header === null || header.firstSequence !== firstSequence) {
    const zeroRest = isZero(bytes, HEADER_BYTES);
    return {
      header: null, records: 0, goodBytes: 0, size, nextSequence: firstSequence, firstReceived: null, lastReceived: null,
      readableAfter: 0, provenDurable: false, zeroRest,
    };
  }
  const good = readGood(bytes, header);
  return { header, size, ...good, ...readBehind(bytes, good, header.salt), zeroRest: isZero(bytes, good.goodBytes) };
}

interface GoodRecords {
  readonly records: number;
  readonly goodBytes: number;
  readonly nextSequence: number;
  readonly firstReceived: Micros | null;
  readonly lastReceived: Micros | null;
}

function readGood(bytes: Buffer, header: SegmentHeader): GoodRecords {
  let offset = HEADER_BYTES;
  let records = 0;
  let expected = header.firstSequence;
  let last: number | null = null;
  for (;;) {
    const total = recordLength(bytes, offset, bytes.length);
    if (total === 0 || sequenceAt(bytes, offset) !== expected || !checksumMatches(bytes, offset, total, header.salt)) break;
    expected = sequenceAfter(bytes, offset, total);
    last = offset;
    offset += total;
    records += 1;
  }
  const [firstReceived, lastReceived] = last === null ? [null, null] : [receivedAt(bytes, HEADER_BYTES), receivedAt(bytes, last)];
  return { records, goodBytes: offset, nextSequence: expected, firstReceived, lastReceived };
}

/** Sequence that follows the record at `offset`. */
export const sequenceAfter = (bytes: Buffer, offset: number, total: number): number =>
  (kindAt(bytes, offset) === RecordKind.gap ? gapEnd(bodyAt(bytes, offset, total)) : sequenceAt(bytes, offset)) + 1;

/*
 * A group is written only when the one before is durable. So a record whose group began behind the bad place proves that
 * the bad place had been durable; without such a record the bad place belongs to the last, unacknowledged write, of which
 * a power cut may leave any part.
 */
function readBehind(bytes: Buffer, good: GoodRecords, salt: number): { readableAfter: number; provenDurable: boolean } {
  let readableAfter = 0;
  let provenDurable = false;
  let lowest = good.nextSequence;
  let offset = good.goodBytes + 1;
  while (offset + RECORD_HEADER <= bytes.length) {
    const total = plausibleRecord(bytes, offset, lowest, salt);
    if (total === 0) {
      offset += 1;
      continue;
    }
    provenDurable ||= groupStartAt(bytes, offset) > good.nextSequence;
    lowest = sequenceAfter(bytes, offset, total);
    readableAfter = lowest - 1;
    offset += total;
  }
  return { readableAfter, provenDurable };
}

// No more records fit into what was skipped than this; without the bound every odd byte would cost a CRC of megabytes.
function plausibleRecord(bytes: Buffer, offset: number, lowest: number, salt: number): number {
  const total = recordLength(bytes, offset, bytes.length);
  if (total === 0) return 0;
  const ahead = sequenceAt(bytes, offset) - lowest;
  if (ahead < 0 || ahead > bytes.length / RECORD_HEADER) return 0;
  return checksumMatches(bytes, offset, total, salt) ? total : 0;
}

function isZero(bytes: Buffer, from: number): boolean {
  for (let offset = from; offset < bytes.length; offset += 1) if (bytes[offset] !== 0) return false;
  return true;
}
