import { createHash } from 'node:crypto';
import { hoursOfLeg, lateLimit } from '@yanshou/kpi';
import type { DeviceHourMask, MinuteRange } from '@yanshou/kpi';
import type { DirtyCursor } from '@yanshou/store';
import { LEGS } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';

export interface OverdueQuestion {
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  readonly down: readonly MinuteRange[];
}

/** Evaluations of a project over so many spans are kept: the board's, and those of windows and questions beside it. */
const MOST_SPANS = 8;

/**
 * What was overdue, by project and span, as of a cursor of the hours that were touched late. What comes later and could
 * change an overdue minute is late itself or replayed, and moves the cursor; what comes in time cannot, because the
 * minute was more than a day ago when it became overdue. Downtime of the platform that becomes known takes lateness away,
 * so it is a part of the key.
 */
export class OverdueCache {
  private readonly projects = new Map<string, Map<string, Promise<readonly DeviceHourMask[]>>>();

  /** What is kept, or what `read` answers; a failure is not kept. */
  get(of: OverdueQuestion, cursor: DirtyCursor, read: () => Promise<readonly DeviceHourMask[]>): Promise<readonly DeviceHourMask[]> {
    const spans = this.spansOf(of.inventory.project);
    const key = keyOf(of, cursor);
    const answer = spans.get(key) ?? read();
    spans.delete(key);
    spans.set(key, answer);
    for (const old of spans.keys()) if (spans.size > MOST_SPANS) spans.delete(old);
    answer.catch(() => spans.delete(key));
    return answer;
  }

  private spansOf(project: string): Map<string, Promise<readonly DeviceHourMask[]>> {
    const spans = this.projects.get(project) ?? new Map<string, Promise<readonly DeviceHourMask[]>>();
    this.projects.set(project, spans);
    return spans;
  }
}

/** Everything that the minutes depend on. */
function keyOf({ inventory, contract, down }: OverdueQuestion, { journal, sequence }: DirtyCursor): string {
  const hours = LEGS.map((leg) => hoursOfLeg(contract, leg));
  const hashed = (facts: unknown): string => createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  return JSON.stringify([journal, sequence, lateLimit(contract), hours, inventory.demonstration, hashed(inventory.devices.map(({ id }) => id)), hashed(down)]);
}
