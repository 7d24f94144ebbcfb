import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { FigurePeriod, Leg } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import type { LegValue } from './gain.js';
import type { IndicatorInputs } from './indicator.js';
import type { Amount } from './leg-amount.js';
import { LEG_NAMES, QUANTITIES } from './quantities.js';
import type { QuantityName } from './quantities.js';

/**
 * Why the amounts of a leg do not belong together: what is declared is of one period, and of the leg's own where anything
 * is metered beside it. Undefined where they do. A figure that nobody dated is taken as it is, and noted.
 */
export function periodsApart(inputs: IndicatorInputs, leg: Leg, amounts: readonly Amount[]): BilingualText | undefined {
  const dated = amounts.flatMap(({ quantity, periods }) => periods.map((period) => ({ quantity, period })));
  const own = amounts.some(({ parts }) => parts.some(({ kind }) => kind !== 'declared')) ? inputs.periods[leg] : null;
  const wanted = own ?? dated[0]?.period;
  const other = dated.find(({ period }) => wanted !== undefined && (period.from !== wanted.from || period.to !== wanted.to));
  return other === undefined || wanted === undefined ? undefined : apart(leg, other, { wanted, zone: inputs.zone });
}

/** Why two legs are made of different things: items that only one of them has. Undefined where they are alike, or a leg is in one. */
export function compositionsApart(baseline: LegValue, reporting: LegValue): BilingualText | undefined {
  for (const one of amountsOf(baseline)) {
    const other = amountsOf(reporting).find(({ quantity }) => quantity === one.quantity);
    if (one.items === null && other?.items === null) continue;
    const [before, after] = [itemsOf(one), other === undefined ? [] : itemsOf(other)];
    const lone = [...before.filter((item) => !after.includes(item)), ...after.filter((item) => !before.includes(item))];
    if (lone.length > 0 && before.length > 0 && after.length > 0) return madeOfOther(one.quantity, lone);
  }
  return undefined;
}

/** Why amounts of two legs cannot be compared as they stand: each of a period, and those not equally long. Undefined where they can. */
export function lengthsApart(baseline: LegValue, reporting: LegValue): BilingualText | undefined {
  const [before, after] = [baseline, reporting].map(({ above, below }) => (below === null ? above.find(({ quantity }) => OF_A_PERIOD.has(quantity))?.periods[0] : undefined));
  if (before === undefined || after === undefined || Math.abs(lengthOf(before) - lengthOf(after)) <= LEAP) return undefined;
  const days = (period: FigurePeriod): string => (lengthOf(period) / MICROS_PER_DAY).toFixed(1);
  return {
    zh: `两期申报数的期间长短不同（${days(before)} 天、${days(after)} 天），不能直接比较；请填报等长期间的数值`,
    en: `the figures of the two legs are of ${days(before)} and of ${days(after)} days and cannot be compared as they stand: state figures of equally long periods`,
  };
}

/** What a longer period has more of. */
const OF_A_PERIOD: ReadonlySet<QuantityName> = new Set(['sales-income']);
/** Years and months are not equally long to the day. */
const LEAP = 3 * MICROS_PER_DAY;
const lengthOf = ({ from, to }: FigurePeriod): number => to - from;

const amountsOf = ({ above, below }: LegValue): readonly Amount[] => (below === null ? above : [...above, below]);

/** A metered amount is made of its metrics; a figure of the whole does not tell. */
const itemsOf = ({ items, parts }: Amount): readonly string[] => items ?? [...new Set(parts.flatMap((part) => (part.kind === 'measured' ? [part.row.metric] : [])))].sort();

const apart = (leg: Leg, { quantity, period }: { readonly quantity: QuantityName; readonly period: FigurePeriod }, { wanted, zone }: { readonly wanted: FigurePeriod; readonly zone: string }): BilingualText => ({
  zh: `${LEG_NAMES[leg].zh}${QUANTITIES[quantity].zh}的申报数期间为 ${spanOf(period, zone)}，应为 ${spanOf(wanted, zone)}（同一时期的数才能相除或相加）；请填报该期间的数值`,
  en: `the figure of ${QUANTITIES[quantity].en} of the ${LEG_NAMES[leg].en} is of ${spanOf(period, zone)} and should be of ${spanOf(wanted, zone)}: only amounts of one period belong together. State the one of that period`,
});
const madeOfOther = (quantity: QuantityName, lone: readonly string[]): BilingualText => ({
  zh: `两期${QUANTITIES[quantity].zh}的构成不同：分项“${lone.join('”“')}”只在一期有数；请补报，没有的填 0`,
  en: `${QUANTITIES[quantity].en} is made of other items in one leg than in the other: only one has ${lone.map((item) => `"${item}"`).join(', ')}. State them, also where they are zero`,
});

const spanOf = ({ from, to }: FigurePeriod, zone: string): string => `${localOf(from, zone)} – ${localOf(to, zone)}`;
const localOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(at / 1_000);
