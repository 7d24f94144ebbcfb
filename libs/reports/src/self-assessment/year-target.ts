import { decimalFraction, holds } from '@yanshou/catalogue';
import type { BilingualText, Verdict } from '@yanshou/catalogue';
import { exactValue } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { ContractTarget } from '@yanshou/telemetry';

/** A row as a year judges it: by the target of the year, where the contract states one. */
export interface YearRow {
  readonly row: IndicatorRow;
  /** In the unit; null where the contract states none for the year, and the target is that of the whole term. */
  readonly ofTerm: number | null;
}

/** The row against the target of the year. What its data does not carry stays undecided, whatever is to be reached. Pure. */
export function yearRow(row: IndicatorRow, targets: readonly ContractTarget[], year: number): YearRow {
  const own = targets.find(({ indicator }) => indicator === row.indicator)?.byYear?.find((one) => one.year === year);
  if (own === undefined) return { row, ofTerm: null };
  return { row: { ...row, target: own.value, verdict: verdictBy(row, own.value), reasons: [...row.reasons, OF_YEAR] }, ofTerm: row.target };
}

function verdictBy(row: IndicatorRow, target: number): Verdict {
  const value = exactValue(row);
  if (value === null || row.verdict === 'insufficient-data') return row.verdict;
  if (holds(value, row.comparator, decimalFraction(target))) return 'met';
  return row.verdict === 'pending-evidence' ? 'pending-evidence' : 'not-met';
}

const OF_YEAR: BilingualText = { zh: '按任务书的本年度目标判定，不是全执行期目标', en: "judged by the contract's target of the year, not by that of the whole term" };
