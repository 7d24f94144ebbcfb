import { beforeEach, describe, expect, it } from '@jest/globals';
import { JsonBody, RecordKind } from '@yanshou/journal';
import { MemoryJournal, append, messageEntry } from '@yanshou/journal/testing';
import type { ChangeRecovery, JournalPlace, JournalPosition, RegistryChange } from '@yanshou/registry';
import { ManualClock } from '@yanshou/telemetry';
import { awaitRecovery } from './await-recovery.js';
import { recoverRegistry } from './registry-recovery.js';

const change = (id: number, who = 'a'): RegistryChange => ({ id, at: id, who, entity: 'programme', key: 'p', after: { id }, beforeHash: null });

/** A registry in memory: what a database keeps in tables. */
class MemoryRegistry implements ChangeRecovery {
  readonly taken: RegistryChange[] = [];
  readonly pages: number[] = [];
  position: JournalPosition | undefined;
  journalled: number | undefined;
  sessions = 3;

  journalPosition = async () => this.position;
  recoverChanges: ChangeRecovery['recoverChanges'] = async (changes, sound) => {
    this.pages.push(changes.length);
    let [applied, differing] = [0, 0];
    for (const one of changes) {
      const known = this.taken[one.id - 1];
      if (known !== undefined) differing += Number(known.who !== one.who);
      else if (sound && differing === 0 && one.id === this.taken.length + 1) applied += this.taken.push(one) > 0 ? 1 : 0;
      else return { ok: false, reason: { code: 'invalid', field: `changes[${one.id}]`, zh: '乱序', en: 'out of order' } };
    }
    return { ok: true, value: { applied, differing } };
  };
  reachedJournal = async (place: JournalPlace, journalled?: number): Promise<void> => {
    this.position = { ...place, restored: false };
    this.journalled = journalled;
  };
  closeAllSessions = async (): Promise<number> => this.sessions;
}

describe('a registry at the start of the platform', () => {
  let [registry, journal] = [new MemoryRegistry(), new MemoryJournal()];
  let lines: object[] = [];
  const log = { info: () => undefined, warn: (line: object) => void lines.push(line) } as never;
  const from: number[] = [];
  const recover = () => recoverRegistry({
    registry, log, clock: new ManualClock(),
    journal: { appender: journal, readChanges: async (first) => (from.push(first), journal.reader(first)) },
  });
  const journalled = async (...changes: readonly RegistryChange[]): Promise<void> => {
    for (const one of changes) {
      await append(journal, { kind: RecordKind.registryChange, at: 1, body: new JsonBody(one) });
      await append(journal, messageEntry('between'));
    }
  };
  beforeEach(() => {
    [registry, journal, lines] = [new MemoryRegistry(), new MemoryJournal(), []];
    from.length = 0;
  });

  it('that is whole takes nothing, ends no session, says nothing, and is read from where it was the next time', async () => {
    await journalled(change(1), change(2));
    registry.taken.push(change(1), change(2));
    expect(await recover()).toBe(0);
    expect([registry.position, registry.journalled]).toEqual([{ journal: journal.journal, sequence: 4, restored: false }, 2]);
    await journalled(change(3));
    registry.taken.push(change(3));
    expect(await recover()).toBe(0);
    expect([from, lines]).toEqual([[1, 5], []]);
  });

  it('that is behind takes what it lacks, in pages, whatever is repeated in the journal, and says how many', async () => {
    const all = Array.from({ length: 1_203 }, (_, index) => change(index + 1));
    registry.taken.push(...all.slice(0, 3));
    for (const one of [...all.slice(0, 5), ...all.slice(2)]) await append(journal, { kind: RecordKind.registryChange, at: 1, body: new JsonBody(one) });
    expect(await recover()).toBe(1_200);
    expect(registry.taken).toEqual(all);
    expect(registry.journalled).toBe(1_203);
    expect(lines).toEqual([expect.objectContaining({ applied: 1_200, sessions: 3 })]);
    expect(await recover()).toBe(0);
  });

  it('that was restored and lacks nothing ends its sessions: some of them may have been ended since', async () => {
    await journalled(change(1));
    registry.taken.push(change(1));
    registry.position = { journal: journal.journal, sequence: 2, restored: true };
    expect(await recover()).toBe(0);
    expect(lines).toEqual([expect.objectContaining({ sessions: 3 })]);
  });

  it('is read from the beginning where its position is of another journal', async () => {
    registry.position = { journal: 'another', sequence: 1_000, restored: false };
    await journalled(change(1));
    expect(await recover()).toBe(1);
    expect(from).toEqual([1]);
  });

  it('of another history is not written: the start is refused, and says what to restore', async () => {
    await journalled(change(1), change(2, 'b'), change(3, 'b'));
    registry.taken.push(change(1), change(2));
    await expect(recover()).rejects.toMatchObject({ code: 'registry-journal-apart', retryable: false, help: { en: expect.stringContaining('changes[3]') } });
    expect([registry.taken.length, registry.position]).toEqual([2, undefined]);
  });

  it('whose numbers were given twice long ago starts, with a warning', async () => {
    await journalled(change(1), change(2, 'b'), change(2));
    registry.taken.push(change(1), change(2));
    expect(await recover()).toBe(0);
    expect(lines).toEqual([expect.objectContaining({ differing: 1 })]);
    expect(registry.journalled).toBeUndefined();
  });

  it('holds back a process that has no journal until another one has compared', async () => {
    await expect(awaitRecovery(registry, 0)).rejects.toMatchObject({ code: 'registry-not-caught-up', retryable: true });
    registry.position = { journal: 'j', sequence: 1, restored: true };
    await expect(awaitRecovery(registry, 0)).rejects.toMatchObject({ code: 'registry-not-caught-up' });
    const waiting = awaitRecovery(registry, 10_000);
    await registry.reachedJournal({ journal: 'j', sequence: 1 });
    await waiting;
  });
});
