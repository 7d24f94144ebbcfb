import { describe, expect, it } from '@jest/globals';
import { COMPUTED_INDICATORS } from '../catalogue.js';
import { exactRatio } from '../fraction.js';
import { calculate, printed, sameNumber } from '../testing/calculator.js';
import { faultsOf } from '../testing/check-trace.js';
import { defaultTrace } from './default.trace.js';
import { exactText, roundedText } from './exact-text.js';
import { greatest, minus, over, put, sum, times, whole } from './expression.js';
import { traceOf } from './trace-of.js';
import type { TraceStep } from './trace-step.js';
import type { OutcomeValue } from './value-step.js';

const examples = COMPUTED_INDICATORS.flatMap((definition) =>
  definition.workedExamples.map(({ title, inputs, expected }) => [`${definition.id}: ${title.en}`, { definition, inputs, outcome: expected as OutcomeValue }] as const));

/** Everything that the tables name. */
const named = (steps: readonly TraceStep[]): ReadonlySet<string> =>
  new Set(steps.flatMap(({ table }) => (table?.rows ?? []).flatMap(({ cells, source }) => [...cells.flatMap((cell) => String(cell).split(' ')), ...(source !== null && 'device' in source ? [source.device ?? ''] : [])])));

describe.each(examples)('the trace of %s', (_title, { definition, inputs, outcome }) => {
  const steps = traceOf(definition, inputs, outcome);
  const value = exactRatio(outcome.ratio, definition.scale);

  it('comes to the value by a calculator of its own', () => {
    expect(faultsOf(steps)).toEqual([]);
    const last = calculate(steps.at(-1)?.put ?? '');
    expect(sameNumber(last, { over: value.numerator, under: value.denominator })).toBe(true);
    expect(steps.at(-1)?.result).toEqual({ exact: exactText(value), rounded: printed(last, 6), unit: definition.unit });
  });

  it('names every device that counts, and where its numbers were read', () => {
    const names = named(steps);
    expect(outcome.counted.filter((device) => !names.has(device))).toEqual([]);
    expect(steps.some(({ table }) => table?.rows.some(({ source }) => source !== null))).toBe(true);
  });

  it('is the same in any order of rows', () => {
    const turned = { ...inputs, devices: [...inputs.devices].reverse(), evidence: [...inputs.evidence].reverse(), figures: [...inputs.figures].reverse(), processPoints: [...inputs.processPoints].reverse() };
    expect(traceOf(definition, turned, outcome)).toEqual(steps);
  });

  it('can be told from the figures alone too', () => {
    const told = defaultTrace(inputs, outcome, definition);
    expect(faultsOf(told)).toEqual([]);
    expect(sameNumber(calculate(told.at(-1)?.put ?? ''), { over: value.numerator, under: value.denominator })).toBe(true);
  });
});

it('every computed indicator says its steps itself: give a new one its `trace`', () => {
  expect(COMPUTED_INDICATORS.filter(({ trace }) => trace === undefined).map(({ id }) => id)).toEqual([]);
});

describe('arithmetic as it is written', () => {
  const third = { numerator: 1n, denominator: 3n };

  it('writes decimals where they end and fractions where they do not', () => {
    expect([exactText({ numerator: 33n, denominator: 4n }), exactText({ numerator: -2n, denominator: 6n }), exactText({ numerator: 10n, denominator: 5n })]).toEqual(['8.25', '−1 ÷ 3', '2']);
    expect([roundedText(third), roundedText({ numerator: -1n, denominator: 10_000_000n }), roundedText({ numerator: 5n, denominator: 2n })]).toEqual(['0.333333', '0', '2.5']);
  });

  it('sets the brackets that the order of operations needs', () => {
    const [a, b, c] = [whole(8), whole(-3), put(third)];
    const written = times(over(minus(a, sum(b, c)), minus(a, b)), over(c, greatest([a, b])));
    expect(written.text).toBe('(8 − ((−3) + (1 ÷ 3))) ÷ (8 − (−3)) × ((1 ÷ 3) ÷ max(8, (−3)))');
    expect(sameNumber(calculate(written.text), { over: written.value.numerator, under: written.value.denominator })).toBe(true);
  });

  it('is refused where it is none', () => {
    for (const text of ['1 +', '(1', '1 2', '1 ÷ 0', 'max 1', 'x', '']) expect(() => calculate(text)).toThrow();
  });

  it('shows a step that does not add up', () => {
    const step: TraceStep = {
      title: { zh: '一', en: 'one' }, symbol: 's', formula: { zh: '一', en: 'one' }, put: '1 + 1', result: { exact: '3', rounded: '3.1', unit: '' },
      table: { columns: [{ zh: '列', en: 'column' }], rows: [{ cells: ['1'], source: null }, { cells: ['●', 2], source: null }], adds: 0, counts: 0 },
    };
    expect(() => faultsOf([step])).toThrow();
    expect(faultsOf([{ ...step, table: null }])).toEqual(['s: 3 is printed 3.1, not 3', 's: 1 + 1 is not 3']);
  });
});
