import type { Leg } from '@yanshou/telemetry';
import { multiplyFractions, ZERO } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import type { EnergyModel } from '../energy-regression.js';
import type { EnergyDay } from '../energy-days.js';
import { LEG_NAMES } from '../quantities.js';
import { minus, over, put, sum, times, whole } from './expression.js';
import type { Expression } from './expression.js';
import { added, calculated, same } from './make-step.js';
import { legSymbol } from './quantity-symbols.js';
import type { TraceStep } from './trace-step.js';
import { formulaStep } from './value-step.js';
import type { TracedIndicator } from './value-step.js';

/** Sums of the baseline's days, the coefficients by the normal equations, what the model expects, and the saving. */
export function regressionSteps({ fit, baseline, reporting, expected, actual }: EnergyModel, indicator: TracedIndicator): readonly TraceStep[] {
  const { energy, output } = baseline.units;
  const sums = columnsOf(baseline.days).flatMap((left, at, all) => all.slice(at).map((right) => ({ name: `${left.name}${right.name}`, of: (day: EnergyDay) => multiplyFractions(left.of(day), right.of(day)) })));
  const first = columnsOf(baseline.days).map((column) => sumStep(baseline.days, 'baseline', column, unitOf(column.name, energy, output)));
  const products = sums.map((column) => sumStep(baseline.days, 'baseline', column, ''));
  const later = columnsOf(reporting.days).map((column) => sumStep(reporting.days, 'reporting', column, unitOf(column.name, energy, output)));
  const model = coefficientSteps(fit.coefficients, new Map([...first, ...products].map(({ symbol, result }) => [symbol, result.exact])), { days: baseline.days.length, energy, output });
  const inputs = reporting.days.length;
  const terms = fit.coefficients.map((value, index) => times(put(value), index === 0 ? whole(inputs) : put(totalOf(reporting.days, (day) => day.x[index - 1] ?? ZERO))));
  const names = fit.coefficients.map((_, index) => `c${index} × ${index === 0 ? 'n_R' : legSymbol(`Σ${NAMES[index] ?? ''}`, 'reporting')}`).join(' + ');
  const expectedStep = calculated({ title: { zh: '模型预测的报告期能耗', en: 'energy that the model expects of the reporting period' }, symbol: 'ŷ', formula: same(names), unit: energy }, sum(...terms));
  return [...first, ...products, ...model, ...later, expectedStep, formulaStep(indicator, `(ŷ − ${legSymbol('Σy', 'reporting')}) ÷ ŷ × 100`, times(over(minus(put(expected), put(actual)), put(expected)), whole(100)))];
}

/** y is energy, x output, T temperature. */
const NAMES = ['', 'x', 'T'];
const unitOf = (name: string, energy: string, output: string): string => (name === 'y' ? energy : name === 'x' ? output : '°C');

interface Column {
  readonly name: string;
  readonly of: (day: EnergyDay) => Fraction;
}

const columnsOf = (days: readonly EnergyDay[]): readonly Column[] => [
  { name: 'y', of: ({ y }) => y }, ...(days[0]?.x ?? []).map((_, index) => ({ name: NAMES[index + 1] ?? `x${index}`, of: ({ x }: EnergyDay) => x[index] ?? ZERO })),
];

const totalOf = (days: readonly EnergyDay[], of: (day: EnergyDay) => Fraction): Fraction => sum(...days.map((day) => put(of(day)))).value;

function sumStep(days: readonly EnergyDay[], leg: Leg, { name, of }: Column, unit: string): TraceStep {
  const text = {
    title: { zh: `${LEG_NAMES[leg].zh}逐日 ${name} 之和（${days.length} 天）`, en: `sum of ${name} over ${days.length} days of the ${LEG_NAMES[leg].en}` }, symbol: legSymbol(`Σ${name}`, leg), unit,
    formula: { zh: `Σ ${name}，y 为当日能耗，x 为当日产量，T 为当日平均气温`, en: `Σ ${name}; y the day's energy, x its output, T its mean temperature` },
  };
  return added(text, [{ zh: '日期', en: 'day' }, same(name)], days.map((day) => ({ cells: [day.day], amount: of(day), source: { kind: 'readings', leg, day: day.day } })));
}

interface ModelFacts {
  readonly days: number;
  readonly energy: string;
  readonly output: string;
}

