import { MICROS_PER_DAY, formatIsoMicros, legPeriod } from '@yanshou/telemetry';
import type { Leg, Micros } from '@yanshou/telemetry';
import type { TraceSource } from '@yanshou/catalogue';
import type { EvaluationContext } from '../evaluation-context.js';
import { legDays } from '../leg-days.js';
import type { TracedSource } from './indicator-trace.js';

const API = '/api/v1';
const LEDGER_DAYS = 31;
type Linked = Pick<EvaluationContext, 'contract' | 'evidence' | 'figures'>;

/** Turns what a formula read into where the API shows it. Pure; a link works as it is. */
export class TraceLinks {
  private readonly days = new Map<Leg, ReadonlyMap<string, { readonly start: Micros; readonly end: Micros }>>();
  private readonly files: ReadonlyMap<string, string>;

  constructor(private readonly context: Linked) {
    this.files = new Map(context.evidence.map(({ id, sha256 }) => [id, sha256] as const).sort(([a, one], [b, other]) => (`${a}\n${one}` < `${b}\n${other}` ? -1 : 1)));
  }

  resolve(source: TraceSource): TracedSource {
    switch (source.kind) {
      case 'readings': return { ...NOTHING, kind: 'readings', device: source.device ?? null, metric: source.metric ?? null, query: this.readings(source) };
      case 'figure': return { ...NOTHING, kind: 'figure', id: source.id, query: this.path('baselines'), sha256: this.fileOf(source.id) };
      case 'evidence': return { ...NOTHING, kind: 'evidence', id: source.id, query: this.path('evidence', source.id, 'file'), sha256: this.files.get(source.id) ?? null };
      case 'batch': return { ...NOTHING, kind: 'batch', id: source.id, query: this.path('batches', source.id) };
      case 'inventory': return { ...NOTHING, kind: 'inventory', query: this.path('devices') };
      case 'calendar': return { ...NOTHING, kind: 'calendar', query: this.path('calendar') };
      case 'contract': return { ...NOTHING, kind: 'contract', query: this.path() };
      case 'messages': return { ...NOTHING, kind: 'messages', query: this.ledger() };
    }
  }

  /** The readings of a device, a metric or a day of one leg; null for a leg that the contract does not name. */
  readings({ leg, device, metric, day }: Omit<Extract<TraceSource, { readonly kind: 'readings' }>, 'kind'>): string | null {
    const period = day === undefined ? legPeriod(this.context.contract, leg) : this.dayOf(leg, day);
    if (period === undefined) return null;
    const asked = { ...(device !== undefined && { device }), ...(metric !== undefined && { metric }), from: formatIsoMicros(period.from), to: formatIsoMicros(period.to) };
    return `${this.path('readings')}?${queryText(asked)}`;
  }

  private dayOf(leg: Leg, day: string): { readonly from: Micros; readonly to: Micros } | undefined {
    const days = this.days.get(leg) ?? new Map(legDays(this.context.contract, leg).map((one) => [one.day, one]));
    this.days.set(leg, days);
    const found = days.get(day);
    return found && { from: found.start, to: found.end };
  }

  /** The ledger answers for a month at a time. */
  private ledger(): string | null {
    const { from, to } = this.context.contract.window;
    return to - from > LEDGER_DAYS * MICROS_PER_DAY ? null : `${this.path('ledger')}?${queryText({ from: formatIsoMicros(from), to: formatIsoMicros(to) })}`;
  }

  private fileOf(figure: string): string | null {
    const [evidence] = this.context.figures.flatMap(({ id, evidence: file }) => (id === figure && file !== undefined ? [file] : [])).sort();
    return evidence === undefined ? null : (this.files.get(evidence) ?? null);
  }

  private readonly path = (...parts: readonly string[]): string => [API, 'projects', this.context.contract.project, ...parts].map((part, index) => (index === 0 ? part : encodeURIComponent(part))).join('/');
}

const NOTHING = { device: null, metric: null, id: null, query: null, sha256: null };

const queryText = (asked: Readonly<Record<string, string>>): string => Object.entries(asked).map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`).join('&');
