import type { ReadingPage, SeriesHourDeltas } from '@yanshou/store';
import { hourOf } from '@yanshou/telemetry';

/** More hours than any clock of ours will see. */
const HOURS = 1 << 22;

/** Of series and hours: how many readings are counted and not there. */
export class LostCounts {
  private readonly counts = new Map<number, number>();

  /** Readings that are missing, of all of them. */
  total = 0;

  /** What the book counts. */
  expect({ length, series, hour, count }: SeriesHourDeltas): void {
    for (let row = 0; row < length; row += 1) this.add(series[row] as number, hour[row] as number, count[row] as number);
  }

  /** What is there, of messages before `cursor`; `seriesOf` knows the numbers. */
  find({ length, device, metric, at, sequence }: ReadingPage, cursor: number, seriesOf: (device: string, metric: string) => number | undefined): void {
    for (let row = 0; row < length; row += 1) {
      const series = seriesOf(device[row] as string, metric[row] as string);
      if (series !== undefined && (sequence[row] as number) < cursor) this.add(series, hourOf(at[row] as number), -1);
    }
  }

  isLacking(series: number, hour: number): boolean {
    return (this.counts.get(series * HOURS + hour) ?? 0) > 0;
  }

  /** One less is missing. */
  give(series: number, hour: number): void {
    this.add(series, hour, -1);
  }

  private add(series: number, hour: number, count: number): void {
    const key = series * HOURS + hour;
    const before = this.counts.get(key) ?? 0;
    this.counts.set(key, before + count);
    this.total += Math.max(0, before + count) - Math.max(0, before);
  }
}
