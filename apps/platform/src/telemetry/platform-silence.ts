import { downtime, heardSpans, lateLimit, legMinutes, readsBaseline, silenceOf } from '@yanshou/kpi';
import type { Heard, LostSpan, MinuteRange, PlatformSilence } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import { MICROS_PER_MINUTE, unitedRanges } from '@yanshou/telemetry';
import type { Micros, ProjectContract } from '@yanshou/telemetry';

const NO_MINUTES: MinuteRange = { from: 0, to: 0 };
const MINUTES_PER_DAY = 1_440;
/** How far away a heartbeat is looked for: almost always the first step finds one, and no step reads more than it must. */
const STEPS = [1, 30, 1_000, Infinity].map((days) => days * MINUTES_PER_DAY);

/** Minutes in which the platform was there and heard all that was sent, of all. */
export interface HeardMinutes {
  readonly covered: number;
  readonly total: number;
}

export interface PlatformHeard {
  /** Of the contract's window. */
  readonly coverage: HeardMinutes;
  /** Of its baseline; absent where no target reads it. */
  readonly baseline?: HeardMinutes;
  /** Of the legs that the contract's targets read, ascending; what both have in common once. */
  readonly silence: readonly PlatformSilence[];
  /** Sessions that a broker lost, whole, where they touch those legs; their whole minutes are in `silence`. */
  readonly lost: readonly LostSpan[];
  /** Proven downtime after the legs, as far as what was late could still come in time; none of it lies in a leg. */
  readonly after: readonly MinuteRange[];
}

/** What the heartbeats of the platform, and the sessions that a broker lost, say of the legs of a contract. */
export async function readPlatformHeard(store: TelemetryView, project: string, contract: ProjectContract): Promise<PlatformHeard> {
  const spans = heardSpans(contract);
  const minutes = await Promise.all(spans.map(async (span) => {
    const heard = await readHeard(store, project, span);
    return { span, after: heard.after, lost: heard.lost, silence: silenceOf(span, heard) };
  }));
  const silence = minutes.flatMap((leg) => leg.silence);
  const lost = minutes.flatMap((leg) => leg.lost).filter((one, index, all) => one.from !== all[index - 1]?.from);
  const baseline = readsBaseline(contract) ? legMinutes(contract, 'baseline') : undefined;
  const after = await Promise.all(minutes.map(({ span: { to: end }, after: isKnownAfter }, index) =>
    // Of a leg that goes on nobody has heard anything at or after its end, so nothing after it can be proven.
    (isKnownAfter ? downtimeAfter({ store, project }, end, { limit: lateLimit(contract) / MICROS_PER_MINUTE, most: spans[index + 1]?.from ?? Infinity }) : [])));
  return { coverage: coverageOf(legMinutes(contract, 'reporting') ?? NO_MINUTES, silence), ...(baseline && { baseline: coverageOf(baseline, silence) }), silence, lost, after: after.flat() };
}

/** The platform's proven downtime in these spans of time, which may overlap; ascending and apart. */
export async function readDowntime(store: TelemetryView, project: string, spans: readonly { readonly from: Micros; readonly to: Micros }[]): Promise<readonly MinuteRange[]> {
  const found: MinuteRange[] = [];
  for (const span of unitedRanges(spans.map(({ from, to }) => ({ from: Math.floor(from / MICROS_PER_MINUTE), to: Math.ceil(to / MICROS_PER_MINUTE) })))) {
    for (const { from, to } of downtime(silenceOf(span, await readHeard(store, project, span)))) found.push({ from, to });
  }
  return found;
}

interface Patience {
  /** Minutes within which late data counts, and the minute at which the next leg begins. */
  readonly limit: number;
  readonly most: number;
}

/** Proven downtime from the end of a leg on. The limit stands still while the platform is down: each downtime found makes the time longer in which another may lie. */
async function downtimeAfter({ store, project }: { readonly store: TelemetryView; readonly project: string }, end: number, { limit, most }: Patience): Promise<readonly MinuteRange[]> {
  const found: MinuteRange[] = [];
  for (let [from, left] = [end, limit]; left > 0 && from < most;) {
    const span = { from, to: Math.min(most, from + left) };
    const down = downtime(silenceOf(span, await readHeard(store, project, span)));
    for (const range of down) found.push({ from: range.from, to: range.to });
    left = down.reduce((sum, range) => sum + range.to - range.from, 0);
    from = span.to;
  }
  return joined(found);
}

/** Ranges that touch are one. */
function joined(ranges: readonly MinuteRange[]): readonly MinuteRange[] {
  const all: MinuteRange[] = [];
  for (const range of ranges) {
    const last = all.at(-1);
    if (last?.to === range.from) all[all.length - 1] = { from: last.from, to: range.to };
    else all.push(range);
  }
  return all;
}

/** Minutes of a leg that are in no silence, of all of it. */
function coverageOf({ from, to }: MinuteRange, silence: readonly MinuteRange[]): HeardMinutes {
  const silent = silence.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)), 0);
  return { covered: to - from - silent, total: to - from };
}

/** Everything that tells of the platform in a span. */
async function readHeard(store: TelemetryView, project: string, span: MinuteRange): Promise<Heard & { readonly lost: readonly LostSpan[] }> {
  const [minutes, lost] = await Promise.all([
    store.platformMinutes(span.from, span.to, project), store.lostSessions(span.from * MICROS_PER_MINUTE, span.to * MICROS_PER_MINUTE, project),
  ]);
  return { minutes, lost, ...(await known(store, project, span, minutes)) };
}

/** Only what decides is looked for: a span that begins and ends with a heartbeat needs no other. */
async function known(store: TelemetryView, project: string, { from, to }: MinuteRange, heard: readonly number[]): Promise<{ readonly before: boolean; readonly after: boolean }> {
  const isThere = async (of: (step: number) => readonly [from: number, to: number]): Promise<boolean> => {
    for (const step of STEPS) if ((await store.platformMinutes(...of(step), project)).length > 0) return true;
    return false;
  };
  const before = heard[0] === from || (await isThere((step) => [Math.max(0, from - step), from]));
  const after = heard.at(-1) === to - 1 || (await isThere((step) => [to, Math.min(Number.MAX_SAFE_INTEGER, to + step)]));
  return { before, after };
}
