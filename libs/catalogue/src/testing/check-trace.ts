import type { TraceStep } from '../trace/trace-step.js';
import { TICK } from '../trace/trace-step.js';
import { calculate, printed, sameNumber } from './calculator.js';
import type { Rational } from './calculator.js';

const PLACES = 6;

/** What does not add up in some steps, by a calculator of its own; empty when a person would agree with every figure. */
export const faultsOf = (steps: readonly TraceStep<unknown>[]): readonly string[] => steps.flatMap((step) => [...resultFaults(step), ...putFaults(step), ...tableFaults(step), ...textFaults(step)]);

const fault = ({ symbol }: TraceStep<unknown>, text: string): readonly string[] => [`${symbol}: ${text}`];

function resultFaults(step: TraceStep<unknown>): readonly string[] {
  const rounded = printed(calculate(step.result.exact), PLACES);
  return rounded === step.result.rounded ? [] : fault(step, `${step.result.exact} is printed ${step.result.rounded}, not ${rounded}`);
}

function putFaults(step: TraceStep<unknown>): readonly string[] {
  if (step.put === null) return step.table === null ? fault(step, 'neither numbers nor a table') : [];
  return sameNumber(calculate(step.put), calculate(step.result.exact)) ? [] : fault(step, `${step.put} is not ${step.result.exact}`);
}

function tableFaults(step: TraceStep<unknown>): readonly string[] {
  const { table } = step;
  if (table === null) return [];
  const ragged = table.rows.filter(({ cells }) => cells.length !== table.columns.length).length;
  const result = calculate(step.result.exact);
  const added = table.adds === undefined || sameNumber(sumOf(table.rows.map(({ cells }) => String(cells[table.adds ?? 0] ?? '0'))), result);
  const ticks = table.rows.filter(({ cells }) => cells[table.counts ?? -1] === TICK).length;
  const counted = table.counts === undefined || sameNumber({ over: BigInt(ticks), under: 1n }, result);
  return [
    ...(ragged === 0 ? [] : fault(step, `${ragged} rows do not fit the columns`)), ...(added ? [] : fault(step, 'the table does not add up')),
    ...(counted ? [] : fault(step, `${ticks} ticks, not ${step.result.exact}`)),
  ];
}

const sumOf = (cells: readonly string[]): Rational =>
  cells.map(calculate).reduce((sum, { over, under }) => ({ over: sum.over * under + over * sum.under, under: sum.under * under }), { over: 0n, under: 1n });

/** Every text is there in both languages, and none is the print of a value that is not. */
function textFaults(step: TraceStep<unknown>): readonly string[] {
  const texts = [step.title.zh, step.title.en, step.formula.zh, step.formula.en, step.symbol];
  return texts.every((text) => text.trim() !== '' && !/undefined|NaN|\[object/.test(text)) ? [] : fault(step, 'a text is missing');
}
