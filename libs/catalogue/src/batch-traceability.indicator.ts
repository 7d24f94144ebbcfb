import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { NO_WINDOW, insufficient } from './reasons.js';
import { batchTrace } from './trace/traceability.trace.js';
import { batchTable, coldIntervals, downtimeNotes, isComplete, judgedBatches, readingsBehind, withoutDowntime } from './traceability/judged-batches.js';
import { exampleBatch, traceInputs } from './traceability/trace.example.js';
import { ALL_UNDECIDED, NO_BATCHES, TRACE_DEFINITION, TRACE_INPUT } from './traceability/trace-inputs.js';

function compute({ hasWindow, trace }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  const judged = judgedBatches(trace);
  const { due, undecided } = judged;
  if (due.length === 0) return insufficient(undecided.length === 0 ? NO_BATCHES : ALL_UNDECIDED);
  const complete = due.filter(isComplete).length;
  return {
    kind: 'value',
    ratio: { numerator: complete, denominator: due.length },
    ...withoutDowntime(undecided, { numerator: complete + undecided.length, denominator: due.length + undecided.length }),
    counted: [],
    intervals: coldIntervals(due),
    readings: readingsBehind(due),
    figures: { tables: [batchTable(judged)] },
    notes: downtimeNotes(judged),
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

const DOWN = [
  exampleBatch('a'), exampleBatch('b', { cold: { expected: 8, platformFault: 4, covered: 8, inRange: 8 } }), exampleBatch('c', { cold: { expected: 10, platformFault: 2, covered: 8, inRange: 8 } }),
  exampleBatch('d', { cold: { expected: 0, platformFault: 12, covered: 0, inRange: 0, min: null, max: null, readings: 0, origins: [] } }),
];

export const batchTraceability: ComputedIndicator = {
  id: 'batch-traceability', nameZh: '批次端到端追溯率', nameEn: 'batches traceable end to end', unit: '%', scale: 100, comparator: '>=', defaultTarget: null,
  programme: 'P1', directions: ['P1.3.1'], clause: { document: 'S000', place: '三(二)1', quoteZh: '新型智慧农业全产业链产销体系建设' },
  kind: 'mixed', sourceKind: 'entered', computed: true, inputs: [TRACE_INPUT], gates: ['platform'],
  formula: { zh: '端到端追溯完整的批次数 ÷ 时段内到期批次数（因平台停机无法判定的不计）× 100%', en: 'batches complete end to end ÷ batches of the period that have had their time (without those that are undecided because the platform was down) × 100 %' },
  ownDefinition: TRACE_DEFINITION, formulaVersion: '1.1.0', compute, trace: batchTrace,
  workedExamples: [{
    title: { zh: '五批中两批完整：一批缺销售，一批冷链覆盖 10/12 不足，一批在限值内 11/12 不足；更正后的一批完整，撤回的不计', en: 'two of five: one without a sale, one with 10 of 12 intervals covered, one with 11 of 12 within the limits; a corrected one is complete, a withdrawn one does not count' },
    inputs: traceInputs(BATCHES),
    expected: {
      kind: 'value', ratio: { numerator: 2, denominator: 5 }, counted: [], intervals: { expected: 60, valid: 58 }, readings: 60,
      figures: { tables: [batchTable(judgedBatches(traceInputs(BATCHES).trace))] },
      notes: [],
    },
  }, {
    title: { zh: '四批：一批停机 4 个间隔，其余 8 个均有数据，完整；一批停机 2 个，其余 10 个中缺 2 个，不足；一批全程停机，无法判定，不计入', en: 'four: one with all of 8 intervals beside 4 of downtime is complete, one with 8 of 10 beside 2 is not, one wholly in downtime is undecided and does not count' },
    inputs: traceInputs(DOWN),
    expected: {
      kind: 'value', ratio: { numerator: 2, denominator: 3 }, withoutDowntime: { numerator: 3, denominator: 4 }, counted: [], intervals: { expected: 30, valid: 28 }, readings: 36,
      figures: { tables: [batchTable(judgedBatches(traceInputs(DOWN).trace))] },
      notes: [{
        zh: '冷链时段已扣除平台自身停机（有心跳证明）且事后未补传的 18 个判定间隔（各批次合计）；因此无法判定、未计入的批次 1 个',
        en: '18 judging intervals of cold chains are left out (all batches together): the platform itself was down (its heartbeat shows it) and nothing was delivered for them later; 1 batches are undecided because of that and not counted',
      }],
    },
  }],
  noDataCases: [
    { title: { zh: '没有批次', en: 'no batch' }, inputs: traceInputs([]) },
    { title: { zh: '唯一的批次全程处于平台停机', en: 'the platform was down for all of the only batch' }, inputs: traceInputs(DOWN.slice(3)) },
    { title: { zh: '批次仍在途', en: 'a batch on its way' }, inputs: traceInputs([exampleBatch('a', { producedAt: 999_999 })], { scope: 'all', varieties: [], bases: [], dueDays: 1 }) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: { ...traceInputs([exampleBatch('a')]), hasWindow: false } },
  ],
};
