import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';

/** Where readings lie in each UTC hour: from ≤ t ≤ to. */
export type HourSpans = ReadonlyMap<number, { readonly from: Micros; readonly to: Micros }>;

/** Lines of one request, and what they were. */
export interface SentText {
  readonly project: string;
  readonly commit: number;
  readonly text: string;
  readonly spans: HourSpans;
  /** Of all its lines, those that hold no readings among them. */
  readonly oldest: Micros;
}

/** A point that was stored, of which nothing is kept but where it is to be found. */
export interface Witness {
  readonly project: string;
  readonly commit: number;
  readonly at: Micros;
}

const MOST_WITNESSES = 1_000;

/** The lines stored last, kept for a server that loses what it acknowledged; older ones make room. */
export class RecentLines {
  private readonly sent: SentText[] = [];
  private bytes = 0;
  /** Of each project and day, which is in one shard, what made room last. */
  private readonly forgotten = new Map<string, Witness>();

  constructor(private readonly limit: number) {}

  add(one: SentText): void {
    this.sent.push(one);
    this.bytes += one.text.length;
    while (this.bytes > this.limit) this.forget(this.sent.shift() as SentText);
  }

  /** In the order in which they were stored. */
  all(): readonly SentText[] {
    return [...this.sent];
  }

  /** A server that loses a tail loses these only if it has lost more than is kept here. */
  witnesses(): readonly Witness[] {
    return [...this.forgotten.values()];
  }

  /** Those whose loss has been told show nothing any more. */
  dismiss(lost: readonly Witness[]): void {
    for (const one of lost) if (this.forgotten.get(dayOf(one)) === one) this.forgotten.delete(dayOf(one));
  }

  private forget({ project, commit, text, spans }: SentText): void {
    this.bytes -= text.length;
    for (const { to } of spans.values()) {
      const witness = { project, commit, at: to };
      this.forgotten.delete(dayOf(witness));
      this.forgotten.set(dayOf(witness), witness);
    }
    for (const oldest of this.forgotten.keys()) if (this.forgotten.size > MOST_WITNESSES) this.forgotten.delete(oldest);
      else break;
  }
}

const dayOf = ({ project, at }: Witness): string => `${project}/${Math.floor(at / MICROS_PER_DAY)}`;

/** The spans of several as one. */
export function spansOf(texts: readonly Pick<SentText, 'spans'>[]): HourSpans {
  const all = new Map<number, { readonly from: Micros; readonly to: Micros }>();
  for (const { spans } of texts) {
    for (const [hour, { from, to }] of spans) {
      const known = all.get(hour);
      all.set(hour, known === undefined ? { from, to } : { from: Math.min(from, known.from), to: Math.max(to, known.to) });
    }
  }
  return all;
}
