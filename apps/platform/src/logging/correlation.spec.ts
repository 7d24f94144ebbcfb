import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { beginCorrelated, correlated, correlation } from './correlation.js';

describe('correlation', () => {
  it('is there behind awaits and timers, within each piece of work its own, and nowhere else', async () => {
    const seen = await Promise.all(['a', 'b'].map((request) => correlated({ request }, async () => {
      await sleep(5);
      return [correlation(), await new Promise((resolve) => void setTimeout(() => resolve(correlation()), 1))];
    })));
    expect(seen).toEqual([[{ request: 'a' }, { request: 'a' }], [{ request: 'b' }, { request: 'b' }]]);
    expect(correlation()).toEqual({});
  });

  it('adds a run to the request that it is part of', async () => {
    await correlated({ request: 'a' }, () => correlated({ job: 'assessment', run: '1' }, async () => {
      await sleep(1);
      expect(correlation()).toEqual({ request: 'a', job: 'assessment', run: '1' });
    }));
  });

  it('lasts until its end although other work has ended meanwhile, and is over after a fault', async () => {
    let later: Promise<unknown> = Promise.resolve();
    const end = beginCorrelated({ request: 'long' }, () => { later = sleep(20).then(() => correlation()); });
    await expect(correlated({ request: 'short' }, () => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    expect(await later).toEqual({ request: 'long' });
    end();
    expect(correlation()).toEqual({});
  });
});
