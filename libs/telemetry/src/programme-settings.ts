import type { ProgrammeTarget, ProjectContract } from './contract.js';
import { DEFAULT_DAY_COUNTS } from './life-cycle-deadlines.js';
import type { DayCounts } from './life-cycle-deadlines.js';
import type { RuleFigures } from './rule-figures.js';
import { fail, ok } from './result.js';
import type { Result } from './result.js';

/** The document that a batch of projects is judged by. Days are `YYYY-MM-DD`, both inclusive. */
export interface RuleDocument {
  /** As printed on it, e.g. `津工信规〔2020〕3号`; unique within the programme. */
  readonly number: string;
  readonly title: string;
  readonly validFrom: string;
  /** Absent while no end is known. */
  readonly validTo?: string;
  /** Batches judged by it; a batch belongs to one document. */
  readonly batches: readonly string[];
  /** Rates, caps, days and quotas as the document has them; those of the catalogue's document of the programme when absent. */
  readonly figures?: RuleFigures;
}

/**
 * How the indicators of a project are rolled up. `all-met`: every target is met. `key-met`: every key target is met, and of
 * the others at least `share` (0…1). `mean-completion`: every key target is met, and the mean of the completion rates, each
 * counted from 0 to at most 1, is at least `minimum`.
 */
export type RollUpRule =
  | { readonly kind: 'all-met' }
  | { readonly kind: 'key-met'; readonly share: number }
  | { readonly kind: 'mean-completion'; readonly minimum: number };

/** A programme's target of a direction, for the batches named or, without any, for all that no other one names. */
export interface DirectionTarget extends ProgrammeTarget {
  readonly direction: string;
  readonly batches?: readonly string[];
}

/** What a programme sets for all its projects. */
export interface ProgrammeSettings {
  readonly programme: string;
  readonly ruleDocuments: readonly RuleDocument[];
  readonly rollUp: RollUpRule;
  readonly dayCounts: DayCounts;
  /** Targets of directions where the programme's differ from its document's; none when absent. */
  readonly targets?: readonly DirectionTarget[];
}

/** Of a programme that has set nothing: no rule document, the strictest roll-up, the platform's own day counts. */
export const defaultSettings = (programme: string): ProgrammeSettings =>
  ({ programme, ruleDocuments: [], rollUp: { kind: 'all-met' }, dayCounts: DEFAULT_DAY_COUNTS });

export interface AppliedRule {
  readonly document: RuleDocument;
  /** Number of the approval, where the project is not judged by the document of its batch. */
  readonly approval: string | null;
}
export type RuleFault = 'unknown-batch' | 'unknown-document' | 'approval-missing';

/**
 * The document that a contract is judged by: that of its batch, unless the contract names another with an approval. Null for
 * a contract that names neither batch nor document.
 */
export function appliedRule({ ruleDocuments }: ProgrammeSettings, { batch, ruleDocument: named }: Pick<ProjectContract, 'batch' | 'ruleDocument'>): Result<AppliedRule | null, RuleFault> {
  const own = batch === undefined ? undefined : ruleDocuments.find(({ batches }) => batches.includes(batch));
  if (batch !== undefined && own === undefined) return fail('unknown-batch');
  if (named === undefined || named.number === own?.number) return ok(own === undefined ? null : { document: own, approval: null });
  const other = ruleDocuments.find(({ number }) => number === named.number);
  if (other === undefined) return fail('unknown-document');
  return named.approval === undefined ? fail('approval-missing') : ok({ document: other, approval: named.approval });
}

/** The document with figures that is valid on a day `YYYY-MM-DD`: the latest of several. */
export const documentOn = ({ ruleDocuments }: Pick<ProgrammeSettings, 'ruleDocuments'>, day: string): RuleDocument | undefined =>
  [...ruleDocuments].filter(({ figures, validFrom, validTo = day }) => figures !== undefined && validFrom <= day && day <= validTo).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];

/** The programme's targets of a direction and batch, one an indicator: one that names the batch stands before one that names none. */
export function programmeTargets({ targets = [] }: Pick<ProgrammeSettings, 'targets'>, direction: string, batch?: string): readonly ProgrammeTarget[] {
  const own = targets.filter((target) => target.direction === direction);
  const named = own.filter(({ batches }) => batch !== undefined && batches?.includes(batch));
  const taken = new Set(named.map(({ indicator }) => indicator));
  return [...named, ...own.filter(({ batches, indicator }) => batches === undefined && !taken.has(indicator))]
    .map(({ indicator, comparator, value, unit, clause, approval }) => ({ indicator, comparator, value, unit, clause, ...(approval === undefined ? {} : { approval }) }));
}

/** The contract as it is judged: with its programme's targets beside it, where there are any. */
export function withProgrammeTargets(contract: ProjectContract, settings: ProgrammeSettings | undefined): ProjectContract {
  const targets = programmeTargets(settings ?? {}, contract.direction, contract.batch);
  return targets.length === 0 ? contract : { ...contract, programmeTargets: targets };
}
