import { describe, expect, it } from '@jest/globals';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { BaselineCache } from './baseline-cache.js';
import type { FoldedReadings } from './role-quantities.js';

const AT = 500_000 * MICROS_PER_HOUR;
const BASELINE = { from: AT, to: AT + MICROS_PER_DAY };
const inventory = { project: 'p' } as ProjectInventory;
const contractOf = (more: Partial<ProjectContract> = {}) => ({ baseline: BASELINE, window: { from: AT + MICROS_PER_DAY, to: AT + 2 * MICROS_PER_DAY }, ...more }) as ProjectContract;

function setUp() {
  const [store, builder, cache] = [new MemoryStore(), new BatchBuilder(), new BaselineCache()];
  let folds = 0;
  const late = async (hours: number): Promise<void> => {
    builder.reading({ device: 'd', metric: 'm', at: AT + hours * MICROS_PER_HOUR, value: 1, late: true });
    await store.commit(builder.build());
  };
  /** Answers which fold the answer is of. */
  const ask = async (contract = contractOf(), down: readonly { readonly from: number; readonly to: number }[] = []): Promise<number> => {
    const folded = await cache.get({ store, inventory, contract, down, closedUntil: contract.window.to }, async () => ({ quantities: [], windows: [], quality: { series: [] }, training: [], fold: (folds += 1) }) as FoldedReadings);
    return (folded as FoldedReadings & { readonly fold: number }).fold;
  };
  return { late, ask };
}

describe('a baseline', () => {
  it('is folded once for all windows that are compared with it', async () => {
    const { ask } = setUp();
    expect([await ask(), await ask(), await ask(contractOf({ window: { from: AT + 3 * MICROS_PER_DAY, to: AT + 9 * MICROS_PER_DAY } }))]).toEqual([1, 1, 1]);
  });

  it('is folded again when one of its hours was touched, and when none was it is not', async () => {
    const { ask, late } = setUp();
    const answers = [await ask()];
    for (const hour of [30, -1, 24, 0, 23]) {
      await late(hour);
      answers.push(await ask(), await ask());
    }
    expect(answers).toEqual([1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3]);
  });

  it('is another by another contract or downtime, and is not kept while it runs', async () => {
    const { ask } = setUp();
    expect([await ask(), await ask(contractOf({ networkedThreshold: 0.9 })), await ask(contractOf(), [{ from: 1, to: 2 }]), await ask()]).toEqual([1, 2, 3, 1]);
    const running = contractOf({ window: { from: AT, to: BASELINE.to - 1 } });
    expect([await ask(running), await ask(running)]).toEqual([4, 5]);
  });
});
