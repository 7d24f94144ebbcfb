import { TRACE_STEPS, eventsInForce, placeKey } from '@yanshou/telemetry';
import type { Micros, TraceEventItem, TraceStep, TraceTerms } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import { decimalFraction, holds, ratioFraction } from '../fraction.js';
import type { TraceBatchInput, TraceReadings } from './trace-input.js';
import { TRACE_RULE, TRACE_STEP_NAMES } from './trace-rule.js';
import type { TraceFindingCode } from './trace-rule.js';

/** Why a batch is not complete end to end. Texts name the step, never a batch, device or person. */
export interface TraceFinding extends BilingualText {
  readonly code: TraceFindingCode;
  readonly step: TraceStep;
  /** Null for a step without an event. */
  readonly event: string | null;
}

/** What the rule finds against a batch as its events before `until` tell it, in the order of the way; none: complete end to end. */
export function traceFindings(batch: TraceBatchInput, terms: TraceTerms | null, until: Micros = Infinity): readonly TraceFinding[] {
  const events = eventsInForce(batch.events).filter(({ at }) => at < until);
  const present = new Set(events.map(({ step }) => step));
  const missing = (terms?.steps ?? TRACE_STEPS).filter((step) => !present.has(step));
  const readings = new Map(batch.readings.map((row) => [row.event, row]));
  return [
    ...missing.map((step) => finding('step-missing', step, null)),
    ...wayFindings(batch.base, events),
    ...events.filter(({ step }) => step === 'cold-chain').flatMap((event) => coldFindings(event, readings.get(event.id), terms)),
  ];
}

/** Whether all that is found is that the platform was down: then nobody knows whether the batch is complete. */
export const isUndecided = (findings: readonly { readonly code: string }[]): boolean => findings.length > 0 && findings.every(({ code }) => code === 'platform-down');

const NAMES = new Map(TRACE_RULE.checks.map((check) => [check.code, check]));

function finding(code: TraceFindingCode, step: TraceStep, event: string | null): TraceFinding {
  const [names, rule] = [TRACE_STEP_NAMES[step], NAMES.get(code)];
  return { code, step, event, zh: `${names.zh}：不符合“${rule?.zh ?? code}”`, en: `${names.en}: not so: ${rule?.en ?? code}` };
}

/** Order, time and place of each event against those before it. */
function wayFindings(base: string, events: readonly TraceEventItem[]): readonly TraceFinding[] {
  const findings: TraceFinding[] = [];
  let [reached, end]: [number, Micros] = [0, -Infinity];
  let whereabouts = new Set([placeKey({ site: base })]);
  for (const { id, step, at, until = at, place, to = place } of events) {
    const order = TRACE_STEPS.indexOf(step);
    if (order < reached) findings.push(finding('out-of-order', step, id));
    if (at < end) findings.push(finding('overlap', step, id));
    if (!whereabouts.has(placeKey(place))) findings.push(finding('custody-broken', step, id));
    reached = Math.max(reached, order);
    // Several sales divide a batch: each begins where the goods were, or where a sale took them.
    if (step === 'sale') whereabouts.add(placeKey(to));
    else [whereabouts, end] = [new Set([placeKey(to)]), until];
  }
  return findings;
}

function coldFindings({ id, step, until, readings: series }: TraceEventItem, row: TraceReadings | undefined, terms: TraceTerms | null): readonly TraceFinding[] {
  if (until === undefined || series === undefined) return [finding('no-readings', step, id)];
  const fault = row === undefined ? 'not-covered' : (coverageFault(row, terms?.coldChain) ?? limitFault(row, terms?.coldChain));
  return fault === undefined ? [] : [finding(fault, step, id)];
}

type ColdTerms = TraceTerms['coldChain'];

function coverageFault({ expected, platformFault, covered }: TraceReadings, limits: ColdTerms): TraceFindingCode | undefined {
  if (expected === 0 && platformFault > 0) return 'platform-down';
  return reaches(covered, expected, limits?.minimumCoverage ?? TRACE_RULE.minimumCoverage) ? undefined : 'not-covered';
}

function limitFault({ inRange, covered }: TraceReadings, limits: ColdTerms): TraceFindingCode | undefined {
  if (limits === undefined) return undefined;
  if (inRange === null) return 'no-limits';
  return reaches(inRange, covered, limits.minimumInRange ?? TRACE_RULE.minimumInRange) ? undefined : 'out-of-range';
}

const reaches = (part: number, whole: number, least: number): boolean => whole > 0 && holds(ratioFraction(part, whole), '>=', decimalFraction(least));
