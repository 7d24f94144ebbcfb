import type { ContractTarget, DeclaredFigure, EvidenceItem, InventoryDevice, ProjectContract } from '@yanshou/telemetry';
import { isEquipment } from '@yanshou/telemetry';
import { addFractions, clauseText, decimalFraction, findDirection, findIndicator, findProgramme, fractionToNumber, holds, multiplyFractions, ratioFraction, unitMeaning } from '@yanshou/catalogue';
import type { BilingualText, Fraction, ProgrammeRule } from '@yanshou/catalogue';
import type { IndicatorRow } from './indicator-row.js';
import { stampsOf } from './render-table.js';

export type EligibilityVerdict = 'passed' | 'not-passed' | 'cannot-be-told';

/** One condition of application, with the figure it was judged by. */
export interface EligibilityCheck extends BilingualText {
  readonly rule: string;
  readonly verdict: EligibilityVerdict;
  readonly reason: BilingualText;
  readonly clause: string;
  readonly limit: { readonly comparator: string; readonly value: number; readonly unit: string } | null;
  /** In the unit of the limit; null without one. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Ids of the accepted figure or evidence, or of the devices in the numerator, ascending. */
  readonly inputs: readonly string[];
  /** What the value rests on where telemetry gave it; null elsewhere. */
  readonly telemetry: TelemetryBasis | null;
}

/** What stands beside a value of the platform's own. */
export type TelemetryBasis = Pick<IndicatorRow, 'indicator' | 'unit' | 'coverage' | 'platformCoverage' | 'formulaVersion' | 'inputsDigest' | 'origins'>;

export interface EligibilityFacts {
  readonly devices: readonly InventoryDevice[];
  readonly figures: readonly DeclaredFigure[];
  readonly evidence: readonly EvidenceItem[];
  /** Of the contract as `functionsContract` makes it; none where no condition is told by telemetry. */
  readonly rows: readonly IndicatorRow[];
}

/** Rules of a programme that are conditions of application whatever the direction; its other rules are about money. */
const OF_PROGRAMME: ReadonlySet<string> = new Set(['built-or-building', 'construction-time', 'one-project', 'quantified-benefit', 'district-matching']);

/** What figures and evidence offered for a condition name as their indicator: `eligibility.core-ip`. */
export const eligibilityId = (rule: string): string => `eligibility.${rule}`;

/**
 * A contract whose only targets are the conditions that telemetry shows, each above 0; undefined where there is none. What the
 * contract itself promises of such an indicator is another question.
 */
export function functionsContract(programme: string, contract: ProjectContract): ProjectContract | undefined {
  const targets = rulesOf(programme, contract.direction).flatMap((rule): readonly ContractTarget[] => {
    const definition = rule.basis === 'telemetry' ? findIndicator(rule.indicator ?? '') : undefined;
    return definition === undefined ? [] : [{ indicator: definition.id, comparator: '>', value: 0, unit: definition.unit, clause: clauseText(rule) }];
  });
  return targets.length === 0 ? undefined : { ...contract, targets, programmeTargets: [] };
}

/** The conditions of a direction, then those of its programme. */
export const rulesOf = (programme: string, direction: string): readonly ProgrammeRule[] =>
  [...(findDirection(direction)?.eligibility ?? []), ...(findProgramme(programme)?.rules ?? []).filter(({ id }) => OF_PROGRAMME.has(id))];

/**
 * The conditions of a direction and of its programme. From the inventory or from telemetry where the rule says so, else from
 * an accepted figure or from accepted evidence that names the condition: what nobody has accepted cannot be told. Pure.
 */
export function eligibilityOf(programme: string, direction: string, facts: EligibilityFacts): readonly EligibilityCheck[] {
  return rulesOf(programme, direction).map((rule) => ({
    rule: rule.id, zh: rule.zh, en: rule.en, clause: clauseText(rule), limit: rule.limit === undefined ? null : { comparator: rule.limit.comparator, value: rule.limit.value, unit: rule.limit.unit },
    ...checkOf(rule, facts),
  }));
}

