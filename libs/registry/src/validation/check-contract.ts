import type {
  AssessmentWindow, BaseSites, BaseTerms, ContractTarget, CostTerms, EfficiencyTerms, EnergyModelTerms, EnergyTerms, EnvironmentTerms, ManagedLink, PlannedTime, ProjectContract, ProjectUnit, Shift,
} from '@yanshou/telemetry';
import { AIR_STANDARDS, BASE_KINDS, BASE_PARAMETERS, LEAST_REPORTING_DAYS, CONFIDENCE_LEVELS, EFFICIENCY_DEFINITIONS, ENERGY_CARRIERS, ENERGY_DEFINITIONS, EXEMPTION_KINDS, MANAGEMENT_LINKS, MICROS_PER_DAY, TERM_DEFAULTS, TERM_FLOORS, unitKey } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import { checkTraceability } from './check-trace.js';
import type { Check } from './field-checks.js';
import { checkSufficiency } from './check-sufficiency.js';
import {
  checkId, checkMetricName, checkOneOf, checkShare, checkSpan, checkText, checkUnique, checkZone, firstFault, firstOf,
} from './field-checks.js';

const CLOCK_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const CALENDAR_DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_MICROS = 20 * 366 * MICROS_PER_DAY;
const LEAST_LATE_HOURS = 1;
const MOST_LATE_HOURS = 8_760;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** The first thing wrong with a contract, its field as a path within the contract. */
export const checkContract = (contract: ProjectContract): InputFault | undefined =>
  firstFault(
    checkId('project', contract.project),
    checkText('programme', contract.programme),
    checkText('direction', contract.direction),
    given(contract.batch, (batch) => checkText('batch', batch)),
    given(contract.ruleDocument, ({ number }) => checkText('ruleDocument.number', number)),
    checkPeriod('window', contract.window),
    given(contract.baseline, (baseline) => checkPeriod('baseline', baseline)),
    overlapping(contract) && invalid('baseline', '基期与考核时段重叠，请改为互不重叠的两段时间', 'overlaps the window: let the baseline and the window be apart'),
    given(contract.term, (term) => checkPeriod('term', term)),
    checkFrom('networkedThreshold', contract.networkedThreshold),
    checkShare('minimumPlatformCoverage', contract.minimumPlatformCoverage),
    given(contract.minimumDeviceCoverage, (minimumDeviceCoverage) => checkFrom('minimumDeviceCoverage', minimumDeviceCoverage)),
    given(contract.lateDeliveryHours, checkLateDelivery),
    given(contract.sufficiency, checkSufficiency),
    given(contract.efficiency, checkEfficiency),
    given(contract.energy, checkEnergy),
    given(contract.environment, checkEnvironment),
    given(contract.cost, checkCost),
    given(contract.managedLinks, checkLinks),
    given(contract.bases, checkBases),
    given(contract.traceability, checkTraceability),
    given(contract.units, checkUnits),
    contract.programmeTargets !== undefined && invalid('programmeTargets', '由计划设置，不属于任务书', 'is what the programme sets and no part of a contract'),
    contract.reportingWindow !== undefined && invalid('reportingWindow', '由核算写入，不属于任务书；请填写 window', 'is what an assessment puts beside a contract and no part of one: set window'),
    contract.calendars !== undefined && invalid('calendars', '由计划时间登记，不属于任务书', 'are kept as planned time and no part of a contract'),
    firstOf(contract.targets, (target, index) => firstFault(checkTarget(`targets[${index}]`, target), given(target.window, (own) => checkOwnWindow(`targets[${index}].window`, own, contract.window)),
      given(target.byYear, (years) => checkYears(`targets[${index}].byYear`, years)))),
    checkTwice(contract.targets),
    checkPlannedTime('plannedTime', contract.plannedTime),
  );

/** Of single days only those days count: such a window may lie around a baseline. */
const overlapping = ({ window, baseline }: ProjectContract): boolean =>
  baseline !== undefined && window.days === undefined && baseline.from < window.to && window.from < baseline.to;

const given = <T>(value: T | undefined, check: (value: T) => Check): Check => (value === undefined ? undefined : check(value));

/** With a threshold of nothing every machine is networked, and one that never said a word meets its target. */
function checkFrom(field: keyof typeof TERM_FLOORS, share: number): Check {
  const [floor, usual] = [TERM_FLOORS[field], TERM_DEFAULTS[field]].map((limit) => `${limit * 100} %`);
  return !(share >= TERM_FLOORS[field] && share <= 1) &&
    invalid(field, `须在 ${floor} 至 100 % 之间（通常 ${usual}），低于一半不能认定数据足够`, `must be from ${floor} to 100 % (${usual} by default): less than half is not enough to judge by`);
}

