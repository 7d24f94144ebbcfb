import { LEG_NAMES, SUFFICIENCY } from '@yanshou/catalogue';
import type { BilingualText, SufficiencyRuleName } from '@yanshou/catalogue';
import { SUFFICIENCY_DEFAULTS, localMinute, parseIsoMicros } from '@yanshou/telemetry';
import type { Leg } from '@yanshou/telemetry';
import { DEFAULT_DEVICE_COVERAGE } from '../device-coverage.js';
import { formatShare } from '../format-value.js';
import type { OutlierFigure, SufficiencyDevice, SufficiencyFigure, SufficiencyLeg, SufficiencyRule, SufficiencyShare } from './sufficiency-figure.js';

/** A reason names the worst; the table has more of them, and the figure the rest. */
const DEVICES_NAMED = 3;
const DAYS_NAMED = 5;

/** Why a gated value has no verdict: rule, figure, limit, the worst devices, and until when it can be mended. */
export function insufficiencyReasons(figure: SufficiencyFigure, zone: string): readonly BilingualText[] {
  if (!figure.gates) return [];
  return figure.legs.flatMap(({ leg, rules }) => rules.filter(({ held }) => !held).map((rule) => reasonOf(leg, rule, zone)));
}

function reasonOf(leg: Leg, rule: SufficiencyRule, zone: string): BilingualText {
  const [figure, until] = [figureText(rule), untilText(rule, zone)];
  const named = worstNamed(rule).map((device) => deviceText(device, zone));
  const more = rule.failing - named.length;
  const facts = {
    zh: [figure.zh, ...named.map((text) => text.zh), ...(more > 0 ? [`另有 ${more} 台`] : [])].join('；'),
    en: [figure.en, ...named.map((text) => text.en), ...(more > 0 ? [`${more} more`] : [])].join('; '),
  };
  const fault = faultText(leg, rule.rule);
  return { zh: `${fault.zh}：${facts.zh}。${until.zh}`, en: `${fault.en}: ${facts.en}. ${until.en}` };
}

function faultText(leg: Leg, name: SufficiencyRuleName): BilingualText {
  const { [leg]: of } = LEG_NAMES;
  const { zh, en } = SUFFICIENCY.rules[name].name;
  switch (name) {
    case 'coverage': return { zh: `${of.zh}${zh}低于任务书要求`, en: `${en} of the ${of.en} is below the minimum of the contract` };
    case 'baseline-days': return { zh: `${zh}不符合要求`, en: `${en} do not suffice` };
    case 'same-series': return { zh: '两期所用测点不一致，无法比较', en: 'the legs are not of the same series and cannot be compared' };
    default: return { zh: `${of.zh}${zh}不符合要求`, en: `the rule of ${en} does not hold in the ${of.en}` };
  }
}

/** Those below the limit, the worst of them; the one that is worst where all hold. */
export const worstNamed = ({ worst, failing, rule }: SufficiencyRule): readonly SufficiencyDevice[] =>
  worst.slice(0, rule === 'baseline-days' ? 0 : Math.max(1, Math.min(DEVICES_NAMED, failing)));

/** What was measured over all, and what was asked. */
export function figureText(rule: SufficiencyRule): BilingualText {
  const { measured, limit, upperLimit, rule: name } = rule;
  const usual = usualText(rule);
  if (name === 'baseline-days') {
    const days = measured?.numerator ?? 0;
    return { zh: `${days} 天（须 ${limit}–${upperLimit} 天${usual.zh}）`, en: `${days} days (${limit} to ${upperLimit} asked${usual.en})` };
  }
  const asked = `${name === 'late' || name === 'server-stamped' ? '≤' : '≥'} ${formatShare(limit)}`;
  if (measured === null && name !== 'coverage') return { zh: `没有可判定的数据（须 ${asked}${usual.zh}）`, en: `nothing to judge (${asked} asked${usual.en})` };
  const of = measured === null ? '—' : shareText(measured);
  if (name === 'coverage') return { zh: `${of}（须 ${asked}${usual.zh}）`, en: `${of} (${asked} asked${usual.en})` };
  return {
    zh: `${rule.devices} 台中 ${rule.failing} 台不符合，合计 ${of}（须 ${asked}${usual.zh}）`,
    en: `${rule.failing} of ${rule.devices} devices below, ${of} together (${asked} asked${usual.en})`,
  };
}

