import { documentFigures, findProgramme } from '@yanshou/catalogue';
import { appliedRule, documentOn, isInForce, localDay } from '@yanshou/telemetry';
import type { Designation, Micros, ProgrammeSettings, ProjectContract, RuleFigures } from '@yanshou/telemetry';

/** What a project's money is judged by, and where that stands. */
export interface MoneyRule {
  /** Number of the rule document, or of the catalogue's document of the programme. */
  readonly number: string;
  readonly from: 'rule-document' | 'catalogue';
  readonly figures: RuleFigures;
  /** Rule document of the batch that has no figures entered: the catalogue's are taken in their place. */
  readonly without: string | null;
}

/** The figures of the rule document of a project's batch; the catalogue's of its programme where none are entered; undefined where neither has any. */
export function moneyRule(settings: ProgrammeSettings, contract: Pick<ProjectContract, 'batch' | 'ruleDocument'> | undefined): MoneyRule | undefined {
  const applied = contract === undefined ? undefined : appliedRule(settings, contract);
  const document = applied?.ok === true ? applied.value?.document : undefined;
  if (document?.figures !== undefined) return { number: document.number, from: 'rule-document', figures: document.figures, without: null };
  const figures = documentFigures(settings.programme);
  const source = findProgramme(settings.programme)?.document;
  return figures === undefined || source === undefined ? undefined : { number: source, from: 'catalogue', figures, without: document?.number ?? null };
}

export interface LaterNaming {
  readonly designation: Designation;
  /** The policy of the day of the naming: the rule document valid then, else what the project is judged by. */
  readonly rule: { readonly number: string; readonly figures: RuleFigures };
}

interface NamingFacts {
  readonly settings: ProgrammeSettings;
  readonly rule: MoneyRule;
  readonly at: Micros;
  readonly zone: string;
}

/** The naming by the ministry of a project whose audit knew of none: the first that is in force. */
export function laterNaming(designations: readonly Designation[], { settings, rule, at, zone }: NamingFacts): LaterNaming | undefined {
  const [designation] = designations.filter((one) => one.level === 'national-project' && isInForce(one, at))
    .sort((one, other) => one.document.datedAt - other.document.datedAt);
  if (designation === undefined) return undefined;
  const current = documentOn(settings, localDay(designation.document.datedAt, zone));
  return { designation, rule: current?.figures === undefined ? rule : { number: current.number, figures: current.figures } };
}
