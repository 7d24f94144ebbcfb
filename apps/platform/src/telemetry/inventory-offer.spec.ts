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
    expect([await offer.offer([inventory('a')]), await offer.offer([inventory('b')]), taken, offer.isWaiting()]).toEqual([true, true, ['a', 'b'], false]);
    const gone = new InventoryOffer({ updateInventories: () => Promise.reject(Object.assign(new Error('gone'), { code: 'worker-exited' })) });
    await expect(gone.offer([inventory('a')])).rejects.toMatchObject({ code: 'worker-exited' });
  });

  it('does not wait for one that hangs, heaps nothing on it, and goes on when it answers', async () => {
    const asked: string[] = [];
    let answer = (): void => undefined;
    const offer = new InventoryOffer({ updateInventories: ([one]) => new Promise<void>((resolve) => {
      asked.push(one?.project ?? '');
      answer = resolve;
    }) }, 1);
    expect([await offer.offer([inventory('a')]), await offer.offer([inventory('b')]), offer.isWaiting(), asked]).toEqual([false, false, true, ['a']]);
    answer();
    await new Promise((resolve) => void setImmediate(resolve));
    expect(offer.isWaiting()).toBe(false);
    const again = offer.offer([inventory('b')]);
    answer();
    expect([await again, asked]).toEqual([true, ['a', 'b']]);
  });
});
