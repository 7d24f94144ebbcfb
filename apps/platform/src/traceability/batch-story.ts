import { createHash } from 'node:crypto';
import type { BilingualText, TraceFinding, TraceReadings } from '@yanshou/catalogue';
import { TRACE_RULE, isUndecided, traceFindings } from '@yanshou/catalogue';
import { canonicalJson } from '@yanshou/evidence';
import { batchTargets, traceLimits } from '@yanshou/kpi';
import type { ProjectRecord, Registry } from '@yanshou/registry';
import { ORIGINS, TRACE_STEPS, countedEvents, eventsInForce, localDay, traceBatchItem } from '@yanshou/telemetry';
import type { Micros, Origin, ProjectContract, Site, TraceBatch, TraceEntry, TracePlace, TraceStep, TraceTerms } from '@yanshou/telemetry';
import type { TelemetryClient } from '../telemetry/telemetry-worker-client.js';

/** What a cold chain's page shows: figures of telemetry, never typed. */
export interface StoryReadings extends Omit<TraceReadings, 'batch' | 'event'> {
  /** By which `inRange` is judged, both inclusive, in `unit`; null where it is not. */
  readonly limits: { readonly low: number; readonly high: number } | null;
}

/** A least share, of the contract or, where it says nothing, of this platform. */
export interface StoryShare {
  readonly least: number;
  readonly own: boolean;
}

/** By what the batch is judged. */
export interface StoryTerms {
  readonly steps: readonly TraceStep[];
  /** Null where the contract says nothing of traceability. */
  readonly clause: string | null;
  readonly coverage: StoryShare;
  readonly inRange: StoryShare;
}

export interface StoryStep {
  readonly step: TraceStep;
  readonly at: Micros;
  readonly until?: Micros;
  readonly place: BilingualText;
  readonly to?: BilingualText;
  /** The unit that did it. */
  readonly actor: string;
  /** Whether it takes the place of an earlier entry. */
  readonly corrected: boolean;
  readonly readings: StoryReadings | null;
}

/** Everything that the public page of a batch says, and nothing else: what is not in here cannot be shown. */
export interface BatchStory {
  readonly product: string;
  readonly variety: string | null;
  readonly base: BilingualText;
  readonly quantity: number;
  readonly unit: string;
  readonly producedOn: string;
  readonly zone: string;
  /** Data of a demonstration is made or recorded elsewhere. */
  readonly demonstration: boolean;
  readonly origins: readonly Origin[];
  readonly ruleVersion: string;
  readonly terms: StoryTerms;
  readonly findings: readonly BilingualText[];
  /** Nothing is found but that the platform was down: nobody knows whether it is complete. */
  readonly undecided: boolean;
  readonly steps: readonly StoryStep[];
}

/** A batch with all that members see of it. */
export interface JudgedTrace {
  readonly batch: TraceBatch;
  /** All of them, by time; corrections that nobody has accepted too. */
  readonly events: readonly TraceEntry[];
  readonly readings: readonly TraceReadings[];
  readonly findings: readonly TraceFinding[];
  readonly terms: TraceTerms | null;
  /** Of the targets that read batches, each once. */
  readonly clauses: readonly string[];
}

export interface StorySources {
  readonly registry: Pick<Registry, 'inventory' | 'contract' | 'sites' | 'traceEvents'>;
  readonly telemetry: Pick<TelemetryClient, 'traceReadings'>;
}

