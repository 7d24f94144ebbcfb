import { createHash } from 'node:crypto';
import { lateLimit } from '@yanshou/kpi';
import type { MinuteRange } from '@yanshou/kpi';
import type { DirtyCursor, TelemetryView } from '@yanshou/store';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Micros, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { OverdueHours } from './overdue-hours.js';
import type { HourMinutes } from './overdue-hours.js';

export interface OverdueQuestion {
  readonly store: TelemetryView;
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  /** Downtime of the platform that becomes known takes lateness away, so what is kept is kept for one. */
  readonly down: readonly MinuteRange[];
  /** Hours whose overdue minutes are wanted, ascending, each once. */
  readonly wanted: readonly number[];
  /** Up to where the hours were named. */
  readonly cursor: DirtyCursor;
  /** Reads some of them from raw readings; `newest`: the latest receipt among those. */
  readonly read: (hours: readonly number[]) => Promise<{ readonly overdue: readonly HourMinutes[]; readonly newest: Micros }>;
}

/** What is kept for one project, limit and set of devices. */
interface Kept {
  readonly hours: OverdueHours;
  cursor: DirtyCursor;
  /** It is at least this late now. */
  newest: Micros;
  /** One question after the other, so that nothing read before a change is kept behind it. */
  last: Promise<unknown>;
}

/** Projects, limits and sets of devices; and 12 bytes a mask: 48 MB. */
const MOST_KEPT = 1_000;
const MOST_MASKS = 4_000_000;

/**
 * Overdue minutes by hour, as of a cursor of the hours that were touched late, for any limit. A change of an hour that ended
 * more than an hour ago is itself late or replayed and moves the cursor: of those that it names alone raw readings are read
 * again. An hour that is not that old is read every time.
 */
export class OverdueCache {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly mostMasks = MOST_MASKS) {}

  /** In the order of `wanted`; a failure keeps nothing. */
  get(question: OverdueQuestion): Promise<readonly HourMinutes[]> {
    const kept = this.keptFor(question);
    const answer = kept.last.then(() => this.answer(kept, question));
    kept.last = answer.catch(() => undefined);
    return answer;
  }

  private async answer(kept: Kept, { store, inventory, wanted, cursor, read }: OverdueQuestion): Promise<readonly HourMinutes[]> {
    await forgetTouched(kept, cursor, () => store.dirtyHours(inventory.project, kept.cursor));
    const missing = wanted.filter((hour) => !kept.hours.has(hour));
    const { overdue, newest } = missing.length === 0 ? { overdue: [], newest: kept.newest } : await read(missing);
    kept.newest = Math.max(kept.newest, newest);
    const found = byHour(overdue);
    this.keep(kept, missing.filter((hour) => isSettled(hour, kept.newest)), found);
    return wanted.flatMap((hour) => found.get(hour) ?? kept.hours.at(hour));
  }

  /** Room is made of other projects, the longest unasked first; what does not fit then is read again. */
  private keep(kept: Kept, hours: readonly number[], found: ReadonlyMap<number, readonly HourMinutes[]>): void {
    const sizeOf = (hour: number): number => Math.max(1, found.get(hour)?.length ?? 0);
    const needed = hours.reduce((sum, hour) => sum + sizeOf(hour), 0);
    let room = this.mostMasks - [...this.kept.values()].reduce((sum, { hours: { masks } }) => sum + masks, 0);
    for (const [key, other] of this.kept) {
      if (room >= needed) break;
      if (other === kept) continue;
      room += other.hours.masks;
      this.kept.delete(key);
    }
    for (const hour of hours) {
      if (sizeOf(hour) > room) return;
      kept.hours.set(hour, found.get(hour) ?? []);
      room -= sizeOf(hour);
    }
  }

  private keptFor(question: OverdueQuestion): Kept {
    const { inventory, cursor } = question;
    const key = keyOf(question);
    const kept = this.kept.get(key) ?? { hours: new OverdueHours(inventory.devices.map(({ id }) => id)), cursor, newest: -Infinity, last: Promise.resolve() };
    this.kept.delete(key);
    this.kept.set(key, kept);
    for (const old of this.kept.keys()) if (this.kept.size > MOST_KEPT) this.kept.delete(old);
    return kept;
  }
}

/** Whatever comes to it from now on is late, and names it. */
const isSettled = (hour: number, now: Micros): boolean => (hour + 2) * MICROS_PER_HOUR <= now;

async function forgetTouched(kept: Kept, cursor: DirtyCursor, touched: () => ReturnType<TelemetryView['dirtyHours']>): Promise<void> {
  if (cursor.journal !== kept.cursor.journal) {
    kept.hours.clear();
    kept.cursor = cursor;
  }
  if (cursor.sequence <= kept.cursor.sequence) return;
  const since = await touched();
  for (const { hour } of since?.hours ?? []) kept.hours.delete(hour);
  kept.cursor = since?.cursor ?? cursor;
}

function byHour(overdue: readonly HourMinutes[]): ReadonlyMap<number, HourMinutes[]> {
  const hours = new Map<number, HourMinutes[]>();
  for (const minutes of overdue) {
    const known = hours.get(minutes.hour);
    if (known) known.push(minutes);
    else hours.set(minutes.hour, [minutes]);
  }
  return hours;
}

/** Everything that the minutes of an hour depend on. */
function keyOf({ inventory: { project, demonstration, devices }, contract, down }: OverdueQuestion): string {
  const digest = (facts: unknown): string => createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  return JSON.stringify([project, lateLimit(contract), demonstration, digest(devices.map(({ id }) => id)), digest(down)]);
}
