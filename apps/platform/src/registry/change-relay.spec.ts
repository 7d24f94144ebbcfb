import { describe, expect, it } from '@jest/globals';
import { MemoryJournal } from '@yanshou/journal/testing';
import { RecordKind, readJson } from '@yanshou/journal';
import { ManualClock } from '@yanshou/telemetry';
import { ChangeRelay } from './change-relay.js';

/** An outbox in memory: what a registry keeps in a table. */
class Outbox {
  marked = 0;

  constructor(readonly changes: { readonly id: number }[]) {}

  pendingChanges = async (limit: number) => this.changes.filter(({ id }) => id > this.marked).slice(0, limit);
  markJournalled = async (upTo: number): Promise<void> => void (this.marked = upTo);
}

const changes = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));

describe('relaying changes to the journal', () => {
  it('journals every change once, in order, over many pages', async () => {
    const [outbox, journal] = [new Outbox(changes(1_200)), new MemoryJournal()];
    const relay = new ChangeRelay(outbox, journal, new ManualClock());
    expect(await relay.relay()).toBe(1_200);
    expect(await relay.relay()).toBe(0);
    const records = await journal.reader(1).read({ maxRecords: 2_000, maxBytes: 1e9, waitMillis: 0 });
    expect(records.every(({ kind }) => kind === RecordKind.registryChange)).toBe(true);
    expect(records.map(({ body }) => (readJson(body) as { id: number }).id)).toEqual(changes(1_200).map(({ id }) => id));
  });

  it('marks nothing while the journal is full, and goes on when there is room', async () => {
    const [outbox, journal] = [new Outbox(changes(3)), new MemoryJournal()];
    const relay = new ChangeRelay(outbox, journal, new ManualClock());
    journal.setCondition({ kind: 'full', freeBytes: 0 });
    await expect(relay.relay()).rejects.toMatchObject({ code: 'journal-full' });
    expect(outbox.marked).toBe(0);
    journal.setCondition({ kind: 'ok' });
    expect(await relay.relay()).toBe(3);
  });

  it('leaves it to the process that has the duty', async () => {
    const [outbox, journal] = [new Outbox(changes(3)), new MemoryJournal()];
    let mine = false;
    const relay = new ChangeRelay(outbox, journal, new ManualClock(), async () => mine);
    expect([await relay.relay(), outbox.marked]).toEqual([0, 0]);
    mine = true;
    expect(await relay.relay()).toBe(3);
  });
});
