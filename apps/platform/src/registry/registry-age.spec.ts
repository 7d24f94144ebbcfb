import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CredentialTable, hashSecret } from '@yanshou/access';
import type { RegistryChange } from '@yanshou/registry';
import { ManualClock, MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import type { ProjectInventory } from '@yanshou/telemetry';
import { PublishRates } from '../runtime/publish-rates.js';
import { RegistryFollower } from './registry-follower.js';

const never = (): Promise<never> => new Promise(() => undefined);
/** Enough for everything that waits for nothing but promises that are settled. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** A spec whose follower never ends fails by this, instead of holding up everything. */
const MOST_QUESTIONS = 10_000;

/** A registry whose every question takes as long, and meets as many changes or faults, as a spec says; and what of it is in force. */
class Programme {
  readonly clock = new ManualClock();
  readonly made: (RegistryChange & { readonly savedAt: number })[] = [];
  readonly readInventories: string[] = [];
  questions = 0;
  isFull = false;
  /** Runs before a question is answered from what is saved then, and after that. */
  before: (question: 'changes' | 'inventory') => Promise<void> | void = () => undefined;
  after: (question: 'changes' | 'inventory') => void = () => undefined;
  follower: RegistryFollower | undefined;
  private readonly offered = new Map<string, number>();
  private readonly credentials = new CredentialTable('pepper');

  static async begin(): Promise<Programme & { follower: RegistryFollower }> {
    const programme = new Programme();
    const { clock, credentials } = programme;
    const follower = await RegistryFollower.begin({
      clock, intake: { credentials, rates: new PublishRates({ perSecond: 1, burst: 1 }) },
      registry: {
        credentials: async () => [],
        changes: (after, limit) => programme.answer('changes', () => programme.made.filter(({ id }) => id > after).slice(0, limit)),
        inventory: (project) => programme.answer('inventory', () => programme.inventory(project)),
      },
      reader: {
        isFull: () => programme.isFull, takeRefused: () => [],
        offer: async (inventories) => inventories.every(({ project, acceptedFrom }) => programme.offered.set(project, acceptedFrom)),
      },
      onProjectChanged: () => undefined, onSettingsChanged: () => undefined,
    }, { revision: 0, inventories: [] });
    return Object.assign(programme, { follower });
  }

  pass(millis: number): void {
    this.clock.advance(millis * MICROS_PER_MILLISECOND);
  }

  saveDevice(project: string): void {
    this.save('device', { project, id: `d${this.made.length}` });
  }

  saveSecret(): void {
    const principal = `d${this.made.length + 1}`;
    this.save('credential', { project: 'a', principal, kind: 'device', secretHash: hashSecret('pepper', principal), revoked: false });
  }

  /** What is shown, in milliseconds. */
  age(): number {
    return this.clock.monotonicMillis() - (this.follower?.currentAsOf ?? 0);
  }

  /** The age of the oldest change that is not in force; 0 without one. */
  trueAge(): number {
    const oldest = this.made.find((change) => !this.isInForce(change));
    return oldest === undefined ? 0 : this.clock.monotonicMillis() - oldest.savedAt;
  }

  private isInForce({ id, entity, after }: RegistryChange): boolean {
    const { project, principal } = after as { project: string; principal: string };
    if (entity === 'device') return (this.offered.get(project) ?? 0) >= id;
    return this.credentials.authenticate({ username: `${project}/${principal}`, password: Buffer.from(principal) }) !== undefined;
  }

  private save(entity: string, after: unknown): void {
    this.made.push({ id: this.made.length + 1, at: 0, who: 'test', entity, key: 'k', after, beforeHash: null, savedAt: this.clock.monotonicMillis() });
  }

  /** Says by `acceptedFrom` which changes it has seen. */
  private inventory(project: string): ProjectInventory {
    this.readInventories.push(project);
    return { project, zone: 'UTC', demonstration: false, acceptedFrom: this.made.length, unknownMetric: 'quarantine', classes: [], devices: [], gateways: [] };
  }

  private async answer<T>(question: 'changes' | 'inventory', read: () => T): Promise<T> {
    if ((this.questions += 1) > MOST_QUESTIONS) throw new Error('it asks for ever');
    await this.before(question);
    const answer = read();
    this.after(question);
    return answer;
  }
}

describe('the age of the oldest change that may not be in force', () => {
  it('stays small while changes come without end and each is in force soon', async () => {
    const programme = await Programme.begin();
    const ages: number[] = [];
    programme.saveDevice('p0');
    programme.before = (question) => {
      programme.pass(question === 'inventory' ? 90 : 10);
      ages.push(programme.age());
    };
    programme.after = (question) => void (question === 'inventory' && programme.saveDevice(`p${programme.readInventories.length}`));
    for (let turn = 0; turn < 300; turn += 1) await programme.follower.follow();
    expect([programme.readInventories.length, Math.max(...ages)]).toEqual([300, 210]);
  });

  it('grows while one inventory cannot be read, also when it was the last of many', async () => {
    const programme = await Programme.begin();
    for (const project of ['a', 'b', 'c']) programme.saveDevice(project);
    programme.before = (question) => (question === 'inventory' && programme.readInventories.length === 2 ? never() : undefined);
    programme.pass(100);
    void programme.follower.follow();
    await settled();
    programme.pass(8_000);
    expect([programme.readInventories, programme.age()]).toEqual([['a', 'b'], 8_100]);
  });

  it('grows while changes cannot be read, by whatever fault, and is small again after it', async () => {
    const programme = await Programme.begin();
    programme.before = () => Promise.reject(new Error('away'));
    for (let turn = 0; turn < 8; turn += 1) {
      programme.pass(1_000);
      await expect(programme.follower.follow()).rejects.toThrow('away');
    }
    expect(programme.age()).toBe(8_000);
    programme.before = () => undefined;
    await programme.follower.follow();
    expect(programme.age()).toBe(0);
  });

  it('grows while the rest of many changes cannot be read', async () => {
    const programme = await Programme.begin();
    for (let change = 0; change < 1_001; change += 1) programme.saveSecret();
    programme.pass(4_000);
    programme.before = () => (programme.questions > 2 ? never() : undefined);
    void programme.follower.follow();
    await settled();
    programme.pass(4_000);
    expect([programme.questions, programme.age()]).toEqual([3, 8_000]);
  });

  it('is not that of an inventory that waits for a full reader, neither then nor when it takes it', async () => {
    const programme = await Programme.begin();
    programme.saveDevice('a');
    programme.isFull = true;
    for (let turn = 0; turn < 8; turn += 1) {
      programme.pass(1_000);
      await programme.follower.follow();
    }
    expect([programme.age(), programme.trueAge()]).toEqual([0, 8_000]);
    programme.isFull = false;
    programme.pass(250);
    const ages: number[] = [];
    programme.before = () => void ages.push(programme.age());
    await programme.follower.follow();
    expect([programme.readInventories, Math.max(...ages), programme.trueAge()]).toEqual([['a'], 250, 0]);
  });

  it('is never less than it is, whatever is saved, fails or takes its time in between', async () => {
    const saved = fc.option(fc.constantFrom('a', 'b', 'c', 'secret'), { freq: 2, nil: undefined });
    const question = fc.record({ millis: fc.nat(20), fails: fc.nat(9).map((n) => n === 0), first: saved, then: saved });
    await fc.assert(fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 60 }), async (script) => {
      const programme = await Programme.begin();
      const save = (what: string | undefined): void => (what === 'secret' ? programme.saveSecret() : what === undefined ? undefined : programme.saveDevice(what));
      const isTold = (): void => expect(programme.age()).toBeGreaterThanOrEqual(programme.trueAge());
      let at = 0;
      programme.before = () => {
        const { millis, fails, first } = script[at] ?? { millis: 0, fails: false, first: undefined };
        save(first);
        programme.pass(millis);
        isTold();
        if (fails) {
          at += 1;
          throw new Error('away');
        }
      };
      programme.after = () => {
        const { millis, then } = script[at] ?? { millis: 0, then: undefined };
        save(then);
        programme.pass(millis);
        at += 1;
        isTold();
      };
      while (at < script.length) {
        await programme.follower.follow().catch(() => undefined);
        isTold();
      }
      await programme.follower.follow();
      expect([programme.age(), programme.trueAge()]).toEqual([0, 0]);
    }));
  });
});

