import type { FigureTable } from './figure-table.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { NO_WINDOW, insufficient } from './reasons.js';
import { basesTrace } from './trace/traceability.trace.js';
import { batchTable, coldIntervals, downtimeNotes, isComplete, judgedBatches, readingsBehind, withoutDowntime } from './traceability/judged-batches.js';
import { judgedBases, mayReach, reaches } from './traceability/judged-bases.js';
import type { JudgedBase } from './traceability/judged-bases.js';
import { exampleBatch, traceInputs } from './traceability/trace.example.js';
import { ALL_UNDECIDED, NO_BASES, NO_BATCHES, TRACE_DEFINITION, TRACE_INPUT } from './traceability/trace-inputs.js';

function compute({ hasWindow, trace }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  const judged = judgedBatches(trace);
  const bases = judgedBases(trace.terms, judged);
  if (bases.length === 0) return insufficient(NO_BASES);
  const due = bases.flatMap((base) => base.due);
  const undecided = bases.flatMap((base) => base.undecided);
  if (due.length === 0) return insufficient(undecided.length === 0 ? NO_BATCHES : ALL_UNDECIDED);
  return {
    kind: 'value',
    ratio: { numerator: bases.filter(reaches).length, denominator: 1 },
    ...withoutDowntime(undecided, { numerator: bases.filter(mayReach).length, denominator: 1 }),
    counted: [],
    intervals: coldIntervals(due),
    readings: readingsBehind(due),
    figures: { tables: [baseTable(bases), batchTable({ ...judged, due, undecided })] },
    notes: downtimeNotes({ due, undecided }),
  };
}

const baseTable = (bases: readonly JudgedBase[]): FigureTable => ({
  title: { zh: '各基地的批次（完整率不低于 95% 的计入）', en: 'batches of each base (counted from 95 % complete)' },
  columns: [{ zh: '基地', en: 'base' }, { zh: '到期批次', en: 'batches' }, { zh: '完整批次', en: 'complete' }, { zh: '计入', en: 'counted' }],
  rows: bases.map((base) => [base.site, base.due.length, base.due.filter(isComplete).length, reaches(base) ? 1 : 0]),
});

/** Nineteen of twenty: exactly the threshold. */
const FIRST = Array.from({ length: 20 }, (_, index) => exampleBatch(`a${String(index).padStart(2, '0')}`, index === 0 ? { without: ['4'] } : {}));
const SECOND = ['b1', 'b2'].map((id) => exampleBatch(id, { base: 'base-2' }));
const DUE = judgedBatches(traceInputs([...FIRST, ...SECOND]).trace).due;
const BASES = [{ site: 'base-1', due: DUE.slice(0, 20), undecided: [] }, { site: 'base-2', due: DUE.slice(20), undecided: [] }];

export const traceabilityBases: ComputedIndicator = {
  id: 'traceability-bases', nameZh: '农产品安全追溯示范基地数（项目内）', nameEn: 'traceability demonstration bases of the project', unit: '个', scale: 1, comparator: '>=', defaultTarget: null,
  programme: 'P3', directions: ['P3.agriculture'], clause: { document: 'S002', place: '智能农业 三(三)3', quoteZh: '建设农产品安全追溯示范基地100个' },
  kind: 'registry', sourceKind: 'entered', computed: true, inputs: [TRACE_INPUT], gates: ['platform'],
  formula: { zh: '项目的基地中，时段内到期批次端到端追溯完整率不低于 95% 的基地数；100 个为各项目之和', en: 'bases of the project of which at least 95 % of the batches of the period are complete end to end; the 100 of the plan are the sum over projects' },
  ownDefinition: TRACE_DEFINITION, formulaVersion: '1.1.0', compute, trace: basesTrace,
  workedExamples: [{
    title: { zh: '一号基地二十批中十九批完整，计入；二号基地两批从他处起运，不计入', en: 'base 1 counts with nineteen of twenty batches; both of base 2 set out from elsewhere' },
    inputs: traceInputs([...FIRST, ...SECOND]),
    expected: {
      kind: 'value', ratio: { numerator: 1, denominator: 1 }, counted: [], intervals: { expected: 264, valid: 264 }, readings: 264,
      figures: { tables: [baseTable(BASES), batchTable({ due: DUE, undecided: [], onTheirWay: 0, withdrawn: 0 })] },
      notes: [],
    },
  }],
  noDataCases: [
    { title: { zh: '任务书未列基地', en: 'the contract names no base' }, inputs: traceInputs(FIRST, null) },
    { title: { zh: '基地没有批次', en: 'no batch of a base' }, inputs: traceInputs([exampleBatch('a', { base: 'elsewhere' })]) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: { ...traceInputs(FIRST), hasWindow: false } },
  ],
};
