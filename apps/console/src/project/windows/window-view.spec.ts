import { describe, expect, it } from '@jest/globals';
import type { StoredValue } from '@yanshou/api-schema';
import { reasonIn, restatedBy, versionBefore, windowsOf } from './window-view.js';

const stored = (day: number, version: number, given: Partial<StoredValue> = {}): StoredValue => ({
  from: `2026-10-0${day}T00:00:00Z`, to: `2026-10-0${day + 1}T00:00:00Z`, unit: 'day', value: 60, verdict: 'not-met', coverage: 1, platformCoverage: 1, formulaVersion: '1.0.0',
  inputsDigest: `sha256:${day}${version}`, version, at: '2026-10-09T00:00:00Z', ...given,
});

describe('windows', () => {
  it('are listed from the latest on, each with its versions from the latest on', () => {
    const values = [stored(1, 1), stored(2, 1), stored(2, 2), stored(3, 1)];
    const shown = (restatedOnly: boolean) => windowsOf(values, restatedOnly).map(({ from, versions }) => [from.slice(8, 10), versions.map(({ version }) => version)]);
    expect([shown(false), shown(true)]).toEqual([[['03', [1]], ['02', [2, 1]], ['01', [1]]], [['02', [2, 1]]]]);
  });

  it('of a restatement say by how much and from what', () => {
    const [first, second] = [stored(2, 1), stored(2, 2, { difference: { value: 1.25, numerator: null, denominator: null, coverage: null } })];
    expect([restatedBy(second, '%', 'zh'), restatedBy(first, '%', 'zh'), restatedBy({ difference: { value: null, numerator: 1, denominator: 1, coverage: null } }, '%', 'zh'), restatedBy({ difference: { value: -0.5, numerator: null, denominator: null, coverage: null } }, '', 'zh')])
      .toEqual(['+1.25 %', null, null, '-0.50']);
    expect([versionBefore([second, first], second), versionBefore([first], first)]).toEqual([first, undefined]);
  });

  it('say why in one language', () => {
    expect([reasonIn('迟到数据补入 / late data came in', 'zh'), reasonIn('迟到数据补入 / late data came in', 'en'), reasonIn('重算', 'en')]).toEqual(['迟到数据补入', 'late data came in', '重算']);
  });
});
