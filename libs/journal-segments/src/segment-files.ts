import type { Clock } from '@yanshou/telemetry';
import { errorCode } from './file-system.port.js';
import type { JournalFileSystem, OpenFile } from './file-system.port.js';
import { HEADER_BYTES, encodeHeader } from './segment-header.js';
import { segmentPath } from './segment-names.js';

/** What all segments of a journal share. */
export interface JournalIdentity {
  readonly journal: string;
  readonly salt: number;
}

/** The segment that is written, and where. */
export interface CurrentSegment {
  readonly file: OpenFile;
  readonly firstSequence: number;
  /** End of the durable records. */
  readonly offset: number;
}

export interface SegmentPlace {
  readonly directory: string;
  readonly fileSystem: JournalFileSystem;
  readonly clock: Clock;
}

/** Makes a durable, empty segment. Leaves no file behind when there is no room for it. */
export async function createSegment(
  place: SegmentPlace, identity: JournalIdentity, firstSequence: number, previousFirst: number,
): Promise<CurrentSegment> {
  const path = segmentPath(place.directory, firstSequence);
  const file = await place.fileSystem.open(path, 'create');
  const header = encodeHeader({ ...identity, firstSequence, previousFirst, createdAt: place.clock.now() });
  try {
    if ((await file.write(header, 0)) < HEADER_BYTES) throw noRoom();
    await file.sync();
  } catch (error) {
    await file.close();
    if (isNoRoom(error)) await place.fileSystem.remove(path);
    throw error;
  }
  await place.fileSystem.syncDirectory(place.directory);
  return { file, firstSequence, offset: HEADER_BYTES };
}

/** Writes groups of encoded records, one after the other, into segments of about `segmentBytes`. */
export class SegmentFiles {
  constructor(
    private readonly place: SegmentPlace,
    private readonly identity: JournalIdentity,
    private readonly segmentBytes: number,
    private current: CurrentSegment,
  ) {}

  get firstSequence(): number {
    return this.current.firstSequence;
  }

  get offset(): number {
    return this.current.offset;
  }

  /**
   * True: `records` are durable. False: there was no room, and nothing of them is left on the disk.
   * Throws when a write or a flush fails; after that nothing may be written any more.
   */
  async store(records: Buffer, firstSequence: number): Promise<boolean> {
    if (this.current.offset >= this.segmentBytes && !(await this.rotate(firstSequence))) return false;
    const { file, offset } = this.current;
    const written = await put(file, records, offset);
    if (written < records.length) {
      await file.truncate(offset);
      // Flushed before anybody is told: a power cut must not bring back what was refused.
      await file.sync();
      return false;
    }
    await file.datasync();
    this.current = { ...this.current, offset: offset + records.length };
    return true;
  }

  close(): Promise<void> {
    return this.current.file.close();
  }

  private async rotate(firstSequence: number): Promise<boolean> {
    const full = this.current;
    try {
      this.current = await createSegment(this.place, this.identity, firstSequence, full.firstSequence);
    } catch (error) {
      if (isNoRoom(error)) return false;
      throw error;
    }
    await full.file.close();
    return true;
  }
}

async function put(file: OpenFile, bytes: Buffer, position: number): Promise<number> {
  try {
    return await file.write(bytes, position);
  } catch (error) {
    if (isNoRoom(error)) return 0;
    throw error;
  }
}

const isNoRoom = (error: unknown): boolean => errorCode(error) === 'ENOSPC' || errorCode(error) === 'EDQUOT';
const noRoom = (): Error => Object.assign(new Error('no room for the header of a segment'), { code: 'ENOSPC' });
