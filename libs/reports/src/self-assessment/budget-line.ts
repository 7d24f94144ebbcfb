import { compareFractions, fractionToNumber, statedIn } from '@yanshou/catalogue';
import type { BilingualText, Fraction, Verdict } from '@yanshou/catalogue';
import { formatValue } from '@yanshou/kpi';
import { BUDGET_ROW, formatIsoMicros } from '@yanshou/telemetry';
import type { ProjectMoneyRecord } from '@yanshou/telemetry';
import type { AssessedYear, DigestOf, SelfAssessmentLine } from './self-assessment.js';

/** What the money records say of one year, in 分. */
interface YearMoney {
  /** Planned by the sources of the year: own and from the programme. */
  readonly planned: bigint;
  /** Audited amounts of the items invested in the year. */
  readonly carriedOut: bigint;
  readonly items: number;
  readonly audited: number;
}

interface Judged {
  readonly rate: Fraction | null;
  readonly verdict: Verdict;
  readonly reason: BilingualText;
}

/**
 * The row of the budget: audited investment of the year ÷ what its sources planned for the year. The definition is ours; what
 * is not audited cannot be told.
 */
export function budgetLine(record: ProjectMoneyRecord | undefined, year: AssessedYear, digestOf: DigestOf): SelfAssessmentLine {
  const money = record === undefined ? undefined : moneyOf(record, year.year);
  const { rate, verdict, reason } = judge(money);
  return {
    row: BUDGET_ROW, level: null, planned: { zh: '≥ 100 %', en: '≥ 100 %' }, actual: actualText(rate, money, reason), counted: countedOf(rate, verdict),
    figure: {
      indicator: BUDGET_ROW, nameZh: '预算执行率', nameEn: 'budget carried out', clause: '平台定义：当年已审定投资 ÷ 当年资金来源计划', from: formatIsoMicros(year.from), to: formatIsoMicros(year.to),
      value: rate === null ? null : fractionToNumber(rate), unit: '%', ...ratioOf(rate, money), scale: 100, comparator: '>=', target: 100, loweredFrom: null, verdict,
      coverage: money === undefined || money.items === 0 ? null : money.audited / money.items, platformCoverage: null, origin: 'none', origins: [], sourceKind: 'entered',
      formulaVersion: '1.0.0', reasons: [reason], inputsDigest: digestOf({ year: year.year, money: record ?? null }),
    },
  };
}

function moneyOf({ items, sources, audit }: ProjectMoneyRecord, year: number): YearMoney {
  const audited = new Map((audit?.amounts ?? []).map(({ item, audited: amount }) => [item, BigInt(amount)]));
  const own = items.filter(({ investedOn }) => investedOn.startsWith(`${year}-`));
  return {
    planned: sources.filter((source) => source.year === year).reduce((sum, source) => sum + BigInt(source.own) + BigInt(source.programme), 0n),
    carriedOut: own.reduce((sum, { id }) => sum + (audited.get(id) ?? 0n), 0n),
    items: own.length, audited: own.filter(({ id }) => audited.has(id)).length,
  };
}

const WHOLE: Fraction = { numerator: 100n, denominator: 1n };

function judge(money: YearMoney | undefined): Judged {
  if (money === undefined) return { rate: null, verdict: 'insufficient-data', reason: NOTHING_STATED };
  if (money.planned === 0n) return { rate: null, verdict: 'insufficient-data', reason: NO_SOURCES };
  if (money.items === 0 || money.audited < money.items) return { rate: null, verdict: 'pending-evidence', reason: money.items === 0 ? NO_ITEMS : NOT_AUDITED };
  const rate = { numerator: money.carriedOut * 100n, denominator: money.planned };
  return { rate, verdict: compareFractions(rate, WHOLE) >= 0 ? 'met' : 'not-met', reason: DEFINITION };
}

function countedOf(rate: Fraction | null, verdict: Verdict): number | null {
  if (rate === null) return null;
  return verdict === 'met' ? 1 : fractionToNumber({ numerator: rate.numerator, denominator: rate.denominator * 100n });
}

/** In 分, where numbers hold them. */
function ratioOf(rate: Fraction | null, money: YearMoney | undefined): { readonly numerator: number | null; readonly denominator: number | null } {
  if (rate === null || money === undefined) return { numerator: null, denominator: null };
  const [numerator, denominator] = [Number(money.carriedOut), Number(money.planned)];
  return Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) ? { numerator, denominator } : { numerator: null, denominator: null };
}

function actualText(rate: Fraction | null, money: YearMoney | undefined, reason: BilingualText): BilingualText {
  if (rate === null || money === undefined) return reason;
  const percent = `${formatValue(rate, 2, { comparator: '>=', target: 100 })} %`;
  const [done, planned] = [money.carriedOut, money.planned].map((fen) => statedIn(fen, '万元').amount);
  return { zh: `${percent}（${done} / ${planned} 万元）`, en: `${percent} (${done} / ${planned} × 10 000 yuan)` };
}

const NOTHING_STATED: BilingualText = { zh: '尚未填报预算与资金来源', en: 'no budget and sources have been stated' };
const NO_SOURCES: BilingualText = { zh: '未填报该年度的资金来源', en: 'no sources are stated for the year' };
const NO_ITEMS: BilingualText = { zh: '该年度无投资条目', en: 'no item of investment is of the year' };
const NOT_AUDITED: BilingualText = { zh: '该年度投资尚未全部审定', en: 'not all investment of the year is audited' };
const DEFINITION: BilingualText = { zh: '当年已审定投资 ÷ 当年资金来源计划（平台定义）', en: 'audited investment of the year ÷ what its sources planned (our definition)' };
