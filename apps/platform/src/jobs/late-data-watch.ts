import type { Registry } from '@yanshou/registry';
import type { LedgerCounts } from '@yanshou/store';
import type { JobSpan } from '@yanshou/jobs';

export interface LateDataParts {
  readonly registry: Pick<Registry, 'reopenWindows'>;
  readonly totals: (project: string) => Promise<LedgerCounts>;
}

/**
 * Makes a project's finished windows due again when late readings have come in since the last look. The ledger tells
 * that some came, not for which hours: all windows are looked at again, and one with the same inputs changes nothing.
 */
export class LateDataWatch {
  private readonly seen = new Map<string, number>();

  constructor(private readonly parts: LateDataParts) {}

  /** Answers how many windows are due again. A project's first look only remembers. */
  async look(spans: readonly JobSpan[]): Promise<number> {
    let reopened = 0;
    for (const { project, from, to } of spans) {
      const { late } = await this.parts.totals(project);
      const before = this.seen.get(project);
      if (before !== undefined && late > before) reopened += await this.parts.registry.reopenWindows(project, from, to);
      this.seen.set(project, late);
    }
    return reopened;
  }
}
