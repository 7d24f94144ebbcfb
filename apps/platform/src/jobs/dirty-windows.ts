import { readsBaseline } from '@yanshou/kpi';
import type { LookedAt, Registry } from '@yanshou/registry';
import type { DirtyCursor, DirtyHours } from '@yanshou/store';

export interface DirtyWindowsParts {
  readonly registry: Pick<Registry, 'contract' | 'dirtyCursor' | 'touchWindows'>;
  readonly dirtyHours: (project: string, after?: DirtyCursor) => Promise<DirtyHours | undefined>;
  /** Which set of data those are of (TelemetryStore); undefined where there is only one. */
  readonly dataSet: (project: string) => Promise<string | undefined>;
}

/**
 * Makes the windows due again that late, replayed or restored readings have touched, and no others; all of them once where the
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
    return registry.touchWindows(project, dirty, contract !== undefined && readsBaseline(contract) ? contract.baseline : undefined);
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

/** No journal has this name: whatever comes is behind it. */
const NOWHERE: DirtyCursor = { journal: '', sequence: 0 };
