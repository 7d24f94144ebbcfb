import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import { LocalProgress } from './local-progress.js';
import { OwnHead } from './own-head.js';

/** A journal and how far it is projected, as numbers. */
function setUp(left: number) {
  const at = { next: left, messages: 0, projected: 1, stopped: null as string | null, projectedUntil: undefined as number | undefined };
  const clock = new ManualClock(1_000);
  const status = async () => ({ nextSequence: at.projected, stopped: at.stopped, projectedUntil: at.projectedUntil }) as never;
  return { at, clock, progress: new LocalProgress(new OwnHead(() => at.next, { messagesUntil: () => at.messages }), { status }, clock) };
}

describe('the progress of a journal of this process', () => {
  it('counts what an earlier run left, and messages of this one', async () => {
    const { at, progress } = setUp(10);
    expect(await progress.pending()).toBe(9);
    Object.assign(at, { projected: 10, next: 13, messages: 12 });
    expect(await progress.pending()).toBe(2);
  });

  it('has nothing pending once every message is projected, whatever the platform journals of its own', async () => {
    const { at, progress } = setUp(10);
    Object.assign(at, { next: 500, messages: 12, projected: 12 });
    expect(await progress.pending()).toBe(0);
    at.projected = 40;
    expect(await progress.pending()).toBe(0);
  });

  it('is known until now while nothing waits, until the outage in one, and after a restart until the last record that was projected', async () => {
    const { at, clock, progress } = setUp(10);
    expect(await progress.knownUntil()).toBeUndefined();
    at.projectedUntil = 400;
    expect(await progress.knownUntil()).toBe(400);
    Object.assign(at, { projected: 10, projectedUntil: 900 });
    expect(await progress.knownUntil()).toBe(1_000);
    clock.set(2_000);
    Object.assign(at, { next: 12, messages: 12 });
    expect([await progress.knownUntil(), await progress.pending()]).toEqual([1_000, 2]);
  });

  it('is not waited for beyond the patience given, and then no project is settled', async () => {
    const { at, clock, progress } = setUp(5);
    Object.assign(at, { projected: 3 });
    const [one, all] = [progress.settled('p', 10), progress.unsettled(['p', 'q'], 10)];
    clock.advance(20_000);
    await expect(one).rejects.toMatchObject({ code: 'projection-behind', retryable: true });
    expect((await all).map(({ project, code }) => [project, code])).toEqual([['p', 'projection-behind'], ['q', 'projection-behind']]);
    at.projected = 5;
    expect(await progress.unsettled(['p', 'q'], 10)).toEqual([]);
  });

  it('is settled when all is projected that was appended before; never when the projection has stopped', async () => {
    const { at, progress } = setUp(5);
    at.projected = 5;
    await progress.settled();
    Object.assign(at, { next: 6, stopped: 'disk full' });
    await expect(progress.settled()).rejects.toThrow('disk full');
  });
});
