import { MICROS_PER_SECOND, ManualClock } from '@yanshou/telemetry';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { HeldPartitions, PartitionLease } from '../partition-leases.js';
import type { Registry } from '../registry.js';

const LEASE_MILLIS = 600_000;

/** What every database must do with the leases of the journal's partitions. */
export function partitionsContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry; again?: () => Promise<Registry> }>): void {
  describe(`leases of partitions over ${name}`, () => {
    const clock = new ManualClock(1_800_000_000_000_000);
    let registry: Registry;
    let other: Registry;
    let tests = 0;
    beforeAll(async () => {
      const { registry: opened, again } = await factory(clock);
      registry = opened;
      other = again === undefined ? opened : await again();
    }, 180_000);
    afterAll(async () => {
      if (other !== registry) await other.close();
      await registry.close();
    });

    afterEach(async () => {
      for (const holder of alive.splice(0)) await registry.leavePartitions(holder);
    });

    const alive: string[] = [];
    const hold = (whose: Registry, holder: string, journals: readonly string[], leaseMillis = LEASE_MILLIS): Promise<HeldPartitions> => {
      alive.push(holder);
      return whose.holdPartitions(holder, journals, leaseMillis);
    };
    /** The lease runs out: it is renewed for no time, and the database's clock goes on. */
    const runOut = async (holder: string, lease: PartitionLease): Promise<void> => {
      await hold(registry, holder, [lease.journal], 1);
      while (await registry.confirmPartition(lease)) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    /** Sixteen partitions that no other test has seen. */
    const fresh = (): string[] => {
      tests += 1;
      return Array.from({ length: 16 }, (_, index) => `journal-${tests}-${String(index).padStart(2, '0')}`);
    };
    const names = ({ leases }: HeldPartitions): string[] => leases.map(({ journal }) => journal).sort();
    const first = ({ leases }: HeldPartitions): PartitionLease => leases[0] as PartitionLease;

    it('gives everything to the only one, and a half to each when a second comes', async () => {
      const journals = fresh();
      const alone = await hold(registry, 'a', journals);
      expect(alone).toMatchObject({ share: 16 });
      expect(names(alone)).toEqual(journals);
      expect(await hold(other, 'b', journals)).toEqual({ leases: [], share: 8 });
      const held = await hold(registry, 'a', journals);
      expect(held.share).toBe(8);
      expect(held.leases.map(({ token }) => token)).toEqual(alone.leases.map(({ token }) => token));
      for (const lease of held.leases.slice(held.share)) expect(await registry.releasePartition(lease)).toBe(true);
      const taken = await hold(other, 'b', journals);
      expect(taken.leases).toHaveLength(8);
      expect([...names(taken), ...names(await hold(registry, 'a', journals))].sort()).toEqual(journals);
    });

    it('gives a duty to one holder at a time, until it is given back or no longer kept', async () => {
      expect([await registry.holdDuty('relay', 'a', 60_000), await other.holdDuty('relay', 'b', 60_000), await other.holdDuty('another', 'b', 60_000)]).toEqual([true, false, true]);
      expect(await registry.holdDuty('relay', 'a', 1)).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect([await other.holdDuty('relay', 'b', 60_000), await registry.holdDuty('relay', 'a', 60_000)]).toEqual([true, false]);
      await other.leaveDuties('b');
      expect(await registry.holdDuty('relay', 'a', 60_000)).toBe(true);
    });

    it('fences off a holder whose lease was taken over, by its token', async () => {
      const [journal] = fresh() as [string];
      const before = first(await hold(registry, 'slow', [journal]));
      expect(await registry.confirmPartition(before)).toBe(true);
      await runOut('slow', before);
      const after = first(await hold(other, 'quick', [journal]));
      expect(after.token).toBe(before.token + 1);
      expect(await registry.confirmPartition(before)).toBe(false);
      expect(await registry.releasePartition(before)).toBe(false);
      expect((await hold(registry, 'slow', [journal])).leases).toEqual([]);
      expect(await other.confirmPartition(after)).toBe(true);
      expect(await other.releasePartition(after)).toBe(true);
      expect(first(await hold(registry, 'slow', [journal])).token).toBe(before.token + 2);
      expect(await registry.confirmPartition(before)).toBe(false);
    });

    it('lets a holder go on that was late while nobody took its partition, under the same token', async () => {
      const [journal] = fresh() as [string];
      const before = first(await hold(registry, 'late', [journal]));
      await runOut('late', before);
      const again = first(await hold(registry, 'late', [journal]));
      expect(again.token).toBe(before.token);
      expect(await registry.confirmPartition(again)).toBe(true);
    });

    it('minds no clock but the database\'s: a process that is an hour ahead takes nothing, and expires nobody', async () => {
      const journals = fresh();
      const held = await hold(registry, 'punctual', journals);
      clock.advance(3_600 * MICROS_PER_SECOND);
      expect(await hold(other, 'ahead', journals)).toEqual({ leases: [], share: 8 });
      expect(await registry.confirmPartition(first(held))).toBe(true);
      expect(await hold(registry, 'punctual', journals)).toMatchObject({ share: 8, leases: { length: 16 } });
    });

    it('never gives a partition to two of many that ask at once', async () => {
      const journals = fresh();
      const holders = Array.from({ length: 5 }, (_, index) => `holder-${index}`);
      const ask = (): Promise<HeldPartitions[]> => Promise.all(holders.map((holder, index) => hold(index % 2 === 0 ? registry : other, holder, journals)));
      await Promise.all(holders.map((holder) => hold(registry, holder, [])));
      const held = await ask();
      expect(held.flatMap(names).sort()).toEqual(journals);
      for (const { leases } of held) expect(leases.length).toBeLessThanOrEqual(4);
      expect((await ask()).flatMap(names).sort()).toEqual(journals);
    });

    it('gives everything of a holder that leaves to the others at once', async () => {
      const journals = fresh();
      await hold(registry, 'leaver', journals);
      await registry.leavePartitions('leaver');
      await registry.leavePartitions('leaver');
      expect(await hold(other, 'stayer', journals)).toMatchObject({ share: 16, leases: { length: 16 } });
    });
  });
}
