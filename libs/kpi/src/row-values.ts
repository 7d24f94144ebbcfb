import type { Origin, SourceKind } from '@yanshou/telemetry';
import { exactRatio, fractionToNumber, weakestKind } from '@yanshou/catalogue';
import type { Fraction, IndicatorDefinition, IndicatorKind, LegFigure, Outcome, Ratio } from '@yanshou/catalogue';
import type { RatioFigure, RowFigures, SourceShares } from './indicator-row.js';
import type { Measurement } from './measurement.js';

/** The value in the indicator's unit; null without one. */
export const exactOf = (outcome: Outcome, scale: number): Fraction | null => (outcome.kind === 'value' ? exactRatio(outcome.ratio, scale) : null);

/** Numerator and denominator as numbers, where both are safe integers. */
export function ratioOf(outcome: Outcome): { readonly numerator: number | null; readonly denominator: number | null } {
  if (outcome.kind === 'insufficient') return { numerator: null, denominator: null };
  const [numerator, denominator] = [Number(outcome.ratio.numerator), Number(outcome.ratio.denominator)];
  return Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) ? { numerator, denominator } : { numerator: null, denominator: null };
}

export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Readings of the legs, of the process points or of the devices judged; none where nothing was judged. */
export function readingsOf(definition: IndicatorDefinition, outcome: Outcome, { inputs, readings, activity }: Measurement): number {
  if (outcome.kind === 'insufficient' || !definition.computed) return 0;
  const { legs, devices = [] } = outcome.figures;
  if (outcome.readings !== undefined) return outcome.readings;
  if (legs) return legs.reduce((sum, leg) => sum + leg.readings, 0);
  if (definition.inputs.some((input) => input.name === 'series-activity')) {
    const points = new Set(inputs.processPoints.map((point) => `${point.device}\n${point.metric}`));
    return activity.reduce((sum, [device, metric, valid]) => sum + (points.has(`${device}\n${metric}`) ? valid : 0), 0);
  }
  return devices.reduce((sum, device) => sum + (readings.get(device.id) ?? 0), 0);
}

const BY_WEIGHT: readonly Origin[] = ['simulated', 'replayed', 'imported', 'live'];
export const heaviest = (origins: readonly Origin[]): Origin | 'none' => BY_WEIGHT.find((origin) => origins.includes(origin)) ?? 'none';

/** A gain is as weak as its weaker leg; what is collected automatically is weaker where readings were imported. */
export function weakestOf(definition: IndicatorDefinition, outcome: Outcome, origins: readonly Origin[]): SourceKind {
  const legs = outcome.kind === 'value' ? outcome.figures.legs : undefined;
  if (legs) return weakestKind(legs.map(({ sourceKind }) => sourceKind));
  return definition.sourceKind === 'collected' && origins.includes('imported') ? 'imported' : definition.sourceKind;
}

/** A mixed indicator whose legs are both telemetry is telemetry; with neither reading any, it is declared. */
export function kindOf({ kind }: IndicatorDefinition, outcome: Outcome): IndicatorKind {
  const legs = outcome.kind === 'value' ? outcome.figures.legs : undefined;
  if (kind !== 'mixed' || !legs) return kind;
  if (legs.every(({ telemetry }) => telemetry)) return 'telemetry';
  return legs.every(({ intervals }) => intervals === null) ? 'declared' : 'mixed';
}

/** A quantity that is metered in part is one of each. */
function sourcesOf(legs: readonly LegFigure[]): SourceShares {
  const amounts = legs.flatMap(({ quantities }) => quantities);
  const declared = amounts.filter(({ declaredFigure }) => declaredFigure !== null).length;
  return { measured: amounts.length - declared, declared };
}

export function figuresOf(outcome: Outcome, { scale }: IndicatorDefinition, exemptShare: number | null): RowFigures {
  if (outcome.kind === 'insufficient') return { ...outcome.figures, exemptShare };
  const { byCalendar24h, devices, ...counts } = outcome.figures;
  const figure = ({ numerator, denominator }: Ratio): RatioFigure =>
    ({ numerator, denominator, value: fractionToNumber(exactRatio({ numerator, denominator }, scale)) });
  const { numerator, denominator } = ratioOf(outcome);
  return {
    ...counts,
    ...(counts.legs && { sources: sourcesOf(counts.legs) }),
    exemptShare,
    ...(byCalendar24h && numerator !== null && denominator !== null && {
      byPlannedTime: figure({ numerator, denominator }), byCalendar24h: figure(byCalendar24h),
    }),
    ...(devices && { perDevice: devices }),
  };
}
