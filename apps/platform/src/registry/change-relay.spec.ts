import { describe, expect, it } from '@jest/globals';
import type { JournalPlace } from '@yanshou/registry';
import { MemoryJournal } from '@yanshou/journal/testing';
import { RecordKind, readJson } from '@yanshou/journal';
import { ManualClock } from '@yanshou/telemetry';
import { ChangeRelay } from './change-relay.js';

/** An outbox in memory: what a registry keeps in a table. */
class Outbox {
  marked = 0;
  readonly reached: number[] = [];

  constructor(readonly changes: { readonly id: number }[]) {}

  pendingChanges = async (limit: number) => this.changes.filter(({ id }) => id > this.marked).slice(0, limit);
  revision = async (): Promise<number> => this.changes.length;
  reachedJournal = async ({ sequence }: JournalPlace, journalled?: number): Promise<void> => {
    this.marked = journalled ?? this.marked;
    this.reached.push(sequence);
  };
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

  it('notes where the journal is: with what it relays, and once a minute while nothing changes', async () => {
    const [outbox, journal, clock] = [new Outbox(changes(3)), new MemoryJournal(), new ManualClock()];
    const relay = new ChangeRelay(outbox, journal, clock);
    await relay.relay();
    await relay.passed(10);
    clock.advance(60_000_000);
    for (const sequence of [11, 12, 3]) await relay.passed(sequence);
    clock.advance(60_000_000);
    await relay.passed(11);
    expect(outbox.reached).toEqual([3, 11]);
  });

  it('notes nothing for a registry that went back behind what was relayed', async () => {
    const [outbox, journal, clock] = [new Outbox(changes(3)), new MemoryJournal(), new ManualClock()];
    const relay = new ChangeRelay(outbox, journal, clock);
    await relay.relay();
    outbox.changes.pop();
    clock.advance(60_000_000);
    await relay.passed(10);
    expect(outbox.reached).toEqual([3]);
  });
});
