import { shownTables } from './shown-table.js';
import type { ShownTable } from './shown-table.js';

/** How one device was judged, as far as the platform's answer says. */
export interface ShownDevice {
  readonly id: string;
  readonly expected: number;
  readonly valid: number;
  readonly isNetworked: boolean | null;
  readonly reason: { readonly zh: string; readonly en: string } | null;
}

/** What stands beside a value: each figure only where the indicator has it. */
export interface ShownFigures {
  readonly byCalendar24h: { readonly numerator: number; readonly denominator: number } | null;
  readonly everConnected: number | null;
  readonly validInWindow: number | null;
  readonly verifiedOnSite: number | null;
  readonly exemptShare: number | null;
  readonly devices: readonly ShownDevice[];
  /** Both sides of a gain, baseline first; none for anything else. */
  readonly legs: readonly ShownLeg[];
  readonly sources: ShownSources | null;
  /** Items of evidence by what became of them; null where none are counted. */
  readonly evidence: ShownEvidence | null;
  /** What was computed on the way. */
  readonly tables: readonly ShownTable[];
}

/** One side of a gain with what it is made of. */
export interface ShownLeg {
  readonly leg: string;
  readonly value: number | null;
  readonly unit: string;
  readonly sourceKind: string;
  /** Device coverage 0…1; null where no reading is in it. */
  readonly coverage: number | null;
  readonly quantities: readonly { readonly quantity: string; readonly amount: number; readonly unit: string; readonly declaredFigure: string | null }[];
}

export interface ShownEvidence {
  readonly counted: number;
  readonly awaiting: number;
  readonly outsideTerm: number;
  readonly rejected: number;
  /** Incomplete, of somebody else, or not what the clause counts. */
  readonly notCounting: number;
}

/** How many of a gain's amounts are measured and how many declared. */
export interface ShownSources {
  readonly measured: number;
  readonly declared: number;
}

/** Reads the figures of a row. Versions to come may add some and leave some out: what is not there is not shown. */
export function shownFigures(figures: unknown): ShownFigures {
  const from = recordOf(figures);
  const calendar = recordOf(from['byCalendar24h']);
  const [numerator, denominator] = [numberOf(calendar['numerator']), numberOf(calendar['denominator'])];
  return {
    byCalendar24h: numerator === null || denominator === null ? null : { numerator, denominator },
    everConnected: numberOf(from['everConnected']),
    validInWindow: numberOf(from['validInWindow']),
    verifiedOnSite: numberOf(from['verifiedOnSite']),
    exemptShare: numberOf(from['exemptShare']),
    devices: listOf(from['perDevice']).map(deviceOf),
    legs: listOf(from['legs']).map(legOf),
    sources: sourcesOf(recordOf(from['sources'])),
    evidence: from['evidence'] === undefined ? null : evidenceOf(recordOf(from['evidence'])),
    tables: shownTables(from['tables']),
  };
}

type Json = Readonly<Record<string, unknown>>;
const recordOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function legOf(value: unknown): ShownLeg {
  const leg = recordOf(value);
  const { expected, valid } = recordOf(leg['intervals']);
  const [of, good] = [numberOf(expected) ?? 0, numberOf(valid) ?? 0];
  return {
    leg: textOf(leg['leg']),
    value: numberOf(leg['value']),
    unit: textOf(leg['unit']),
    sourceKind: textOf(leg['sourceKind']),
    coverage: of === 0 ? null : good / of,
    quantities: listOf(leg['quantities']).map(recordOf).map(({ quantity, amount, unit, declaredFigure }) => ({
      quantity: textOf(quantity), amount: numberOf(amount) ?? 0, unit: textOf(unit), declaredFigure: typeof declaredFigure === 'string' ? declaredFigure : null,
    })),
  };
}

function sourcesOf({ measured, declared }: Json): ShownSources | null {
  const [counted, stated] = [numberOf(measured), numberOf(declared)];
  return counted === null || stated === null ? null : { measured: counted, declared: stated };
}

const evidenceOf = (from: Json): ShownEvidence => ({
  counted: listOf(from['counted']).length, awaiting: listOf(from['awaiting']).length, outsideTerm: listOf(from['outsideTerm']).length, rejected: listOf(from['rejected']).length,
  notCounting: ['incomplete', 'notOwned', 'notOfClause'].reduce((sum, group) => sum + listOf(from[group]).length, 0),
});

function deviceOf(value: unknown): ShownDevice {
  const { id, expected, valid, networked, reason } = recordOf(value);
  const { zh, en } = recordOf(reason);
  return {
    id: textOf(id),
    expected: numberOf(expected) ?? 0,
    valid: numberOf(valid) ?? 0,
    isNetworked: typeof networked === 'boolean' ? networked : null,
    reason: reason === null || reason === undefined ? null : { zh: textOf(zh), en: textOf(en) },
  };
}
