import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DeclaredGap } from '@yanshou/journal';
import { damagedFailure } from './faults.js';
import { MARK_FILE, decodeMark } from './durable-mark.js';
import type { DurablePosition } from './durable-mark.js';
import { noteGapPlace } from './gap-places.js';
import { gapEntry } from './gap.js';
import { RECORD_HEADER, writeRecord } from '@yanshou/journal/record-frame';
import { HEADER_BYTES, decodeHeader } from './segment-header.js';
import type { SegmentHeader } from './segment-header.js';
import { listSegments, readWhole, segmentName, segmentPath } from './segment-names.js';
import { createSegment } from './segment-files.js';
import type { CurrentSegment, JournalIdentity, SegmentPlace } from './segment-files.js';
import { scanSegment } from './segment-scan.js';
import type { SegmentScan } from './segment-scan.js';

/** What the start found and did. */
export interface Recovery {
  /** Bytes cut off the end: of a write that had not been flushed, so that nobody was told it was kept. */
  readonly cutBytes: number;
  /** Sequences that had been durable and are gone with the end of the file; declared by a `gap` record. */
  readonly lost: { readonly fromSequence: number; readonly toSequence: number } | null;
}

export interface RecoveredJournal {
  readonly identity: JournalIdentity;
  readonly current: CurrentSegment;
  readonly nextSequence: number;
  /** Bytes of all segments. */
  readonly usedBytes: number;
  readonly recovery: Recovery;
}

/**
 * Finds the end of the journal in `place`, or begins one. Cuts a torn end; everything that is read afterwards is durable.
 * Repeating it changes nothing. Throws `journal-damaged` when bytes that had been durable are wrong or missing.
 */
export async function recoverJournal(place: SegmentPlace): Promise<RecoveredJournal> {
  const mark = await readMark(place);
  const firsts = await listSegments(place.fileSystem, place.directory);
  const headers = await readHeaders(place, firsts);
  const unborn = await dropUnborn(place, firsts, headers, mark);
  const last = firsts.at(-1);
  if (last === undefined) return begin(place, mark);
  const identity = await checkChain(place, firsts, headers, mark);
  const bytes = await readWhole(place.fileSystem, segmentPath(place.directory, last));
  const scan = scanSegment(bytes, last);
  const proof = durableProof(scan, last, unborn, mark?.journal === identity.journal ? mark : null);
  checkDamage(scan, last, proof);
  const end = await repairEnd(place, identity, scan, proof);
  const usedBytes = (await sizeOf(place, firsts.slice(0, -1))) + end.offset;
  const current = { file: end.file, firstSequence: last, offset: end.offset };
  return { identity, current, nextSequence: end.nextSequence, usedBytes, recovery: end.recovery };
}

async function begin(place: SegmentPlace, mark: DurablePosition | null): Promise<RecoveredJournal> {
  if (mark !== null && mark.nextSequence > 1) throw damagedFailure(segmentName(mark.segment), 0, 'the file is missing');
  const identity = { journal: randomUUID(), salt: randomInt(2 ** 32) };
  const current = await createSegment(place, identity, 1, 0);
  return { identity, current, nextSequence: 1, usedBytes: HEADER_BYTES, recovery: { cutBytes: 0, lost: null } };
}

async function readMark(place: SegmentPlace): Promise<DurablePosition | null> {
  const names = await place.fileSystem.list(place.directory);
  return names.includes(MARK_FILE) ? decodeMark(await readWhole(place.fileSystem, join(place.directory, MARK_FILE))) : null;
}

async function readHeaders(place: SegmentPlace, firsts: readonly number[]): Promise<(SegmentHeader | null)[]> {
  const headers: (SegmentHeader | null)[] = [];
  for (const first of firsts) headers.push(decodeHeader(await readWhole(place.fileSystem, segmentPath(place.directory, first), HEADER_BYTES)));
  return headers;
}

/**
 * Removes a last segment that the power cut left without a whole header: no record can be in it, because the header is
 * flushed first. Returns its first sequence; the segment before it was complete then.
 */
async function dropUnborn(
  place: SegmentPlace, firsts: number[], headers: (SegmentHeader | null)[], mark: DurablePosition | null,
): Promise<number | null> {
  const last = firsts.at(-1);
  if (last === undefined || headers.at(-1) !== null) return null;
  const path = segmentPath(place.directory, last);
  const { zeroRest } = scanSegment(await readWhole(place.fileSystem, path), last);
  if (!zeroRest || mark?.segment === last) throw damagedFailure(segmentName(last), 0, 'the header is unreadable');
  await place.fileSystem.remove(path);
  await place.fileSystem.syncDirectory(place.directory);
  firsts.pop();
  headers.pop();
  return last;
}

