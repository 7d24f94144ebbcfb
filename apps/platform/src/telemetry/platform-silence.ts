import { heardSpans, legMinutes, readsBaseline, silenceOf } from '@yanshou/kpi';
import type { MinuteRange, PlatformSilence } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import type { ProjectContract } from '@yanshou/telemetry';

const NO_MINUTES: MinuteRange = { from: 0, to: 0 };
const MINUTES_PER_DAY = 1_440;
/** How far away a heartbeat is looked for: almost always the first step finds one, and no step reads more than it must. */
const STEPS = [1, 30, 1_000, Infinity].map((days) => days * MINUTES_PER_DAY);

/** Minutes with a heartbeat, of all. */
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
}

/** What the heartbeats of the platform say of the legs of a contract. */
export async function readPlatformHeard(store: TelemetryView, project: string, contract: ProjectContract): Promise<PlatformHeard> {
  const minutes = await Promise.all(heardSpans(contract).map(async (span) => ({ span, heard: await store.platformMinutes(span.from, span.to, project) })));
  const silence: PlatformSilence[] = [];
  for (const { span, heard } of minutes) {
    // No spread: a year can have more silences than a call takes arguments.
    for (const one of silenceOf(span, heard, await known(store, project, span, heard))) silence.push(one);
  }
  const baseline = readsBaseline(contract) ? legMinutes(contract, 'baseline') : undefined;
  return { coverage: coverageOf(legMinutes(contract, 'reporting') ?? NO_MINUTES, minutes), ...(baseline && { baseline: coverageOf(baseline, minutes) }), silence };
}

/** Minutes of a leg with a heartbeat, of all of it. */
function coverageOf({ from, to }: MinuteRange, minutes: readonly { readonly heard: readonly number[] }[]): HeardMinutes {
  return { covered: minutes.reduce((sum, { heard }) => sum + heard.filter((minute) => minute >= from && minute < to).length, 0), total: to - from };
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
