import type { BilingualText } from '../bilingual.js';
import { isComplete, judgedBatches } from '../traceability/judged-batches.js';
import type { JudgedBatch } from '../traceability/judged-batches.js';
import { judgedBases, reaches } from '../traceability/judged-bases.js';
import { isTraceable, judgedVarieties } from '../traceability/judged-varieties.js';
import { TRACE_RULE } from '../traceability/trace-rule.js';
import type { Describe } from './describe.js';
import { whole } from './expression.js';
import { counted } from './make-step.js';
import type { TraceStep } from './trace-step.js';
import { shareStep, valueStep } from './value-step.js';

/** Batches complete end to end, over those that have had their time. */
export const batchTrace: Describe = ({ trace }, _outcome, indicator) => {
  const { due } = judgedBatches(trace);
  const above = batchesStep(due);
  return [above, dueStep(due), shareStep(indicator, [above.symbol, 'M'], [whole(due.filter(isComplete).length), whole(due.length)])];
};

/** Own varieties all of whose batches are complete, over those in the contract's scope. */
export const seedTrace: Describe = ({ trace }, _outcome, indicator) => {
  const varieties = judgedVarieties(trace.terms, judgedBatches(trace));
  const of = (counts: (variety: (typeof varieties)[number]) => boolean) => varieties.map((variety) =>
    ({ cells: [variety.name, variety.due.length, variety.due.filter(isComplete).length], counts: counts(variety), source: { kind: 'contract' } as const }));
  const columns = [{ zh: '品种', en: 'variety' }, BATCHES, COMPLETE];
  const traceable = counted({
    title: { zh: '可追溯品种', en: 'traceable varieties' }, symbol: 'N', unit: '个',
    formula: { zh: '有到期批次且全部完整的品种计数', en: 'number of varieties with batches that have had their time, all of them complete' },
  }, columns, of(isTraceable));
  const inScope = counted({
    title: { zh: '分母：范围内的自主品种', en: 'below the line: own varieties in scope' }, symbol: 'M', unit: '个',
    formula: { zh: '任务书所列范围内的品种计数', en: 'number of varieties that the contract names in its scope' },
  }, columns, of(() => true));
  const behind = varieties.flatMap(({ due }) => due);
  return [batchesStep(behind, 'C'), traceable, inScope, shareStep(indicator, ['N', 'M'], [whole(varieties.filter(isTraceable).length), whole(varieties.length)])];
};

/** Bases whose batches reach the share of the rule. */
export const basesTrace: Describe = ({ trace }, _outcome, indicator) => {
  const bases = judgedBases(trace.terms, judgedBatches(trace));
  const reaching = counted({
    title: { zh: '达到完整率的基地', en: 'bases that reach the share' }, symbol: 'N', unit: '个',
    formula: { zh: `完整批次 ÷ 到期批次 ≥ ${TRACE_RULE.baseThreshold} 的基地计数`, en: `number of bases with complete ÷ batches that have had their time ≥ ${TRACE_RULE.baseThreshold}` },
  }, [{ zh: '基地', en: 'base' }, BATCHES, COMPLETE], bases.map((base) =>
    ({ cells: [base.site, base.due.length, base.due.filter(isComplete).length], counts: reaches(base), source: { kind: 'contract' } as const })));
  return [batchesStep(bases.flatMap(({ due }) => due), 'C'), reaching, valueStep(indicator, 'N', whole(bases.filter(reaches).length).value)];
};

const BATCHES: BilingualText = { zh: '到期批次', en: 'batches' };
const DOWN: BilingualText = { zh: '扣除的平台停机间隔', en: 'intervals left out, the platform being down' };
const COMPLETE: BilingualText = { zh: '完整批次', en: 'complete' };

/** Every batch with the checks that it fails. */
function batchesStep(due: readonly JudgedBatch[], symbol = 'N'): TraceStep {
  return counted({
    title: { zh: '端到端完整的批次', en: 'batches complete end to end' }, symbol, unit: '批',
    formula: { zh: `逐项符合完整规则 ${TRACE_RULE.version} 的批次计数`, en: `number of batches that pass every check of rule ${TRACE_RULE.version}` },
  }, [{ zh: '批次', en: 'batch' }, DOWN, { zh: '不符合的规则', en: 'checks that it fails' }], byBatch(due).map((judged) => ({
    cells: [judged.batch.id, judged.batch.readings.reduce((sum, { platformFault }) => sum + platformFault, 0), [...new Set(judged.findings.map(({ code }) => code))].join(', ')], counts: isComplete(judged), source: { kind: 'batch', id: judged.batch.id },
  })));
}

const dueStep = (due: readonly JudgedBatch[]): TraceStep => counted({
  title: { zh: '分母：到期批次', en: 'below the line: batches that have had their time' }, symbol: 'M', unit: '批',
  formula: { zh: '时段内生产、未撤回、已到期、可判定的批次计数', en: 'number of batches produced in the period, not withdrawn, that have had their time and are decided' },
}, [{ zh: '批次', en: 'batch' }], byBatch(due).map(({ batch: { id } }) => ({ cells: [id], counts: true, source: { kind: 'batch', id } })));

const byBatch = (due: readonly JudgedBatch[]): readonly JudgedBatch[] => [...due].sort((left, right) => (left.batch.id < right.batch.id ? -1 : 1));