/** What comes within the hour is not late at all. */
const checkLateDelivery = (hours: number): Check =>
  !(Number.isSafeInteger(hours) && hours >= LEAST_LATE_HOURS && hours <= MOST_LATE_HOURS) &&
    invalid('lateDeliveryHours', '须为 1 至 8760 的整数小时', 'must be whole hours from 1 to 8760');

/** Every day of a period is computed: a slip of a digit in a year must not make a thousand years of them. */
const checkPeriod = (field: string, period: AssessmentWindow): Check =>
  firstFault(
    checkSpan(field, period),
    period.to - period.from > LONGEST_MICROS && invalid(`${field}.from`, '时段超过二十年，请核对年份', 'is more than twenty years before its end: check the year'),
  );

export const checkTarget = (field: string, target: Omit<ContractTarget, 'isKey'>): InputFault | undefined =>
  firstFault(
    checkText(`${field}.indicator`, target.indicator),
    checkOneOf(`${field}.comparator`, target.comparator, ['>=', '<=', '=', '>', '<']),
    !Number.isFinite(target.value) && invalid(`${field}.value`, '须为有限数', 'must be finite'),
    checkText(`${field}.clause`, target.clause),
  );

/** A stock figure is taken within the period that is reported on: what an assessment reads is that period. */
const checkOwnWindow = (field: string, own: NonNullable<ContractTarget['window']>, { from, to }: AssessmentWindow): InputFault | undefined =>
  firstFault(
    checkPeriod(field, own),
    (own.from < from || own.to > to) && invalid(field, '须在考核时段之内，请更正', "must lie within the contract's window: correct it"),
  );

const [FIRST_YEAR, LAST_YEAR] = [1990, 2100];

const checkYears = (field: string, years: NonNullable<ContractTarget['byYear']>): InputFault | undefined =>
  firstFault(
    checkUnique(field, years.map(({ year }) => String(year))),
    firstOf(years, ({ year, value }, index) => firstFault(
      !(Number.isSafeInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR) && invalid(`${field}[${index}].year`, `须为 ${FIRST_YEAR} 至 ${LAST_YEAR} 的年份`, `must be a year from ${FIRST_YEAR} to ${LAST_YEAR}`),
      !Number.isFinite(value) && invalid(`${field}[${index}].value`, '须为有限数', 'must be finite'))),
  );

/** Only one of two targets would be judged, and the other vanish in silence. */
function checkTwice(targets: readonly ContractTarget[]): Check {
  const index = targets.findIndex(({ indicator }, at) => targets.findIndex((other) => other.indicator === indicator) < at);
  const twice = targets[index];
  return twice !== undefined && {
    ...invalid(`targets[${index}].indicator`, `“${twice.indicator}”已有一项目标，一项指标只能有一项目标；请合并或删除`, `has a target already (“${twice.indicator}”): an indicator has one. Merge or delete`), code: 'duplicate',
  };
}

const CREDIT_CODE = /^[0-9A-Z]{18}$/;

