import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import type { GoneWorker } from '@yanshou/registry';
import type { AlarmState } from './alarms/alarm-board.js';
import type { PlatformStatus } from './platform-status.js';
import { PlatformWatch } from './platform-watch.js';
import type { PlatformWatchParts } from './platform-watch.js';

const LIMITS = { lagSeconds: 60, quarantineShare: 0.5, diskFreeShare: 0, acknowledgementSeconds: 1, jobSeconds: 60, registrySeconds: 30, faultSeconds: 60, clockSeconds: 60, journalFreeShare: 0.1, holdSeconds: 1 };
const GONE: GoneWorker = { clientId: 'yanshou-1', broker: 'broker:1883', instance: 'ingest-2', goneSeconds: 100, isWaiting: true };
const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Of a process whose registry has been silent for ten minutes, with `goneWorkers` as it answers. */
function watching(goneWorkers: () => Promise<readonly GoneWorker[]>): (id: string) => AlarmState | undefined {
  const status: PlatformStatus = { registryCurrent: false, registrySilentSeconds: 600, registryFault: null };
  const quiet = (): void => undefined;
  const watch = new PlatformWatch({
    limits: LIMITS, log: { info: quiet, warn: quiet, error: quiet } as unknown as PlatformWatchParts['log'], promise: { zh: '', en: '' }, runsJobs: false, isShared: true,
    parts: { registry: { goneWorkers }, data: { root: tmpdir(), shared: tmpdir() } } as unknown as PlatformWatchParts['parts'], status: () => Promise.resolve(status),
  });
  const tasks = watch.begin();
  closing.push(() => Promise.all(tasks.map((task) => task.stop())));
  return (id) => watch.states().find(({ rule }) => rule.id === id);
}

it('a registry that answers once and then is silent: the worker that is gone stays named, and other alarms are raised', async () => {
  let release: (gone: readonly GoneWorker[]) => void = () => undefined;
  let asked = 0;
  const alarm = watching(() => ((asked += 1) === 1 ? Promise.resolve([GONE]) : new Promise((resolve) => void (release = resolve))));
  closing.unshift(() => release([]));
  while (!(alarm('registry-stale')?.isRaised === true && alarm('worker-gone')?.isRaised === true && asked > 1)) await sleep(50);
  expect(alarm('worker-gone')).toMatchObject({ value: 100, subject: 'ingest-2 (yanshou-1 @ broker:1883)' });
}, 60_000);
