import { readsBaseline } from '@yanshou/kpi';
import type { Registry } from '@yanshou/registry';
import type { DirtyCursor, DirtyHours } from '@yanshou/store';

export interface DirtyWindowsParts {
  readonly registry: Pick<Registry, 'contract' | 'dirtyCursor' | 'touchWindows'>;
  readonly dirtyHours: (project: string, after?: DirtyCursor) => Promise<DirtyHours | undefined>;
}

/**
 * Makes the windows due again that late or replayed readings have touched, and no others. The store keeps the hours with
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
    const { registry, dirtyHours } = this.parts;
    const dirty = await dirtyHours(project, await registry.dirtyCursor(project));
    if (dirty === undefined) return 0;
    const contract = await registry.contract(project);
    return registry.touchWindows(project, dirty, contract !== undefined && readsBaseline(contract) ? contract.baseline : undefined);
  }
}
