import type { ProjectHour } from '@yanshou/store';
import { Failure, MICROS_PER_DAY, formatIsoMicros } from '@yanshou/telemetry';
import type { LineSender } from './batch-sender.js';
import { lacksRoom } from './core-databases.js';
import { censusOf, missingOf } from './hour-census.js';
import { inFlight } from './in-flight.js';
import { dataMissing } from './influx-failures.js';
import type { InfluxLink } from './influx-link.js';
import { databaseOf } from './influx-settings.js';
import type { InfluxSettings } from './influx-settings.js';
import { listed } from './line-source.js';
import { withNewest } from './newest-points.js';
import { spansOf } from './recent-lines.js';
import type { HourSpans, RecentLines, SentText, Witness } from './recent-lines.js';
import type { RestoredHours } from './restored-hours.js';
import type { Retention } from './retention.js';
import type { KnownSeries, SeriesDirectory } from './series-directory.js';
import { startOf } from './server-start.js';

interface GuardParts {
  readonly recent: RecentLines;
  /** Told of the hours in which something was missing. */
  readonly restored: RestoredHours;
  readonly retention: Retention;
  /** How often the server was found to have been away. */
  readonly interruptions: () => number;
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
  /** When the server was started that was last found, or made, whole; null where it was sent something since and not looked at. */
  private start: string | undefined | null;
  /** The newest readings that were there at the first look: they are none of those that can be sent again. */
  private first: readonly KnownSeries[] | undefined;
  /** What is missing for good and was told: an acknowledgement of it stands until more is missing. */
  private told: ReadonlySet<string> = new Set();

  constructor(private readonly link: InfluxLink, private readonly settings: InfluxSettings, private readonly directory: SeriesDirectory, private readonly guards: GuardParts) {}

  /** Whether anything is missing; commits may go on meanwhile. */
  async isMissing(): Promise<boolean> {
    return (await this.look()).missing.length > 0;
  }

  /**
   * Sends what was stored last again where something is missing and there is room for it, and where a 1.x was started again: what
   * it lost may be behind newer readings, for each shard has a log of its own. Says so when that does not help.
   */
  async restore(sender: LineSender): Promise<void> {
    const start = await this.startOf();
    const { missing, gone } = await this.look();
    if (missing.length === 0 && start === this.start) return;
    this.start = null;
    await this.sendAgain(sender);
    // Where a whole database has gone, what was stored last is back and what was stored before is not.
    await this.check(gone ? missing.map(nameOf) : []);
    this.start = start;
  }

  /** The first look at a server: what it has not is missing for good, for nothing is kept yet that could be sent again. */
  async begin(): Promise<void> {
    const start = await this.startOf();
    await this.check();
    this.start = start;
  }

  /**
   * The newest reading of each series is what a lost tail takes first; what is older than can be sent again shows how long it was.
   * Nothing is told twice, for it may have been acknowledged since.
   */
  private async check(known: readonly string[] = []): Promise<void> {
    const newest = await this.look();
    const older = new Set((await this.look(this.first ?? [])).missing);
    const forgotten = await this.forgotten();
    const untold = newest.missing.filter((one) => !this.told.has(pointOf(one)));
    const all = new Set([...known, ...[...untold, ...older].map(nameOf), ...forgotten.map(({ project, at }) => `${project} ${formatIsoMicros(at)}`)]);
    this.told = new Set(newest.missing.map(pointOf));
    this.first = this.first?.filter((one) => !older.has(one)) ?? newest.found;
    this.guards.recent.dismiss(forgotten);
    const [example] = all;
    if (example !== undefined) this.guards.warn(dataMissing(all.size, example));
  }

  private async startOf(): Promise<string | undefined> {
    const { server } = await this.link.ready();
    return server.generation === 1 ? ((await startOf(this.link)) ?? `connection ${this.guards.interruptions()}`) : undefined;
  }

  private async sendAgain(sender: LineSender): Promise<void> {
    const texts = this.guards.recent.all();
    const spans = new Map([...new Set(texts.map(({ project }) => project))].map((project) => [project, spansOf(texts.filter((one) => one.project === project))]));
    const hours = [...spans].flatMap(([project, own]) => [...own.keys()].map((hour) => ({ project, hour })));
    if (hours.length === 0) return;
    await this.guards.restored.writing(hours, async () => {
      const before = await this.census(spans);
      for (const one of texts) await this.send(sender, one);
      const after = await this.census(spans);
      return hours.filter((one) => before(one) !== after(one));
    });
  }

  /** Of what is older than is kept the server drops its share and stores the others. */
  private async send(sender: LineSender, { project, text, oldest }: SentText): Promise<void> {
    const isOld = oldest < this.guards.retention.keptFrom();
    try {
      await sender.send(databaseOf(this.settings, project), listed([text]));
    } catch (error) {
      if (isOld && error instanceof Failure && error.code === 'store-beyond-retention') return;
      lacksRoom(error);
    }
  }

  private async census(spans: ReadonlyMap<string, HourSpans>): Promise<(hour: ProjectHour) => string | undefined> {
    const found = new Map<string, ReadonlyMap<number, string>>();
    await inFlight(PROJECTS_AT_A_TIME, spans, async ([project, own]) => void found.set(project, await censusOf(this.link, databaseOf(this.settings, project), own)));
    return ({ project, hour }) => found.get(project)?.get(hour);
  }

  /** What made room last and is not there. */
  private async forgotten(): Promise<Witness[]> {
    const oldest = this.guards.retention.keptFrom();
    const kept = this.guards.recent.witnesses().filter(({ at }) => at >= oldest);
    const missing: Witness[] = [];
    await inFlight(PROJECTS_AT_A_TIME, new Set(kept.map(({ project }) => project)), async (project) => {
      missing.push(...(await missingOf(this.link, databaseOf(this.settings, project), kept.filter((one) => one.project === project))));
    });
    return missing.sort((a, b) => a.at - b.at);
  }

  /** What is not there of the newest readings, of all series or of these. */
  private async look(series?: readonly KnownSeries[]): Promise<{ readonly missing: readonly KnownSeries[]; readonly found: readonly KnownSeries[]; readonly gone: boolean }> {
    const missing: KnownSeries[] = [];
    const there: KnownSeries[] = [];
    let gone = false;
    await inFlight(PROJECTS_AT_A_TIME, this.directory.projects(), async (project) => {
      const wanted = series === undefined ? this.lately(project) : series.filter((one) => one.project === project && one.highest >= this.guards.retention.keptFrom());
      const found = await this.found(project, wanted);
      gone ||= found === undefined;
      for (const one of wanted) {
        if (found?.has(one) === true) there.push(one);
        else missing.push(one);
      }
    });
    return { missing: missing.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)), found: there, gone };
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

const nameOf = ({ project, device, metric }: KnownSeries): string => `${project}/${device} ${metric}`;
const pointOf = (series: KnownSeries): string => `${nameOf(series)} ${series.highest}`;
