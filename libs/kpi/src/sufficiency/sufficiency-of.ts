import { SUFFICIENCY, devicesBehind, rolesOfLeg } from '@yanshou/catalogue';
import type { ComputedIndicator, IndicatorDefinition, LegFigure, Outcome } from '@yanshou/catalogue';
import { DEFAULT_LATE_DELIVERY_HOURS } from '@yanshou/telemetry';
import type { Measurement } from '../measurement.js';
import { isGatedByDevices, rolesBehind } from './gated-roles.js';
import { completeDaysRule, legSufficiency } from './leg-sufficiency.js';
import { legWorth } from './leg-worth.js';
import { sameSeriesRule } from './same-series.js';
import { shownDevices } from './shown-devices.js';
import type { SufficiencyFigure, SufficiencyLeg } from './sufficiency-figure.js';

type Value = Extract<Outcome, { readonly kind: 'value' }>;

/**
 * What the data behind a value is worth: of each leg that telemetry holds where devices gate, complete days of those
 * whose silence is what is measured where it is; null where no device is behind the value.
 */
export function sufficiencyOf(definition: IndicatorDefinition, outcome: Outcome, measurement: Measurement): SufficiencyFigure | null {
  if (outcome.kind === 'insufficient' || !definition.computed) return null;
  const gates = isGatedByDevices(definition);
  const legs = gates ? gatedLegs(definition, outcome, measurement) : shownLegs(definition, outcome, measurement);
  const { lateDeliveryHours = DEFAULT_LATE_DELIVERY_HOURS } = measurement.context.contract;
  return legs.length === 0 ? null : { version: SUFFICIENCY.version, gates, lateDeliveryHours, legs };
}

function gatedLegs(definition: ComputedIndicator, { figures: { legs = [] } }: Value, measurement: Measurement): readonly SufficiencyLeg[] {
  const judged = legs.filter(({ intervals }) => intervals !== null).flatMap((leg) => gatedLeg(definition, leg, measurement));
  const same = sameSeriesRule(definition.id, measurement, legs);
  return same === null ? judged : judged.map((leg) => (leg.leg === 'reporting' ? { ...leg, rules: [...leg.rules, same] } : leg));
}

function gatedLeg(definition: ComputedIndicator, figure: LegFigure, measurement: Measurement): readonly SufficiencyLeg[] {
  const { leg } = figure;
  const worth = legWorth(measurement, leg);
  if (worth === null) return [];
  const roles = rolesBehind(definition, measurement.context.contract, figure);
  const amounts = rolesOfLeg(figure);
  const devices = devicesBehind(measurement.inputs.legs[leg].devices, amounts);
  return [legSufficiency({ leg, worth, measurement, devices, roles, amounts: new Set(amounts) })];
}

function shownLegs(definition: ComputedIndicator, outcome: Value, measurement: Measurement): readonly SufficiencyLeg[] {
  const devices = shownDevices(definition, outcome, measurement);
  const worth = devices.length === 0 ? null : legWorth(measurement, 'reporting');
  return worth === null ? [] : [{ leg: 'reporting', rules: [completeDaysRule({ leg: 'reporting', worth, measurement, devices, roles: new Set(), amounts: new Set() })], outliers: [] }];
}
