import type { FigureTable } from './figure-table.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { NO_WINDOW, insufficient } from './reasons.js';
import { batchTable, coldIntervals, downtimeNotes, isComplete, judgedBatches, readingsBehind, withoutDowntime } from './traceability/judged-batches.js';
import { isTraceable, judgedVarieties, mayBeTraceable } from './traceability/judged-varieties.js';
import type { JudgedVariety } from './traceability/judged-varieties.js';
import { seedTrace } from './trace/traceability.trace.js';
import { EXAMPLE_TERMS, exampleBatch, traceInputs } from './traceability/trace.example.js';
import { ALL_UNDECIDED, NO_BATCHES, NO_VARIETIES, TRACE_DEFINITION, TRACE_INPUT } from './traceability/trace-inputs.js';

function compute({ hasWindow, trace }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  const judged = judgedBatches(trace);
  const varieties = judgedVarieties(trace.terms, judged);
  if (varieties.length === 0) return insufficient(NO_VARIETIES);
  const due = varieties.flatMap((variety) => variety.due);
  const undecided = varieties.flatMap((variety) => variety.undecided);
  if (due.length === 0) return insufficient(undecided.length === 0 ? NO_BATCHES : ALL_UNDECIDED);
  return {
    kind: 'value',
    ratio: { numerator: varieties.filter(isTraceable).length, denominator: varieties.length },
    ...withoutDowntime(undecided, { numerator: varieties.filter(mayBeTraceable).length, denominator: varieties.length }),
    counted: [],
    intervals: coldIntervals(due),
    readings: readingsBehind(due),
    figures: { tables: [varietyTable(varieties), batchTable({ ...judged, due, undecided })] },
    notes: downtimeNotes({ due, undecided }),
  };
}

const varietyTable = (varieties: readonly JudgedVariety[]): FigureTable => ({
  title: { zh: '范围内的自主品种', en: 'own varieties in scope' },
  columns: [{ zh: '品种', en: 'variety' }, { zh: '到期批次', en: 'batches' }, { zh: '完整批次', en: 'complete' }, { zh: '可追溯', en: 'traceable' }],
  rows: varieties.map((variety) => [variety.name, variety.due.length, variety.due.filter(isComplete).length, isTraceable(variety) ? 1 : 0]),
});

const BATCHES = [exampleBatch('a'), exampleBatch('b', { variety: '津优 一号' }), exampleBatch('c', { variety: '津优二号', without: ['2'] }), exampleBatch('d', { variety: '津稻九号' }), exampleBatch('e', { variety: '外购品种' })];
const judgedOf = (name: string, ...ids: readonly string[]): JudgedVariety => ({ name, due: judgedBatches(traceInputs(BATCHES).trace).due.filter(({ batch }) => ids.includes(batch.id)), undecided: [] });
const VEGETABLES = [judgedOf('津优一号', 'a', 'b'), judgedOf('津优二号', 'c')];
const ALL = [judgedOf('津优一号', 'a', 'b'), judgedOf('津优二号', 'c'), judgedOf('津稻九号', 'd')].sort((left, right) => (left.name < right.name ? -1 : 1));
const expectedOf = (varieties: readonly JudgedVariety[], numerator: number): Outcome => {
  const due = varieties.flatMap((variety) => variety.due);
  return {
    kind: 'value', ratio: { numerator, denominator: varieties.length }, counted: [], intervals: coldIntervals(due), readings: readingsBehind(due),
    figures: { tables: [varietyTable([...varieties].sort((left, right) => (left.name < right.name ? -1 : 1))), batchTable({ due, undecided: [], onTheirWay: 0, withdrawn: 0 })] },
    notes: [],
  };
};

export const seedTraceability: ComputedIndicator = {
  id: 'seed-traceability', nameZh: '自主知识产权品种追溯率', nameEn: 'traceable own varieties', unit: '%', scale: 100, comparator: '>=', defaultTarget: 100,
  programme: 'P3', directions: ['P3.agriculture'], clause: { document: 'S002', place: '智能农业 三(二)4', quoteZh: '拥有自主知识产权的蔬菜种业率先实现智能管理追溯全覆盖' },
  kind: 'mixed', sourceKind: 'entered', computed: true, inputs: [TRACE_INPUT], gates: ['platform'],
  formula: {
    zh: '时段内到期批次均端到端追溯完整的自主品种数 ÷ 任务书所列范围内的自主品种数 × 100%；2020 年为蔬菜品种，2025 年为全部品种，以任务书载明的范围为准；没有批次的品种不计入分子',
    en: 'own varieties of which every batch of the period that has had its time is complete end to end ÷ own varieties in the scope of the contract × 100 %; vegetables by 2020, all by 2025, as the contract says; a variety without a batch is not in the numerator',
  },
  ownDefinition: TRACE_DEFINITION, formulaVersion: '1.1.0', compute, trace: seedTrace,
  workedExamples: [
    { title: { zh: '蔬菜品种两个，一个的批次都完整；非蔬菜与外购品种不在范围', en: 'two vegetable varieties, the batches of one are all complete; others are out of scope' }, inputs: traceInputs(BATCHES), expected: expectedOf(VEGETABLES, 1) },
    { title: { zh: '全部品种三个，两个可追溯', en: 'all three varieties, two of them traceable' }, inputs: traceInputs(BATCHES, { ...EXAMPLE_TERMS, scope: 'all' }), expected: expectedOf(ALL, 2) },
  ],
  noDataCases: [
    { title: { zh: '任务书未列品种', en: 'the contract names no variety' }, inputs: traceInputs(BATCHES, null) },
    { title: { zh: '自主品种没有批次', en: 'no batch of an own variety' }, inputs: traceInputs([exampleBatch('e', { variety: '外购品种' })]) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: { ...traceInputs(BATCHES), hasWindow: false } },
  ],
};
