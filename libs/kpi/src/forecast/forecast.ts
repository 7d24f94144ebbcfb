import { AVERAGE_WEIGHTS, compareFractions, decimalFraction, findIndicator, holds } from '@yanshou/catalogue';
import type { BilingualText, Verdict } from '@yanshou/catalogue';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { Comparator, Micros } from '@yanshou/telemetry';
import { trendOf } from './trend.js';
import type { Trend } from './trend.js';
import { forecastDigest } from './forecast-digest.js';
import { CANNOT_FIT, ENDED, NOT_INDEPENDENT, NO_TARGET, tooFewWindows, tooMuchMissing } from './forecast-texts.js';

/** A stored window of the indicator: its own value, not that of the whole period. */
export interface ForecastWindow {
  readonly unit: 'day' | 'month';
  readonly from: Micros;
  readonly to: Micros;
  readonly value: number | null;
  readonly verdict: Verdict | null;
  readonly inputsDigest: string;
}

export interface ForecastQuestion {
  readonly indicator: string;
  readonly comparator: Comparator;
  readonly target: number | null;
  /** Of the contract: what is forecast is its last day or month. */
  readonly window: { readonly from: Micros; readonly to: Micros };
  readonly now: Micros;
}

export type ForecastVerdict = 'likely-met' | 'likely-missed' | 'open';

/** What the trend of the stored windows says of the last one: never a conclusion, and never without its interval. */
export type Forecast =
  | {
      readonly kind: 'forecast';
      readonly indicator: string;
      readonly unit: 'day' | 'month';
      /** Beginning of the window that is forecast. */
      readonly at: Micros;
      readonly value: number;
      /** Prediction interval, in the indicator's unit. */
      readonly low: number;
      readonly high: number;
      /** Per cent, two-sided. */
      readonly confidence: number;
      /** Windows fitted, windows stored in their span, and points that would tell as much if they were independent. */
      readonly n: number;
      readonly windows: number;
      readonly effective: number;
      readonly slopePerDay: number;
      readonly rSquared: number;
      readonly comparator: Comparator;
      readonly target: number;
      readonly verdict: ForecastVerdict;
      readonly inputsDigest: string;
    }
  | { readonly kind: 'none'; readonly indicator: string; readonly reason: BilingualText };

export const FORECAST_CONFIDENCE = 80;
/** Fewer windows make no trend; a month tells more than a day, and there are fewer of them. */
const LEAST = { day: 14, month: 12 } as const;
/** Independent points from which Student's quantile is exact enough (libs/catalogue, studentQuantile). */
const LEAST_EFFECTIVE = 10;
/** The trend of the last quarter, not that of years ago. */
const DAYS_BACK = 90;
const LEAST_SHARE = { numerator: 4n, denominator: 5n };

/**
 * By least squares over the days of the last 90, or over the months where there are too few days. No forecast without a
 * target, after the end, of too few windows, with more than a fifth of them undecided, or where they follow each other too
 * closely. Pure; windows may come in any order.
 */
export function forecastOf(question: ForecastQuestion, windows: readonly ForecastWindow[]): Forecast {
  const { indicator, target, window: { to }, now } = question;
  const none = (reason: BilingualText): Forecast => ({ kind: 'none', indicator, reason });
  if (target === null) return none(NO_TARGET);
  if (now >= to) return none(ENDED);
  const days = usable('day', windows.filter(({ from }) => from >= now - DAYS_BACK * MICROS_PER_DAY));
  const chosen = days.used.length >= LEAST.day ? days : usable('month', windows);
  if (chosen.used.length < LEAST[chosen.unit]) return none(tooFewWindows(days.used.length, chosen.used.length, LEAST));
  const share = { numerator: BigInt(chosen.used.length), denominator: BigInt(chosen.all) };
  if (compareFractions(share, LEAST_SHARE) < 0) return none(tooMuchMissing(chosen.used.length, chosen.all));
  const at = lastWindow(chosen.used, to);
  const trend = trendOf(chosen.used.map(({ from, value }) => ({ at: from, value: value as number })), at, FORECAST_CONFIDENCE);
  if (trend === undefined) return none(CANNOT_FIT);
  if (trend.effective < LEAST_EFFECTIVE) return none(NOT_INDEPENDENT);
  return { kind: 'forecast', indicator, unit: chosen.unit, at, n: chosen.used.length, windows: chosen.all, ...judged(question, target, trend), inputsDigest: forecastDigest(question, chosen.used) };
}

interface Usable {
  readonly unit: 'day' | 'month';
  readonly used: readonly ForecastWindow[];
  readonly all: number;
}

/** Windows whose data suffices, oldest first. */
function usable(unit: 'day' | 'month', windows: readonly ForecastWindow[]): Usable {
  const all = windows.filter((window) => window.unit === unit).sort((left, right) => left.from - right.from);
  return { unit, all: all.length, used: all.filter(({ value, verdict }) => value !== null && verdict !== null && verdict !== 'insufficient-data') };
}

/** Where the last window of the period begins: as long before its end as the windows are long. */
const lastWindow = (used: readonly ForecastWindow[], to: Micros): Micros => {
  const last = used.at(-1) as ForecastWindow;
  return Math.max(last.from, to - (last.to - last.from));
};

type Judged = Pick<Extract<Forecast, { kind: 'forecast' }>, 'value' | 'low' | 'high' | 'confidence' | 'effective' | 'slopePerDay' | 'rSquared' | 'comparator' | 'target' | 'verdict'>;

function judged({ indicator, comparator }: ForecastQuestion, target: number, { value, half, effective, slopePerDay, rSquared }: Trend): Judged {
  const [least, most] = boundsOf(indicator);
  const within = (number: number): number => Math.min(most, Math.max(least, number));
  const [low, high] = [within(value - half), within(value + half)];
  return { value: within(value), low, high, confidence: FORECAST_CONFIDENCE, effective, slopePerDay, rSquared, comparator, target, verdict: verdictOf(comparator, target, low, high) };
}

/** A share cannot leave 0…100 %, a count cannot fall below 0; a gain may be anything. */
function boundsOf(indicator: string): readonly [least: number, most: number] {
  if (findIndicator(indicator)?.scale === 1) return [0, Infinity];
  const kind = AVERAGE_WEIGHTS.get(indicator)?.kind;
  return kind === 'denominator' || kind === 'total-number' ? [0, 100] : [-Infinity, Infinity];
}

/** Met where the whole interval is, missed where none of it is. */
function verdictOf(comparator: Comparator, target: number, low: number, high: number): ForecastVerdict {
  const limit = decimalFraction(target);
  const [ofLow, ofHigh] = [low, high].map((end) => holds(decimalFraction(end), comparator, limit));
  if (ofLow === true && ofHigh === true) return 'likely-met';
  const mayBe = ofLow === true || ofHigh === true || (comparator === '=' && low < target && target < high);
  return mayBe ? 'open' : 'likely-missed';
}

