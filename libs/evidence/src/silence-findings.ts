import { DeliveryClock, deliveryDowntime, lateLimit, readsBaseline } from '@yanshou/kpi';
import type { MinuteRange } from '@yanshou/kpi';
import { LEGS, MICROS_PER_MINUTE, legPeriod } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { DATA_FILES } from './bundle-layout.js';
import type { BundleInputs } from './bundle-schemas.js';
import { finding } from './findings.js';
import type { Finding } from './findings.js';

/**
 * Whether the minutes that the platform says it was silent in are in order, and exactly those that its coverage lacks:
 * downtime takes intervals away from everybody, so it cannot be stated larger in one place than in the other.
 */
export function silenceFindings(contract: ProjectContract, { platformSilence, platformCoverage }: BundleInputs): readonly Finding[] {
  if (platformSilence === undefined) return [];
  const place = { place: 'platformSilence' };
  let reached = -Infinity;
  for (const { from, to } of platformSilence) {
    if (from < reached || from >= to) return [finding('contents-disagree', DATA_FILES.inputs, { ...place, expected: from < reached ? `≥ ${reached}` : 'from < to', actual: `${from} – ${to}` })];
    reached = to;
  }
  const { from, to } = legPeriod(contract, 'reporting') ?? contract.window;
  const [first, end] = [Math.floor(from / MICROS_PER_MINUTE), Math.floor(to / MICROS_PER_MINUTE)];
  const silent = platformSilence.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, end) - Math.max(span.from, first)), 0);
  const lacking = platformCoverage.total - platformCoverage.covered;
  return silent === lacking ? [] : [finding('contents-disagree', DATA_FILES.inputs, { ...place, expected: String(lacking), actual: String(silent) })];
}

/**
 * Whether the downtime after the legs is in order, lies in none of them, and begins where what was late could still come: it
 * can take lateness away and nothing else.
 */
export function downtimeAfterFindings(contract: ProjectContract, inputs: Pick<BundleInputs, 'platformSilence' | 'downtimeAfter'>): readonly Finding[] {
  const { platformSilence, downtimeAfter } = inputs;
  if (downtimeAfter === undefined) return [];
  const place = { place: 'downtimeAfter' };
  if (platformSilence === undefined) return [finding('contents-disagree', DATA_FILES.inputs, { ...place, expected: '—', actual: String(downtimeAfter.length) })];
  const legs = legMinutes(contract);
  const clock = new DeliveryClock(deliveryDowntime(inputs));
  const isReached = ({ from }: MinuteRange): boolean => legs.some(({ to }) => to <= from && from * MICROS_PER_MINUTE <= clock.deadline(to * MICROS_PER_MINUTE, lateLimit(contract)));
  const isApart = ({ from, to }: MinuteRange, index: number): boolean => from < to && from >= (downtimeAfter[index - 1]?.to ?? -Infinity) && legs.every((leg) => to <= leg.from || from >= leg.to);
  const wrong = downtimeAfter.find((range, index) => !isApart(range, index) || !isReached(range));
  return wrong === undefined ? [] : [finding('contents-disagree', DATA_FILES.inputs, { ...place, expected: legs.map(({ from, to }) => `${from} – ${to}`).join(), actual: `${wrong.from} – ${wrong.to}` })];
}

const legMinutes = (contract: ProjectContract): readonly MinuteRange[] => LEGS.filter((leg) => leg === 'reporting' || readsBaseline(contract)).flatMap((leg) => {
  const period = legPeriod(contract, leg);
  return period ? [{ from: Math.floor(period.from / MICROS_PER_MINUTE), to: Math.floor(period.to / MICROS_PER_MINUTE) }] : [];
});
