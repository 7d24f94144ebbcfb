import type { DirtyHour } from '@yanshou/store';

/** More hours than any clock of ours will see. */
const HOURS = 1 << 22;

/** Hours of source time that late or replayed readings of a batch touch, by device; a flood of late data costs little a reading. */
export class DirtyHourTable {
  private readonly causes = new Map<number, number>();
  private lastKey = -1;
  private lastCauses = 0;

  /** Idempotent. */
  mark(principal: number, hour: number, causes: number): void {
    const key = principal * HOURS + hour;
    if (key === this.lastKey && (this.lastCauses | causes) === this.lastCauses) return;
    this.lastKey = key;
    this.lastCauses = (this.causes.get(key) ?? 0) | causes;
    this.causes.set(key, this.lastCauses);
  }

  /** Each project and hour once. */
  rows(projectOf: (principal: number) => string): DirtyHour[] {
    const rows = new Map<string, DirtyHour>();
    for (const [key, causes] of this.causes) {
      const hour = key % HOURS;
      const project = projectOf((key - hour) / HOURS);
      const name = `${project}/${hour}`;
      rows.set(name, { project, hour, causes: causes | (rows.get(name)?.causes ?? 0) });
    }
    return [...rows.values()];
  }

  clear(): void {
    this.causes.clear();
    this.lastKey = -1;
  }
}
