import { LEG_NAMES, SUFFICIENCY } from '@yanshou/catalogue';
import type { BilingualText, FigureCell, FigureTable } from '@yanshou/catalogue';
import type { ProjectContract } from '@yanshou/telemetry';
import type { RowFigures } from '../indicator-row.js';
import type { SufficiencyFigure, SufficiencyLeg, SufficiencyRule } from './sufficiency-figure.js';
import { deviceText, figureText, untilText, worstNamed } from './sufficiency-words.js';

/** The figures of a row with what its data is worth, also as the last of its tables, which every page shows. */
export function withSufficiency(figures: RowFigures, sufficiency: SufficiencyFigure | null, { plannedTime: { zone } }: ProjectContract): RowFigures {
  return sufficiency === null ? figures : { ...figures, tables: [...(figures.tables ?? []), sufficiencyTable(sufficiency, zone)], sufficiency };
}

/** A line a rule and leg: what was measured, whether it holds, the worst devices, and until when it can be mended. */
export const sufficiencyTable = ({ gates, lateDeliveryHours, legs }: SufficiencyFigure, zone: string): FigureTable => ({
  title: {
    zh: `数据充分性${gates ? '' : '（仅列示，不影响结论）'}：补传时限 ${lateDeliveryHours} 小时`,
    en: `sufficiency of the data${gates ? '' : ' (shown only, it gates nothing)'}: late delivery within ${lateDeliveryHours} h counts`,
  },
  columns: [
    { zh: '时段', en: 'period' }, { zh: '规则', en: 'rule' }, { zh: '实测与要求', en: 'measured, and asked' }, { zh: '符合', en: 'held' },
    { zh: '最差设备', en: 'worst devices' }, { zh: '补救期限', en: 'repairable' },
  ],
  rows: legs.flatMap((leg) => leg.rules.map((rule) => cellsOf(leg, rule, zone))),
});

const YES: BilingualText = { zh: '是', en: 'yes' };
const NO: BilingualText = { zh: '否', en: 'no' };

const cellsOf = ({ leg }: SufficiencyLeg, rule: SufficiencyRule, zone: string): readonly FigureCell[] => [
  LEG_NAMES[leg], SUFFICIENCY.rules[rule.rule].name, figureText(rule), rule.held ? YES : NO,
  joined(worstNamed(rule).map((device) => deviceText(device, zone))), rule.held ? null : untilText(rule, zone),
];

const joined = (texts: readonly BilingualText[]): FigureCell =>
  (texts.length === 0 ? null : { zh: texts.map(({ zh }) => zh).join('；'), en: texts.map(({ en }) => en).join('; ') });

/** How many rules hold in each leg, in one line. */
export function sufficiencyText({ gates, legs }: SufficiencyFigure, language: 'zh' | 'en'): string {
  const parts = legs.map(({ leg, rules }) => {
    const held = rules.filter((rule) => rule.held).length;
    return language === 'zh' ? `${LEG_NAMES[leg].zh} ${held}/${rules.length} 项符合` : `${LEG_NAMES[leg].en} ${held} of ${rules.length} rules held`;
  });
  const shown = language === 'zh' ? '（仅列示）' : ' (shown only)';
  return language === 'zh' ? `数据充分性${gates ? '' : shown}：${parts.join('，')}` : `sufficiency${gates ? '' : shown}: ${parts.join(', ')}`;
}
