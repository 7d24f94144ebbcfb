import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aSelfAssessment } from '../testing/self-assessment.js';
import { assessedYears, presentYear } from './assessed-years.js';
import { entriesOf, pointsOf, sumTyped, typedOf, withSuggestions } from './scores.js';

const { rows } = aSelfAssessment();

describe('typed scores', () => {
  it('are points with at most two decimals, and nothing else', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10_000 }), (hundredths) => expect(pointsOf(String(hundredths / 100))).toBe(hundredths / 100)));
    for (const text of ['', '-1', '1e1', '100.01', '1.234', '１', 'a', '=1+1', '1,5', 'NaN', 'Infinity']) expect([text, pointsOf(text)]).toEqual([text, undefined]);
  });

  it('give back the table as it was read', () => {
    expect(entriesOf(typedOf(rows), rows)).toEqual({
      entries: rows.map(({ row, weight, score, deviation, level }) => ({ row, weight, score, deviation, ...(level === null ? {} : { level }) })),
    });
    expect([sumTyped(typedOf(rows), 'weight'), sumTyped(typedOf(rows), 'score')]).toEqual([100, 48.57]);
  });

  it('name the first field that is no number', () => {
    const typed = { ...typedOf(rows), b: { weight: '45', score: 'ten', deviation: '' } };
    expect(entriesOf(typed, rows)).toMatchObject({ row: { row: 'b' }, field: 'score' });
    expect(entriesOf({ ...typed, a: { weight: '', score: '', deviation: '' } }, rows)).toMatchObject({ row: { row: 'a' }, field: 'weight' });
  });

  it('take a suggestion where there is one that the weight can hold, and keep texts', () => {
    const typed = { ...typedOf(rows), a: { weight: '45', score: '1', deviation: '说明' }, b: { weight: '45', score: '2', deviation: '' } };
    expect(withSuggestions(typed, rows)).toMatchObject({ a: { score: '38.57', deviation: '说明' }, b: { score: '2' } });
    expect(withSuggestions({ ...typed, a: { weight: '30', score: '1', deviation: '' } }, rows)).toMatchObject({ a: { score: '1' } });
  });
});

describe('years', () => {
  const contract = { window: { from: '2026-06-01T00:00:00+08:00', to: '2027-01-01T00:00:00+08:00' }, term: { from: '2025-12-31T16:00:00Z', to: '2028-01-01T00:00:00+08:00' } };

  it('are those of the term in the zone of the project', () => {
    expect(assessedYears(contract, 'Asia/Shanghai')).toEqual(['2026', '2027']);
    expect(assessedYears({ window: contract.window }, 'Asia/Shanghai')).toEqual(['2026']);
  });

  it('begin with the one up to which the indicators are computed', () => {
    expect([presentYear([{ to: '2026-11-01T00:00:00+08:00' }], contract, 'Asia/Shanghai'), presentYear([], contract, 'Asia/Shanghai')]).toEqual(['2026', '2026']);
  });
});
