import { MONEY_UNITS_APART } from './money/fen.js';
import type { BilingualText } from './bilingual.js';
import { compareFractions, fractionToNumber, multiplyFractions } from './fraction.js';
import type { Fraction } from './fraction.js';
import type { LegValue } from './gain.js';
import { LEG_NAMES } from './quantities.js';
import { UNIT } from './units.js';

/** What a reader must know of the legs of a gain: counters that fell, money that looks as if it were stated in two units, and time that the platform took. */
export const legNotes = (legs: readonly LegValue[]): readonly BilingualText[] => [...legs.flatMap(resetNote), ...moneyNote(legs), ...legs.flatMap(downtimeNote)];

/** Counters named in a note; the trace has each. */
const MOST_NAMED = 5;

function resetNote({ above, below, figure: { leg } }: LegValue): readonly BilingualText[] {
  const parts = [...above, ...(below === null ? [] : [below])].flatMap((amount) => amount.parts);
  const fallen = parts.flatMap((part) => (part.kind === 'measured' && part.row.resets > 0 ? [part.row] : []));
  if (fallen.length === 0) return [];
  const times = fallen.reduce((sum, { resets }) => sum + resets, 0);
  const names = fallen.slice(0, MOST_NAMED).map(({ device, metric }) => `${device} ${metric}`);
  const rest = fallen.length > names.length ? ' …' : '';
  return [{
    zh: `${LEG_NAMES[leg].zh}有计数器回落 ${times} 次（${names.join('、')}${rest}）：每次回落后从零起计；若为满量程回绕，所计的量偏小，请核对`,
    en: `counters of the ${LEG_NAMES[leg].en} fell ${times} times (${names.join(', ')}${rest}): each counts from zero after its fall; where a register wrapped the amount is too small: check it`,
  }];
}

/** Planned busy time that was taken out because the platform was down. */
function downtimeNote({ below, figure: { leg } }: LegValue): readonly BilingualText[] {
  const minutes = (below?.parts ?? []).reduce((sum, part) => (part.kind === 'planned' ? sum + part.platformMinutes : sum), 0);
  const hours = fractionToNumber({ numerator: BigInt(minutes), denominator: 60n });
  return minutes === 0 ? [] : [{
    zh: `${LEG_NAMES[leg].zh}计划忙碌时间已扣除平台自身停机（有心跳证明）且事后未补传的 ${hours} 小时（各设备合计）`,
    en: `${hours} h of the planned busy time of the ${LEG_NAMES[leg].en} are left out (all machines together): the platform itself was down (its heartbeat shows it) and nothing was delivered for them later`,
  }];
}

/** Legs of money that are about ten thousand times apart: 元 was written where 万元 was meant, or the other way round. */
function moneyNote([baseline, reporting]: readonly LegValue[]): readonly BilingualText[] {
  if (baseline === undefined || reporting === undefined || !baseline.figure.unit.startsWith(UNIT.yuan)) return [];
  const isFar = (large: Fraction, small: Fraction): boolean =>
    compareFractions(large, multiplyFractions(small, half(MONEY_UNITS_APART))) >= 0 && compareFractions(large, multiplyFractions(small, twice(MONEY_UNITS_APART))) <= 0;
  const apart = baseline.value.numerator > 0n && reporting.value.numerator > 0n && (isFar(baseline.value, reporting.value) || isFar(reporting.value, baseline.value));
  return apart ? [MONEY_UNIT_SUSPECT] : [];
}

const half = (value: bigint): Fraction => ({ numerator: value, denominator: 2n });
const twice = (value: bigint): Fraction => ({ numerator: 2n * value, denominator: 1n });

export const MONEY_UNIT_SUSPECT: BilingualText = {
  zh: '两期金额相差约一万倍，请核对是否把元写成了万元（或相反）',
  en: 'the two legs are about ten thousand times apart: check whether 元 was written for 万元, or the other way round',
};
