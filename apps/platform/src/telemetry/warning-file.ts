import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { Failure } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { Timely } from '../runtime/timely.js';

export interface WarningText {
  /** Undefined where there is no file. */
  readonly text: string | undefined;
  /** It was written while this was read: what was read may be what was there before. */
  readonly isStale: boolean;
}

/** Whoever asks how the platform is has to have an answer before he gives it up himself. */
const LIMIT_MILLIS = 3_000;

/** A data directory that is none is told by whoever needs it first. */
const NOT_THERE: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR']);

/**
 * A file that all processes of the platform read, often over the network. Nobody waits longer than `limitMillis` for it, and
 * never more than one read and one write are under way: each that hangs holds a thread of four that the journal needs too.
 */
export class WarningFile {
  private readonly answered: Timely<WarningText>;
  private readonly taken: Timely<void>;
  private reading: Promise<WarningText> | undefined;
  private next = '';
  private writes = 0;

  constructor(private readonly path: string, limitMillis = LIMIT_MILLIS) {
    this.answered = new Timely(() => (this.reading ??= this.readNow().finally(() => (this.reading = undefined))), limitMillis, () => folderSilent(path));
    this.taken = new Timely(() => this.writeNow(), limitMillis, () => folderSilent(path));
  }

  /** Never rejects; a Failure `store-warnings-silent` where there is no answer in time. */
  read(): Promise<Result<WarningText, unknown>> {
    return this.answered.answer();
  }

  /** In place of what is there. Never rejects; what is late may be written yet. One at a time. */
  write(text: string): Promise<Result<void, unknown>> {
    this.next = text;
    return this.taken.answer();
  }

  private async readNow(): Promise<WarningText> {
    const { writes } = this;
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (NOT_THERE.has(error.code)) return undefined;
      throw error;
    });
    return { text, isStale: writes !== this.writes };
  }

  private async writeNow(): Promise<void> {
    const own = `${this.path}.${randomUUID()}`;
    await writeFile(own, this.next);
    await rename(own, this.path);
    this.writes += 1;
  }
}

const folderSilent = (path: string): Failure =>
  new Failure('store-warnings-silent', `${path} does not answer`, true, {
    zh: `${path} 所在的目录没有应答：时序库告警以最后所知为准，请检查挂载与网络存储`,
    en: `the folder of ${path} does not answer: the store's warnings stand as they were last known; check its mount and the storage behind it`,
  });
