import { INDICATORS, clauseText } from '../catalogue.js';
import { SUFFICIENCY } from '../sufficiency.js';
import type { ComputedIndicator, IndicatorDefinition, IndicatorInputs, NoDataCase, Outcome, WorkedExample } from '../indicator.js';
import { traceOf } from '../trace/trace-of.js';
import { inputsPage } from './example-inputs.page.js';
import { both, markdownTable } from './markdown.js';
import { programmePage } from './programme.page.js';
import { outcomePage } from './outcome.page.js';
import { stepsPage } from './steps.page.js';

/** A document under docs/indicators. */
export interface IndicatorDocument {
  /** Name of the file, without a folder. */
  readonly file: string;
  readonly text: string;
}

const GENERATED = '<!-- 由 tools/indicator-docs.mjs 从指标目录生成，请勿手工修改 / generated from the catalogue by tools/indicator-docs.mjs: do not edit -->';

/** A page for every indicator, and one that lists them. */
export const indicatorDocuments = (): readonly IndicatorDocument[] => [
  { file: 'README.md', text: listPage() }, ...INDICATORS.map((definition) => ({ file: `${definition.id}.md`, text: pageOf(definition) })),
];

const textOf = (lines: readonly string[]): string => `${lines.join('\n').trimEnd()}\n`;

const listPage = (): string => textOf([
  GENERATED, '', '# 指标目录 / The catalogue of indicators', '',
  '每个指标一页：条款原文、公式、输入、带全部中间数的算例，以及没有数据时的情形。算例由测试逐一运行。',
  '*One page an indicator: the words of its clause, formula, inputs, worked examples with every intermediate figure, and what happens without data. The tests run every example.*', '',
  ...markdownTable(['指标 / indicator', '名称 / name', '单位 / unit', '条款 / clause', '本版本核算 / computed'], INDICATORS.map((one) =>
    [`[${one.id}](${one.id}.md)`, both({ zh: one.nameZh, en: one.nameEn }), one.unit, clauseText(one), isComputed(one) ? one.formulaVersion : '否 / no']), ALL_ROWS),
]);

/** The list is read whole. */
const ALL_ROWS = 1_000;

function pageOf(definition: IndicatorDefinition): string {
  const { nameZh, nameEn, id, clause, unit, comparator, defaultTarget, directions, kind, formula, ownDefinition, formulaVersion } = definition;
  return textOf([
    GENERATED, '', `# ${nameZh} / ${nameEn}`, '', `\`${id}\` · ${formulaVersion} · ${kind}`, '',
    `> ${clause.quoteZh}`, `> — ${clauseText(definition)}`, '',
    `- 方向 / directions: ${directions.join(' ')}`, `- 目标 / target: ${defaultTarget === null ? '由任务书规定 / set by the contract' : `${comparator} ${defaultTarget} ${unit}`}`, '',
    '## 公式 / Formula', '', formula.zh, '', `*${formula.en}*`, '',
    ...(ownDefinition === null ? [] : ['## 本平台的定义 / What this platform defines', '', ownDefinition.zh, '', `*${ownDefinition.en}*`, '']),
    ...(definition.computed ? computedPage(definition) : definition.ofProgramme !== undefined ? programmePage(definition.ofProgramme, definition) : ['本版本暂不计算该指标。', '*Not computed by this version.*']),
  ]);
}

const isComputed = (definition: IndicatorDefinition): boolean => definition.computed || definition.ofProgramme !== undefined;

const computedPage = (definition: ComputedIndicator): readonly string[] => [
  '## 输入 / Inputs', '',
  ...markdownTable(['输入 / input', '单位 / unit', '汇总 / aggregation'], definition.inputs.map(({ name, unit, aggregation }) => [`\`${name}\``, both(unit), both(aggregation)])),
  ...rolesLine(definition),
  `- 完整率门槛 / gated by the coverage of: ${definition.gates.join(', ') || '—'}`,
  ...sufficiencyLine(definition), '',
  ...definition.workedExamples.flatMap((example, index) => examplePage(definition, example, index + 1)),
  '## 没有数据时 / Without data', '', ...definition.noDataCases.map((one) => noDataLine(definition, one)), '',
];

/** Where devices gate a value their data has to suffice; where their silence is what is measured it is only shown. */
function sufficiencyLine({ gates, inputs, windowRoles }: ComputedIndicator): readonly string[] {
  const link = `[数据充分性 / sufficiency](../sufficiency.md) ${SUFFICIENCY.version}`;
  if (gates.includes('device')) return [`- ${link}：不符合即“数据不足” / below it the verdict is insufficient data`];
  const measuresSilence = windowRoles !== undefined || inputs.some(({ name }) => name === 'networked-threshold' || name === 'series-activity');
  return gates.includes('platform') && measuresSilence ? [`- ${link}：仅列示，设备沉默正是所测 / shown only: the silence of devices is what is measured`] : [];
}

function rolesLine({ roles = [], windowRoles = [] }: ComputedIndicator): readonly string[] {
  const all = [...new Set([...roles, ...windowRoles])];
  return all.length === 0 ? [] : [`- 测点含义 / roles of metrics: ${all.map((role) => `\`${role}\``).join(' ')}`];
}

const examplePage = (definition: ComputedIndicator, { title, inputs, expected }: WorkedExample, number: number): readonly string[] => [
  `## 算例 ${number} / Example ${number}`, '', both(title), '', '### 已知 / Given', '', ...inputsPage(inputs), '### 计算 / Computed', '', ...computedSteps(definition, inputs, expected), '### 结果 / Result', '', ...outcomePage(expected, definition),
];

const computedSteps = (definition: ComputedIndicator, inputs: IndicatorInputs, outcome: Outcome): readonly string[] =>
  (outcome.kind === 'value' ? stepsPage(traceOf(definition, inputs, outcome)) : []);

function noDataLine(definition: ComputedIndicator, { title, inputs }: NoDataCase): string {
  const outcome = definition.compute(inputs);
  return `- ${both(title)} ${outcomePage(outcome, definition).join(' ')}`;
}