const checkUnits = (units: readonly ProjectUnit[]): InputFault | undefined =>
  firstFault(
    firstOf(units, ({ name, role, creditCode }, index) => firstFault(
      checkText(`units[${index}].name`, name),
      checkOneOf(`units[${index}].role`, role, ['lead', 'partner']),
      creditCode !== undefined && !CREDIT_CODE.test(creditCode) &&
        invalid(`units[${index}].creditCode`, '须为 18 位统一社会信用代码', 'must be a unified social credit code of 18 characters'))),
    checkUnique('units', units.map(({ name }) => unitKey(name))),
    units.filter(({ role }) => role === 'lead').length > 1 && invalid('units', '只能有一个承担单位', 'may hold one lead only'),
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

const checkEnergy = ({ definition, factors = [], model }: EnergyTerms): InputFault | undefined =>
  firstFault(
    checkOneOf('energy.definition', definition, ENERGY_DEFINITIONS),
    checkUnique('energy.factors', factors.map(({ device, metric }) => `${device} ${metric}`)),
    firstOf(factors, ({ device, metric, kgcePerUnit, carrier, evidence }, index) => firstFault(
      given(carrier, (one) => checkOneOf(`energy.factors[${index}].carrier`, one, ENERGY_CARRIERS)),
      given(evidence, (one) => checkText(`energy.factors[${index}].evidence`, one)),
      checkId(`energy.factors[${index}].device`, device),
      checkMetricName(`energy.factors[${index}].metric`, metric),
      !(Number.isFinite(kgcePerUnit) && kgcePerUnit > 0) && invalid(`energy.factors[${index}].kgcePerUnit`, '须为大于 0 的有限数', 'must be finite and above 0'))),
    model !== undefined && checkModel(model),
  );

const HOURS = Array.from({ length: 24 }, (_, hour) => hour + 1);

const checkModel = ({ minimumHours, minimumReportingDays, confidence, calendar, temperature }: EnergyModelTerms): Check =>
  firstFault(
    calendar === true && temperature === true && invalid('energy.model.calendar', '日历模型不使用室外温度，请只选其一', 'takes no outdoor temperature: choose one of the two'),
    minimumHours !== undefined && checkOneOf('energy.model.minimumHours', minimumHours, HOURS),
    minimumReportingDays !== undefined && !(Number.isSafeInteger(minimumReportingDays) && minimumReportingDays >= LEAST_REPORTING_DAYS) &&
      invalid('energy.model.minimumReportingDays', `须为不小于 ${LEAST_REPORTING_DAYS} 的整数：任务书只能提高要求`, `must be a whole number of at least ${LEAST_REPORTING_DAYS}: a contract can only ask for more`),
    confidence !== undefined && checkOneOf('energy.model.confidence', confidence, CONFIDENCE_LEVELS),
  );

const checkEnvironment = ({ airStandard, waterBody }: EnvironmentTerms): Check =>
  firstFault(
    airStandard !== undefined && checkOneOf('environment.airStandard', airStandard, AIR_STANDARDS),
    waterBody !== undefined && checkOneOf('environment.waterBody', waterBody, ['river', 'lake']),
  );

const checkCost = ({ prices }: CostTerms): Check =>
  firstFault(
    checkUnique('cost.prices', prices.map(({ device, metric }) => `${device} ${metric}`)),
    firstOf(prices, ({ device, metric, yuanPerUnit }, index) => firstFault(
      checkId(`cost.prices[${index}].device`, device),
      checkMetricName(`cost.prices[${index}].metric`, metric),
      !(Number.isFinite(yuanPerUnit) && yuanPerUnit > 0) && invalid(`cost.prices[${index}].yuanPerUnit`, '须为大于 0 的有限数', 'must be finite and above 0'))),
  );

const checkLinks = (links: readonly ManagedLink[]): Check =>
  firstFault(
    checkUnique('managedLinks', links.map(({ link }) => link)),
    firstOf(links, ({ link, devices, evidence }, index) => firstFault(
      checkOneOf(`managedLinks[${index}].link`, link, MANAGEMENT_LINKS),
      checkUnique(`managedLinks[${index}].devices`, devices),
      checkUnique(`managedLinks[${index}].evidence`, evidence))),
  );

function checkBases({ byKind = {}, ...all }: BaseTerms): Check {
  const kinds = Object.keys(byKind);
  return firstFault(
    checkBaseSites('bases', all),
    firstOf(kinds, (kind) => firstFault(checkOneOf('bases.byKind', kind, BASE_KINDS))),
    firstOf(BASE_KINDS, (kind) => firstFault(given(byKind[kind], (terms) => checkBaseSites(`bases.byKind.${kind}`, terms)))),
  );
}

const checkBaseSites = (field: string, { sites, parameters }: BaseSites): InputFault | undefined =>
  firstFault(
    (sites.length === 0 || parameters.length === 0) && invalid(field, '须列出场（基地）与必测参数', 'must name the bases and what they have to monitor'),
    checkUnique(`${field}.sites`, sites),
    checkUnique(`${field}.parameters`, parameters),
    firstOf(sites, (site, index) => firstFault(checkId(`${field}.sites[${index}]`, site))),
    firstOf(parameters, (parameter, index) => firstFault(checkOneOf(`${field}.parameters[${index}]`, parameter, BASE_PARAMETERS))),
  );

export const checkPlannedTime = (field: string, planned: PlannedTime): InputFault | undefined =>
  firstFault(
    checkZone(`${field}.zone`, planned.zone),
    firstOf(planned.shifts, (shift, index) => checkShift(`${field}.shifts[${index}]`, shift)),
    firstOf(planned.holidays ?? [], (day, index) => firstFault(checkDay(`${field}.holidays[${index}]`, day))),
    firstOf(planned.exemptions ?? [], (exemption, index) =>
      firstFault(checkSpan(`${field}.exemptions[${index}]`, exemption), checkText(`${field}.exemptions[${index}].reason`, exemption.reason),
        given(exemption.kind, (kind) => checkOneOf(`${field}.exemptions[${index}].kind`, kind, EXEMPTION_KINDS)))),
  );

const checkShift = (field: string, shift: Shift): InputFault | undefined =>
  firstFault(
    !CLOCK_TIME.test(shift.start) && invalid(`${field}.start`, '须为 HH:mm', 'must be HH:mm'),
    !CLOCK_TIME.test(shift.end) && invalid(`${field}.end`, '须为 HH:mm', 'must be HH:mm'),
    firstOf(shift.weekdays ?? [], (weekday) => firstFault(checkOneOf(`${field}.weekdays`, weekday, WEEKDAYS))),
  );

export const checkDay = (field: string, day: string): Check =>
  !(CALENDAR_DAY.test(day) && !Number.isNaN(Date.parse(day))) && invalid(field, '须为 YYYY-MM-DD', 'must be YYYY-MM-DD');
