import type { ContractTarget, PlannedTime, ProjectContract, Shift } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import type { Check } from './field-checks.js';
import { checkId, checkOneOf, checkShare, checkSpan, checkText, checkZone, firstFault, firstOf } from './field-checks.js';

const CLOCK_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const CALENDAR_DAY = /^\d{4}-\d{2}-\d{2}$/;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

export const checkContract = (contract: ProjectContract): InputFault | undefined =>
  firstFault(
    checkId('project', contract.project),
    checkText('programme', contract.programme),
    checkText('direction', contract.direction),
    checkSpan('window', contract.window),
    contract.baseline !== undefined && checkSpan('baseline', contract.baseline),
    checkShare('networkedThreshold', contract.networkedThreshold),
    checkShare('minimumPlatformCoverage', contract.minimumPlatformCoverage),
    firstOf(contract.targets, (target, index) => checkTarget(`targets[${index}]`, target)),
    checkPlannedTime('plannedTime', contract.plannedTime),
  );

const checkTarget = (field: string, target: ContractTarget): InputFault | undefined =>
  firstFault(
    checkText(`${field}.indicator`, target.indicator),
    checkOneOf(`${field}.comparator`, target.comparator, ['>=', '<=', '=', '>', '<']),
    !Number.isFinite(target.value) && invalid(`${field}.value`, '须为有限数', 'must be finite'),
    checkText(`${field}.clause`, target.clause),
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

const checkDay = (field: string, day: string): Check =>
  !(CALENDAR_DAY.test(day) && !Number.isNaN(Date.parse(day))) && invalid(field, '须为 YYYY-MM-DD', 'must be YYYY-MM-DD');
