import type { AssessmentWindow, ContractTarget, EfficiencyTerms, EnergyTerms, PlannedTime, ProjectContract, Shift } from '@yanshou/telemetry';
import { EFFICIENCY_DEFINITIONS, ENERGY_DEFINITIONS, MICROS_PER_DAY } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import type { Check } from './field-checks.js';
import {
  checkId, checkMetricName, checkOneOf, checkShare, checkSpan, checkText, checkUnique, checkZone, firstFault, firstOf,
} from './field-checks.js';

const CLOCK_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const CALENDAR_DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_MICROS = 20 * 366 * MICROS_PER_DAY;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** The first thing wrong with a contract, its field as a path within the contract. */
export const checkContract = (contract: ProjectContract): InputFault | undefined =>
  firstFault(
    checkId('project', contract.project),
    checkText('programme', contract.programme),
    checkText('direction', contract.direction),
    contract.batch !== undefined && checkText('batch', contract.batch),
    contract.ruleDocument !== undefined && checkText('ruleDocument.number', contract.ruleDocument.number),
    checkPeriod('window', contract.window),
    contract.baseline !== undefined && checkPeriod('baseline', contract.baseline),
    contract.term !== undefined && checkPeriod('term', contract.term),
    checkShare('networkedThreshold', contract.networkedThreshold),
    checkShare('minimumPlatformCoverage', contract.minimumPlatformCoverage),
    contract.minimumDeviceCoverage !== undefined && checkShare('minimumDeviceCoverage', contract.minimumDeviceCoverage),
    contract.efficiency !== undefined && checkEfficiency(contract.efficiency),
    contract.energy !== undefined && checkEnergy(contract.energy),
    firstOf(contract.targets, (target, index) => checkTarget(`targets[${index}]`, target)),
    checkPlannedTime('plannedTime', contract.plannedTime),
  );

/** Every day of a period is computed: a slip of a digit in a year must not make a thousand years of them. */
const checkPeriod = (field: string, period: AssessmentWindow): Check =>
  firstFault(
    checkSpan(field, period),
    period.to - period.from > LONGEST_MICROS && invalid(`${field}.from`, '时段超过二十年，请核对年份', 'is more than twenty years before its end: check the year'),
  );

const checkTarget = (field: string, target: ContractTarget): InputFault | undefined =>
  firstFault(
    checkText(`${field}.indicator`, target.indicator),
    checkOneOf(`${field}.comparator`, target.comparator, ['>=', '<=', '=', '>', '<']),
    !Number.isFinite(target.value) && invalid(`${field}.value`, '须为有限数', 'must be finite'),
    checkText(`${field}.clause`, target.clause),
  );

const checkEfficiency = ({ definition, standards }: EfficiencyTerms): InputFault | undefined =>
  firstFault(
    checkOneOf('efficiency.definition', definition, EFFICIENCY_DEFINITIONS),
    checkUnique('efficiency.standards', standards.map(({ device }) => device)),
    firstOf(standards, ({ device, millisecondsPerPiece }, index) => firstFault(
      checkId(`efficiency.standards[${index}].device`, device),
      !(Number.isSafeInteger(millisecondsPerPiece) && millisecondsPerPiece > 0) &&
        invalid(`efficiency.standards[${index}].millisecondsPerPiece`, '须为正整数毫秒', 'must be whole milliseconds above 0'))),
  );

const checkEnergy = ({ definition, factors = [] }: EnergyTerms): InputFault | undefined =>
  firstFault(
    checkOneOf('energy.definition', definition, ENERGY_DEFINITIONS),
    checkUnique('energy.factors', factors.map(({ device, metric }) => `${device} ${metric}`)),
    firstOf(factors, ({ device, metric, kgcePerUnit }, index) => firstFault(
      checkId(`energy.factors[${index}].device`, device),
      checkMetricName(`energy.factors[${index}].metric`, metric),
      !(Number.isFinite(kgcePerUnit) && kgcePerUnit > 0) && invalid(`energy.factors[${index}].kgcePerUnit`, '须为大于 0 的有限数', 'must be finite and above 0'))),
  );

export const checkPlannedTime = (field: string, planned: PlannedTime): InputFault | undefined =>
  firstFault(
    checkZone(`${field}.zone`, planned.zone),
    firstOf(planned.shifts, (shift, index) => checkShift(`${field}.shifts[${index}]`, shift)),
    firstOf(planned.holidays ?? [], (day, index) => firstFault(checkDay(`${field}.holidays[${index}]`, day))),
    firstOf(planned.exemptions ?? [], (exemption, index) =>
      firstFault(checkSpan(`${field}.exemptions[${index}]`, exemption), checkText(`${field}.exemptions[${index}].reason`, exemption.reason))),
  );

const checkShift = (field: string, shift: Shift): InputFault | undefined =>
  firstFault(
    !CLOCK_TIME.test(shift.start) && invalid(`${field}.start`, '须为 HH:mm', 'must be HH:mm'),
    !CLOCK_TIME.test(shift.end) && invalid(`${field}.end`, '须为 HH:mm', 'must be HH:mm'),
    firstOf(shift.weekdays ?? [], (weekday) => firstFault(checkOneOf(`${field}.weekdays`, weekday, WEEKDAYS))),
  );

export const checkDay = (field: string, day: string): Check =>
  !(CALENDAR_DAY.test(day) && !Number.isNaN(Date.parse(day))) && invalid(field, '须为 YYYY-MM-DD', 'must be YYYY-MM-DD');
