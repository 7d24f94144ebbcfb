import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DeclaredGap } from '@yanshou/journal';
import { Failure } from '@yanshou/telemetry';
import type { Clock, Micros } from '@yanshou/telemetry';
import { MARK_FILE, decodeMark } from './durable-mark.js';
import type { JournalFileSystem } from './file-system.port.js';
import { noteGapPlace } from './gap-places.js';
import { gapEntry } from './gap.js';
import { nodeFileSystem } from './node-file-system.js';
import { RECORD_HEADER, writeRecord } from '@yanshou/journal/record-frame';
import { HEADER_BYTES, decodeHeader, encodeHeader } from './segment-header.js';
import type { SegmentHeader } from './segment-header.js';
import { firstSequenceOf, listSegments, readWhole, segmentName, segmentPath } from './segment-names.js';
import { scanSegment } from './segment-scan.js';
import type { SegmentScan } from './segment-scan.js';

export interface SetAsideReport {
  /** Where the damaged bytes are kept, null when the file was missing. */
  readonly keptAs: string | null;
  /** Good records before the damage; they stay in the journal. */
  readonly records: number;
  /** null when nothing was wrong: then nothing was changed. */
  readonly gap: DeclaredGap | null;
}

/**
 * Puts a damaged or missing segment aside so that the platform can start: keeps its bytes as `*.damaged`, writes the good
 * records before the damage to a fresh segment and declares the sequences after them missing. The journal must not be
 * open (`journal-locked`). A good segment is left alone.
 */
export async function setAside(
  directory: string, segment: string, clock: Clock, fileSystem: JournalFileSystem = nodeFileSystem,
): Promise<SetAsideReport> {
  const unlock = await fileSystem.lock(directory);
  try {
    const first = firstSequenceOf(segment);
    if (first === undefined) throw notASegment(segment);
    const place = { directory, fileSystem, clock };
    return await replace(place, await firstAffected(place, first));
  } finally {
    await unlock();
  }
}

interface Workplace {
  readonly directory: string;
  readonly fileSystem: JournalFileSystem;
  readonly clock: Clock;
}

/** The segment itself; when it is missing, the place where the records before it end: others may be missing with it. */
async function firstAffected(place: Workplace, first: number): Promise<number> {
  const firsts = await listSegments(place.fileSystem, place.directory);
  if (firsts.includes(first)) return first;
  const previous = firsts.findLast((candidate) => candidate < first);
  if (previous === undefined) return 1;
  const scan = scanSegment(await readWhole(place.fileSystem, segmentPath(place.directory, previous)), previous);
  return scan.goodBytes === scan.size ? scan.nextSequence : first;
}

async function replace(place: Workplace, first: number): Promise<SetAsideReport> {
  const { directory, fileSystem } = place;
  const firsts = await listSegments(fileSystem, directory);
  const exists = firsts.includes(first);
  const bytes = exists ? await readWhole(fileSystem, segmentPath(directory, first)) : Buffer.alloc(0);
  const scan = scanSegment(bytes, first);
  if (scan.header !== null && scan.goodBytes === scan.size) return { keptAs: null, records: scan.records, gap: null };
  const keptAs = exists ? await freeName(place, `${segmentName(first)}.damaged`) : null;
  const damage = exists
    ? { cause: 'damaged' as const, reason: `damaged at byte ${scan.goodBytes}`, lostBytes: scan.size - scan.goodBytes }
    : { cause: 'missing' as const, reason: 'the file is missing', lostBytes: null };
  const gap: DeclaredGap = {
    fromSequence: scan.nextSequence, toSequence: await lastMissing(place, firsts, first, scan), file: keptAs ?? segmentName(first),
    ...damage, ...(await receiptsAround(place, firsts, first, scan)),
  };
  const declared = gap.toSequence >= gap.fromSequence;
  if (declared) await noteGapPlace(place, gap);
  const header = scan.header ?? (await substituteHeader(place, firsts, first));
  await swap(place, first, keptAs, freshSegment(bytes.subarray(HEADER_BYTES, scan.goodBytes), header, gap, place.clock));
  // What the mark said of the last segment is in the gap now.
  if (first >= (firsts.at(-1) ?? 0)) await forgetMark(place);
  return { keptAs, records: scan.records, gap: declared ? gap : null };
}

