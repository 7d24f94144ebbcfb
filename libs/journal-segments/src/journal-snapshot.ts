import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MARK_FILE, decodeMark } from './durable-mark.js';
import type { DurablePosition } from './durable-mark.js';
import type { JournalFileSystem } from './file-system.port.js';
import { GAPS_FILE } from './gap-places.js';
import { nodeFileSystem } from './node-file-system.js';
import { firstSequenceOf, readWhole } from './segment-names.js';
import { scanSegment } from './segment-scan.js';

/** A file to copy: its first `bytes`, which do not change any more, or `content`. */
export type SnapshotFile = { readonly name: string; readonly bytes: number } | { readonly name: string; readonly content: Buffer };

export interface JournalSnapshot {
  readonly files: readonly SnapshotFile[];
  /** Sequence of the record that the copy will number next. */
  readonly nextSequence: number;
  /** Acknowledged bytes of the last segment are wrong: it is copied as it is, and the start of the copy will say so. */
  readonly damaged: boolean;
}

const DAMAGED = '.damaged';
const MARK_ATTEMPTS = 20;

/**
 * What to copy of the journal in `directory` so that the copy is its state at this instant, whether or not a writer is at
 * work: everything acknowledged before the call, and at most what a start would keep after a kill. Segments only grow, so the
 * copying itself may take its time. Takes no lock. Null when there is no journal.
 */
export async function snapshotJournal(directory: string, fileSystem: JournalFileSystem = nodeFileSystem): Promise<JournalSnapshot | null> {
  // The mark first: it may lag behind the copied segments, never run ahead of them.
  const markBytes = await wholeMark(fileSystem, directory);
  const newest = segmentsOf(await fileSystem.list(directory)).at(-1);
  if (newest === undefined) return null;
  // A list may miss a file that was made while it was read, and show a later one: all up to `newest` are there by now.
  const names = (await fileSystem.list(directory)).sort();
  const segments = segmentsOf(names).filter((name) => name <= newest);
  const last = segments.at(-1) ?? newest;
  const mark = markBytes && decodeMark(markBytes);
  const end = endOf(await readWhole(fileSystem, join(directory, last)), firstSequenceOf(last) ?? 1, mark);
  const whole = [...segments.slice(0, -1), ...names.filter((name) => name.endsWith(DAMAGED))];
  const gaps = await contentIfThere(fileSystem, directory, GAPS_FILE);
  return {
    nextSequence: end.nextSequence, damaged: end.damaged,
    files: [
      ...(await Promise.all(whole.map(async (name) => ({ name, bytes: await sizeOf(fileSystem, join(directory, name)) })))),
      { name: last, bytes: end.bytes },
      ...(gaps === null ? [] : [{ name: GAPS_FILE, content: gaps }]),
      ...(markBytes === null ? [] : [{ name: MARK_FILE, content: markBytes }]),
    ],
  };
}

const segmentsOf = (names: readonly string[]): string[] => names.filter((name) => firstSequenceOf(name) !== undefined).sort();

/** A mark that is torn because it is being written is read again; one that stays torn is none, as for a start. */
async function wholeMark(fileSystem: JournalFileSystem, directory: string): Promise<Buffer | null> {
  for (let attempt = 0; attempt < MARK_ATTEMPTS; attempt += 1) {
    const bytes = await contentIfThere(fileSystem, directory, MARK_FILE);
    if (bytes === null || decodeMark(bytes) !== null) return bytes;
    await sleep(1);
  }
  return null;
}

/** A write under way leaves half a group behind the good records; nobody was told that it is kept. */
function endOf(bytes: Buffer, first: number, mark: DurablePosition | null): { bytes: number; nextSequence: number; damaged: boolean } {
  const { goodBytes, nextSequence, provenDurable, header, size } = scanSegment(bytes, first);
  const damaged = provenDurable || (mark?.segment === first && goodBytes < mark.offset);
  return { bytes: damaged || header === null ? size : goodBytes, nextSequence, damaged };
}

async function sizeOf(fileSystem: JournalFileSystem, path: string): Promise<number> {
  const file = await fileSystem.open(path, 'read');
  try {
    return await file.size();
  } finally {
    await file.close();
  }
}

async function contentIfThere(fileSystem: JournalFileSystem, directory: string, name: string): Promise<Buffer | null> {
  return (await fileSystem.list(directory)).includes(name) ? readWhole(fileSystem, join(directory, name)) : null;
}
