import { downtime, lateLimit, readsBaseline, silenceOf } from '@yanshou/kpi';
import type { MinuteRange, PlatformSilence } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import { LEGS, MICROS_PER_MINUTE, legPeriod } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';

const MINUTES_PER_DAY = 1_440;
/** How far away a heartbeat is looked for: almost always the first step finds one, and no step reads more than it must. */
const STEPS = [1, 30, 1_000, Infinity].map((days) => days * MINUTES_PER_DAY);

export interface PlatformHeard {
  /** Minutes of the contract's window with a heartbeat, of all of it. */
  readonly coverage: { readonly covered: number; readonly total: number };
  /** Of the legs that the contract's targets read, ascending; what both have in common once. */
  readonly silence: readonly PlatformSilence[];
  /** Proven downtime after the legs, as far as what was late could still come in time; none of it lies in a leg. */
  readonly after: readonly MinuteRange[];
}

/** What the heartbeats of the platform say of the legs of a contract. */
export async function readPlatformHeard(store: TelemetryView, project: string, contract: ProjectContract): Promise<PlatformHeard> {
  const spans = spansOf(contract);
  const minutes = await Promise.all(spans.map(async (span) => {
    const heard = await store.platformMinutes(span.from, span.to, project);
    return { span, heard, edges: await known(store, project, span, heard) };
  }));
  const silence: PlatformSilence[] = [];
  for (const { span, heard, edges } of minutes) {
    // No spread: a year can have more silences than a call takes arguments.
    for (const one of silenceOf(span, heard, edges)) silence.push(one);
  }
  const [from, to] = [minuteOf(contract.window.from), minuteOf(contract.window.to)];
  const covered = minutes.reduce((sum, { heard }) => sum + heard.filter((minute) => minute >= from && minute < to).length, 0);
  const after = await Promise.all(minutes.map(({ span: { to: end }, edges }, index) =>
    // Of a leg that goes on nobody has heard anything at or after its end, so nothing after it can be proven.
    (edges.after ? downtimeAfter({ store, project }, end, { limit: lateLimit(contract) / MICROS_PER_MINUTE, most: spans[index + 1]?.from ?? Infinity }) : [])));
  return { coverage: { covered, total: Math.max(0, to - from) }, silence, after: after.flat() };
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
    const heard = await store.platformMinutes(span.from, span.to, project);
    if (heard.length === span.to - span.from) break;
    const down = downtime(silenceOf(span, heard, await known(store, project, span, heard)));
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

const minuteOf = (at: number): number => Math.floor(at / MICROS_PER_MINUTE);

/** The legs that are read as minutes, ascending and apart: of a baseline that no target reads nobody asks. */
function spansOf(contract: ProjectContract): readonly MinuteRange[] {
  const read = LEGS.filter((leg) => leg === 'reporting' || readsBaseline(contract));
  const legs = read.flatMap((leg) => {
    const period = legPeriod(contract, leg);
    return period && period.from < period.to ? [{ from: minuteOf(period.from), to: minuteOf(period.to) }] : [];
  }).sort((a, b) => a.from - b.from);
  return legs.reduce<readonly MinuteRange[]>((spans, next) => {
    const last = spans.at(-1);
    return last && next.from <= last.to ? [...spans.slice(0, -1), { from: last.from, to: Math.max(last.to, next.to) }] : [...spans, next];
  }, []);
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
