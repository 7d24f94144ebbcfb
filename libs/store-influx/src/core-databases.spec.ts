import { describe, expect, it } from '@jest/globals';
import { projectsThatFit } from './core-databases.js';

describe('the projects that fit on 3 Core', () => {
  it.each<[readonly string[] | undefined, number]>([
    [undefined, 3], [[], 3], [['y_p', 'y_q'], 3], [['y__platform'], 3], [['y__platform', 'y__programme_P1', 'y__programme_P2', 'y_p'], 2],
    [['telegraf'], 2], [['a', 'b', 'c', 'd', 'e'], 0], [['yy_p'], 2],
  ])('beside %j are %d: dashboards take two at least, others what they have', (names, fits) => {
    expect(projectsThatFit('y', names)).toBe(fits);
  });
});
