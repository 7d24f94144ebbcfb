import { rolesOfLeg } from '@yanshou/catalogue';
import type { LegFigure, RoleQuantity } from '@yanshou/catalogue';
import { LEGS, legPeriod, sufficiencyTerms } from '@yanshou/telemetry';
import type { Leg, Micros } from '@yanshou/telemetry';
import { DeliveryClock, deliveryDowntime, lateLimit } from '../delivery/delivery-clock.js';
import type { Measurement } from '../measurement.js';
import { membershipOf } from '../membership.js';
import { judgeRule } from './judge-rule.js';
import type { SufficiencyDevice, SufficiencyRule } from './sufficiency-figure.js';

/** A series with the legs in which it has a valid reading. */
interface HeardSeries {
  readonly device: string;
  readonly metric: string;
  readonly legs: ReadonlySet<Leg>;
}

/**
 * Nine meters are not compared with ten: every series of an amount that telemetry gave in both legs has to be heard in
 * both, unless its device was commissioned after the baseline, an accepted figure of the item stands for it, or the contract
 * agrees on the change. Null where one leg is declared.
 */
export function sameSeriesRule(indicator: string, measurement: Measurement, figures: readonly LegFigure[]): SufficiencyRule | null {
  const [baseline, reporting] = LEGS.map((leg) => figures.find((figure) => figure.leg === leg && figure.intervals !== null));
  if (!baseline || !reporting) return null;
  const shared = rolesOfLeg(baseline).filter((role) => rolesOfLeg(reporting).includes(role));
  const series = heardSeries(measurement.context.quantities.filter(({ role }) => shared.includes(role)));
  const isExplained = explained(indicator, measurement);
  const names = new Map(measurement.context.inventory.devices.map(({ id, nameZh, nameEn }) => [id, { nameZh, nameEn }]));
  const shares = series.map(({ device, metric, legs }): SufficiencyDevice => {
    const missingIn = LEGS.find((leg) => !legs.has(leg));
    const isSame = missingIn === undefined || isExplained(device, metric, missingIn);
    return { device, metric, ...(names.get(device) ?? { nameZh: '', nameEn: '' }), numerator: isSame ? 1 : 0, denominator: 1, ...(!isSame && { missingIn }) };
  });
  const { context: { contract } } = measurement;
  const until = (failing: readonly SufficiencyDevice[]): Micros =>
    new DeliveryClock(deliveryDowntime(measurement.context)).deadline(Math.max(...failing.map(({ missingIn = 'baseline' }) => legPeriod(contract, missingIn)?.to ?? 0)), lateLimit(contract));
  return judgeRule({ rule: 'same-series', comparator: '>=', limit: 1, shares, weight: () => 1, minimum: 1, repairableUntil: until });
}

function heardSeries(rows: readonly RoleQuantity[]): readonly HeardSeries[] {
  const heard = new Map<string, { readonly device: string; readonly metric: string; readonly legs: Set<Leg> }>();
  for (const { device, metric, leg } of rows) {
    const key = `${device}\n${metric}`;
    const known = heard.get(key) ?? { device, metric, legs: new Set<Leg>() };
    known.legs.add(leg);
    heard.set(key, known);
  }
  return [...heard.values()];
}

/** A device that left is not explained by its leaving: what it made or took is missing from one leg, and the contract has to agree. */
function explained(indicator: string, { context: { contract, inventory }, inputs }: Measurement): (device: string, metric: string, missingIn: Leg) => boolean {
  const { seriesChanges } = sufficiencyTerms(contract);
  const begun = new Map(inventory.devices.map((device) => [device.id, membershipOf(device).from]));
  const baselineEnd = contract.baseline?.to ?? Infinity;
  const isDeclared = (item: string, leg: Leg): boolean =>
    inputs.figures.some((figure) => figure.indicator === indicator && figure.purpose === leg && figure.item === item && figure.status === 'accepted');
  return (device, metric, missingIn) =>
    (missingIn === 'baseline' && (begun.get(device) ?? -Infinity) >= baselineEnd)
    || isDeclared(metric, missingIn)
    || seriesChanges.some((change) => change.device === device && (change.metric === undefined || change.metric === metric));
}
