import type { DayCounts, DirectionTarget, ProgrammeSettings, RollUpRule, RuleDocument } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import { checkDay, checkTarget } from './check-contract.js';
import { checkRuleFigures } from './check-rule-figures.js';
import { checkId, checkOneOf, checkShare, checkText, checkUnique, firstFault, firstOf } from './field-checks.js';
import type { Check } from './field-checks.js';

/** The first thing wrong with the settings of a programme. */
export const checkSettings = ({ programme, ruleDocuments, rollUp, dayCounts, targets = [] }: ProgrammeSettings): InputFault | undefined =>
  firstFault(
    checkId('programme', programme),
    checkUnique('ruleDocuments', ruleDocuments.map(({ number }) => number)),
    checkUnique('ruleDocuments.batches', ruleDocuments.flatMap(({ batches }) => batches)),
    firstOf(ruleDocuments, (document, index) => checkDocument(`ruleDocuments[${index}]`, document)),
    checkRollUp(rollUp),
    checkDayCounts(dayCounts),
    firstOf(targets, (target, index) => checkDirectionTarget(`targets[${index}]`, target)),
    checkUnique('targets', targets.flatMap(placesOf)),
  );

const checkDirectionTarget = (field: string, target: DirectionTarget): InputFault | undefined =>
  firstFault(
    checkText(`${field}.direction`, target.direction),
    checkTarget(field, target),
    target.approval !== undefined && checkText(`${field}.approval`, target.approval),
    target.batches?.length === 0 && invalid(`${field}.batches`, '须列出批次，或不填此项', 'must name batches, or be left out'),
    firstOf(target.batches ?? [], (batch, index) => firstFault(checkText(`${field}.batches[${index}]`, batch))),
  );

/** An indicator has one target of a direction and batch. */
const placesOf = ({ direction, indicator, batches = ['*'] }: DirectionTarget): readonly string[] => batches.map((batch) => `${direction} ${indicator} ${batch}`);

const checkDocument = (field: string, { number, title, validFrom, validTo, batches, figures }: RuleDocument): InputFault | undefined =>
  firstFault(
    checkText(`${field}.number`, number),
    checkText(`${field}.title`, title),
    checkDay(`${field}.validFrom`, validFrom),
    validTo !== undefined && firstFault(checkDay(`${field}.validTo`, validTo), validTo < validFrom && invalid(`${field}.validTo`, '早于生效日期', 'is before the day from which it is valid')),
    firstOf(batches, (batch, index) => firstFault(checkText(`${field}.batches[${index}]`, batch))),
    figures !== undefined && checkRuleFigures(`${field}.figures`, figures),
  );

function checkRollUp(rule: RollUpRule): Check {
  const kind = checkOneOf('rollUp.kind', rule.kind, ['all-met', 'key-met', 'mean-completion']);
  if (kind) return kind;
  if (rule.kind === 'key-met') return checkShare('rollUp.share', rule.share);
  return rule.kind === 'mean-completion' && checkShare('rollUp.minimum', rule.minimum);
}

const checkDayCounts = ({ remindBefore, ...counts }: DayCounts): Check =>
  firstFault(
    firstOf(Object.entries(counts), ([name, days]: readonly [string, number]) => firstFault(checkDays(`dayCounts.${name}`, days))),
    firstOf(remindBefore, (days, index) => firstFault(checkDays(`dayCounts.remindBefore[${index}]`, days))),
  );

const checkDays = (field: string, days: number): Check => !(Number.isInteger(days) && days >= 1 && days <= 3_650) && invalid(field, '须为 1 至 3650 的整数天', 'must be whole days from 1 to 3650');
