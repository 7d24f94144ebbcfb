import type { BilingualText } from '@yanshou/catalogue';
import { decimalFraction, withUnit } from '@yanshou/catalogue';
import type { Comparator, Micros } from '@yanshou/telemetry';
import type { Forecast } from '../forecast/forecast.js';
import { exactValue, formatValue } from '../format-value.js';
import type { RiskFacts, RiskRow } from './risk-facts.js';

export type Told = BilingualText;

const FORECAST_PLACES = 2;
const shown = (value: number): string => formatValue(decimalFraction(value), FORECAST_PLACES);
const percent = (share: number): string => `${shown(100 * share)}%`;

/** A value that does not seem to reach what it does not. */
function valueOf({ target, comparator, unit, ...row }: RiskRow, language: keyof Told): string {
  const exact = exactValue(row);
  return exact === null ? '—' : withUnit(formatValue(exact, FORECAST_PLACES, target === null ? undefined : { comparator, target }), unit, language);
}
/** To the minute, in the project's zone. */
const timeOf = (at: Micros, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(at / 1_000);
const SIGNS: Readonly<Record<Comparator, string>> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' };
const targetOf = ({ target, comparator, unit }: RiskRow, language: keyof Told): string => (target === null ? '—' : `${SIGNS[comparator]} ${withUnit(String(target), unit, language)}`);

export const silentSince = (last: Micros | null, hours: number, zone: string): Told => last === null
  ? { zh: `考核期已开始 ${hours} 小时，从未收到数据`, en: `no data ever came, ${hours} hours into the assessment window` }
  : { zh: `自 ${timeOf(last, zone)} 起未收到任何数据，已 ${hours} 小时`, en: `no data since ${timeOf(last, zone)}, for ${hours} hours` };

export const devicesSilent = (silent: number, never: number, total: number): Told => ({
  zh: `${total} 台设备中 ${silent} 台沉默、${never} 台从未联网`, en: `of ${total} devices ${silent} are silent and ${never} were never heard of`,
});

export const silenceUnjudged = (until: Micros | null, open: number, total: number, zone: string): Told => {
  const [zh, en] = until === null ? ['', ''] : [`自 ${timeOf(until, zone)} 起`, ` since ${timeOf(until, zone)}`];
  return {
    zh: `${zh}收到的数据尚未入库，平台正在追赶：${total} 台设备中 ${open} 台是否沉默暂不判断`,
    en: `what was received${en} is not stored yet and the platform is catching up: of ${total} devices ${open} are not judged to be silent or not`,
  };
};

export const coverageFalling = (row: RiskRow | undefined, indicator: string, then: number, now: number): Told => ({
  zh: `“${row?.nameZh ?? indicator}”的设备数据完整率由前 7 天的 ${percent(then)} 降至近 7 天的 ${percent(now)}`,
  en: `device coverage of “${row?.nameEn ?? indicator}” fell from ${percent(then)} (seven days before) to ${percent(now)} (last seven days)`,
});

export const dataMissing = (row: RiskRow): Told => ({
  zh: `“${row.nameZh}”数据不足：${row.reasons[0]?.zh ?? '没有指标值'}`, en: `the data of “${row.nameEn}” does not suffice: ${row.reasons[0]?.en ?? 'there is no value'}`,
});

export const evidenceMissing = (row: RiskRow): Told => ({
  zh: `“${row.nameZh}”待补充佐证：${row.reasons[0]?.zh ?? ''}`, en: `“${row.nameEn}” awaits evidence: ${row.reasons[0]?.en ?? ''}`,
});

export const evidenceShort = (row: RiskRow): Told => ({
  zh: `“${row.nameZh}”已确认 ${valueOf(row, 'zh')}，目标 ${targetOf(row, 'zh')}，尚缺佐证`, en: `“${row.nameEn}”: ${valueOf(row, 'en')} accepted of ${targetOf(row, 'en')}; evidence is missing`,
});

export const targetMissed = (row: RiskRow): Told => ({
  zh: `考核期已结束，“${row.nameZh}”为 ${valueOf(row, 'zh')}，未达目标 ${targetOf(row, 'zh')}`, en: `the assessment window has ended and “${row.nameEn}” is ${valueOf(row, 'en')} against ${targetOf(row, 'en')}`,
});

export const targetFar = (row: RiskRow, rate: number): Told => ({
  zh: `“${row.nameZh}”为 ${valueOf(row, 'zh')}，目标 ${targetOf(row, 'zh')}，完成率 ${percent(rate)}，差距较大`, en: `“${row.nameEn}” is ${valueOf(row, 'en')} against ${targetOf(row, 'en')}: ${percent(rate)} of the way, far from it`,
});

export const targetNear = (row: RiskRow, rate: number): Told => ({
  zh: `“${row.nameZh}”为 ${valueOf(row, 'zh')}，目标 ${targetOf(row, 'zh')}，完成率 ${percent(rate)}，尚未达到`, en: `“${row.nameEn}” is ${valueOf(row, 'en')} against ${targetOf(row, 'en')}: ${percent(rate)} of the way, not there yet`,
});

export const forecastMissed = (row: RiskRow | undefined, { indicator, value, low, high, n }: Extract<Forecast, { kind: 'forecast' }>): Told => ({
  zh: `“${row?.nameZh ?? indicator}”预测（非结论）：期末约 ${shown(value)}（80% 区间 ${shown(low)}～${shown(high)}，${n} 个窗口），目标 ${row === undefined ? '—' : targetOf(row, 'zh')}`,
  en: `forecast of “${row?.nameEn ?? indicator}”, not a conclusion: about ${shown(value)} at the end (80 % interval ${shown(low)} to ${shown(high)}, ${n} windows) against ${row === undefined ? '—' : targetOf(row, 'en')}`,
});

export const milestoneOverdue = ({ nameZh, nameEn, due, daysLate }: RiskFacts['overdue'][number], zone: string): Told => ({
  zh: `进度节点“${nameZh}”应于 ${timeOf(due, zone)} 前完成，已超期 ${daysLate} 天`, en: `milestone “${nameEn}” was due by ${timeOf(due, zone)}: ${daysLate} days overdue`,
});

export const evidenceUndecided = (count: number): Told => ({ zh: `${count} 件佐证或申报数已提交，尚未审定`, en: `${count} ${count === 1 ? 'item' : 'items'} of evidence or figures submitted and not decided on` });

export const conflictingReadings = (count: number, received: number): Told => ({
  zh: `${received} 条读数中有 ${count} 条与同一时刻已存的值不同（疑点线索，待核实）`, en: `${count} of ${received} readings differ from what is stored of the same moment (a finding to be looked into)`,
});

export const frozenValues = (series: RiskFacts['frozen'], hours: number): Told => {
  const named = series.slice(0, 3).map(({ device, metric }) => `${device}/${metric}`);
  const more = series.length > named.length;
  return {
    zh: `${series.length} 个测点 ${hours} 小时内数值完全不变：${named.join('、')}${more ? ' 等' : ''}（疑点线索，待核实）`,
    en: `${series.length} ${series.length === 1 ? 'metric' : 'metrics'} did not move at all for ${hours} hours: ${named.join(', ')}${more ? ' and others' : ''} (a finding to be looked into)`,
  };
};

export const evidenceShared = (count: number): Told => ({
  zh: `${count} 件佐证的编号或文件也登记在其他项目中（疑点线索，待核实）`, en: `the number or file of ${count} ${count === 1 ? 'item' : 'items'} of evidence is registered in another project too (a finding to be looked into)`,
});

export const assessmentStale = (count: number): Told => ({
  zh: `${count} 件已签发的指标核算与现有数据不符，待更正`, en: `${count} issued ${count === 1 ? 'assessment is' : 'assessments are'} not what the data says now: to be restated`,
});

export const auditorDisagrees = (count: number): Told => ({
  zh: `核查人员对 ${count} 件指标核算出具了不认可意见`, en: `auditors do not agree with ${count} ${count === 1 ? 'assessment' : 'assessments'}`,
});
