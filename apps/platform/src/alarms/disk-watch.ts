import { statfs } from 'node:fs/promises';

export interface DiskRoom {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** The disk of the data directory, as it was at the last look. */
export class DiskWatch {
  private last: DiskRoom | undefined;
  private fault: Error | undefined;

  constructor(private readonly directory: string) {}

  /** Undefined before the first look, and while the disk does not tell. */
  read(): DiskRoom | undefined {
    return this.last;
  }

  /** Why it does not tell. */
  error(): Error | undefined {
    return this.fault;
  }

  async look(): Promise<void> {
    try {
      const { bavail, blocks, bsize } = await statfs(this.directory);
      [this.last, this.fault] = [{ freeBytes: bavail * bsize, totalBytes: blocks * bsize }, undefined];
    } catch (error) {
      [this.last, this.fault] = [undefined, error as Error];
    }
  }
}
