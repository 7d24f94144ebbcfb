import type { Clock } from '@yanshou/telemetry';

const EVERY_MILLIS = 1_000;
const MEBIBYTE = 1024 * 1024;
const mebibytes = (bytes: number): string => (bytes / MEBIBYTE).toFixed(1);

/** Says how far it is: one line for each part when it is done, and about one a second meanwhile. */
export class Progress {
  private part = '';
  private total = 0;
  private done = 0;
  private saidAt = 0;

  constructor(private readonly say: (line: string) => void, private readonly clock: Pick<Clock, 'monotonicMillis'>) {}

  begin(part: string, totalBytes: number): void {
    this.part = part;
    this.total = totalBytes;
    this.done = 0;
    this.saidAt = this.clock.monotonicMillis();
  }

  readonly add = (bytes: number): void => {
    this.done += bytes;
    if (this.clock.monotonicMillis() - this.saidAt < EVERY_MILLIS) return;
    this.saidAt = this.clock.monotonicMillis();
    this.say(`${this.part}  ${mebibytes(this.done)} / ${mebibytes(this.total)} MiB`);
  };

  end(files: number): void {
    this.say(`${this.part}  ${files} 个文件 files  ${mebibytes(this.done)} MiB  完成 done`);
  }
}
