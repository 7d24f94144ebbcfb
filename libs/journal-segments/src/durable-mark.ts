import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { errorCode } from './file-system.port.js';
import type { JournalFileSystem, OpenFile } from './file-system.port.js';
import { uuidText } from './segment-header.js';

/*
 * magic 8 · journal id 16 · segment u64 · offset u64 · next sequence u64 · reserved 12 · crc u32.
 * Written after each flush and itself never flushed: it may lag behind what is durable, never run ahead of it.
 */
const MAGIC = Buffer.from('YANSHOUD', 'latin1');
const CRC = 60;
export const MARK_BYTES = 64;
export const MARK_FILE = 'durable';

/** How far the journal is durable. */
export interface DurablePosition {
  readonly journal: string;
  /** First sequence of the segment. */
  readonly segment: number;
  readonly offset: number;
  /** Sequence of the record that will be written at `offset`. */
  readonly nextSequence: number;
}

export function encodeMark(position: DurablePosition): Buffer {
  const bytes = Buffer.alloc(MARK_BYTES);
  MAGIC.copy(bytes, 0);
  bytes.write(position.journal.replaceAll('-', ''), 8, 'hex');
  writePosition(bytes, position);
  return bytes;
}

function writePosition(bytes: Buffer, position: DurablePosition): void {
  bytes.writeUIntLE(position.segment, 24, 6);
  bytes.writeUIntLE(position.offset, 32, 6);
  bytes.writeUIntLE(position.nextSequence, 40, 6);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, CRC)), CRC);
}

/** null for a mark that is torn, or no mark at all. */
export function decodeMark(bytes: Buffer): DurablePosition | null {
  if (bytes.length < MARK_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  if (crc32(bytes.subarray(0, CRC)) !== bytes.readUInt32LE(CRC)) return null;
  return {
    journal: uuidText(bytes.subarray(8, 24)),
    segment: bytes.readUIntLE(24, 6),
    offset: bytes.readUIntLE(32, 6),
    nextSequence: bytes.readUIntLE(40, 6),
  };
}

/** The writer's side of the mark. One write is under way at a time; positions that pass meanwhile are left out. */
export class DurableMark {
  private readonly bytes: Buffer;
  private position: DurablePosition;
  private writing: Promise<void> | null = null;
  private dirty = false;

  private constructor(private readonly file: OpenFile, position: DurablePosition, private readonly failed: (error: unknown) => void) {
    this.position = position;
    this.bytes = encodeMark(position);
  }

  /** Writes the mark anew from what the start has found; `failed` hears of an error of a later write. */
  static async start(
    fileSystem: JournalFileSystem, directory: string, position: DurablePosition, failed: (error: unknown) => void,
  ): Promise<DurableMark> {
    const path = join(directory, MARK_FILE);
    const exists = (await fileSystem.list(directory)).includes(MARK_FILE);
    const mark = new DurableMark(await fileSystem.open(path, exists ? 'write' : 'create'), position, failed);
    await mark.file.write(mark.bytes, 0);
    return mark;
  }

  advance(position: DurablePosition): void {
    this.position = position;
    this.dirty = true;
    this.writing ??= this.writeLatest();
  }

  async close(): Promise<void> {
    await this.writing;
    await this.file.close();
  }

  private async writeLatest(): Promise<void> {
    try {
      while (this.dirty) {
        this.dirty = false;
        writePosition(this.bytes, this.position);
        await this.file.write(this.bytes, 0);
      }
    } catch (error) {
      // Without room the mark only lags: the next group writes it again.
      if (errorCode(error) !== 'ENOSPC') this.failed(error);
    } finally {
      this.writing = null;
    }
  }
}