type Checked = Pick<EligibilityCheck, 'verdict' | 'reason' | 'value' | 'numerator' | 'denominator' | 'inputs' | 'telemetry'>;

const untold = (reason: BilingualText): Checked => ({ verdict: 'cannot-be-told', reason, value: null, numerator: null, denominator: null, inputs: [], telemetry: null });

function checkOf(rule: ProgrammeRule, facts: EligibilityFacts): Checked {
  if (rule.basis === 'inventory') return ofInventory(rule, facts.devices);
  if (rule.basis === 'telemetry') return ofTelemetry(rule, facts);
  return rule.basis === 'declared' ? ofFigure(rule, facts.figures) : ofEvidence(rule, facts.evidence);
}

/** The one condition of this kind: the share of equipment accepted as intelligent. What hangs on equipment that awaits its decision cannot be told. */
function ofInventory(rule: ProgrammeRule, devices: readonly InventoryDevice[]): Checked {
  const equipment = devices.filter(({ assetKind }) => isEquipment(assetKind));
  if (rule.indicator !== 'intelligent-equipment-ratio' || equipment.length === 0) return untold(NO_EQUIPMENT);
  const called = equipment.filter((device) => device.intelligent);
  const intelligent = called.filter(({ intelligentApproval }) => intelligentApproval !== undefined).map(({ id }) => id).sort();
  const pending = called.length - intelligent.length;
  const judgedBy = (count: number): Checked => judged(rule, ratioFraction(count, equipment.length, 100), pending === 0 ? FROM_INVENTORY : notAccepted(pending));
  const checked = judgedBy(intelligent.length);
  const hangs = checked.verdict === 'not-passed' && judgedBy(called.length).verdict === 'passed';
  return { ...checked, ...(hangs && { verdict: 'cannot-be-told' as const }), numerator: intelligent.length, denominator: equipment.length, inputs: intelligent };
}

const notAccepted = (count: number): BilingualText => ({
  zh: `按设备台账计算；${count} 台登记为智能化、尚未经管理人员认定，未计入`, en: `computed from the inventory; ${count} called intelligent and not accepted by an officer yet: not counted`,
});

/** Readings before papers: a paper says that a function is there, readings show it. Papers only while the data decides nothing. */
function ofTelemetry(rule: ProgrammeRule, { rows, evidence }: EligibilityFacts): Checked {
  const row = rows.find(({ indicator }) => indicator === rule.indicator);
  const papers = ofEvidence(rule, evidence);
  if (row === undefined || (row.verdict !== 'met' && row.verdict !== 'not-met')) return { ...papers, reason: joined(papers.reason, row?.reasons[0] ?? NO_DATA) };
  const { indicator, unit, coverage, platformCoverage, formulaVersion, inputsDigest, origins, value, numerator, denominator, devices } = row;
  const isShown = row.verdict === 'met';
  return {
    verdict: isShown ? 'passed' : 'not-passed', value, numerator, denominator, inputs: [...devices].sort(),
    reason: stamped(isShown ? FROM_TELEMETRY : papers.verdict === 'passed' ? AGAINST_PAPERS : NOT_SHOWN, stampsOf([row])),
    telemetry: { indicator, unit, coverage, platformCoverage, formulaVersion, inputsDigest, origins },
  };
}

const joined = (first: BilingualText, second: BilingualText): BilingualText => ({ zh: `${first.zh}；${second.zh}`, en: `${first.en}; ${second.en}` });
const stamped = (reason: BilingualText, stamps: readonly string[]): BilingualText => stamps.reduce((said, stamp) => ({ zh: `${said.zh} [${stamp}]`, en: `${said.en} [${stamp}]` }), reason);

