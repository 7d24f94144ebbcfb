import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LOST_SESSION, RESTORED_READINGS } from '@yanshou/store';
import { ManualClock } from '@yanshou/telemetry';
import type { Registry } from '../registry.js';
import type { JobWindow, WindowClaim } from '../window-records.js';
import { project } from './registry-contract.js';

/** What every database of the registry must do with windows whose data was restored or built anew. */
export function rebuiltDataContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`windows of data that was built anew, over ${name}`, () => {
    let registry: Registry;
    beforeAll(async () => {
      ({ registry } = await factory(new ManualClock(1_000)));
      await registry.saveProject(project('q'));
    }, 180_000);
    afterAll(() => registry.close());

    it('makes every window due again, whatever its hours, and keeps of which set of data the cursor is', async () => {
      const days = [0, 1].map((day): JobWindow => ({ project: 'q', job: 'rebuilt', unit: 'day', from: day * 1e9, to: (day + 1) * 1e9 }));
      await registry.planWindows(days);
      const take = async (): Promise<WindowClaim> => (await registry.claimWindow('o', 60_000, 'rebuilt')) as WindowClaim;
      for (let day = 0; day < 2; day += 1) await registry.finishWindow(await take(), { inputsDigest: 'a' });
      const cursor = { journal: 'j', sequence: 0, dataSet: 'first' };
      expect([await registry.touchWindows('q', { cursor, hours: [] }), await registry.dirtyCursor('q')]).toEqual([0, cursor]);
      const taken = async (): Promise<number> => (await take()).causes;
      const rebuilt = { cursor: { ...cursor, dataSet: 'second' }, hours: [], isRebuilt: true };
      expect([await registry.touchWindows('q', rebuilt), await registry.dirtyCursor('q')]).toEqual([2, rebuilt.cursor]);
      const first = await take();
      // While it is computed it is touched once more: the cause is told apart from that.
      await registry.touchWindows('q', { cursor: rebuilt.cursor, hours: [{ hour: 0, causes: RESTORED_READINGS }] });
      expect([first.causes, await taken(), await registry.finishWindow(first, { inputsDigest: 'b' })]).toMatchObject([RESTORED_READINGS, RESTORED_READINGS, { value: { finished: true } }]);
      const [open, running] = await registry.windowLedger('q');
      expect([open, running]).toMatchObject([{ status: 'due', causes: RESTORED_READINGS }, { status: 'running' }]);
      const again = await take();
      expect(await registry.finishWindow(again, { inputsDigest: 'c' })).toMatchObject({ value: { finished: true } });
      expect((await registry.windowLedger('q')).map(({ status, causes }) => [status, causes])).toEqual([['done', undefined], ['running', RESTORED_READINGS]]);
      await registry.touchWindows('q', { cursor: rebuilt.cursor, hours: [{ hour: 0, causes: LOST_SESSION }] });
      expect((await registry.windowLedger('q')).map(({ status, causes }) => [status, causes])).toEqual([['due', LOST_SESSION], ['running', RESTORED_READINGS | LOST_SESSION]]);
    });
  });
}
