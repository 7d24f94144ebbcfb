import { join } from 'node:path';
import { MARK_FILE, decodeMark } from './durable-mark.js';
import type { DurablePosition } from './durable-mark.js';
import type { JournalFileSystem } from './file-system.port.js';
import { nodeFileSystem } from './node-file-system.js';
import { listSegments, readWhole, segmentName, segmentPath } from './segment-names.js';
import { scanSegment } from './segment-scan.js';
import type { SegmentScan } from './segment-scan.js';

export type SegmentCondition =
  | 'good'
  /** The last segment ends within a write that was never acknowledged; the next start cuts it. */
  | 'torn-end'
  | 'damaged'
  | 'missing';

export interface SegmentReport {
  readonly file: string;
  readonly condition: SegmentCondition;
  readonly records: number;
  readonly firstSequence: number;
  /** Last sequence that is there or declared missing; firstSequence − 1 for an empty segment. */
  readonly lastSequence: number;
  readonly bytes: number;
  /** Offset of the first bad byte. */
  readonly badOffset?: number;
}

export interface JournalReport {
  readonly journal: string | null;
  readonly segments: readonly SegmentReport[];
  readonly good: boolean;
}

/** Reads every record of the journal in `directory`. Changes nothing, takes no lock: it may run beside the writer. */
export async function checkJournal(directory: string, fileSystem: JournalFileSystem = nodeFileSystem): Promise<JournalReport> {
  const mark = await readMark(fileSystem, directory);
  const firsts = await listSegments(fileSystem, directory);
  const segments: SegmentReport[] = [];
  let journal: string | null = null;
  let expected = 1;
  for (const first of firsts) {
    if (first > expected) segments.push(missing(expected, first - 1));
    const scan = scanSegment(await readWhole(fileSystem, segmentPath(directory, first)), first);
    journal ??= scan.header?.journal ?? null;
    segments.push(report(scan, first, first === firsts.at(-1), mark));
    expected = scan.goodBytes < scan.size && first !== firsts.at(-1) ? nextFirst(firsts, first) : scan.nextSequence;
  }
  if (mark !== null && mark.segment >= expected && !firsts.includes(mark.segment)) segments.push(missing(mark.segment, mark.nextSequence - 1));
  const good = segments.every(({ condition }) => condition === 'good' || condition === 'torn-end');
  return { journal, segments, good };
}

async function readMark(fileSystem: JournalFileSystem, directory: string): Promise<DurablePosition | null> {
  const names = await fileSystem.list(directory);
  return names.includes(MARK_FILE) ? decodeMark(await readWhole(fileSystem, join(directory, MARK_FILE))) : null;
}

// What a damaged segment does not tell is told by the name of the next one.
const nextFirst = (firsts: readonly number[], first: number): number => firsts[firsts.indexOf(first) + 1] ?? first;

const missing = (firstSequence: number, lastSequence: number): SegmentReport => ({
  file: segmentName(firstSequence), condition: 'missing', records: 0, firstSequence, lastSequence, bytes: 0, badOffset: 0,
});

function report(scan: SegmentScan, firstSequence: number, isLast: boolean, mark: DurablePosition | null): SegmentReport {
  const { records, size, goodBytes, nextSequence } = scan;
  const facts = { file: segmentName(firstSequence), records, firstSequence, lastSequence: nextSequence - 1, bytes: size };
  if (goodBytes === size && scan.header !== null) return { ...facts, condition: 'good' };
  const acknowledged = mark?.segment === firstSequence && goodBytes < mark.offset;
  const torn = isLast && !scan.provenDurable && !acknowledged;
  return { ...facts, condition: torn ? 'torn-end' : 'damaged', badOffset: goodBytes };
}
