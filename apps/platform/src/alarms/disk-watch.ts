import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Failure } from '@yanshou/telemetry';
import { Timely } from '../runtime/timely.js';

export interface DiskRoom {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** A disk over the network may not answer at all. */
const LIMIT_MILLIS = 3_000;

/** The disk of a directory, as it was at the last look. */
export class DiskWatch {
  private last: DiskRoom | undefined;
  private fault: Error | undefined;

  private readonly space: Timely<StatsFs>;

  constructor(directory: string, ask: (directory: string) => Promise<StatsFs> = statfs, limitMillis = LIMIT_MILLIS) {
    this.space = new Timely(() => ask(directory), limitMillis, () => diskSilent(directory));
  }

  /** Undefined before the first look, and while the disk does not tell. */
  read(): DiskRoom | undefined {
    return this.last;
  }

  /** Why it does not tell. */
  error(): Error | undefined {
    return this.fault;
  }

  async look(): Promise<void> {
    const space = await this.space.answer();
    if (space.ok) [this.last, this.fault] = [roomOf(space.value), undefined];
    else [this.last, this.fault] = [undefined, space.reason as Error];
  }
}

const roomOf = ({ bavail, blocks, bsize }: StatsFs): DiskRoom => ({ freeBytes: bavail * bsize, totalBytes: blocks * bsize });

const diskSilent = (directory: string): Failure =>
  new Failure('disk-silent', `the disk of ${directory} does not answer`, true, {
    zh: `${directory} 所在磁盘没有应答：请检查挂载与网络存储`, en: `the disk of ${directory} does not answer: check its mount and the storage behind it`,
  });
