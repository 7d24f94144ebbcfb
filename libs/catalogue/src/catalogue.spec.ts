import { describe, expect, it } from '@jest/globals';
import { INDICATORS, clauseText, findIndicator } from './catalogue.js';
import { VERDICTS } from './verdict.js';
import type { BilingualText } from './bilingual.js';

const CHINESE = /\p{Script=Han}/u;

function expectBilingual(text: BilingualText): void {
  expect(text.zh).toMatch(CHINESE);
  expect(text.en.trim()).not.toBe('');
  expect(text.en).not.toMatch(CHINESE);
}

describe('the catalogue', () => {
  it('names every indicator once and finds it by id', () => {
    expect(new Set(INDICATORS.map((definition) => definition.id)).size).toBe(INDICATORS.length);
    for (const definition of INDICATORS) expect(findIndicator(definition.id)).toBe(definition);
    expect(findIndicator('no-such-indicator')).toBeUndefined();
  });

  it('uses the Chinese words of verdicts', () => {
    expect(Object.values(VERDICTS).map((words) => words.zh)).toEqual(['达标', '未达标', '数据不足，暂不能判定', '待补充佐证']);
  });

  it('gates what measures silence by the platform only', () => {
    expect(INDICATORS.filter((definition) => definition.gates.includes('platform')).map((definition) => definition.id)).toEqual([
      'networked-device-ratio', 'connected-equipment', 'process-data-points',
    ]);
  });
});

describe.each(INDICATORS.map((definition) => [definition.id, definition] as const))('%s', (_id, definition) => {
  it('has its texts in both languages, a clause and a version', () => {
    expectBilingual({ zh: definition.nameZh, en: definition.nameEn });
    expectBilingual(definition.formula);
    if (definition.ownDefinition) expectBilingual(definition.ownDefinition);
    for (const input of definition.inputs) [input.unit, input.aggregation].forEach(expectBilingual);
    for (const { title } of [...definition.workedExamples, ...definition.noDataCases]) expectBilingual(title);
    expect(clauseText(definition)).toMatch(/^S00[0-3] .+/);
    expect(definition.clause.quoteZh).toMatch(CHINESE);
    expect(definition.formulaVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(definition.directions.every((direction) => direction.startsWith(`${definition.programme}.`))).toBe(true);
  });

  it('has at least one worked example and one case without data', () => {
    expect(definition.workedExamples.length).toBeGreaterThan(0);
    expect(definition.noDataCases.length).toBeGreaterThan(0);
  });

  it.each(definition.workedExamples.map((example) => [example.title.en, example] as const))('worked example: %s', (_title, example) => {
    expect(definition.compute(example.inputs)).toEqual(example.expected);
  });

  it.each(definition.workedExamples.map((example) => [example.title.en, example] as const))('any order of rows: %s', (_title, { inputs, expected }) => {
    const reversed = { ...inputs, devices: [...inputs.devices].reverse(), processPoints: [...inputs.processPoints].reverse() };
    expect(definition.compute(reversed)).toEqual(expected);
  });

  it.each(definition.noDataCases.map((example) => [example.title.en, example] as const))('no value from: %s', (_title, example) => {
    const outcome = definition.compute(example.inputs);
    expect(outcome.kind).toBe('insufficient');
    if (outcome.kind === 'insufficient') expectBilingual(outcome.reason);
  });
});
