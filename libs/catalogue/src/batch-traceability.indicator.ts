import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { NO_WINDOW, insufficient } from './reasons.js';
import { batchTrace } from './trace/traceability.trace.js';
import { batchTable, coldIntervals, isComplete, judgedBatches, readingsBehind } from './traceability/judged-batches.js';
import { exampleBatch, traceInputs } from './traceability/trace.example.js';
import { NO_BATCHES, TRACE_DEFINITION, TRACE_INPUT } from './traceability/trace-inputs.js';

function compute({ hasWindow, trace }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  const judged = judgedBatches(trace);
  if (judged.due.length === 0) return insufficient(NO_BATCHES);
  return {
    kind: 'value',
    ratio: { numerator: judged.due.filter(isComplete).length, denominator: judged.due.length },
    counted: [],
    intervals: coldIntervals(judged.due),
    readings: readingsBehind(judged.due),
    figures: { tables: [batchTable(judged)] },
  };
}

const corrected = exampleBatch('c', { events: [
  { id: '1', step: 'production', at: 100, place: { site: 'base-2' } }, { id: '1a', step: 'production', at: 100, place: { site: 'base-1' }, corrects: '1' },
  ...exampleBatch('x').events.slice(1),
] });
const BATCHES = [
  exampleBatch('a'), exampleBatch('b', { without: ['4'] }), corrected, exampleBatch('d', { cold: { covered: 10, inRange: 10 } }), exampleBatch('e', { cold: { inRange: 11 } }),
  exampleBatch('f', { withdrawn: true }),
];

export const batchTraceability: ComputedIndicator = {
  id: 'batch-traceability', nameZh: '批次端到端追溯率', nameEn: 'batches traceable end to end', unit: '%', scale: 100, comparator: '>=', defaultTarget: null,
  programme: 'P1', directions: ['P1.3.1'], clause: { document: 'S000', place: '三(二)1', quoteZh: '新型智慧农业全产业链产销体系建设' },
  kind: 'mixed', sourceKind: 'entered', computed: true, inputs: [TRACE_INPUT], gates: ['platform'],
  formula: { zh: '端到端追溯完整的批次数 ÷ 时段内到期批次数 × 100%', en: 'batches complete end to end ÷ batches of the period that have had their time × 100 %' },
  ownDefinition: TRACE_DEFINITION, formulaVersion: '1.0.0', compute, trace: batchTrace,
  workedExamples: [{
    title: { zh: '五批中两批完整：一批缺销售，一批冷链覆盖 10/12 不足，一批在限值内 11/12 不足；更正后的一批完整，撤回的不计', en: 'two of five: one without a sale, one with 10 of 12 intervals covered, one with 11 of 12 within the limits; a corrected one is complete, a withdrawn one does not count' },
    inputs: traceInputs(BATCHES),
    expected: {
      kind: 'value', ratio: { numerator: 2, denominator: 5 }, counted: [], intervals: { expected: 60, valid: 58 }, readings: 60,
      figures: { tables: [batchTable(judgedBatches(traceInputs(BATCHES).trace))] },
    },
  }],
  noDataCases: [
    { title: { zh: '没有批次', en: 'no batch' }, inputs: traceInputs([]) },
    { title: { zh: '批次仍在途', en: 'a batch on its way' }, inputs: traceInputs([exampleBatch('a', { producedAt: 999_999 })], { scope: 'all', varieties: [], bases: [], dueDays: 1 }) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: { ...traceInputs([exampleBatch('a')]), hasWindow: false } },
  ],
};
