import { describe, expect, it } from '@jest/globals';
import type { LedgerCounts } from '@yanshou/store';
import { LateDataWatch } from './late-data-watch.js';

const SPANS = ['a', 'b'].map((project) => ({ project, zone: 'UTC', from: 0, to: 100 }));

function watch() {
  const late = new Map([['a', 0], ['b', 0]]);
  const reopened: string[] = [];
  const watching = new LateDataWatch({
    registry: { reopenWindows: async (project, from, to) => reopened.push(`${project} ${from}-${to}`) },
    totals: async (project) => ({ late: late.get(project) ?? 0 }) as LedgerCounts,
  });
  return { late, reopened, watching };
}

describe('the watch for late data', () => {
  it('only remembers at its first look, however much late data there is', async () => {
    const { late, reopened, watching } = watch();
    late.set('a', 7);
    expect(await watching.look(SPANS)).toBe(0);
    expect(await watching.look(SPANS)).toBe(0);
    expect(reopened).toEqual([]);
  });

  it('opens the windows of a project that received some since, once', async () => {
    const { late, reopened, watching } = watch();
    await watching.look(SPANS);
    late.set('b', 1);
    await watching.look(SPANS);
    await watching.look(SPANS);
    expect(reopened).toEqual(['b 0-100']);
  });
});
