import type { BookBatch, DirtyHour, ProjectHour, ProjectionBook } from '@yanshou/store';
import { RESTORED_READINGS } from '@yanshou/store';
import { hourOf } from '@yanshou/telemetry';
import type { ReadingColumns } from '@yanshou/telemetry';
import type { SeriesDirectory } from './series-directory.js';

const keyOf = ({ project, hour }: ProjectHour): string => `${project} ${hour}`;

/** Hours whose lost readings were written again, until a batch has told of them: whatever was made of them meanwhile is to be made anew. */
export class RestoredHours {
  private readonly hours = new Map<string, ProjectHour>();
  /** The book knows of hours that no batch has told of. */
  private isAnnounced: boolean;
  /** The book may have had the batch before, without what was added since. */
  private isUnsure = false;

  /** `left`: what whoever had the book before did not come to tell. */
  constructor(private readonly book: Pick<ProjectionBook, 'announceRestoring'>, left: readonly ProjectHour[]) {
    this.add(left);
    this.isAnnounced = left.length > 0;
  }

  /** Notes all of `mayBe` before anything is written, for afterwards nothing is missing that would show it; `write` answers those that it was. */
  async writing(mayBe: readonly ProjectHour[], write: () => Promise<readonly ProjectHour[]>): Promise<void> {
    this.isAnnounced = true;
    await this.book.announceRestoring(mayBe);
    try {
      this.add(await write());
    } catch (error) {
      this.add(mayBe);
      throw error;
    }
  }

  /** Commits the batch with the hours among those that it touches. */
  async telling(batch: BookBatch, commit: (batch: BookBatch) => Promise<void>): Promise<void> {
    try {
      await commit(this.isAnnounced ? { ...batch, dirtyHours: this.besides(batch.dirtyHours), tellsRestored: true } : batch);
    } catch (error) {
      this.isUnsure = true;
      throw error;
    }
    if (!this.isUnsure) this.clear();
    this.isUnsure = false;
  }

  private clear(): void {
    this.hours.clear();
    this.isAnnounced = false;
  }

  private add(hours: readonly ProjectHour[]): void {
    for (const one of hours) this.hours.set(keyOf(one), one);
  }

  private besides(dirty: readonly DirtyHour[]): DirtyHour[] {
    const all = new Map(dirty.map((one) => [keyOf(one), one]));
    for (const [key, { project, hour }] of this.hours) all.set(key, { project, hour, causes: (all.get(key)?.causes ?? 0) | RESTORED_READINGS });
    return [...all.values()];
  }
}

/** The hours in which these readings lie, each project and hour once. */
export function projectHoursOf({ length, series, at }: ReadingColumns, directory: SeriesDirectory): ProjectHour[] {
  const hours = new Map<string, ProjectHour>();
  for (let row = 0; row < length; row += 1) {
    const one = { project: directory.of(series[row] as number).project, hour: hourOf(at[row] as number) };
    hours.set(keyOf(one), one);
  }
  return [...hours.values()];
}
