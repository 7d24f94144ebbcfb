import type { StatsFs } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DiskWatch } from './disk-watch.js';
import { DiskWatches } from './disk-watches.js';

/** Disks of a hundred bytes: how much is free on each, undefined for one that does not answer. */
function setUp(free: Record<string, number | undefined>, devices: Record<string, number>): DiskWatches {
  const ask = (directory: string): Promise<StatsFs> => (free[directory] === undefined ? new Promise(() => undefined) : Promise.resolve({ bavail: free[directory], blocks: 100, bsize: 1 } as StatsFs));
  return new DiskWatches({ root: '/data', shared: '/shared' }, (directory) => devices[directory] as number, (directory) => new DiskWatch(directory, ask, 20));
}

describe('the disks of a process', () => {
  it('are one where the shared folder lies on that of the data directory', async () => {
    const disks = setUp({ '/data': 40, '/shared': 1 }, { '/data': 1, '/shared': 1 });
    await disks.look();
    expect([disks.rooms(), disks.tightest(), disks.checks(0.5).map(({ name, code }) => [name, code])]).toEqual([[['data', { freeBytes: 40, totalBytes: 100 }]], { freeShare: 0.4, directory: '/data' }, [['disk', 'disk-low']]]);
  });

  it('are two where it is another file system: whichever has least is named', async () => {
    const free = { '/data': 40, '/shared': 10 };
    const disks = setUp(free, { '/data': 1, '/shared': 2 });
    expect([disks.rooms(), disks.tightest(), disks.checks(0.15).map(({ name, state }) => [name, state])]).toEqual([[], undefined, [['disk', 'up'], ['shared-disk', 'up']]]);
    await disks.look();
    expect([disks.rooms().map(([name]) => name), disks.tightest(), disks.checks(0.15).map(({ name, code }) => [name, code])]).toEqual([['data', 'shared'], { freeShare: 0.1, directory: '/shared' }, [['disk', undefined], ['shared-disk', 'disk-low']]]);
    free['/shared'] = 50;
    await disks.look();
    expect(disks.tightest()).toEqual({ freeShare: 0.4, directory: '/data' });
  });

  it('that does not answer is not waited for, and the other is told all the same', async () => {
    const disks = setUp({ '/data': 40, '/shared': undefined }, { '/data': 1, '/shared': 2 });
    await disks.look();
    expect([disks.tightest()?.directory, disks.checks(0.15).map(({ name, state, code }) => [name, state, code])]).toEqual(['/data', [['disk', 'up', undefined], ['shared-disk', 'warning', 'disk-silent']]]);
  });
});
