import { MONEY_UNITS_APART } from './money/fen.js';
import type { BilingualText } from './bilingual.js';
import { compareFractions, fractionToNumber, multiplyFractions } from './fraction.js';
import type { Fraction } from './fraction.js';
import type { LegValue } from './gain.js';
import type { Amount } from './leg-amount.js';
import { LEG_NAMES, QUANTITIES } from './quantities.js';
import type { QuantityName } from './quantities.js';
import { UNIT } from './units.js';

/**
 * What a reader must know of the legs of a gain: counters that fell, what was declared of no stated period or in one leg only,
 * money that looks as if it were stated in two units, and time that the platform took.
 */
export const legNotes = (legs: readonly LegValue[]): readonly BilingualText[] =>
  [...legs.flatMap(resetNote), ...legs.flatMap(undatedNote), ...wholeNotes(legs), ...moneyNote(legs), ...legs.flatMap(downtimeNote)];

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

function undatedNote({ above, below, figure: { leg } }: LegValue): readonly BilingualText[] {
  const undated = [...above, ...(below === null ? [] : [below])].filter(({ isUndated }) => isUndated);
  if (undated.length === 0) return [];
  const [zh, en] = [undated.map(({ quantity }) => QUANTITIES[quantity].zh).join('、'), undated.map(({ quantity }) => QUANTITIES[quantity].en).join(', ')];
  return [{ zh: `${LEG_NAMES[leg].zh}${zh}的申报数未注明期间，按该期全期计`, en: `nobody said of which period the figures of the ${LEG_NAMES[leg].en} are (${en}): taken as of all of it` }];
}

/** One leg in one figure, the other read from meters: that those meter all of it, no data tells. */
function wholeNotes([baseline, reporting]: readonly LegValue[]): readonly BilingualText[] {
  if (baseline === undefined || reporting === undefined) return [];
  const quantities = [...baseline.above, ...(baseline.below === null ? [] : [baseline.below])].flatMap((one) => {
    const other = [...reporting.above, ...(reporting.below === null ? [] : [reporting.below])].find(({ quantity }) => quantity === one.quantity);
    return other !== undefined && SUMS_OF_METERS.has(one.quantity) && isDeclared(one) !== isDeclared(other) ? [one.quantity] : [];
  });
  return quantities.map((quantity) => ({
    zh: `${QUANTITIES[quantity].zh}一期为申报、一期为计量：请核对计量是否覆盖全部`,
    en: `${QUANTITIES[quantity].en} is declared in one leg and metered in the other: check that the meters cover all of it`,
  }));
}

/** Amounts that several media add up to. */
const SUMS_OF_METERS: ReadonlySet<QuantityName> = new Set(['energy', 'energy-cost', 'material-cost']);
const isDeclared = ({ parts }: Amount): boolean => parts.every(({ kind }) => kind === 'declared');

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
