import { ZERO, addFractions, compareFractions, divideFractions, multiplyFractions } from './fraction.js';
import type { Fraction } from './fraction.js';

/** What one machine did in a period, by the names of ISO 22400-2; null where nothing tells. Times in one unit. */
export interface MachineWork {
  readonly device: string;
  /** PBT, planned busy time, without what the platform's downtime took of it. */
  readonly planned: Fraction;
  /** What it took. */
  readonly lost: Fraction;
  /** Planned busy time without what that downtime took of the state of production: what APT is measured in. */
  readonly stated: Fraction;
  /** APT, actual production time. */
  readonly produced: Fraction | null;
  /** PRI, planned run time of one item. */
  readonly runTime: Fraction;
  /** PQ and GQ, produced and good quantity. */
  readonly quantity: Fraction | null;
  readonly good: Fraction;
}

/** OEE with its factors; null where a factor is not known or has nothing to divide by. None is capped. */
export interface Effectiveness {
  readonly availability: Fraction | null;
  readonly effectiveness: Fraction | null;
  readonly quality: Fraction | null;
  readonly oee: Fraction | null;
}

/**
 * ISO 22400-2 over one or several machines: availability ΣAPT ÷ ΣPBT, effectiveness Σ(PRI × PQ) ÷ ΣAPT, quality
 * Σ(PRI × GQ) ÷ Σ(PRI × PQ) (of one machine GQ ÷ PQ), OEE Σ(PRI × GQ) ÷ ΣPBT, which is their product. Sums are weighted by
 * what the standard divides by; percentages are never averaged. A planned busy time of zero gives no availability.
 * Where the state of production is known of another time than the pieces, availability is of its own time, and effectiveness
 * divides by that share of the time of the pieces.
 */
export function effectivenessOf(machines: readonly MachineWork[]): Effectiveness {
  const planned = sumOf(machines.map((machine) => machine.planned));
  const produced = sumOf(machines.map((machine) => machine.produced));
  const made = sumOf(machines.map(({ runTime, quantity }) => (quantity === null ? null : multiplyFractions(runTime, quantity))));
  const good = sumOf(machines.map((machine) => multiplyFractions(machine.runTime, machine.good)));
  const stated = sumOf(machines.map((machine) => machine.stated));
  return { availability: ratioOf(produced, stated), effectiveness: ratioOf(made, inTimeOf(produced, planned, stated)), quality: ratioOf(good, made), oee: ratioOf(good, planned) };
}

/** Time in production as it would be over the planned time of the pieces. */
export const inTimeOf = (produced: Fraction | null, planned: Fraction | null, stated: Fraction | null): Fraction | null =>
  (produced === null || planned === null || stated === null || compareFractions(planned, stated) === 0 ? produced : ratioOf(multiplyFractions(produced, planned), stated));

/** Null as soon as one is not known: a sum without a machine would be another plant's. */
const sumOf = (values: readonly (Fraction | null)[]): Fraction | null =>
  values.reduce((sum, value) => (sum === null || value === null ? null : addFractions(sum, value)), ZERO);

const ratioOf = (above: Fraction | null, below: Fraction | null): Fraction | null =>
  above === null || below === null || below.numerator <= 0n ? null : divideFractions(above, below);