/** The normal equations put into numbers: two by elimination, three by Cramer's rule. */
function coefficientSteps(coefficients: readonly Fraction[], sums: ReadonlyMap<string, string>, facts: ModelFacts): readonly TraceStep[] {
  const number = (symbol: string): Expression => (symbol === 'n_B' ? whole(facts.days) : numberOf(sums.get(symbol) ?? '0'));
  return coefficients.length === 2 ? lineSteps(number, facts) : planeSteps(number, facts);
}

type NumberOf = (symbol: string) => Expression;

function lineSteps(number: NumberOf, facts: ModelFacts): readonly TraceStep[] {
  const [n, y, x, yx, xx] = ['n_B', 'Σy_B', 'Σx_B', 'Σyx_B', 'Σxx_B'].map(number) as [Expression, Expression, Expression, Expression, Expression];
  const slope = over(minus(times(n, yx), times(x, y)), minus(times(n, xx), times(x, x)));
  return [
    coefficientStep(1, '(n_B × Σyx_B − Σx_B × Σy_B) ÷ (n_B × Σxx_B − Σx_B × Σx_B)', slope, facts),
    coefficientStep(0, '(Σy_B − c1 × Σx_B) ÷ n_B', over(minus(y, times(put(slope.value), x)), n), facts),
  ];
}

/** Symbols of the normal equations of two variables, row by row; the last column is the right side. */
const EQUATIONS = [['n_B', 'Σx_B', 'ΣT_B', 'Σy_B'], ['Σx_B', 'Σxx_B', 'ΣxT_B', 'Σyx_B'], ['ΣT_B', 'ΣxT_B', 'ΣTT_B', 'ΣyT_B']] as const;

function planeSteps(number: NumberOf, facts: ModelFacts): readonly TraceStep[] {
  const determinant = (replaced?: number): Determinant => determinantOf(EQUATIONS.map((row) => [0, 1, 2].map((column) => row[column === replaced ? 3 : column] ?? 'n_B')), number);
  const all = [determinant(), ...[0, 1, 2].map(determinant)];
  const steps = all.map(({ formula, expression }, index) => calculated({
    title: index === 0 ? { zh: '正规方程组的行列式', en: 'determinant of the normal equations' } : { zh: `第 ${index} 列换为右端后的行列式`, en: `determinant with column ${index} replaced by the right side` },
    symbol: index === 0 ? 'D' : `D${index - 1}`, formula: same(formula), unit: '',
  }, expression));
  const below = put(all[0]?.expression.value ?? ZERO);
  return [...steps, ...all.slice(1).map(({ expression }, index) => coefficientStep(index, `D${index} ÷ D`, over(put(expression.value), below), facts))];
}

interface Determinant {
  readonly formula: string;
  readonly expression: Expression;
}

/** Three by three, by the rule of Sarrus. */
function determinantOf(rows: readonly (readonly string[])[], number: NumberOf): Determinant {
  const of = (shift: number, step: number): readonly string[] => rows.map((row, index) => row[(shift + step * index + 6) % 3] ?? 'n_B');
  const [up, down] = [[0, 1, 2].map((shift) => of(shift, 1)), [0, 1, 2].map((shift) => of(shift, -1))];
  const product = ([a = 'n_B', b = 'n_B', c = 'n_B']: readonly string[]): Expression => times(times(number(a), number(b)), number(c));
  const text = (all: readonly (readonly string[])[]): string => all.map((symbols) => symbols.join(' × ')).join(' + ');
  return { formula: `${text(up)} − (${text(down)})`, expression: minus(sum(...up.map(product)), sum(...down.map(product))) };
}

function coefficientStep(index: number, formula: string, expression: Expression, { energy, output }: ModelFacts): TraceStep {
  const title = index === 0 ? { zh: '常数项', en: 'constant' } : { zh: `系数 c${index}`, en: `coefficient c${index}` };
  return calculated({ title, symbol: `c${index}`, formula: same(formula), unit: index === 0 ? energy : `${energy}/${unitOf(NAMES[index] ?? '', energy, output)}` }, expression);
}

/** The number that an exact text stands for. */
function numberOf(text: string): Expression {
  const [above = '0', below = '1'] = text.replace('−', '-').split(' ÷ ');
  const [digits = '0', decimals = ''] = above.split('.');
  return put({ numerator: BigInt(`${digits}${decimals}`), denominator: 10n ** BigInt(decimals.length) * BigInt(below) });
}