describe('waiting until what was saved is in force', () => {
  it('ends while changes come without end: of the inventory with every one that is read, and of secrets with every look', async () => {
    const programme = await Programme.begin();
    programme.saveDevice('mine');
    programme.after = (question) => (question === 'inventory' ? programme.saveDevice(`p${programme.questions}`) : programme.saveSecret());
    await programme.follower.follow();
    expect(programme.readInventories).toEqual(['mine']);
  });

  it('takes the present turn and one more, however many wait; a turn that runs already is not enough', async () => {
    const programme = await Programme.begin();
    programme.saveDevice('a');
    let release: () => void = () => undefined;
    programme.before = (question) => (question === 'inventory' && programme.readInventories.length === 0 ? new Promise((resolve) => void (release = resolve)) : undefined);
    const first = programme.follower.follow();
    await settled();
    programme.saveDevice('b');
    const waiting = Array.from({ length: 20 }, () => programme.follower.follow());
    const { questions } = programme;
    release();
    await Promise.all(waiting.map((one) => one.then(() => expect(programme.trueAge()).toBe(0))));
    await first;
    // The rest of the turn is one look; the other turn is a look, the inventory, and a look.
    expect([programme.readInventories, programme.questions - questions]).toEqual([['a', 'b'], 4]);
  });
});
