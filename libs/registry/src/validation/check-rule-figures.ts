import type { RuleFigures, SubsidyFigure } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import { checkDay } from './check-contract.js';
import { checkText, checkUnique, firstFault, firstOf } from './field-checks.js';
import type { Check } from './field-checks.js';

const FEN = /^[1-9]\d{0,17}$/;
const MOST_PERCENT = 100;
const MOST_YEARS = 20;
const MOST_PROJECTS = 10_000;

/** The first thing wrong with what a rule document says in numbers; every figure names its clause. */
export const checkRuleFigures = (field: string, figures: RuleFigures): InputFault | undefined =>
  firstFault(
    figures.subsidy !== undefined && checkSubsidy(`${field}.subsidy`, figures.subsidy),
    figures.named !== undefined && checkSubsidy(`${field}.named`, figures.named),
    figures.investmentFrom !== undefined && firstFault(checkDay(`${field}.investmentFrom.day`, figures.investmentFrom.day), checkText(`${field}.investmentFrom.clause`, figures.investmentFrom.clause)),
    figures.construction !== undefined && firstFault(whole(`${field}.construction.years`, figures.construction.years, MOST_YEARS), checkText(`${field}.construction.clause`, figures.construction.clause)),
    figures.matching !== undefined && firstFault(whole(`${field}.matching.percent`, figures.matching.percent, 10 * MOST_PERCENT), checkText(`${field}.matching.clause`, figures.matching.clause)),
    checkUnique(`${field}.quotas`, (figures.quotas ?? []).map(({ direction }) => direction)),
    firstOf(figures.quotas ?? [], ({ direction, projects, clause }, index) => firstFault(
      checkText(`${field}.quotas[${index}].direction`, direction),
      whole(`${field}.quotas[${index}].projects`, projects, MOST_PROJECTS),
      checkText(`${field}.quotas[${index}].clause`, clause))),
  );

const checkSubsidy = (field: string, { percent, cap, clause }: SubsidyFigure): InputFault | undefined =>
  firstFault(
    !(percent > 0 && percent <= MOST_PERCENT && hasTwoDecimals(percent)) && invalid(`${field}.percent`, '须大于 0、不超过 100，至多两位小数', 'must be above 0 and at most 100, with at most two decimals'),
    !FEN.test(cap) && invalid(`${field}.cap`, '须为大于 0 的金额，精确到分', 'must be an amount above 0 in whole 分'),
    checkText(`${field}.clause`, clause),
  );

/** 12.34 × 100 is 1234.0000000000002 in doubles. */
const hasTwoDecimals = (value: number): boolean => Number(value.toFixed(2)) === value;

const whole = (field: string, value: number, most: number): Check =>
  !(Number.isSafeInteger(value) && value >= 1 && value <= most) && invalid(field, `须为 1 至 ${most} 的整数`, `must be a whole number from 1 to ${most}`);
