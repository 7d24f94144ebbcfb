import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Micros, ProjectContract } from '@yanshou/telemetry';
import { heardSpans } from './heard-spans.js';
import { wholeMinutes } from './minute-range.js';
import type { MinuteRange } from './minute-range.js';

/** A broker lost its session with the platform: what it acknowledged in from ≤ t < to may never have come. */
export interface LostSpan {
  readonly from: Micros;
  readonly to: Micros;
}

/** The minutes wholly in them: of these alone nobody can say that deliveries were whole for a part. */
export const lostMinutes = (lost: readonly LostSpan[]): readonly MinuteRange[] =>
  lost.map(({ from, to }) => wholeMinutes(from, to)).filter(({ from, to }) => from < to);

/** Those that touch some minutes. */
export const lostWithin = (lost: readonly LostSpan[], { from, to }: MinuteRange): readonly LostSpan[] =>
  lost.filter((one) => one.from < to * MICROS_PER_MINUTE && one.to > from * MICROS_PER_MINUTE);

/** Those that touch the legs which a contract reads as minutes. */
export function lostInLegs(lost: readonly LostSpan[], contract: ProjectContract): readonly LostSpan[] {
  const legs = heardSpans(contract);
  return lost.filter((one) => legs.some((leg) => lostWithin([one], leg).length > 0));
}
