import { describe, expect, it } from '@jest/globals';
import type { ProjectionBatch } from '@yanshou/store';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { CommitGate } from './commit-gate.js';

function batch(): ProjectionBatch {
  const builder = new BatchBuilder();
  builder.reading({ device: 'd', metric: 'm', at: 1e15, value: 1 });
  return builder.build();
}

describe('the gate before the store', () => {
  it('keeps a commit waiting while somebody reads, and lets it through afterwards', async () => {
    const store = new MemoryStore();
    const gate = new CommitGate(store);
    const projector = gate.projectorStore();
    let release = (): void => undefined;
    const reading = gate.hold('p', async () => {
      const before = (await store.state()).nextSequence;
      await new Promise<void>((resolve) => { release = resolve; });
      return [before, (await store.state()).nextSequence];
    });
    const committed = projector.commit(batch());
    await new Promise(setImmediate);
    release();
    expect(await reading).toEqual([0, 0]);
    await committed;
    expect((await projector.state()).nextSequence).toBeGreaterThan(0);
  });

  it('goes on after a reader that failed', async () => {
    const gate = new CommitGate(new MemoryStore());
    await expect(gate.hold('p', () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    await expect(gate.projectorStore().commit(batch())).resolves.toEqual([]);
  });
});
