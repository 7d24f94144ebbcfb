import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { RegistryChange } from '../records.js';
import type { Registry } from '../registry.js';
import { device, deviceClass, project } from './registry-contract.js';

const PROGRAMME = { id: 'workshop', nameZh: '车间', nameEn: 'Workshops' };
const JOURNAL = 'journal-1';

/** What a registry behind its journal does about it. */
export function recoveryContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`a registry that is behind its journal (${name})`, () => {
    const clock = new ManualClock(1_000_000);
    let whole: Registry;
    let changes: RegistryChange[];

    /** A registry as it was after the first `count` changes. */
    const asAfter = async (count: number): Promise<Registry> => {
      const { registry } = await factory(clock);
      expect(await registry.recoverChanges(changes.slice(0, count), true)).toEqual({ ok: true, value: { applied: count, differing: 0 } });
      return registry;
    };

    beforeAll(async () => {
      ({ registry: whole } = await factory(clock));
      await whole.saveProgramme(PROGRAMME);
      await whole.saveProject(project('p'));
      await whole.saveClass('p', deviceClass);
      await whole.saveDevices('p', [device('a'), device('b')]);
      await whole.saveDevices('p', [device('a', { nameEn: 'Renamed' })]);
      await whole.issueCredential('p', 'a', 'device');
      await whole.saveUser({ id: 'officer', name: '张三', role: 'officer', scope: ['programme:workshop'], passwordHash: 'scrypt$x', disabled: false, mustChangePassword: false });
      changes = await whole.changes(0, 1_000);
      expect(changes.map(({ entity }) => entity)).toEqual(['programme', 'project', 'class', 'device', 'device', 'device', 'credential', 'user']);
    }, 180_000);
    afterAll(() => whole.close());

    it('takes what it lacks, once, and goes on with the next number', async () => {
      const behind = await asAfter(2);
      expect(await behind.recoverChanges([...changes.slice(1), ...changes.slice(2)], true)).toEqual({ ok: true, value: { applied: changes.length - 2, differing: 0 } });
      expect(await behind.recoverChanges(changes, true)).toEqual({ ok: true, value: { applied: 0, differing: 0 } });
      expect(await behind.changes(0, 1_000)).toEqual(changes);
      expect(await behind.pendingChanges(10)).toEqual([]);
      await behind.saveProgramme({ ...PROGRAMME, nameEn: 'Renamed' });
      expect(await behind.revision()).toBe(changes.length + 1);
      await behind.close();
    });

    it('counts what differs, and then takes nothing more', async () => {
      const behind = await asAfter(2);
      const forged = changes.map((change) => (change.id === 2 ? { ...change, who: 'somebody else' } : change));
      expect(await behind.recoverChanges(forged.slice(0, 2), true)).toEqual({ ok: true, value: { applied: 0, differing: 1 } });
      expect(await behind.recoverChanges(forged, true)).toMatchObject({ ok: false });
      expect(await behind.recoverChanges(changes.slice(2), false)).toMatchObject({ ok: false });
      expect(await behind.recoverChanges(changes.slice(3), true)).toMatchObject({ ok: false });
      expect(await behind.revision()).toBe(2);
      await behind.close();
    });

    it('remembers the furthest record of a journal, and how far changes are in it', async () => {
      expect(await whole.journalPosition()).toBeUndefined();
      await whole.reachedJournal({ journal: JOURNAL, sequence: 7 }, 2);
      expect((await whole.pendingChanges(100)).map(({ id }) => id)).toEqual(changes.slice(2).map(({ id }) => id));
      await whole.reachedJournal({ journal: JOURNAL, sequence: 5 });
      expect(await whole.journalPosition()).toEqual({ journal: JOURNAL, sequence: 7, restored: false });
      await whole.reachedJournal({ journal: 'journal-2', sequence: 1 });
      expect(await whole.journalPosition()).toEqual({ journal: 'journal-2', sequence: 1, restored: false });
    });

    it('can end every session', async () => {
      await whole.openSession('open', 'officer', 'session', clock.now() + 1_000_000);
      expect(await whole.session('open')).toBeDefined();
      expect([await whole.closeAllSessions(), await whole.closeAllSessions()]).toEqual([1, 0]);
      expect(await whole.session('open')).toBeUndefined();
    });
  });
}
