import { describe, expect, it } from '@jest/globals';
import { CredentialTable, hashSecret } from '@yanshou/access';
import type { RegistryChange } from '@yanshou/registry';
import { ManualClock } from '@yanshou/telemetry';
import type { ProjectInventory } from '@yanshou/telemetry';
import { PublishRates } from '../runtime/publish-rates.js';
import { InventoryOffer } from '../telemetry/inventory-offer.js';
import { RegistryFollower } from './registry-follower.js';

const inventory = (project: string): ProjectInventory => ({
  project, zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine', classes: [], devices: [], gateways: [],
});

/** A registry of changes alone, as the follower reads it. */
class ChangeFeed {
  readonly made: RegistryChange[] = [];
  readonly read: string[] = [];

  add(entity: string, after: unknown): void {
    this.made.push({ id: this.made.length + 1, at: 0, who: 'test', entity, key: 'k', after, beforeHash: null });
  }

  changes = async (after: number, limit: number): Promise<RegistryChange[]> => this.made.filter(({ id }) => id > after).slice(0, limit);
  credentials = async () => [];
  inventory = async (project: string): Promise<ProjectInventory> => {
    this.read.push(project);
    return inventory(project);
  };
}

type Reader = Parameters<typeof RegistryFollower.begin>[0]['reader'];

async function follow(feed: ChangeFeed, given: Partial<Reader> = {}) {
  const credentials = new CredentialTable('pepper');
  const updated: string[] = [];
  const changed: string[] = [];
  const follower = await RegistryFollower.begin({
    clock: new ManualClock(), registry: feed, intake: { credentials, rates: new PublishRates({ perSecond: 1, burst: 1 }) },
    reader: { isFull: () => false, takeRefused: () => [], offer: async (inventories) => updated.push(...inventories.map(({ project }) => project)) > 0, ...given },
    onProjectChanged: (project) => changed.push(project),
    onSettingsChanged: () => changed.push('*'),
  }, { revision: 0, inventories: [] });
  return { follower, credentials, updated, changed };
}

describe('following the registry', () => {
  it('reads only the projects that changed, each once a page', async () => {
    const feed = new ChangeFeed();
    const { follower, updated } = await follow(feed);
    feed.add('device', { project: 'a', id: 'd1' });
    feed.add('device', { project: 'a', id: 'd2' });
    feed.add('class', { project: 'b', id: 'c' });
    feed.add('kpi-value', { project: 'c' });
    await follower.follow();
    await follower.follow();
    expect(feed.read).toEqual(['a', 'b']);
    expect(updated).toEqual(['a', 'b']);
  });

  it('tells of every change that indicators read, and of none that they write', async () => {
    const feed = new ChangeFeed();
    const { follower, changed } = await follow(feed);
    for (const [project, entity] of ['project', 'device', 'contract', 'evidence', 'declared-figure', 'calendar', 'assessment-check'].entries()) feed.add(entity, { project: `p${project}`, id: `p${project}` });
    for (const entity of ['kpi-value', 'window', 'credential']) feed.add(entity, { project: 'x' });
    await follower.follow();
    expect(changed).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
    feed.add('programme-settings', { programme: 'P1' });
    await follower.follow();
    expect(changed.slice(7)).toEqual(['*']);
  });

  it('lets a new secret in and reports a revoked one', async () => {
    const feed = new ChangeFeed();
    const { follower, credentials } = await follow(feed);
    const revoked: string[] = [];
    credentials.onRevoked((principal) => revoked.push(principal));
    const row = { project: 'a', principal: 'd', kind: 'device', secretHash: hashSecret('pepper', 's') };
    feed.add('credential', { ...row, revoked: false });
    await follower.follow();
    expect(credentials.authenticate({ username: 'a/d', password: Buffer.from('s') })).toMatchObject({ project: 'a', principal: 'd' });
    feed.add('credential', { ...row, revoked: true });
    await follower.follow();
    expect(credentials.authenticate({ username: 'a/d', password: Buffer.from('s') })).toBeUndefined();
    expect(revoked).toEqual(['a/d']);
  });

  it('lays a change before a reader that is silent, each as it comes, and none of them twice', async () => {
    const feed = new ChangeFeed();
    const posted: string[] = [];
    const silent = new InventoryOffer({ updateInventories: ([one]) => new Promise(() => void posted.push(one?.project ?? '')) }, 1);
    const { follower } = await follow(feed, { offer: (inventories) => silent.offer(inventories), isFull: () => silent.isFull(), takeRefused: () => silent.takeRefused() });
    for (const project of ['a', 'a', 'b', 'a']) {
      feed.add('device', { project, id: `d${feed.made.length}` });
      await follower.follow();
      await follower.follow();
    }
    expect(posted).toEqual(['a', 'a', 'b', 'a']);
  });

  it('offers again what came to nothing later', async () => {
    const feed = new ChangeFeed();
    const refused = [['a'], []];
    const { follower, updated } = await follow(feed, { takeRefused: () => refused.shift() ?? [] });
    await follower.follow();
    expect(updated).toEqual(['a']);
  });

  it('does not keep a revocation waiting behind an inventory that cannot be offered, which is offered as soon as it can', async () => {
    const feed = new ChangeFeed();
    let takes = false;
    const { follower, credentials, updated } = await follow(feed, { isFull: () => !takes });
    const row = { project: 'a', principal: 'd', kind: 'device', secretHash: hashSecret('pepper', 's') };
    feed.add('credential', { ...row, revoked: false });
    feed.add('device', { project: 'a', id: 'd' });
    await follower.follow();
    feed.add('credential', { ...row, revoked: true });
    await follower.follow();
    expect([credentials.authenticate({ username: 'a/d', password: Buffer.from('s') }), updated, feed.read]).toEqual([undefined, [], []]);
    takes = true;
    await follower.follow();
    expect(updated).toEqual(['a']);
  });
});
