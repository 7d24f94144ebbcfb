import { lateLimit, readsBaseline } from '@yanshou/kpi';
import type { LookedAt, Registry } from '@yanshou/registry';
import { LATE_DATA, LOST_SESSION } from '@yanshou/store';
import type { DirtyCursor, DirtyHours } from '@yanshou/store';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';

export interface DirtyWindowsParts {
  readonly registry: Pick<Registry, 'contract' | 'dirtyCursor' | 'touchWindows'>;
  readonly dirtyHours: (project: string, after?: DirtyCursor) => Promise<DirtyHours | undefined>;
  /** Which set of data those are of (TelemetryStore); undefined where there is only one. */
  readonly dataSet: (project: string) => Promise<string | undefined>;
}

/**
 * Makes the windows due again that late, replayed or restored readings or a lost session have touched, and no others; all of them once where the
 * data was built anew under another name, for that is done where it lacked readings. To be asked behind the journal. The store keeps the hours with
 * the readings, the registry how far they are looked at with the windows: a crash in between only looks again.
 */
export class DirtyWindows {
  constructor(private readonly parts: DirtyWindowsParts) {}

  /** Answers how many windows are due again. */
  async look(projects: readonly string[]): Promise<number> {
    let due = 0;
    for (const project of projects) due += await this.lookAt(project);
    return due;
  }

  private async lookAt(project: string): Promise<number> {
    const { registry } = this.parts;
    const dirty = await this.dirtyOf(project);
    if (dirty === undefined) return 0;
    const contract = await registry.contract(project);
    const hours = united(dirty.hours, await this.lateBefore(project, dirty.hours, contract));
    return registry.touchWindows(project, { ...dirty, hours }, contract !== undefined && readsBaseline(contract) ? contract.baseline : undefined);
  }

  /**
   * The limit of late delivery stands still while a session was lost: what was measured before it and came late may be in time after
   * all. So the hours before it that hold such readings are touched as well, as far as the limit reaches.
   */
  private async lateBefore(project: string, hours: DirtyHours['hours'], contract: ProjectContract | undefined): Promise<DirtyHours['hours']> {
    if (!hours.some(({ causes }) => (causes & LOST_SESSION) !== 0)) return [];
    const isInReach = reachOf(hours, contract);
    const all = (await this.parts.dirtyHours(project))?.hours ?? [];
    return all.filter(({ hour, causes }) => (causes & LATE_DATA) !== 0 && isInReach(hour)).map(({ hour }) => ({ hour, causes: LOST_SESSION }));
  }

  /** Undefined where everything has been looked at, in this set of data. */
  private async dirtyOf(project: string): Promise<LookedAt | undefined> {
    const { registry, dirtyHours } = this.parts;
    const before = await registry.dirtyCursor(project);
    const known = before?.dataSet;
    const dataSet = (await this.parts.dataSet(project)) ?? known;
    const isKnown = known === dataSet;
    // A name that is only learnt, by the first look of all or after an upgrade, says nothing of what was before.
    const isRebuilt = known !== undefined && !isKnown;
    const dirty = await dirtyHours(project, isRebuilt ? undefined : before);
    if (dirty === undefined && isKnown) return undefined;
    const { cursor, hours } = dirty ?? { cursor: isRebuilt ? NOWHERE : (before ?? NOWHERE), hours: [] };
    return { cursor: { ...cursor, ...(dataSet !== undefined && { dataSet }) }, hours, isRebuilt };
  }
}

/** Hours in front of a lost session, from which something may have come while it was lost and still be in time. */
function reachOf(hours: DirtyHours['hours'], contract: ProjectContract | undefined): (hour: number) => boolean {
  const limit = contract === undefined ? 0 : Math.ceil(lateLimit(contract) / MICROS_PER_HOUR);
  const lost = hours.filter(({ causes }) => (causes & LOST_SESSION) !== 0).map(({ hour }) => hour);
  return (hour) => lost.some((one) => hour < one && hour >= one - limit);
}

/** Those with some more, each once and ascending. */
function united(hours: DirtyHours['hours'], more: DirtyHours['hours']): DirtyHours['hours'] {
  const causes = new Map(hours.map(({ hour, causes: bits }) => [hour, bits]));
  for (const { hour, causes: bits } of more) causes.set(hour, (causes.get(hour) ?? 0) | bits);
  return [...causes].map(([hour, bits]) => ({ hour, causes: bits })).sort((a, b) => a.hour - b.hour);
}

/** No journal has this name: whatever comes is behind it. */
const NOWHERE: DirtyCursor = { journal: '', sequence: 0 };
