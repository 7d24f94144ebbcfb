import { describe, expect, it } from '@jest/globals';
import type { IndicatorRow } from '@yanshou/kpi';
import { reportedSuperseded, restatementOf, supersededOf } from './restatement.js';
import { sampleRows, sampleStatement } from './testing.js';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const before = supersededOf(sampleStatement(), DIGEST);
const changed = (change: Partial<IndicatorRow>): IndicatorRow[] => sampleRows().map((row, index) => (index === 0 ? { ...row, ...change } : row));

describe('a restatement', () => {
  it('says of every indicator what it was, what it is and by how much it changed', () => {
    const [row] = sampleRows() as [IndicatorRow];
    const after = { value: (row.value ?? 0) + 0.1, numerator: (row.numerator ?? 0) + 1, coverage: 0.25, inputsDigest: 'sha256:other', verdict: 'met' as const };
    const { assessment, statementDigest, indicators } = restatementOf(before, changed(after));
    expect({ assessment, statementDigest }).toEqual({ assessment: sampleStatement().assessment, statementDigest: DIGEST });
    expect(indicators[0]).toMatchObject({
      indicator: row.indicator, changed: true, before: { value: row.value, inputsDigest: row.inputsDigest }, after,
      difference: { value: 0.1, numerator: 1, denominator: 0, coverage: Number((0.25 - (row.coverage ?? 0)).toFixed(12)) },
    });
    expect(indicators.slice(1).every((one) => !one.changed)).toBe(true);
    expect(indicators.slice(1).flatMap(({ difference }) => Object.values(difference)).every((by) => by === 0 || by === null)).toBe(true);
  });

  it('names what is new and what is gone', () => {
    const rows = sampleRows();
    const renamed = rows.map((row, index) => (index === 0 ? { ...row, indicator: 'another' } : row));
    const { indicators } = restatementOf(before, renamed);
    expect(indicators).toHaveLength(rows.length + 1);
    expect(indicators[0]).toMatchObject({ indicator: 'another', before: null, changed: true, difference: { value: null } });
    expect(indicators.at(-1)).toMatchObject({ indicator: rows[0]?.indicator, after: null, changed: true });
  });

  it('is built again from what it says of the superseded statement and the rows: what a verifier does', () => {
    const rows = changed({ value: 1, inputsDigest: 'x' }).slice(0, -1);
    const made = restatementOf(before, rows);
    expect(restatementOf(reportedSuperseded(made), rows)).toEqual(made);
  });

  it('stands in the statement that supersedes, and in no other', () => {
    expect(sampleStatement()).not.toHaveProperty('restatement');
    const second = sampleStatement({}, { supersedes: before.assessment, superseded: before });
    expect(second.restatement?.indicators.map(({ indicator }) => indicator)).toEqual(sampleRows().map(({ indicator }) => indicator));
    expect(JSON.parse(JSON.stringify(second))).toEqual(second);
  });
});
