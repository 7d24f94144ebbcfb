import type { Describe } from './describe.js';
import type { FigureTable } from '../figure-table.js';
import type { LegFigure } from '../outcome-figures.js';
import { over, whole } from './expression.js';
import { calculated, counted, same } from './make-step.js';
import { legSymbol, quantitySymbol } from './quantity-symbols.js';
import type { TraceStep } from './trace-step.js';
import { shareStep, valueOf, valueStep } from './value-step.js';

/** What the figures of any outcome tell: its tables, legs, counted devices, and the quotient. For indicators without steps of their own. */
export const defaultTrace: Describe = (_inputs, outcome, indicator) => {
  const [numerator, denominator] = [BigInt(outcome.ratio.numerator), BigInt(outcome.ratio.denominator)];
  const steps = [...(outcome.figures.legs ?? []).map(legStep), ...(outcome.counted.length === 0 ? [] : [countedStep(outcome.counted)])];
  const last = denominator === 1n && indicator.scale === 1 ? valueStep(indicator, 'n', valueOf(outcome, indicator)) : shareStep(indicator, ['n', 'm'], [whole(numerator), whole(denominator)]);
  return [...steps, ...(outcome.figures.tables ?? []).map(tableStep), last];
};

const countedStep = (devices: readonly string[]): TraceStep => counted(
  { title: { zh: '计入分子的设备', en: 'devices that count' }, symbol: 'N', unit: '台', formula: { zh: '计数', en: 'number' } }, [{ zh: '设备', en: 'device' }],
  devices.map((device) => ({ cells: [device], counts: true, source: { kind: 'readings', leg: 'reporting', device } })),
);

function legStep({ leg, numerator, denominator, unit, quantities }: LegFigure): TraceStep {
  const text = { title: { zh: '时期值', en: 'value of a leg' }, symbol: legSymbol('q', leg), formula: same(quantities.map(({ quantity }) => quantitySymbol(quantity, leg)).join(' ÷ ')), unit };
  return calculated(text, over(whole(BigInt(numerator)), whole(BigInt(denominator))), {
    columns: [{ zh: '组成量', en: 'quantity' }, { zh: '数量', en: 'amount' }, { zh: '单位', en: 'unit' }],
    rows: quantities.map(({ quantity, amount, unit: of, declaredFigure }) => ({ cells: [quantity, amount, of], source: declaredFigure === null ? { kind: 'readings', leg } : { kind: 'figure', id: declaredFigure } })),
  });
}

/** A table that the indicator prints beside its value: shown, and nothing computed from it. */
const tableStep = ({ title, columns, rows }: FigureTable, index: number): TraceStep => ({
  title, symbol: `t${index + 1}`, formula: { zh: '行数', en: 'number of rows' }, put: null, result: { exact: String(rows.length), rounded: String(rows.length), unit: '' },
  table: { columns, rows: rows.map((cells) => ({ cells, source: null })) },
});
