import type { Clock, Failure } from '@yanshou/telemetry';
import { DEFAULT_SPACE_LIMITS, DiskSpace } from './disk-space.js';
import type { SpaceLimits } from './disk-space.js';
import { DurableMark } from './durable-mark.js';
import type { JournalFileSystem } from './file-system.port.js';
import { nodeFileSystem } from './node-file-system.js';
import { SegmentFiles } from './segment-files.js';
import type { SegmentPlace } from './segment-files.js';
import { SegmentJournal } from './segment-journal.js';
import { recoverJournal } from './segment-recovery.js';
import type { RecoveredJournal } from './segment-recovery.js';

export interface SegmentJournalOptions {
  /** Made when it does not exist. */
  readonly directory: string;
  readonly clock: Clock;
  /** The machine's disk unless given. */
  readonly fileSystem?: JournalFileSystem;
  /** A segment that has reached this size is followed by a new one; 64 MiB unless given. */
  readonly segmentBytes?: number;
  /** Most bytes of all segments; unbounded unless given. */
  readonly maxBytes?: number;
  /** Replaces single thresholds of free space: refuse below max(5 %, 1 GiB), `low` below 15 %, looked up at most once a second. */
  readonly space?: Partial<SpaceLimits>;
  /** Called once when the journal has failed for good; everything pending has been answered by then. */
  readonly onFailed?: (error: Failure) => void;
}

const SEGMENT_BYTES = 64 * 1024 * 1024;

/**
 * Opens the journal of a directory for writing: locks it, cuts a torn end, continues after the last good record.
 * Throws `journal-locked` when another writer is alive, `journal-damaged` when durable bytes are wrong or missing.
 */
export async function openSegmentJournal(options: SegmentJournalOptions): Promise<SegmentJournal> {
  const { directory, clock, fileSystem = nodeFileSystem } = options;
  const place = { directory, clock, fileSystem };
  await fileSystem.ensureDirectory(directory);
  const unlock = await fileSystem.lock(directory);
  try {
    return await start(options, place, await recoverJournal(place), unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function start(
  options: SegmentJournalOptions, place: SegmentPlace, found: RecoveredJournal, unlock: () => Promise<void>,
): Promise<SegmentJournal> {
  const { identity, nextSequence, current, recovery } = found;
  const position = { journal: identity.journal, segment: current.firstSequence, offset: current.offset, nextSequence };
  let journal: SegmentJournal | null = null;
  const mark = await DurableMark.start(place.fileSystem, place.directory, position, (error) => journal?.markFailed(error)).catch(async (error: unknown) => {
    await current.file.close();
    throw error;
  });
  const files = new SegmentFiles(place, identity, options.segmentBytes ?? SEGMENT_BYTES, current);
  const limits = { ...DEFAULT_SPACE_LIMITS, ...options.space };
  const space = new DiskSpace({ ...place, limits, maxBytes: options.maxBytes ?? Infinity }, found.usedBytes);
  await space.check();
  const onFailed = options.onFailed ?? (() => undefined);
  journal = new SegmentJournal({ identity, nextSequence, recovery, files, space, mark, unlock, onFailed });
  return journal;
}
