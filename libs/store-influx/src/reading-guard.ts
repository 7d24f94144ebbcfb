import { Failure } from '@yanshou/telemetry';
import type { LineSender } from './batch-sender.js';
import { dataMissing } from './influx-failures.js';
import { listed } from './line-source.js';
import type { PointSource } from './point-source.js';
import { readLatest } from './reader.by-key.js';
import type { RecentLines } from './recent-lines.js';
import type { Retention } from './retention.js';
import type { KnownSeries, SeriesDirectory } from './series-directory.js';

/**
 * Looks whether a server still has what it acknowledged. InfluxDB 1.6.7 loses it after two crashes: one that leaves a
 * torn entry at the end of its log, behind which it goes on writing, and one after which it reads only up to there.
 */
export class ReadingGuard {
  constructor(private readonly directory: SeriesDirectory, private readonly recent: RecentLines, private readonly retention: Retention, private readonly warn: (failure: Failure) => void) {}

  /** Sends what was stored last again where something is missing, and says so when that does not help. */
  async restore(source: PointSource, sender: LineSender): Promise<void> {
    const { missing, gone } = await this.look(source);
    if (missing.length === 0) return;
    for (const { database, text } of this.recent.all()) await sender.send(database, listed([text]));
    // Where a whole database has gone, what was stored last is back and what was stored before is not.
    if (gone) this.warn(dataMissing(missing.length, missing[0] as string));
    else await this.check(source);
  }

  /** The newest reading of each series is what a lost tail takes first. */
  async check(source: PointSource): Promise<void> {
    const { missing } = await this.look(source);
    if (missing.length > 0) this.warn(dataMissing(missing.length, missing[0] as string));
  }

  private async look(source: PointSource): Promise<{ readonly missing: readonly string[]; readonly gone: boolean }> {
    const missing: string[] = [];
    let gone = false;
    const oldest = this.retention.keptFrom();
    for (const project of this.directory.projects()) {
      const wanted = this.directory.select({ project }).filter(({ highest }) => highest > -Infinity && highest >= oldest);
      const found = await this.found(source, wanted);
      gone ||= found === undefined;
      missing.push(...wanted.filter((one) => found?.has(nameOf(one)) !== true).map((one) => `${project}/${one.device} ${one.metric}`));
    }
    return { missing, gone };
  }

  /** Series whose newest reading is there; undefined where the database is not. */
  private async found(source: PointSource, wanted: readonly KnownSeries[]): Promise<ReadonlySet<string> | undefined> {
    try {
      const { length, device, metric } = await readLatest(source, wanted);
      return new Set(Array.from({ length }, (_, row) => nameOf({ device: device[row] as string, metric: metric[row] as string })));
    } catch (error) {
      if (error instanceof Failure && error.code === 'store-target-missing') return undefined;
      throw error;
    }
  }
}

const nameOf = ({ device, metric }: { readonly device: string; readonly metric: string }): string => `${device}/${metric}`;
