import { formatIsoMicros } from '@yanshou/telemetry';
import { both, markdownTable } from './markdown.js';
import type { ListedIndicator } from '../indicator.js';
import type { ProgrammeComputation, ProgrammeInputs, ProgrammeOutcome } from '../portfolio/programme-computation.js';

/** How an indicator over the projects of a programme is counted. */
export const programmePage = ({ inputs, compute, workedExamples, noDataCases }: ProgrammeComputation, { unit }: Pick<ListedIndicator, 'unit'>): readonly string[] => [
  '按专项汇总，不在单个项目核算。', '*Counted over the programme, not of one project.*', '',
  '## 输入 / Inputs', '', inputs.zh, '', `*${inputs.en}*`, '',
  ...workedExamples.flatMap(({ title, inputs: given, expected }, index) => [
    `## 算例 ${index + 1} / Example ${index + 1}`, '', both(title), '', '### 已知 / Given', '', ...givenPage(given), '### 计算 / Computed', '', ...outcomeLines(expected, unit), '',
  ]),
  '## 没有数据时 / Without data', '', ...noDataCases.map(({ title, inputs: given }) => `- ${both(title)} ${outcomeLines(compute(given), unit).join(' ')}`), '',
];

const givenPage = ({ at, designations }: ProgrammeInputs): readonly string[] => [
  `- 计数日 / counted at: ${formatIsoMicros(at)}`, '',
  ...markdownTable(['项目/认定 / project/designation', '类别 / level', '名称 / name', '自 / from', '至 / until'],
    designations.map(({ project, id, level, subject, from, until }) => [`${project}/${id}`, level, subject, formatIsoMicros(from), until === null ? '—' : formatIsoMicros(until)])),
];

function outcomeLines(outcome: ProgrammeOutcome, unit: string): readonly string[] {
  if (outcome.kind === 'insufficient') return [`→ 数据不足 / insufficient: ${both(outcome.reason)}`];
  const { value, counted, ended, toCome, again } = outcome;
  return [
    `- 计入 / counted: ${counted.join(', ') || '—'}`, `- 已终止 / ended: ${ended}`, `- 尚未开始 / not begun: ${toCome}`, `- 重复，不另计 / named twice: ${again}`, '', `**值 / value** = ${value} ${unit}`,
  ];
}
