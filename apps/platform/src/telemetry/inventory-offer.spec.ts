import { describe, expect, it } from '@jest/globals';
import type { ProjectInventory } from '@yanshou/telemetry';
import { InventoryOffer } from './inventory-offer.js';

const inventory = (project: string): ProjectInventory => ({
  project, zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', classes: [], devices: [], gateways: [],
});

describe('offering inventories to the telemetry thread', () => {
  it('is done with one that takes them, and rejects with its fault', async () => {
    const taken: string[] = [];
    const offer = new InventoryOffer({ updateInventories: async (inventories) => void taken.push(...inventories.map(({ project }) => project)) });
    expect([await offer.offer([inventory('a')]), await offer.offer([inventory('b')]), taken]).toEqual([true, true, ['a', 'b']]);
    const gone = new InventoryOffer({ updateInventories: () => Promise.reject(Object.assign(new Error('gone'), { code: 'worker-exited' })) });
    await expect(gone.offer([inventory('a')])).rejects.toMatchObject({ code: 'worker-exited' });
  });

  /** A thread that answers when told. */
  const hanging = (limitMillis: number) => {
    const asked: { readonly project: string; readonly end: (error?: Error) => void }[] = [];
    const offer = new InventoryOffer({ updateInventories: ([one]) => new Promise<void>((resolve, reject) => {
      asked.push({ project: one?.project ?? '', end: (error) => (error === undefined ? resolve() : reject(error)) });
    }) }, limitMillis);
    return { offer, asked };
  };
  const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

  it('lays each before one that hangs, waits for the first alone, and waits again when it goes on', async () => {
    const { offer, asked } = hanging(1);
    expect([await offer.offer([inventory('a')]), await offer.offer([inventory('b')]), await offer.offer([inventory('a')])]).toEqual([false, false, false]);
    expect(asked.map(({ project }) => project)).toEqual(['a', 'b', 'a']);
    for (const { end } of asked) end();
    await turn();
    const again = offer.offer([inventory('c')]);
    asked.at(-1)?.end();
    expect([await again, offer.takeRefused()]).toEqual([true, []]);
  });

  it('tells once which came to nothing after all', async () => {
    const { offer, asked } = hanging(1);
    await offer.offer([inventory('a')]);
    await offer.offer([inventory('b')]);
    asked[0]?.end();
    asked[1]?.end(new Error('gone'));
    await turn();
    expect([offer.takeRefused(), offer.takeRefused()]).toEqual([['b'], []]);
  });

  it('says when enough lies before it', async () => {
    const { offer, asked } = hanging(1);
    for (let n = 0; n < 300 && !offer.isFull(); n += 1) await offer.offer([inventory('a')]);
    expect(asked).toHaveLength(200);
    asked[0]?.end();
    await turn();
    expect(offer.isFull()).toBe(false);
  });
});