async function checkChain(
  place: SegmentPlace, firsts: readonly number[], headers: readonly (SegmentHeader | null)[], mark: DurablePosition | null,
): Promise<JournalIdentity> {
  const { journal, salt } = checkHeaders(firsts, headers);
  let previous = 0;
  for (const [index, first] of firsts.entries()) {
    const before = headers[index]?.previousFirst ?? 0;
    if (before !== previous && !(await declaresAllBefore(place, previous, first))) throw damagedFailure(segmentName(before || 1), 0, 'the file is missing');
    previous = first;
  }
  if (firsts[0] !== 1) throw damagedFailure(segmentName(1), 0, 'the file is missing');
  if (mark?.journal === journal && mark.segment > previous) throw damagedFailure(segmentName(mark.segment), 0, 'the file is missing');
  return { journal, salt };
}

function checkHeaders(firsts: readonly number[], headers: readonly (SegmentHeader | null)[]): SegmentHeader {
  const identity = headers.find((header) => header !== null);
  if (!identity) throw damagedFailure(segmentName(firsts[0] ?? 1), 0, 'the header is unreadable');
  firsts.forEach((first, index) => {
    const header = headers[index];
    if (header?.firstSequence === first && header.journal === identity.journal) return;
    throw damagedFailure(segmentName(first), 0, 'the header is unreadable or of another journal');
  });
  return identity;
}

// Several segments that vanished together are declared by one gap, in the place of the first of them.
async function declaresAllBefore(place: SegmentPlace, previous: number, first: number): Promise<boolean> {
  if (previous === 0) return false;
  const scan = scanSegment(await readWhole(place.fileSystem, segmentPath(place.directory, previous)), previous);
  return scan.goodBytes === scan.size && scan.nextSequence === first;
}

interface DurableProof {
  /** Bytes before this offset had been durable. */
  readonly offset: number;
  /** Sequences below had been given to durable records. */
  readonly nextSequence: number;
}

function durableProof(scan: SegmentScan, last: number, unborn: number | null, mark: DurablePosition | null): DurableProof {
  if (unborn !== null) return { offset: scan.size, nextSequence: unborn };
  return mark?.segment === last ? mark : { offset: 0, nextSequence: 0 };
}

function checkDamage(scan: SegmentScan, first: number, proof: DurableProof): void {
  if (scan.provenDurable) throw damagedFailure(segmentName(first), scan.goodBytes, 'later records follow');
  // A file that is shorter, or zero from here on, has lost its end; that is declared as a gap instead of refused.
  const ended = scan.size < proof.offset || scan.zeroRest;
  if (scan.goodBytes < proof.offset && !ended) throw damagedFailure(segmentName(first), scan.goodBytes, 'these bytes had been acknowledged');
}

async function repairEnd(
  place: SegmentPlace, identity: JournalIdentity, scan: SegmentScan, proof: DurableProof,
): Promise<CurrentSegment & { nextSequence: number; recovery: Recovery }> {
  const first = scan.header?.firstSequence ?? 0;
  const file = await place.fileSystem.open(segmentPath(place.directory, first), 'write');
  if (scan.goodBytes < scan.size) await file.truncate(scan.goodBytes);
  let { goodBytes: offset, nextSequence } = scan;
  let lost: Recovery['lost'] = null;
  if (proof.nextSequence > nextSequence) {
    const gap = lostEnd(scan, first, proof);
    lost = { fromSequence: gap.fromSequence, toSequence: gap.toSequence };
    await noteGapPlace(place, lost);
    const entry = gapEntry(gap, place.clock.now());
    const bytes = Buffer.allocUnsafe(RECORD_HEADER + entry.body.byteLength);
    writeRecord(bytes, 0, entry, { sequence: nextSequence, place: 0, salt: identity.salt });
    await file.write(bytes, offset);
    offset += bytes.length;
    nextSequence = proof.nextSequence;
  }
  // Records may have been found that were written and never flushed: from here on they are promised.
  await file.sync();
  await place.fileSystem.syncDirectory(place.directory);
  return { file, firstSequence: first, offset, nextSequence, recovery: { cutBytes: scan.size - scan.goodBytes, lost } };
}

function lostEnd(scan: SegmentScan, first: number, proof: DurableProof): DeclaredGap {
  return {
    fromSequence: scan.nextSequence, toSequence: proof.nextSequence - 1, cause: 'lost-end', reason: 'the end of the file was lost',
    file: segmentName(first), lostBytes: proof.offset > scan.goodBytes ? proof.offset - scan.goodBytes : null,
    lastReceived: scan.lastReceived, nextReceived: null,
  };
}

async function sizeOf(place: SegmentPlace, firsts: readonly number[]): Promise<number> {
  let bytes = 0;
  for (const first of firsts) {
    const file = await place.fileSystem.open(segmentPath(place.directory, first), 'read');
    bytes += await file.size();
    await file.close();
  }
  return bytes;
}