/** Between which receipts the missing ones lie, as far as the records around them can be read. */
async function receiptsAround(
  place: Workplace, firsts: readonly number[], first: number, { lastReceived }: SegmentScan,
): Promise<Pick<DeclaredGap, 'lastReceived' | 'nextReceived'>> {
  const scanOf = async (other: number | undefined): Promise<SegmentScan | null> =>
    other === undefined ? null : scanSegment(await readWhole(place.fileSystem, segmentPath(place.directory, other)), other);
  const next = await scanOf(firsts.find((candidate) => candidate > first));
  if (lastReceived !== null) return { lastReceived, nextReceived: next?.firstReceived ?? null };
  const before: Micros | null = (await scanOf(firsts.findLast((candidate) => candidate < first)))?.lastReceived ?? null;
  return { lastReceived: before, nextReceived: next?.firstReceived ?? null };
}

/** The next segment says how far the missing sequences reach; behind the last one, what can be read and what was durable. */
async function lastMissing(place: Workplace, firsts: readonly number[], first: number, scan: SegmentScan): Promise<number> {
  const next = firsts.find((candidate) => candidate > first);
  if (next !== undefined) return next - 1;
  const names = await place.fileSystem.list(place.directory);
  const mark = names.includes(MARK_FILE) ? decodeMark(await readWhole(place.fileSystem, join(place.directory, MARK_FILE))) : null;
  const durable = mark !== null && mark.segment >= first ? mark.nextSequence - 1 : 0;
  return Math.max(scan.nextSequence, scan.readableAfter, durable);
}

async function substituteHeader(place: Workplace, firsts: readonly number[], first: number): Promise<SegmentHeader> {
  const previousFirst = firsts.findLast((candidate) => candidate < first) ?? 0;
  let identity = { journal: randomUUID() as string, salt: randomInt(2 ** 32) };
  for (const other of firsts) {
    const header = decodeHeader(await readWhole(place.fileSystem, segmentPath(place.directory, other), HEADER_BYTES));
    if (header !== null) identity = { journal: header.journal, salt: header.salt };
  }
  return { ...identity, firstSequence: first, previousFirst, createdAt: place.clock.now() };
}

function freshSegment(records: Buffer, header: SegmentHeader, gap: DeclaredGap, clock: Clock): Buffer {
  const entry = gapEntry(gap, clock.now());
  const last = Buffer.alloc(RECORD_HEADER + entry.body.byteLength);
  writeRecord(last, 0, entry, { sequence: gap.fromSequence, place: 0, salt: header.salt });
  const parts = [encodeHeader(header), records];
  return Buffer.concat(gap.toSequence < gap.fromSequence ? parts : [...parts, last]);
}

// At every moment the segment's name leads to one whole file or the other, and the damaged bytes have a name.
async function swap(place: Workplace, first: number, keptAs: string | null, fresh: Buffer): Promise<void> {
  const { directory, fileSystem } = place;
  const path = segmentPath(directory, first);
  const draft = `${path}.draft`;
  if ((await fileSystem.list(directory)).includes(`${segmentName(first)}.draft`)) await fileSystem.remove(draft);
  const file = await fileSystem.open(draft, 'create');
  try {
    if ((await file.write(fresh, 0)) < fresh.length) throw Object.assign(new Error('no room for the fresh segment'), { code: 'ENOSPC' });
    await file.sync();
  } finally {
    await file.close();
  }
  if (keptAs !== null) await fileSystem.link(path, join(directory, keptAs));
  await fileSystem.syncDirectory(directory);
  await fileSystem.rename(draft, path);
  await fileSystem.syncDirectory(directory);
}

async function forgetMark(place: Workplace): Promise<void> {
  if ((await place.fileSystem.list(place.directory)).includes(MARK_FILE)) await place.fileSystem.remove(join(place.directory, MARK_FILE));
}

async function freeName(place: Workplace, wanted: string): Promise<string> {
  const names = new Set(await place.fileSystem.list(place.directory));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}.${number}`;
    if (!names.has(name)) return name;
  }
}

const notASegment = (segment: string): Failure =>
  new Failure('journal-no-segment', `${segment} is not the name of a segment`, false, {
    zh: `${segment} 不是日志段文件名；请使用 check 命令列出的名称。`,
    en: `${segment} is not the name of a segment; use a name that the check command lists.`,
  });
