import { ORIGINS, QUALITY_LETTERS } from '@yanshou/telemetry';
import type { Leg, Micros, Origin, QualityLetter } from '@yanshou/telemetry';
import type { ExtractReading } from '@yanshou/kpi';
import { DATA_FILES } from './bundle-layout.js';
import type { ExtractFacts } from './bundle-schemas.js';
import type { ExtractPage, ExtractSource } from './extract-source.js';
import { finding } from './findings.js';
import type { Finding, FindingCode } from './findings.js';

/** What an extract must be besides readable. */
export interface ExtractTerms {
  readonly leg: Leg;
  readonly project: string;
  readonly facts: ExtractFacts;
}

/**
 * Hands each reading of an extract to `take`, having checked it: types, project, range, order strictly ascending by
 * device, metric (both by code point) and time, and the number of rows. Ends with the first finding.
 */
export async function readCheckedExtract(source: ExtractSource, terms: ExtractTerms, take: (reading: ExtractReading) => void): Promise<Finding | undefined> {
  const check = new ExtractCheck(terms);
  for await (const page of source.pages()) {
    if (!page.ok) return finding('extract-malformed', DATA_FILES[terms.leg], { actual: page.reason });
    const fault = check.page(page.value, take);
    if (fault !== undefined) return fault;
  }
  return check.end();
}

/** Each costs memory, whether the inventory knows it or not. */
const MOST_SERIES = 2_000_000;

class ExtractCheck {
  private rows = 0;
  private series = 0;
  private device = '';
  private metric = '';
  private at: Micros = -Infinity;

  constructor(private readonly terms: ExtractTerms) {}

  page(page: ExtractPage, take: (reading: ExtractReading) => void): Finding | undefined {
    for (let row = 0; row < page.length; row += 1) {
      const reading = readingAt(page, row);
      if (reading === undefined) return this.fault('extract-malformed');
      if (page.project[row] !== this.terms.project) return this.fault('extract-foreign-project', String(page.project[row]));
      if (reading.at < this.terms.facts.from || reading.at >= this.terms.facts.to) return this.fault('extract-outside-period', String(reading.at));
      if (this.rows === this.terms.facts.rows) return this.differs(`> ${this.rows}`);
      if (!this.follows(reading)) return this.fault('extract-out-of-order', `${reading.device} ${reading.metric} ${reading.at}`);
      if (this.series > MOST_SERIES) return finding('extract-too-costly', this.file(), { expected: `≤ ${MOST_SERIES} series`, actual: `> ${MOST_SERIES}` });
      this.rows += 1;
      take(reading);
    }
    return undefined;
  }

  end(): Finding | undefined {
    return this.rows === this.terms.facts.rows ? undefined : this.differs(String(this.rows));
  }

  private differs(actual: string): Finding {
    return finding('extract-rows-differ', this.file(), { expected: String(this.terms.facts.rows), actual });
  }

  private follows({ device, metric, at }: ExtractReading): boolean {
    const sameSeries = device === this.device && metric === this.metric;
    if (!sameSeries) this.series += 1;
    const order = sameSeries ? at - this.at : compareCodePoints(device, this.device) || compareCodePoints(metric, this.metric);
    this.device = device;
    this.metric = metric;
    this.at = at;
    return order > 0;
  }

  private fault(code: FindingCode, actual?: string): Finding {
    return finding(code, this.file(), { place: `#${this.rows + 1}`, ...(actual !== undefined && { actual }) });
  }

  private file(): string {
    return DATA_FILES[this.terms.leg];
  }
}

const KINDS = new Set<unknown>(['number', 'boolean', 'text']);
const QUALITIES = new Set<unknown>(QUALITY_LETTERS);
const KNOWN_ORIGINS = new Set<unknown>(ORIGINS);

/** Undefined for a row that no platform writes. */
function readingAt(page: ExtractPage, row: number): ExtractReading | undefined {
  const [device, metric, at, kind, quality, origin, unused] = [page.device[row], page.metric[row], page.at[row], page.kind[row], page.quality[row], page.origin[row], page.unused[row]];
  const [number, text, received, serverStamped] = [page.number[row], page.text[row], page.received[row], page.serverStamped[row]];
  const sound = typeof device === 'string' && typeof metric === 'string' && Number.isSafeInteger(at) && typeof unused === 'boolean'
    && Number.isSafeInteger(received) && typeof serverStamped === 'boolean'
    && KINDS.has(kind) && QUALITIES.has(quality) && KNOWN_ORIGINS.has(origin) && isOneValue(kind, number, text);
  if (!sound) return undefined;
  return {
    device, metric, at: at as Micros, value: (kind === 'text' ? text : number) as number | string, kind: kind as ExtractReading['kind'],
    quality: quality as QualityLetter, origin: origin as Origin, unused, received: received as Micros, serverStamped,
  };
}

/** A value of the kind, and none of the other: it would be read by some programs and not by others. */
function isOneValue(kind: unknown, number: unknown, text: unknown): boolean {
  if (kind === 'text') return typeof text === 'string' && isNone(number);
  return isNone(text) && (kind === 'boolean' ? number === 0 || number === 1 : typeof number === 'number' && Number.isFinite(number));
}

const isNone = (value: unknown): boolean => value === null || value === undefined;

/** As databases sort UTF-8: JavaScript's own order differs where a character is a surrogate pair. */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above every other unit. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
