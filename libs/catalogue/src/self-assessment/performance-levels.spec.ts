import { describe, expect, it } from '@jest/globals';
import { INDICATORS } from '../catalogue.js';
import { PERFORMANCE_AREAS, PERFORMANCE_LEVELS, isPerformanceLevel, performanceLevelOf } from './performance-levels.js';

describe('levels of a performance self-assessment', () => {
  it('place every indicator of the catalogue', () => {
    expect(INDICATORS.map(({ id }) => id).filter((id) => performanceLevelOf(id) === undefined)).toEqual([]);
    expect([performanceLevelOf('ip-applications'), performanceLevelOf('energy-utilisation-gain'), performanceLevelOf('own-figure')]).toEqual(['quantity', 'ecological', undefined]);
  });

  it('share what the budget leaves of a hundred', () => {
    expect(Object.values(PERFORMANCE_AREAS).reduce((sum, { share }) => sum + share, 0)).toBe(90);
    for (const { area } of Object.values(PERFORMANCE_LEVELS)) expect(PERFORMANCE_AREAS).toHaveProperty(area);
    expect([isPerformanceLevel('cost'), isPerformanceLevel('toString')]).toEqual([true, false]);
  });
});
