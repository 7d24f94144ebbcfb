import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Designation, DesignationLevel } from '@yanshou/telemetry';
import { DESIGNATION_LEVELS, MICROS_PER_DAY } from '@yanshou/telemetry';
import { programmeCounts } from './programme-count.js';

const AT = 20_000 * MICROS_PER_DAY;
const named = (project: string, level: DesignationLevel, more: Partial<Designation> = {}): Designation => ({
  project, id: `${project}-${level}`, level, subject: `名称 ${project}`, document: { number: 'N', datedAt: AT - MICROS_PER_DAY, file: 'f' }, who: 'officer', recordedAt: AT, end: null, ...more,
});
const ended = (at: number): Designation['end'] => ({ reason: 'x', document: { number: 'E', datedAt: at, file: 'f' }, who: 'officer', recordedAt: AT });
const countsOf = (designations: readonly Designation[], at = AT) => new Map(programmeCounts('P3', designations, at).map((count) => [count.indicator, count]));

describe('what is counted over a programme', () => {
  it('is every list that the document of P3 demands, each with clause, target, verdict and digest; nothing of other programmes', () => {
    const designations = [...Array.from({ length: 10 }, (_, index) => named(`p${index}`, 'national-project')), named('p0', 'municipal-project'), named('p1', 'agriculture-park'), named('p2', 'agriculture-park', { subject: '名 称p1' })];
    const counts = programmeCounts('P3', designations, AT);
    expect(counts.map(({ indicator, value, comparator, target, verdict }) => [indicator, value, comparator, target, verdict])).toEqual([
      ['municipal-demonstration-projects', 1, '>=', 100, 'not-met'], ['national-demonstration-projects', 10, '>=', 10, 'met'], ['smart-agriculture-parks', 1, '>=', 30, 'not-met'],
      ['logistics-demonstration-enterprises', null, '>=', 10, 'insufficient-data'],
    ]);
    expect(counts[2]).toMatchObject({ counted: ['p1/p1-agriculture-park'], again: 1, clause: 'S002 总体 三(二)', inputsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect(counts[3]?.reasons).toMatchObject([{ zh: expect.stringContaining('尚未登记') }]);
    expect(programmeCounts('P1', designations, AT)).toEqual([]);
  });

  it('counts from the date of the document to that of its end', () => {
    const one = [named('p', 'municipal-project', { end: ended(AT + MICROS_PER_DAY) })];
    expect([-2, -1, 0, 1].map((days) => countsOf(one, AT + days * MICROS_PER_DAY).get('municipal-demonstration-projects')?.value)).toEqual([0, 1, 1, 0]);
  });

  it('in any order the same, to the digest; a project named twice counts once', () => {
    const designation = fc.record({ project: fc.constantFrom('a', 'b', 'c'), level: fc.constantFrom(...(Object.keys(DESIGNATION_LEVELS) as DesignationLevel[])), from: fc.integer({ min: -3, max: 3 }), end: fc.option(fc.integer({ min: 0, max: 4 })) });
    fc.assert(fc.property(fc.array(designation, { maxLength: 12 }), (all) => {
      const designations = all.map(({ project, level, from, end }, index) => named(project, level, {
        id: `n${index}`, document: { number: 'N', datedAt: AT + from * MICROS_PER_DAY, file: 'f' }, end: end === null ? null : ended(AT + (from + end) * MICROS_PER_DAY),
      }));
      expect(programmeCounts('P3', [...designations].reverse(), AT)).toEqual(programmeCounts('P3', designations, AT));
      for (const { value, counted } of programmeCounts('P3', designations, AT)) expect([value === null || value <= 3, counted.length]).toEqual([true, value ?? 0]);
    }));
  });
});
