import { expect, it } from '@jest/globals';
import type { GoneWorker } from '@yanshou/registry';
import { WorkerWatch } from './worker-watch.js';

const gone = (instance: string, goneSeconds: number): GoneWorker => ({ clientId: `c-${instance}`, broker: 'broker:1883', instance, goneSeconds, isWaiting: true });

it('tells which workers are gone and for how long the first of them; without an answer what was known stands', async () => {
  let answer: readonly GoneWorker[] | undefined = [gone('one', 40), gone('two', 100)];
  const watch = new WorkerWatch({ goneWorkers: async () => { if (answer === undefined) throw new Error('away'); return [...answer]; } });
  expect(watch.read()).toBeUndefined();
  await watch.look();
  const known = { seconds: 100, names: 'one (c-one @ broker:1883), two (c-two @ broker:1883)' };
  expect(watch.read()).toEqual(known);
  answer = undefined;
  await watch.look();
  expect(watch.read()).toEqual(known);
  answer = [];
  await watch.look();
  expect(watch.read()).toEqual({ seconds: 0, names: undefined });
});
