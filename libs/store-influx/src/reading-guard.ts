import { Failure, MICROS_PER_DAY } from '@yanshou/telemetry';
import type { LineSender } from './batch-sender.js';
import { lacksRoom } from './core-databases.js';
import { inFlight } from './in-flight.js';
import { dataMissing } from './influx-failures.js';
import type { InfluxLink } from './influx-link.js';
import { databaseOf } from './influx-settings.js';
import type { InfluxSettings } from './influx-settings.js';
import { listed } from './line-source.js';
import { withNewest } from './newest-points.js';
import type { RecentLines } from './recent-lines.js';
import type { Retention } from './retention.js';
import type { KnownSeries, SeriesDirectory } from './series-directory.js';

interface GuardParts {
  readonly recent: RecentLines;
  readonly retention: Retention;
  readonly warn: (failure: Failure) => void;
}

/** A lost tail takes what was written last, and with it the newest of those that went on: who has been silent for so long beside them need not be looked at. 3 Core reads three days a query. */
const LATELY = 2 * MICROS_PER_DAY;
const PROJECTS_AT_A_TIME = 4;

/**
 * Looks whether a server still has what it acknowledged. InfluxDB 1.6.7 loses it after two crashes: one that leaves a
 * torn entry at the end of its log, behind which it goes on writing, and one after which it reads only up to there.
 */
export class ReadingGuard {
  constructor(private readonly link: InfluxLink, private readonly settings: InfluxSettings, private readonly directory: SeriesDirectory, private readonly guards: GuardParts) {}

  /** Whether anything is missing; commits may go on meanwhile. */
  async isMissing(): Promise<boolean> {
    return (await this.look()).missing.length > 0;
  }

  /** Sends what was stored last again where something is missing and there is room for it, and says so when that does not help. */
  async restore(sender: LineSender): Promise<void> {
    const { missing, gone } = await this.look();
    if (missing.length === 0) return;
    for (const { database, text } of this.guards.recent.all()) await sender.send(database, listed([text])).catch(lacksRoom);
    // Where a whole database has gone, what was stored last is back and what was stored before is not.
    if (gone) this.guards.warn(dataMissing(missing.length, missing[0] as string));
    else await this.check();
  }

  /** The newest reading of each series is what a lost tail takes first. */
  async check(): Promise<void> {
    const { missing } = await this.look();
    if (missing.length > 0) this.guards.warn(dataMissing(missing.length, missing[0] as string));
  }

  private async look(): Promise<{ readonly missing: readonly string[]; readonly gone: boolean }> {
    const missing: string[] = [];
    let gone = false;
    await inFlight(PROJECTS_AT_A_TIME, this.directory.projects(), async (project) => {
      const wanted = this.lately(project);
      const found = await this.found(project, wanted);
      gone ||= found === undefined;
      missing.push(...wanted.filter((one) => found?.has(one) !== true).map((one) => `${project}/${one.device} ${one.metric}`));
    });
    return { missing: missing.sort(), gone };
  }

  /** The series of a project that went on until the last days in which any of them did. */
  private lately(project: string): KnownSeries[] {
    const oldest = this.guards.retention.keptFrom();
    const kept = this.directory.select({ project }).filter(({ highest }) => highest > -Infinity && highest >= oldest);
    const newest = kept.reduce((most, { highest }) => Math.max(most, highest), -Infinity);
    // As they are now: a commit under way raises them, and what it raises them to may be written after the answer.
    return kept.filter(({ highest }) => highest >= newest - LATELY).map((one) => ({ ...one }));
  }

  /** Series whose newest reading is there; undefined where the database is not. */
  private async found(project: string, wanted: readonly KnownSeries[]): Promise<ReadonlySet<KnownSeries> | undefined> {
    try {
      return await withNewest(this.link, databaseOf(this.settings, project), wanted);
    } catch (error) {
      if (error instanceof Failure && error.code === 'store-target-missing') return undefined;
      throw error;
    }
  }
}
