import { describe, expect, it } from '@jest/globals';
import { COMPUTED_INDICATORS, INDICATORS, clauseText, findIndicator } from './catalogue.js';
import { VERDICTS } from './verdict.js';
import type { BilingualText } from './bilingual.js';
import type { IndicatorInputs, LegInputs } from './indicator.js';
import type { WindowInputs } from './series-window.js';

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

  it('gates what measures silence, or asks for its own valid days, by the platform only', () => {
    const byPlatform = COMPUTED_INDICATORS.filter(({ gates }) => gates.includes('platform') && !gates.includes('device'));
    expect(byPlatform.map((definition) => definition.id)).toEqual([
      'networked-device-ratio', 'connected-equipment', 'process-data-points',
      'remote-management-coverage', 'bus-remote-monitoring', 'smart-livestock-farm-ratio', 'smart-facility-planting-ratio', 'smart-aquaculture-ratio',
      'remote-acquisition', 'storage-and-analysis', 'trial-operation', 'chronic-disease-monitoring',
      'air-quality-good-days', 'monitoring-valid-hours', 'surface-water-class', 'sea-water-class', 'fishery-oxygen-compliance',
      'batch-traceability', 'seed-traceability', 'traceability-bases', 'automatic-assessment',
    ]);
  });
});

describe.each(INDICATORS.map((definition) => [definition.id, definition] as const))('%s', (_id, definition) => {
  it('has its texts in both languages, a clause and a version', () => {
    expectBilingual({ zh: definition.nameZh, en: definition.nameEn });
    expectBilingual(definition.formula);
    if (definition.ownDefinition) expectBilingual(definition.ownDefinition);
    expect(clauseText(definition)).toMatch(/^S00[0-3] .+/);
    expect(definition.clause.quoteZh).toMatch(CHINESE);
    expect(definition.formulaVersion).toMatch(/^\d+\.\d+\.\d+$/);
    expect(definition.directions.every((direction) => direction.startsWith(`${definition.programme}.`))).toBe(true);
    expect(definition.unit === '%' ? 100 : 1).toBe(definition.scale);
  });

  it('says whether it is computed', () => {
    expect(definition.compute !== undefined).toBe(definition.computed);
  });
});

describe.each(COMPUTED_INDICATORS.map((definition) => [definition.id, definition] as const))('computed: %s', (_id, definition) => {
  it('has at least one worked example and one case without data', () => {
    expect(definition.workedExamples.length).toBeGreaterThan(0);
    expect(definition.noDataCases.length).toBeGreaterThan(0);
    for (const input of definition.inputs) [input.unit, input.aggregation].forEach(expectBilingual);
    for (const { title } of [...definition.workedExamples, ...definition.noDataCases]) expectBilingual(title);
  });

  it.each(definition.workedExamples.map((example) => [example.title.en, example] as const))('worked example: %s', (_title, example) => {
    expect(definition.compute(example.inputs)).toEqual(example.expected);
  });

  it.each(definition.workedExamples.map((example) => [example.title.en, example] as const))('any order of rows: %s', (_title, { inputs, expected }) => {
    expect(definition.compute(reversed(inputs))).toEqual(expected);
  });

  it.each(definition.noDataCases.map((example) => [example.title.en, example] as const))('no value from: %s', (_title, example) => {
    const outcome = definition.compute(example.inputs);
    expect(outcome.kind).toBe('insufficient');
    // Units stand in brackets, in either language as they are written.
    if (outcome.kind === 'insufficient') expectBilingual({ ...outcome.reason, en: outcome.reason.en.replaceAll(/\([^)]*\)/g, '') });
  });
});

describe.each(INDICATORS.flatMap((definition) => (!definition.computed && definition.ofProgramme !== undefined ? [[definition.id, definition.ofProgramme] as const] : [])))('of a programme: %s', (_id, { inputs, compute, workedExamples, noDataCases }) => {
  it('has its texts in both languages, a worked example and a case without data', () => {
    for (const text of [inputs, ...workedExamples.map(({ title }) => title), ...noDataCases.map(({ title }) => title)]) expectBilingual(text);
    expect([workedExamples.length > 0, noDataCases.length > 0]).toEqual([true, true]);
  });

  it.each(workedExamples.map((example) => [example.title.en, example] as const))('worked example, in any order: %s', (_title, { inputs: given, expected }) => {
    expect(compute(given)).toEqual(expected);
    expect(compute({ ...given, designations: [...given.designations].reverse() })).toEqual(expected);
  });

  it.each(noDataCases.map((example) => [example.title.en, example] as const))('no value from: %s', (_title, { inputs: given }) => {
    const outcome = compute(given);
    expect(outcome.kind).toBe('insufficient');
    if (outcome.kind === 'insufficient') expectBilingual(outcome.reason);
  });
});

function reversed(inputs: IndicatorInputs): IndicatorInputs {
  const leg = ({ quantities, devices }: LegInputs): LegInputs => ({ quantities: [...quantities].reverse(), devices: [...devices].reverse() });
  const windows = ({ days, series }: WindowInputs): WindowInputs => ({ days, series: [...series].reverse() });
  return {
    ...inputs,
    devices: [...inputs.devices].reverse(),
    processPoints: [...inputs.processPoints].reverse(),
    legs: { baseline: leg(inputs.legs.baseline), reporting: leg(inputs.legs.reporting) },
    windows: { baseline: windows(inputs.windows.baseline), reporting: windows(inputs.windows.reporting) },
    evidence: [...inputs.evidence].reverse(),
    figures: [...inputs.figures].reverse(),
    training: [...inputs.training].reverse(),
    trace: { ...inputs.trace, batches: [...inputs.trace.batches].reverse().map((batch) => ({ ...batch, events: [...batch.events].reverse(), readings: [...batch.readings].reverse() })) },
  };
}
