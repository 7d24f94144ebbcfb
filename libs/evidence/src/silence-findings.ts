import { DeliveryClock, deliveryDowntime, downtime, heardSpans, lateLimit, legMinutes, readsBaseline } from '@yanshou/kpi';
import type { MinuteRange, PlatformSilence } from '@yanshou/kpi';
import { LEGS, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Leg, ProjectContract } from '@yanshou/telemetry';
import { DATA_FILES } from './bundle-layout.js';
import type { BundleInputs } from './bundle-schemas.js';
import { finding } from './findings.js';
import type { Finding, FindingDetail } from './findings.js';

/**
 * Whether the minutes that the platform says it was silent in are what its heartbeats leave: in order and apart, in a leg that is
 * read, proven where heartbeats stand on both sides, and in each leg exactly those that the platform's coverage of it lacks.
 * Downtime takes intervals away from everybody, so it cannot be stated larger in one place than in the other.
 */
export function silenceFindings(contract: ProjectContract, inputs: BundleInputs): readonly Finding[] {
  const { platformSilence } = inputs;
  if (platformSilence === undefined) return [];
  const disorder = misplaced(platformSilence, heardSpans(contract));
  return disorder === undefined ? LEGS.flatMap((leg) => legFindings(leg, contract, inputs)) : [disorder];
}

const fault = (detail: FindingDetail): Finding => finding('contents-disagree', DATA_FILES.inputs, { place: 'platformSilence', ...detail });
const text = ({ from, to }: MinuteRange): string => `${from} – ${to}`;

/** The first span that no heartbeats leave. Both lists ascend. */
function misplaced(silence: readonly PlatformSilence[], legs: readonly MinuteRange[]): Finding | undefined {
  let [reached, at] = [-Infinity, 0];
  let before: PlatformSilence | undefined;
  for (const span of silence) {
    if (span.from < reached || isCut(span, before) || span.from >= span.to) return fault({ expected: span.from > reached ? 'from < to' : `> ${reached}`, actual: text(span) });
    [reached, before] = [span.to, span];
    while ((legs[at]?.to ?? Infinity) <= span.from) at += 1;
    const leg = legs[at];
    const strange = leg === undefined || !isInside(span, leg) ? { expected: legs.map(text).join(', '), actual: text(span) } : unprovable(span, leg);
    if (strange !== undefined) return fault(strange);
  }
  return undefined;
}

/** Two alike that touch are one: cut in pieces, a silence would have more ends than it has. */
const isCut = (span: PlatformSilence, before: PlatformSilence | undefined): boolean => before !== undefined && span.from === before.to && span.proven === before.proven;

const isInside = ({ from, to }: MinuteRange, leg: MinuteRange): boolean => from >= leg.from && to <= leg.to;

/** Inside of a leg a silence lies between two heartbeats, which prove it. */
function unprovable(span: PlatformSilence, leg: MinuteRange): FindingDetail | undefined {
  if (span.proven || span.from === leg.from || span.to === leg.to) return undefined;
  return { expected: `${text(span)} proven`, actual: `${text(span)} unproven` };
}

function legFindings(leg: Leg, contract: ProjectContract, { platformSilence = [], ...inputs }: BundleInputs): readonly Finding[] {
  const minutes = legMinutes(contract, leg);
  if (minutes === undefined || (leg === 'baseline' && !readsBaseline(contract))) return [];
  const place = leg === 'reporting' ? 'platformCoverage' : 'baselinePlatformCoverage';
  const heard = inputs[place];
  if (heard === undefined) return within(downtime(platformSilence), minutes) === 0 ? [] : [finding('downtime-unproven', DATA_FILES.inputs, { place })];
  const [silent, total] = [within(platformSilence, minutes), minutes.to - minutes.from];
  return [
    ...(heard.total === total ? [] : [finding('contents-disagree', DATA_FILES.inputs, { place: `${place}.total`, expected: String(total), actual: String(heard.total) })]),
    ...(heard.total - heard.covered === silent ? [] : [fault({ expected: String(heard.total - heard.covered), actual: String(silent) })]),
  ];
}

const within = (spans: readonly MinuteRange[], { from, to }: MinuteRange): number =>
  spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)), 0);

/**
 * Whether the downtime after the legs is in order, lies in none of them, and begins where what was late could still come: it
 * can take lateness away and nothing else.
 */
export function downtimeAfterFindings(contract: ProjectContract, inputs: Pick<BundleInputs, 'platformSilence' | 'downtimeAfter'>): readonly Finding[] {
  const { platformSilence, downtimeAfter } = inputs;
  if (downtimeAfter === undefined) return [];
  const place = { place: 'downtimeAfter' };
  if (platformSilence === undefined) return [finding('contents-disagree', DATA_FILES.inputs, { ...place, expected: '—', actual: String(downtimeAfter.length) })];
  const legs = heardSpans(contract);
  const clock = new DeliveryClock(deliveryDowntime(inputs));
  const isReached = ({ from }: MinuteRange): boolean => legs.some(({ to }) => to <= from && from * MICROS_PER_MINUTE <= clock.deadline(to * MICROS_PER_MINUTE, lateLimit(contract)));
  const isApart = ({ from, to }: MinuteRange, index: number): boolean => from < to && from >= (downtimeAfter[index - 1]?.to ?? -Infinity) && legs.every((leg) => to <= leg.from || from >= leg.to);
  const wrong = downtimeAfter.find((range, index) => !isApart(range, index) || !isReached(range));
  return wrong === undefined ? [] : [finding('contents-disagree', DATA_FILES.inputs, { ...place, expected: legs.map(({ from, to }) => `${from} – ${to}`).join(), actual: `${wrong.from} – ${wrong.to}` })];
}
