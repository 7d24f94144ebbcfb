import { MICROS_PER_MINUTE, legPeriod } from '@yanshou/telemetry';
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
