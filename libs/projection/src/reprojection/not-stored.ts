import type { ConflictRow, QuarantineRow, TelemetryStore } from '@yanshou/store';
import type { Micros } from '@yanshou/telemetry';
import { LAST_ELEMENT_VERDICT, verdictOf } from '../message-judge.js';

/** Messages of up to 256 KiB, and a page is in memory at once. */
const PAGE = 50;

/** What of a message stands in quarantine. */
export class QuarantinedParts {
  private readonly rows = new Set<number>();
  /** First rows of elements that are there as a whole. */
  private readonly elements = new Set<number>();
  private readonly metrics = new Set<string>();
  private isWhole = false;

  constructor(entries: readonly QuarantineRow[]) {
    for (const entry of entries) this.enter(entry);
  }

  /** Whether the reading in a row of the message, of an element that begins at `first`, is not stored. */
  holds(row: number, first: number, end: number, metric: string): boolean {
    if (this.isWhole || this.rows.has(row) || this.metrics.has(metric)) return true;
    for (const element of this.elements) if (element >= first && element < end) return true;
    return false;
  }

  /** What the server refused are lines: of one reading they name its metric, of several nothing that could be told apart. */
  private enter({ level, part, code, field }: QuarantineRow): void {
    const verdict = verdictOf(code);
    if (level === 'message' || (code === 'store-refused' && field === '')) this.isWhole = true;
    else if (code === 'store-refused') this.metrics.add(field);
    else if (verdict > 0 && verdict <= LAST_ELEMENT_VERDICT) this.elements.add(part - 1);
    else this.rows.add(part - 1);
  }
}

/** The quarantine of a project beside its messages: both ascend. */
export class QuarantineWalk {
  private rows: readonly QuarantineRow[] = [];
  private isExhausted = false;
  private after: number;

  constructor(private readonly store: Pick<TelemetryStore, 'quarantine'>, private readonly project: string, from: number) {
    this.after = from - 1;
  }

  /** What is in quarantine of messages up to `sequence`, by message; to be asked in ascending order, and again after a fault. */
  async upTo(sequence: number): Promise<ReadonlyMap<number, QuarantinedParts>> {
    while (!this.isExhausted && this.after <= sequence) await this.readPage();
    const found = new Map<number, QuarantineRow[]>();
    for (const row of this.rows) if (row.sequence <= sequence) found.set(row.sequence, [...(found.get(row.sequence) ?? []), row]);
    this.rows = this.rows.filter((row) => row.sequence > sequence);
    return new Map([...found].map(([number, rows]) => [number, new QuarantinedParts(rows)]));
  }

  private async readPage(): Promise<void> {
    const page = await this.store.quarantine({ project: this.project, after: this.after, limit: PAGE });
    this.rows = [...this.rows, ...page.map((row) => ({ ...row, payload: NOTHING }))];
    this.isExhausted = page.length < PAGE;
    this.after = page.at(-1)?.sequence ?? this.after;
  }
}

const NOTHING = Buffer.alloc(0);

/** Readings that contradict a stored one are kept beside it: none of them is the one that is stored. */
export class Contradictions {
  private readonly keys: ReadonlySet<string>;

  constructor(rows: readonly ConflictRow[]) {
    this.keys = new Set(rows.map(({ series, at, sequence, value }) => keyOf(series, at, sequence, value)));
  }

  hold(series: number, at: Micros, sequence: number, value: number | string): boolean {
    return this.keys.has(keyOf(series, at, sequence, value));
  }
}

const keyOf = (series: number, at: Micros, sequence: number, value: number | string): string => `${series}/${at}/${sequence}/${typeof value}/${value}`;
