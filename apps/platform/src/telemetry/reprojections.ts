import type { HoursOfProject, Reprojection, SharedBook } from '@yanshou/store';
import type { InfluxSettings } from '@yanshou/store-influx';
import { MICROS_PER_DAY, MICROS_PER_HOUR, systemClock } from '@yanshou/telemetry';

/** What became of a request: it is open, now or already, be it for these hours or for others; or why there is none. */
export type ReprojectionRequest =
  | { readonly kind: 'open'; readonly reprojection: Reprojection }
  /** Readings and what counts them are in one file: neither is lost without the other. */
  | { readonly kind: 'not-needed' }
  /** The server keeps readings for so many days, and drops what is older. */
  | { readonly kind: 'beyond-retention'; readonly days: number };

/** Requests to write lost hours again, put to whoever projects the project. */
export interface Reprojections {
  ask(hours: HoursOfProject, askedBy: string): Promise<ReprojectionRequest>;
  /** The latest of a project, newest first. */
  list(project: string): Promise<readonly Reprojection[]>;
}

/** By the books of the projections, wherever these run. */
export function reprojectionsOf(books: readonly SharedBook[], partitionOf: (project: string) => number, { retentionDays }: Pick<InfluxSettings, 'retentionDays'>): Reprojections {
  const bookOf = (project: string): SharedBook => books[partitionOf(project)] as SharedBook;
  return {
    ask: async (hours, askedBy) => {
      if (retentionDays !== undefined && hours.fromHour * MICROS_PER_HOUR < systemClock.now() - retentionDays * MICROS_PER_DAY) return { kind: 'beyond-retention', days: retentionDays };
      return { kind: 'open', reprojection: await bookOf(hours.project).askForReprojection(hours, askedBy) };
    },
    list: (project) => bookOf(project).reprojections(project),
  };
}
