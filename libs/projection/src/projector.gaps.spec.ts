import { describe, expect, it } from '@jest/globals';
import type { Failure } from '@yanshou/telemetry';
import type { DeclaredGap, JournalRecord } from '@yanshou/journal';
import { JsonBody, RecordKind } from '@yanshou/journal';
import { MemoryStore } from '@yanshou/store/testing';
import { START, RecordList, projectAll } from './testing/workshop.js';

const DECLARED_AT = START + 5;
const gap = (fromSequence: number, toSequence: number): DeclaredGap => ({
  fromSequence, toSequence, cause: 'damaged', reason: 'damaged at byte 64', file: '0000000000000001.segment.damaged', lostBytes: 900,
  lastReceived: START, nextReceived: null,
});

function messages(count: number): RecordList {
  const list = new RecordList();
  for (let n = 0; n < count; n += 1) list.message({ from: 'd1', payload: { ts: START / 1000 + n, values: { pieces: n } } });
  return list;
}

/** The journal after the sequences of `lost` were set aside. */
function withGap(records: readonly JournalRecord[], lost: DeclaredGap): JournalRecord[] {
  const source = new JsonBody(lost);
  const body = Buffer.alloc(source.byteLength);
  source.writeTo(body, 0);
  const declared = { sequence: lost.fromSequence, kind: RecordKind.gap, at: DECLARED_AT, body };
  const kept = records.filter(({ sequence }) => sequence < lost.fromSequence || sequence > lost.toSequence);
  return [...kept, declared].sort((a, b) => a.sequence - b.sequence);
}

const row = (declared: DeclaredGap): object => ({ ...declared, declaredAt: DECLARED_AT });

describe('a declared gap', () => {
  it.each([[[1_000]], [[1]], [[2, 1]]])('is stored with the cursor behind it, read in portions of %j', async (cuts) => {
    const store = new MemoryStore();
    await projectAll(store, withGap(messages(6).records, gap(2, 4)), { cuts });
    expect(await store.declaredGaps()).toEqual([row(gap(2, 4))]);
    expect([(await store.state()).nextSequence, (await store.totals()).stored]).toEqual([7, 3]);
  });

  it('at the end of the journal moves the cursor to where the next record will be', async () => {
    const store = new MemoryStore();
    await projectAll(store, withGap(messages(6).records, gap(4, 6)));
    expect((await store.state()).nextSequence).toBe(7);
  });

  it('that was declared behind the cursor is stored with the next record, once, and as a rebuild stores it', async () => {
    const store = new MemoryStore();
    const list = messages(6);
    await projectAll(store, list.records);
    const after = withGap([...list.records, ...messages(7).records.slice(6)], gap(3, 5));
    await projectAll(store, after);
    expect(await store.declaredGaps()).toEqual([row(gap(3, 5))]);
    expect((await store.totals()).stored).toBe(7);
    const commits: number[] = [];
    await projectAll(store, [...after, ...messages(8).records.slice(7)], { onCommit: (batch) => commits.push(batch.gaps.length) });
    expect(commits).toEqual([0]);
    const rebuilt = new MemoryStore();
    await projectAll(rebuilt, after);
    expect(await rebuilt.declaredGaps()).toEqual(await store.declaredGaps());
  });

  it('that another was declared over is told from the other', async () => {
    const store = new MemoryStore();
    const first = withGap(messages(6).records, gap(4, 5));
    await projectAll(store, first);
    await projectAll(store, withGap([...first, ...messages(7).records.slice(6)], gap(2, 5)));
    expect(await store.declaredGaps()).toEqual([row(gap(2, 5))]);
  });

  it('in a form that is unknown here is alarmed, and crossed', async () => {
    const alarms: string[] = [];
    const store = new MemoryStore();
    const list = messages(1).json(RecordKind.gap, { toSequence: 'x' }).message({ from: 'd1', payload: { ts: START / 1000 + 9, values: { pieces: 1 } } });
    await projectAll(store, list.records, { onAlarm: (failure: Failure) => alarms.push(failure.code) });
    expect([alarms, await store.declaredGaps(), (await store.totals()).stored]).toEqual([['projection-bad-record'], [], 2]);
  });
});
