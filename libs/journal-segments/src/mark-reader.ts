import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MARK_BYTES, MARK_FILE, decodeMark } from './durable-mark.js';
import type { DurablePosition } from './durable-mark.js';
import { missingFailure } from './faults.js';
import { errorCode } from './file-system.port.js';
import type { JournalFileSystem, OpenFile } from './file-system.port.js';

const ATTEMPTS = 20;

/** The readers' side of the durable mark. A mark that is torn because it is being written is read again. */
export class MarkReader {
  private readonly bytes = Buffer.alloc(MARK_BYTES);

  private constructor(private readonly file: OpenFile, private latest: DurablePosition) {}

  static async open(fileSystem: JournalFileSystem, directory: string): Promise<MarkReader> {
    const file = await openMark(fileSystem, directory);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const bytes = Buffer.alloc(MARK_BYTES);
      await file.read(bytes, 0);
      const position = decodeMark(bytes);
      if (position !== null) return new MarkReader(file, position);
      await sleep(1);
    }
    await file.close();
    throw missingFailure(directory);
  }

  get position(): DurablePosition {
    return this.latest;
  }

  /** Looks again; a torn mark changes nothing, the next look will see it whole. */
  async refresh(): Promise<void> {
    await this.file.read(this.bytes, 0);
    const position = decodeMark(this.bytes);
    if (position !== null && position.journal === this.latest.journal) this.latest = position;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

async function openMark(fileSystem: JournalFileSystem, directory: string): Promise<OpenFile> {
  try {
    return await fileSystem.open(join(directory, MARK_FILE), 'read');
  } catch (error) {
    throw errorCode(error) === 'ENOENT' ? missingFailure(directory) : error;
  }
}