/** The default, where the contract chose another limit. */
function usualText({ rule, limit, upperLimit }: SufficiencyRule): BilingualText {
  const usual = USUAL[rule];
  if (limit === usual && (upperLimit === undefined || upperLimit === SUFFICIENCY_DEFAULTS.maximumBaselineDays)) return { zh: '', en: '' };
  const text = rule === 'baseline-days' ? `${usual}–${SUFFICIENCY_DEFAULTS.maximumBaselineDays}` : formatShare(usual);
  return { zh: `，通常 ${text}`, en: `, ${text} by default` };
}

const USUAL: Readonly<Record<SufficiencyRuleName, number>> = {
  'coverage': DEFAULT_DEVICE_COVERAGE, 'complete-days': SUFFICIENCY_DEFAULTS.minimumDays, 'unique-values': SUFFICIENCY_DEFAULTS.minimumUniqueValues,
  'late': SUFFICIENCY_DEFAULTS.maximumLate, 'server-stamped': SUFFICIENCY_DEFAULTS.maximumServerStamped, 'baseline-days': SUFFICIENCY_DEFAULTS.minimumBaselineDays,
  'same-series': 1,
};

export const shareText = ({ numerator, denominator }: SufficiencyShare): string => `${numerator}/${denominator} = ${formatShare(denominator === 0 ? null : numerator / denominator)}`;

/** A device by its names with its figure; the longest gap where there is one. */
export function deviceText(share: SufficiencyDevice, zone: string): BilingualText {
  const { device, nameZh, nameEn, metric, gap, missingIn } = share;
  const place = metric === undefined ? device : `${device} ${metric}`;
  const since = gap && localMinute(parseIsoMicros(gap.from) ?? 0, zone);
  const named = (name: string): string => {
    if (name === '' || device.includes(name)) return place;
    return name.includes(device) ? `${name} ${metric ?? ''}`.trimEnd() : `${name} ${place}`;
  };
  return {
    zh: missingIn ? `${named(nameZh)}（${LEG_NAMES[missingIn].zh}无数据）` : `${named(nameZh)} ${shareText(share)}${gap ? `，最长缺口 ${gap.hours} 计划小时（自 ${since}）` : ''}`,
    en: missingIn ? `${named(nameEn)} (nothing in the ${LEG_NAMES[missingIn].en})` : `${named(nameEn)} ${shareText(share)}${gap ? `, longest gap ${gap.hours} planned hours (from ${since})` : ''}`,
  };
}

/** A date, because a row does not know what time it is read at. */
export function untilText({ rule, repairableUntil }: SufficiencyRule, zone: string): BilingualText {
  if (repairableUntil !== null) {
    const until = localMinute(parseIsoMicros(repairableUntil) ?? 0, zone);
    return { zh: `最迟 ${until} 前补传的数据计入，此后不可补救`, en: `data received until ${until} at the latest counts; after that it cannot be repaired` };
  }
  return rule === 'baseline-days'
    ? { zh: '补传不能补救，须由任务书约定基期天数', en: 'no data repairs it: the contract has to agree on the days of the baseline' }
    : { zh: '补传不能补救', en: 'data sent later does not repair it' };
}

/** What a reader must know where nothing is held back: days that stand out, and a baseline that is short by agreement. */
export const sufficiencyNotes = ({ gates, legs }: SufficiencyFigure): readonly BilingualText[] =>
  (gates ? legs.flatMap((leg) => [...shortBaseline(leg), ...outlierNotes(leg)]) : []);

function shortBaseline({ rules }: SufficiencyLeg): readonly BilingualText[] {
  const rule = rules.find(({ rule: name, held }) => name === 'baseline-days' && held);
  const days = rule?.measured?.numerator ?? Infinity;
  const usual = SUFFICIENCY_DEFAULTS.minimumBaselineDays;
  return days >= usual ? [] : [{
    zh: `基期 ${days} 天，短于通常的 ${usual} 天，依任务书约定采用`,
    en: `the baseline has ${days} days, fewer than the usual ${usual}: by agreement of the contract`,
  }];
}

function outlierNotes({ leg, outliers }: SufficiencyLeg): readonly BilingualText[] {
  const named = outliers.map(outlierText).join('；');
  return outliers.length === 0 ? [] : [{
    zh: `${LEG_NAMES[leg].zh}有日值高于中位数 + 3 × 四分位距，请核查（未剔除）：${named}`,
    en: `amounts of days in the ${LEG_NAMES[leg].en} are above median + 3 × interquartile range; look at them, none was removed: ${outliers.map(outlierText).join('; ')}`,
  }];
}

const outlierText = ({ device, metric, days }: OutlierFigure): string =>
  `${device} ${metric} ${days.slice(0, DAYS_NAMED).join(' ')}${days.length > DAYS_NAMED ? ` … (${days.length})` : ''}`;
