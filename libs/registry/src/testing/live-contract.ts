import { ManualClock } from '@yanshou/telemetry';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Registry } from '../registry.js';

/** What every database must do with stretches on their way to those who look. */
export function liveContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry; again?: () => Promise<Registry> }>): void {
  describe(`what is stored, on its way over ${name}`, () => {
    let [registry, other]: Registry[] = [];
    beforeAll(async () => {
      const { registry: opened, again } = await factory(new ManualClock(1_800_000_000_000_000));
      registry = opened;
      other = again === undefined ? opened : await again();
    }, 180_000);
    afterAll(async () => {
      if (other !== registry) await other?.close();
      await registry?.close();
    });
    const [here, there] = [() => registry as Registry, () => other as Registry];
    const stretch = (project: string, from: number, body = `${from}`) => ({ project, journal: 'j', from, next: from + 10, body });
    const within = (mostCharacters: number, youngerMillis = 600_000) => ({ mostCharacters, youngerMillis });
    const placesOf = (rows: readonly { project: string; from: number }[]) => rows.map(({ project, from }) => `${project} ${from}`);

    it('projects are followed until nobody does any more, or a lease has ended', async () => {
      await here().followLive('a', ['p', 'q'], 600_000);
      await there().followLive('b', ['q', 'r'], 600_000);
      expect(await there().followedLive()).toEqual(['p', 'q', 'r']);
      await here().followLive('a', ['p'], 600_000);
      await there().followLive('b', [], 600_000);
      expect(await here().followedLive()).toEqual(['p']);
      await here().followLive('a', ['p'], 0);
      expect(await there().followedLive()).toEqual([]);
    });

    it('are read in the order of telling, behind what was read, of the projects that are named', async () => {
      await here().tellLive([stretch('p', 0), stretch('q', 0), stretch('p', 10)]);
      await here().tellLive([stretch('p', 20, '行\n"')]);
      await here().tellLive([]);
      const all = await there().liveSince([{ project: 'p', id: 0 }], within(1_000));
      expect(all.map(({ id: _, ...row }) => row)).toEqual([stretch('p', 0), stretch('p', 10), stretch('p', 20, '行\n"')]);
      const [first, second] = all.map(({ id }) => id);
      expect(placesOf(await there().liveSince([{ project: 'p', id: second ?? 0 }, { project: 'q', id: 0 }, { project: 'none', id: 0 }], within(1_000)))).toEqual(['q 0', 'p 20']);
      expect([await there().liveSince([], within(1_000)), (first ?? 0) < (second ?? 0)]).toEqual([[], true]);
    });

    it('are read within bounds: the earliest behind a place, the latest of a past', async () => {
      await here().tellLive([0, 10, 20].map((from) => stretch('s', from, 'x'.repeat(100))));
      expect(placesOf(await there().liveSince([{ project: 's', id: 0 }], within(150)))).toEqual(['s 0', 's 10']);
      expect(placesOf(await there().liveRecent(['s', 'q'], within(250)))).toEqual(['q 0', 's 10', 's 20']);
    });

    it('are read while they are young by the clock of the database, whoever forgets them when', async () => {
      await here().tellLive([stretch('old', 0)]);
      const read = async (youngerMillis: number) => [...(await there().liveRecent(['old'], within(1_000, youngerMillis))), ...(await there().liveSince([{ project: 'old', id: 0 }], within(1_000, youngerMillis)))];
      expect([placesOf(await read(600_000)), await read(0)]).toEqual([['old 0', 'old 0'], []]);
    });

    it('are forgotten when they are old', async () => {
      await here().forgetLive(600_000);
      expect((await there().liveRecent(['p'], within(1_000))).length).toBe(3);
      await here().forgetLive(-1_000);
      expect(await there().liveRecent(['p', 'q', 's'], within(1_000))).toEqual([]);
    });
  });
}
