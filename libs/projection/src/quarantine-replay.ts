import type { QuarantineRow, TelemetryStore } from '@yanshou/store';
import { Counter } from './ledger-table.js';
import { GAP, LAST_ELEMENT_VERDICT, ACCEPTED, verdictOf } from './message-judge.js';
import type { IncomingMessage, MessageProjector } from './message-projector.js';
import type { OpenBatch } from './open-batch.js';
import type { RouteTable } from './route-table.js';
import type { SeriesBook } from './series-book.js';

/** Messages of up to 256 KiB, and a page is in memory at once: about 13 MB at most. */
const PAGE = 50;

/** What a replay of the quarantine did. */
export interface ReplayOutcome {
  /** Messages tried again. */
  readonly tried: number;
  /** Messages that left quarantine. */
  readonly resolved: number;
}

/**
 * Tries quarantined messages again with the present inventory. What is projected now takes back what the ledger said of
 * it, so that the ledger balances. A message leaves quarantine with all that is held of it or not at all.
 */
export class QuarantineReplay {
  private after = 0;
  private tried = 0;
  private resolved = 0;
  private exhausted = false;

  constructor(
    private readonly project: string,
    private readonly store: TelemetryStore,
    private readonly book: SeriesBook,
    private readonly routes: RouteTable,
    private readonly messages: MessageProjector,
  ) {}

  get finished(): boolean {
    return this.exhausted;
  }

  get outcome(): ReplayOutcome {
    return { tried: this.tried, resolved: this.resolved };
  }

  /** Adds the next messages, up to about `maxBytes` of payload, to a batch. */
  async addTo(batch: OpenBatch, maxBytes: number): Promise<void> {
    for (let bytes = 0; bytes < maxBytes && !this.exhausted; ) {
      for (const rows of await this.nextPage()) {
        bytes += (rows[0] as QuarantineRow).payload.length;
        this.tried += 1;
        batch.replaying = true;
        if (this.retry(batch, rows)) this.resolved += 1;
        batch.replaying = false;
      }
    }
  }

  /** The rows of the next messages, by message. The store cuts none in two. */
  private async nextPage(): Promise<QuarantineRow[][]> {
    const rows = await this.store.quarantine({ project: this.project, after: this.after, limit: PAGE });
    this.exhausted = rows.length < PAGE;
    this.after = rows.at(-1)?.sequence ?? this.after;
    return bySequence(rows);
  }

  private retry(batch: OpenBatch, rows: readonly QuarantineRow[]): boolean {
    // What the database refused is no matter of the inventory; it is stored when the store is built anew from the journal.
    if (rows.some(({ code }) => code === 'store-refused')) return false;
    const [first] = rows as [QuarantineRow];
    const { project, device } = this.book.byNumber(first.principal);
    const route = this.routes.resolve(project, device, first.topic);
    const incoming = { route, body: Buffer.from(first.payload), payloadFrom: 0, received: first.received, sequence: first.sequence };
    if (this.messages.examine(incoming)) return false;
    const done = first.level === 'message' ? this.projectMessage(batch, incoming, first) : this.projectReadings(batch, incoming, rows);
    if (done) batch.resolved.push(first.sequence);
    return done;
  }

  private projectMessage(batch: OpenBatch, incoming: IncomingMessage, row: QuarantineRow): boolean {
    if (this.messages.judge.rejected > 0) return false;
    batch.count(row.principal, row.received, Counter.messages, -1);
    batch.count(row.principal, row.received, Counter.quarantined, -1);
    batch.countReason(row.principal, row.received, row.code, -1);
    this.messages.project(batch, incoming);
    return true;
  }

  private projectReadings(batch: OpenBatch, incoming: IncomingMessage, rows: readonly QuarantineRow[]): boolean {
    const { message, judge } = this.messages;
    const covered = new Uint8Array(message.rows);
    for (const row of rows) this.cover(covered, row);
    if (covered.some((mark, row) => mark === 1 && judge.verdict[row] !== ACCEPTED)) return false;
    for (const row of rows) this.takeBack(batch, row);
    this.messages.projectReadings(batch, incoming, covered);
    return true;
  }

  /** Marks the readings a quarantine row stands for and returns how many they are. */
  private cover(covered: Uint8Array, row: QuarantineRow): number {
    const { message, judge } = this.messages;
    const first = row.part - 1;
    const element = this.elementOf(first);
    const end = verdictOf(row.code) <= LAST_ELEMENT_VERDICT ? (message.elementEnd[element] as number) : first + 1;
    let count = 0;
    for (let reading = first; reading < end; reading += 1) {
      if (judge.verdict[reading] === GAP) continue;
      covered[reading] = 1;
      count += 1;
    }
    return count;
  }

  private takeBack(batch: OpenBatch, row: QuarantineRow): void {
    const count = this.cover(new Uint8Array(this.messages.message.rows), row);
    const principal = this.countedAt(row);
    batch.count(principal, row.received, Counter.received, -count);
    batch.count(principal, row.received, Counter.rejected, -count);
    batch.countReason(principal, row.received, row.code, -count);
  }

  /** Readings of a bound child were counted at the child, of an unbound one at its gateway. */
  private countedAt(row: QuarantineRow): number {
    const child = this.messages.message.elementChild[this.elementOf(row.part - 1)] as string;
    if (child === '' || row.code === 'child-not-bound') return row.principal;
    return this.book.principal(this.project, child).number;
  }

  private elementOf(reading: number): number {
    const { message } = this.messages;
    let element = 0;
    while ((message.elementEnd[element] as number) <= reading) element += 1;
    return element;
  }
}

function bySequence(rows: readonly QuarantineRow[]): QuarantineRow[][] {
  const groups: QuarantineRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.[0]?.sequence === row.sequence) last.push(row);
    else groups.push([row]);
  }
  for (const group of groups) group.sort((a, b) => a.part - b.part);
  return groups;
}
