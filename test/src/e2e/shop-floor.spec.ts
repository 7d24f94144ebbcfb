import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { notRun } from '../platform-under-test/not-run.js';
import { statedCommand, statedMachines } from './shop-floor-page.js';

const realData = process.env.REAL_DATA_DIR;

describe('the page of the real shop floor', () => {
  it('states eight machines, of which one is networked', () => {
    expect(statedMachines().map(({ id }) => id)).toHaveLength(8);
    expect(statedMachines().filter(({ valid }) => valid >= 0.8 * 360)).toEqual(statedMachines().filter(({ networked }) => networked));
    expect(statedMachines().reduce((sum, { valid }) => sum + valid, 0)).toBe(545);
  });

  it('states what its own command counts in the raw files', () => {
    if (realData === undefined) return notRun('e2e: the figures of the real shop floor from the raw files (set REAL_DATA_DIR)');
    const counted = execFileSync('sh', ['-c', statedCommand()], { encoding: 'utf8', env: { ...process.env, REAL_DATA_DIR: realData } });
    expect(counted.trim().split('\n')).toEqual(statedMachines().map(({ id, valid, calendarValid }) => `${id} ${valid} ${calendarValid}`));
  });
});