const ALL_TIME = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** Batches of one project judged by its contract as they stand now. */
export async function judgeTraces({ registry, telemetry }: StorySources, project: string, batches: readonly TraceBatch[]): Promise<readonly JudgedTrace[]> {
  const [inventory, contract, events] = await Promise.all([registry.inventory(project), registry.contract(project), registry.traceEvents(project, batches.map(({ id }) => id))]);
  const terms = contract?.traceability ?? null;
  const clauses = clausesOf(contract);
  const eventsOf = groupedBy(events, ({ batch }) => batch);
  const items = batches.map((batch) => traceBatchItem(batch, eventsOf.get(batch.id) ?? []));
  const rows = inventory === undefined ? [] : await telemetry.traceReadings({ inventory, terms, batches: items, period: ALL_TIME });
  const rowsOf = groupedBy(rows, ({ batch }) => batch);
  return batches.map((batch, index) => {
    const readings = rowsOf.get(batch.id) ?? [];
    return { batch, events: eventsOf.get(batch.id) ?? [], readings, findings: traceFindings({ ...(items[index] ?? traceBatchItem(batch, [])), readings }, terms), terms, clauses };
  });
}

const clausesOf = (contract: ProjectContract | undefined): readonly string[] =>
  (contract === undefined ? [] : [...new Set(batchTargets(contract).map(({ clause }) => clause))]);

function groupedBy<T>(entries: readonly T[], keyOf: (entry: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group === undefined) groups.set(keyOf(entry), [entry]);
    else group.push(entry);
  }
  return groups;
}

/** What may be told of a judged batch to anybody. */
export function storyOf({ batch, events, readings, findings, terms, clauses }: JudgedTrace, { zone, demonstration }: Pick<ProjectRecord, 'zone' | 'demonstration'>, sites: readonly Site[]): BatchStory {
  const names = new Map(sites.map(({ id, nameZh, nameEn }) => [id, { zh: nameZh, en: nameEn }]));
  const nameOf = (place: TracePlace): BilingualText => ('site' in place ? (names.get(place.site) ?? UNNAMED) : { zh: place.name, en: place.name });
  const seen = new Set(readings.flatMap(({ origins }) => origins));
  return {
    product: batch.product, variety: batch.variety ?? null, base: nameOf({ site: batch.base }), quantity: batch.quantity, unit: batch.unit,
    producedOn: localDay(batch.producedAt, zone), zone, demonstration, origins: ORIGINS.filter((origin) => seen.has(origin)),
    ruleVersion: TRACE_RULE.version, terms: storyTerms(terms, clauses), findings: [...new Map(findings.map(({ zh, en }) => [zh, { zh, en }])).values()], undecided: isUndecided(findings),
    steps: eventsInForce(countedEvents(events)).map((event) => ({
      step: event.step, at: event.at, ...(event.until !== undefined && { until: event.until }), place: nameOf(event.place), ...(event.to && { to: nameOf(event.to) }),
      actor: event.actor, corrected: event.corrects !== undefined, readings: readingsOf(readings.find((row) => row.event === event.id), terms, batch.product),
    })),
  };
}

const UNNAMED: BilingualText = { zh: '—', en: '—' };

function storyTerms(terms: TraceTerms | null, clauses: readonly string[]): StoryTerms {
  const { minimumCoverage, minimumInRange } = terms?.coldChain ?? {};
  return {
    steps: terms?.steps ?? TRACE_STEPS, clause: terms === null || clauses.length === 0 ? null : clauses.join('；'),
    coverage: { least: minimumCoverage ?? TRACE_RULE.minimumCoverage, own: minimumCoverage === undefined },
    inRange: { least: minimumInRange ?? TRACE_RULE.minimumInRange, own: minimumInRange === undefined },
  };
}

function readingsOf(row: TraceReadings | undefined, terms: TraceTerms | null, product: string): StoryReadings | null {
  if (row === undefined) return null;
  const { batch: _batch, event: _event, ...figures } = row;
  const { low, high } = traceLimits(terms, product, row.unit) ?? {};
  return { ...figures, limits: low === undefined || high === undefined ? null : { low, high } };
}

/** `sha256:` of what the page says, terms and figures of the readings with it, as canonical JSON (RFC 8785). */
export const storyDigest = (story: BatchStory): string => `sha256:${createHash('sha256').update(canonicalJson(story)).digest('hex')}`;
