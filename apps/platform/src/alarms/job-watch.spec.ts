import { expect, it } from '@jest/globals';
import type { JobWindow } from '@yanshou/registry';
import { JobWatch } from './job-watch.js';

const window = (from: number): JobWindow => ({ project: 'p', job: 'j', unit: 'day', from, to: from + 1 });

it('jobs are overdue when nobody runs them, or the same window stays first; a backlog that shrinks is none', async () => {
  let now = 0;
  let open: JobWindow | undefined;
  let silent: number | undefined;
  const watch = new JobWatch({ registry: { oldestOpenWindow: async () => open }, meter: { silentSeconds: () => silent }, job: 'daily', now: () => now });
  expect(watch.read()).toBeUndefined();
  const after = async (seconds: number): Promise<number | undefined> => {
    now += seconds * 1_000;
    await watch.look();
    return watch.read();
  };
  expect(await after(60)).toBe(60);
  silent = 1;
  expect(await after(60)).toBe(1);
  open = window(1);
  expect(await after(60)).toBe(1);
  expect(await after(600)).toBe(600);
  open = window(2);
  expect(await after(60)).toBe(1);
  silent = 900;
  open = undefined;
  expect(await after(60)).toBe(900);
});

it('a question that fails restarts no clock: the window that was first counts on', async () => {
  let now = 0;
  let fault: Error | undefined;
  const watch = new JobWatch({ registry: { oldestOpenWindow: async () => { if (fault !== undefined) throw fault; return window(1); } }, meter: { silentSeconds: () => 1 }, job: 'daily', now: () => now });
  await watch.look();
  for (const [at, away] of [[3_600_000, undefined], [3_660_000, new Error('away')], [7_260_000, undefined]] as const) {
    [now, fault] = [at, away];
    await watch.look();
    expect(watch.read()).toBe(at / 1_000);
  }
});

it('a registry that does not answer leaves the silence to count', async () => {
  const watch = new JobWatch({ registry: { oldestOpenWindow: () => Promise.reject(new Error('away')) }, meter: { silentSeconds: () => 42 }, job: 'daily', now: () => 0 });
  await watch.look();
  expect(watch.read()).toBe(42);
});
