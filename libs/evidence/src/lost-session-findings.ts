import { heardSpans, lostInLegs, lostMinutes, partWithin, rangesWithout } from '@yanshou/kpi';
import type { LostSpan, MinuteRange } from '@yanshou/kpi';
import { formatIsoMicros } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { DATA_FILES } from './bundle-layout.js';
import type { BundleInputs } from './bundle-schemas.js';
import { finding } from './findings.js';
import type { Finding, FindingDetail } from './findings.js';

/**
 * Whether the sessions that a broker is said to have lost can be what was noticed: in order and apart, in reach of a leg, and every
 * whole minute of them within a leg in the proven silence. So what they excuse is what the platform's coverage lacks.
 */
export function lostSessionFindings(contract: ProjectContract, { lostSessions, platformSilence }: Pick<BundleInputs, 'lostSessions' | 'platformSilence'>): readonly Finding[] {
  if (lostSessions === undefined) return [];
  if (platformSilence === undefined) return [fault({ expected: '—', actual: String(lostSessions.length) })];
  const wrong = misplaced(lostSessions, contract);
  if (wrong !== undefined) return [wrong];
  const [heard] = rangesWithout(minutesInLegs(lostSessions, contract), platformSilence.filter(({ proven }) => proven));
  return heard === undefined ? [] : [finding('contents-disagree', DATA_FILES.inputs, { place: 'platformSilence', expected: minutes(heard), actual: '—' })];
}

const fault = (detail: FindingDetail): Finding => finding('contents-disagree', DATA_FILES.inputs, { place: 'lostSessions', ...detail });
const minutes = ({ from, to }: MinuteRange): string => `${from} – ${to}`;
const text = ({ from, to }: LostSpan): string => `${formatIsoMicros(from)} – ${formatIsoMicros(to)}`;

function misplaced(lost: readonly LostSpan[], contract: ProjectContract): Finding | undefined {
  const near = new Set(lostInLegs(lost, contract));
  for (const [index, span] of lost.entries()) {
    const before = lost[index - 1];
    // Two that touch are one, as everything that tells of them takes them.
    if (before !== undefined && span.from <= before.to) return fault({ expected: `> ${formatIsoMicros(before.to)}`, actual: text(span) });
    if (span.from >= span.to) return fault({ expected: 'from < to', actual: text(span) });
    if (!near.has(span)) return fault({ expected: heardSpans(contract).map(minutes).join(), actual: text(span) });
  }
  return undefined;
}

const minutesInLegs = (lost: readonly LostSpan[], contract: ProjectContract): readonly MinuteRange[] =>
  heardSpans(contract).flatMap((leg) => lostMinutes(lost).flatMap((range) => partWithin(range, leg)));
