import type { RejectionCode } from '@yanshou/telemetry';
import type { LedgerCounter, LedgerCounts, LedgerDelta } from '@yanshou/store';
import { LEDGER_COUNTERS } from '@yanshou/store';

const WIDTH = LEDGER_COUNTERS.length;
/** Place of each counter in a row of the table. */
export const Counter = Object.fromEntries(LEDGER_COUNTERS.map((name, place) => [name, place])) as Readonly<Record<LedgerCounter, number>>;
/** More hours than any clock of ours will see. */
const HOURS = 1 << 22;

/** What a batch adds to the ledger, one row a principal and hour of receipt. */
export class LedgerTable {
  private counts = new Float64Array(64 * WIDTH);
  private principal = new Int32Array(64);
  private hour = new Int32Array(64);
  private readonly reasons: Map<RejectionCode, number>[] = [];
  private readonly rows = new Map<number, number>();
  private latest = new Int32Array(256).fill(-1);
  private length = 0;

  /** The row of (principal, hour); valid until `clear`. */
  row(principal: number, hour: number): number {
    const guess = principal < this.latest.length ? (this.latest[principal] as number) : -1;
    if (guess >= 0 && guess < this.length && this.principal[guess] === principal && this.hour[guess] === hour) return guess;
    const key = principal * HOURS + hour;
    let row = this.rows.get(key);
    if (row === undefined) {
      row = this.open(principal, hour);
      this.rows.set(key, row);
    }
    this.remember(principal, row);
    return row;
  }

  add(row: number, counter: number, by: number): void {
    this.counts[row * WIDTH + counter] = (this.counts[row * WIDTH + counter] as number) + by;
  }

  addReason(row: number, code: RejectionCode, by: number): void {
    const reasons = this.reasons[row] as Map<RejectionCode, number>;
    reasons.set(code, (reasons.get(code) ?? 0) + by);
  }

  deltas(): LedgerDelta[] {
    return Array.from({ length: this.length }, (_, row) => ({
      principal: this.principal[row] as number,
      hour: this.hour[row] as number,
      counts: this.countsOf(row),
      reasons: new Map([...(this.reasons[row] as Map<RejectionCode, number>)].filter(([, count]) => count !== 0)),
    }));
  }

  clear(): void {
    this.counts.fill(0, 0, this.length * WIDTH);
    this.rows.clear();
    this.reasons.length = 0;
    this.length = 0;
  }

  private countsOf(row: number): LedgerCounts {
    const counts = {} as LedgerCounts;
    for (let place = 0; place < WIDTH; place += 1) counts[LEDGER_COUNTERS[place] as LedgerCounter] = this.counts[row * WIDTH + place] as number;
    return counts;
  }

  private open(principal: number, hour: number): number {
    const row = this.length;
    if (row === this.hour.length) this.grow();
    this.principal[row] = principal;
    this.hour[row] = hour;
    this.reasons.push(new Map());
    this.length = row + 1;
    return row;
  }

  private remember(principal: number, row: number): void {
    if (principal >= this.latest.length) {
      const bigger = new Int32Array(Math.max(principal + 1, this.latest.length * 2)).fill(-1);
      bigger.set(this.latest);
      this.latest = bigger;
    }
    this.latest[principal] = row;
  }

  private grow(): void {
    const counts = new Float64Array(this.counts.length * 2);
    const principal = new Int32Array(this.principal.length * 2);
    const hour = new Int32Array(this.hour.length * 2);
    counts.set(this.counts);
    principal.set(this.principal);
    hour.set(this.hour);
    Object.assign(this, { counts, principal, hour });
  }
}
