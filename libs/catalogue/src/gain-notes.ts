import { MONEY_UNITS_APART } from './money/fen.js';
import type { BilingualText } from './bilingual.js';
import { compareFractions, fractionToNumber, multiplyFractions } from './fraction.js';
import type { Fraction } from './fraction.js';
import type { LegValue } from './gain.js';
import type { Amount } from './leg-amount.js';
import { LEG_NAMES, QUANTITIES } from './quantities.js';
import type { QuantityName } from './quantities.js';
import type { RoleQuantity } from './role-quantity.js';
import { UNIT } from './units.js';

/**
 * What a reader must know of the legs of a gain: counters that fell or strayed, what was declared of no stated period or in one
 * leg only, money that looks as if it were stated in two units, and time that the platform took.
 */
export const legNotes = (legs: readonly LegValue[]): readonly BilingualText[] =>
  [...legs.flatMap(resetNote), ...legs.flatMap(excursionNote), ...legs.flatMap(undatedNote), ...wholeNotes(legs), ...moneyNote(legs), ...legs.flatMap(downtimeNote)];

/** Counters named in a note; the trace has each. */
const MOST_NAMED = 5;

const measuredOf = ({ above, below }: LegValue): readonly RoleQuantity[] =>
  [...above, ...(below === null ? [] : [below])].flatMap((amount) => amount.parts).flatMap((part) => (part.kind === 'measured' ? [part.row] : []));

function resetNote(leg: LegValue): readonly BilingualText[] {
  const fallen = measuredOf(leg).filter(({ resets }) => resets > 0);
  if (fallen.length === 0) return [];
  const [times, names] = [fallen.reduce((sum, { resets }) => sum + resets, 0), namesOf(fallen)];
  const name = LEG_NAMES[leg.figure.leg];
  return [{
    zh: `${name.zh}有计数器回零 ${times} 次（${names}）：回落后的读数从低位继续增长，故从零起计；若为满量程回绕，所计的量偏小；若为更换表计，所计可能含新表的底数，请核对`,
    en: `counters of the ${name.en} were reset ${times} times (${names}): after the fall they went on from the low reading and count from zero; where a register wrapped the amount is too small, where a meter was swapped it may hold what the new one began with: check it`,
  }];
}

/** Planned busy time that was taken out because the platform was down. */
function downtimeNote({ below, figure: { leg } }: LegValue): readonly BilingualText[] {
  const minutes = (below?.parts ?? []).reduce((sum, part) => (part.kind === 'planned' ? sum + part.platformMinutes : sum), 0);
  const hours = fractionToNumber({ numerator: BigInt(minutes), denominator: 60n });
  return minutes === 0 ? [] : [{
    zh: `${LEG_NAMES[leg].zh}计划忙碌时间已扣除平台自身停机（有心跳证明）且合格品数事后未补传的 ${hours} 小时（各设备合计）`,
    en: `${hours} h of the planned busy time of the ${LEG_NAMES[leg].en} are left out (all machines together): the platform itself was down (its heartbeat shows it) and no good pieces were delivered for them later`,
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

function excursionNote(leg: LegValue): readonly BilingualText[] {
  const strayed = measuredOf(leg).filter(({ excursions = 0 }) => excursions > 0);
  if (strayed.length === 0) return [];
  const [times, names] = [strayed.reduce((sum, { excursions = 0 }) => sum + excursions, 0), namesOf(strayed)];
  const name = LEG_NAMES[leg.figure.leg];
  return [{
    zh: `${name.zh}有计数器异常跳变 ${times} 次（${names}）：跳变后回到原读数附近、小幅倒退，或期末回落而无后续读数可判，均未计入用量，请核对设备`,
    en: `counters of the ${name.en} left their course ${times} times (${names}): they came back near the reading before, stepped back a little, or fell at the end with nothing after to judge by; none of it is counted: check the device`,
  }];
}

function namesOf(rows: readonly RoleQuantity[]): string {
  const names = rows.slice(0, MOST_NAMED).map(({ device, metric }) => `${device} ${metric}`);
  return `${names.join('、')}${rows.length > names.length ? ' …' : ''}`;
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
