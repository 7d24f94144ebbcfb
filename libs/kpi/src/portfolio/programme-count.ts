import canonicalize from 'canonicalize';
import { INDICATORS, clauseText, decimalFraction, holds } from '@yanshou/catalogue';
import type { BilingualText, DesignationInput, ListedIndicator, ProgrammeComputation, ProgrammeOutcome, Verdict } from '@yanshou/catalogue';
import { unitKey } from '@yanshou/telemetry';
import type { Comparator, Designation, Micros } from '@yanshou/telemetry';
import { sha256Hex } from '../sha256.js';

// The package is CommonJS behind an ESM-style declaration: its default import is the function itself.
const canonicalJson = canonicalize as unknown as (value: unknown) => string;

/** An indicator that is counted over the projects of a programme, at a date. Entered figures: no device is behind it, so no coverage. */
export interface ProgrammeCount {
  readonly indicator: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly clause: string;
  readonly comparator: Comparator;
  readonly target: number | null;
  readonly at: Micros;
  readonly value: number | null;
  readonly verdict: Verdict;
  readonly reasons: readonly BilingualText[];
  /** `project/id` of the designations counted. */
  readonly counted: readonly string[];
  readonly ended: number;
  readonly toCome: number;
  readonly again: number;
  readonly formulaVersion: string;
  readonly inputsDigest: string;
}

interface ProgrammeIndicator extends ListedIndicator {
  readonly ofProgramme: ProgrammeComputation;
}

const isOfProgramme = (definition: (typeof INDICATORS)[number]): definition is ProgrammeIndicator => !definition.computed && definition.ofProgramme !== undefined;

/** Every count that the document of a programme demands, in the catalogue's order. Pure; designations in any order. */
export function programmeCounts(programme: string, designations: readonly Designation[], at: Micros): readonly ProgrammeCount[] {
  const inputs = { at, designations: designations.map(inputOf) };
  return INDICATORS.filter(isOfProgramme).filter((definition) => definition.programme === programme).map((definition) => countOf(definition, definition.ofProgramme.compute(inputs), inputs));
}

const inputOf = ({ project, id, level, subject, document, end }: Designation): DesignationInput =>
  ({ project, id, level, subject: unitKey(subject), from: document.datedAt, until: end?.document.datedAt ?? null });

function countOf(definition: ProgrammeIndicator, outcome: ProgrammeOutcome, inputs: { readonly at: Micros; readonly designations: readonly DesignationInput[] }): ProgrammeCount {
  const { id, nameZh, nameEn, unit, comparator, defaultTarget: target, formulaVersion } = definition;
  const found = outcome.kind === 'value' ? outcome : { value: null, counted: [], ended: 0, toCome: 0, again: 0 };
  const reached = found.value !== null && target !== null && holds(decimalFraction(found.value), comparator, decimalFraction(target));
  return {
    indicator: id, nameZh, nameEn, unit, clause: clauseText(definition), comparator, target, at: inputs.at,
    value: found.value, verdict: found.value === null ? 'insufficient-data' : reached ? 'met' : 'not-met', reasons: outcome.kind === 'value' ? [] : [outcome.reason],
    counted: found.counted, ended: found.ended, toCome: found.toCome, again: found.again, formulaVersion, inputsDigest: digestOf(id, formulaVersion, inputs),
  };
}

/** `sha256:` over the designations and the date. */
function digestOf(indicator: string, formulaVersion: string, { at, designations }: { readonly at: Micros; readonly designations: readonly DesignationInput[] }): string {
  const rows = designations.map((one) => canonicalJson(one)).sort();
  return `sha256:${sha256Hex(canonicalJson({ indicator, formulaVersion, at, rows }))}`;
}