function ofFigure(rule: ProgrammeRule, figures: readonly DeclaredFigure[]): Checked {
  const offered = figures.filter(({ indicator, status }) => indicator === eligibilityId(rule.id) && status !== 'rejected' && status !== 'withdrawn').sort((a, b) => b.statedAt - a.statedAt);
  const accepted = offered.find(({ status }) => status === 'accepted');
  if (accepted === undefined) return untold(offered.length > 0 ? AWAITS : NO_FIGURE);
  const [stated, limit] = [unitMeaning(accepted.unit), unitMeaning(rule.limit?.unit ?? accepted.unit)];
  if (stated.base !== limit.base) return { ...untold(OTHER_UNIT), inputs: [accepted.id] };
  const amount = multiplyFractions(decimalFraction(accepted.amount), multiplyFractions(stated.factor, inverse(limit.factor)));
  return { ...judged(rule, amount, FROM_FIGURE), inputs: [accepted.id] };
}

function ofEvidence(rule: ProgrammeRule, evidence: readonly EvidenceItem[]): Checked {
  const offered = evidence.filter(({ indicator }) => indicator === eligibilityId(rule.id));
  const accepted = offered.filter(({ status }) => status === 'accepted').map(({ id }) => id).sort();
  if (accepted.length > 0) return { ...untold(FROM_EVIDENCE), verdict: 'passed', inputs: accepted };
  if (offered.some(({ status }) => status === 'submitted')) return untold(AWAITS);
  return offered.length === 0 ? untold(NO_EVIDENCE) : { ...untold(REJECTED), verdict: 'not-passed', inputs: offered.map(({ id }) => id).sort() };
}

/** By full value; a rule without a limit is met by a figure that was accepted for it. */
function judged({ limit }: ProgrammeRule, value: Fraction, reason: BilingualText): Checked {
  const passed = limit === undefined || holds(value, limit.comparator, decimalFraction(limit.value));
  return { verdict: passed ? 'passed' : 'not-passed', reason, value: fractionToNumber(addFractions(value, { numerator: 0n, denominator: 1n })), numerator: null, denominator: null, inputs: [], telemetry: null };
}

const inverse = ({ numerator, denominator }: Fraction): Fraction => ({ numerator: denominator, denominator: numerator });

const FROM_INVENTORY: BilingualText = { zh: '按设备台账计算', en: 'computed from the inventory' };
const FROM_TELEMETRY: BilingualText = { zh: '平台数据表明已具备（数值大于 0 即为具备，平台定义）', en: 'readings show the function (any value above 0 does: a definition of this platform)' };
const NOT_SHOWN: BilingualText = { zh: '平台数据为 0，未表明已具备（平台定义）', en: 'readings show nothing of the function: the value is 0 (a definition of this platform)' };
const AGAINST_PAPERS: BilingualText = { zh: '平台数据为 0，与已确认的佐证材料不符，请核实', en: 'the value is 0, against the accepted evidence: to be checked' };
const NO_DATA: BilingualText = { zh: '平台数据尚不足以判定', en: 'there is too little data to tell' };
const FROM_FIGURE: BilingualText = { zh: '按已确认的填报数值', en: 'by the accepted figure' };
const FROM_EVIDENCE: BilingualText = { zh: '按已确认的佐证材料', en: 'by accepted evidence' };
const NO_EQUIPMENT: BilingualText = { zh: '设备台账中没有设备', en: 'the inventory holds no equipment' };
const NO_FIGURE: BilingualText = { zh: '尚未填报该数值', en: 'no figure has been stated' };
const NO_EVIDENCE: BilingualText = { zh: '尚未提交佐证材料', en: 'no evidence has been submitted' };
const AWAITS: BilingualText = { zh: '已提交，待确认', en: 'submitted, and awaits a decision' };
const REJECTED: BilingualText = { zh: '佐证材料未被确认', en: 'the evidence was rejected' };
const OTHER_UNIT: BilingualText = { zh: '填报数值的单位与条款不符，无法换算', en: "the figure's unit is not one of the clause's and cannot be converted" };
