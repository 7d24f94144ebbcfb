import { Failure } from '@yanshou/telemetry';
import type { Scenario } from '../model/scenario.js';
import { air } from './air.scenario.js';
import { aquaculture } from './aquaculture.scenario.js';
import { buses } from './buses.scenario.js';
import { coldChain } from './cold-chain.scenario.js';
import { greenhouse } from './greenhouse.scenario.js';
import { livestock } from './livestock.scenario.js';
import { marine } from './marine.scenario.js';
import { trainingCentre } from './training.scenario.js';
import { water } from './water.scenario.js';
import { wearables } from './wearables.scenario.js';
import { workshop } from './workshop.scenario.js';

export const SCENARIOS: readonly Scenario[] = [
  workshop, greenhouse, aquaculture, livestock, coldChain, air, water, marine, wearables, buses, trainingCentre,
];

/** Ids of the scenarios, in the order in which people read them. */
export const SCENARIO_NAMES: readonly string[] = SCENARIOS.map(({ id }) => id);

/** The scenario of an id; throws the Failure `unknown-scenario`. */
export function scenarioNamed(name: string): Scenario {
  const found = SCENARIOS.find(({ id }) => id === name);
  if (found) return found;
  const known = SCENARIO_NAMES.join(', ');
  throw new Failure('unknown-scenario', `no scenario "${name}"`, false, { zh: `可用场景：${known}`, en: `scenarios are: ${known}` });
}
