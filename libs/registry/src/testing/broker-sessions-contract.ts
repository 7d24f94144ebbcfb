import { ManualClock } from '@yanshou/telemetry';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BrokerSession, SessionTaken } from '../broker-sessions.js';
import type { Registry } from '../registry.js';

const LONG = 600_000;
const WHOLE = 1_800_000_000_123_456;
const receiving = { leaseMillis: LONG, isReceiving: true, isFirst: false, wholeUntil: WHOLE };
const connecting = { ...receiving, isReceiving: false };
/** As held by a worker that died at once: no lease is left of it. */
const died = { ...receiving, leaseMillis: 0 };
const AT_ONCE = { goneMillis: 0, leaseMillis: LONG };

/** What every database must do with the sessions of ingest workers at an external broker. */
export function brokerSessionsContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry; again?: () => Promise<Registry> }>): void {
  describe(`sessions at an external broker over ${name}`, () => {
    let registry: Registry;
    let other: Registry;
    let tests = 0;
    beforeAll(async () => {
      const { registry: opened, again } = await factory(new ManualClock(1_800_000_000_000_000));
      registry = opened;
      other = again === undefined ? opened : await again();
    }, 180_000);
    afterAll(async () => {
      if (other !== registry) await other.close();
      await registry.close();
    });

    /** A session at a broker that no other test has seen. */
    const fresh = (): BrokerSession => ({ clientId: `yanshou-${(tests += 1)}`, broker: `broker-${tests}:1883`, instance: `ingest-${tests}` });
    const goneOf = async ({ clientId }: BrokerSession) => (await registry.goneWorkers()).find((worker) => worker.clientId === clientId);

    const takenAndEnded = async ({ broker }: BrokerSession): Promise<SessionTaken> => {
      const taken = await registry.takeSession(broker, 's', AT_ONCE);
      if (taken === undefined || !(await registry.endTaken(taken))) throw new Error('not taken');
      return taken;
    };

    it('are held by one process at a time; a start takes its own over from the process before it', async () => {
      const session = fresh();
      expect(await registry.holdSession(session, 'a', receiving)).toEqual({ isHeld: true, wasEnded: false });
      expect(await other.holdSession(session, 'copy', receiving)).toEqual({ isHeld: false, wasEnded: false });
      expect(await other.holdSession(session, 'restarted', { ...receiving, isFirst: true })).toMatchObject({ isHeld: true });
      expect(await registry.holdSession(session, 'a', receiving)).toMatchObject({ isHeld: false });
      expect(await goneOf(session)).toBeUndefined();
    });

    it('are taken over when their worker is gone for long enough, by one taker, at the same broker', async () => {
      const session = fresh();
      await registry.holdSession(session, 'a', died);
      expect(await registry.takeSession(session.broker, 's', { goneMillis: LONG, leaseMillis: LONG })).toBeUndefined();
      expect(await registry.takeSession('elsewhere:1883', 's', AT_ONCE)).toBeUndefined();
      const both = await Promise.all([registry.takeSession(session.broker, 's', AT_ONCE), other.takeSession(session.broker, 't', AT_ONCE)]);
      expect(both.filter((taken) => taken !== undefined)).toEqual([{ ...session, taker: expect.stringMatching(/^[st]$/), token: 1, wholeUntil: WHOLE }]);
      expect(await registry.holdSession(session, 'a', receiving)).toMatchObject({ isHeld: false });
      expect(await goneOf(session)).toMatchObject({ instance: session.instance, broker: session.broker, isWaiting: true, goneSeconds: expect.any(Number) });
    });

    it('under another address are taken where it is asked for, behind those at the own, each in its turn', async () => {
      const [abroad, further, own] = [fresh(), fresh(), fresh()];
      for (const session of [abroad, further, own]) await registry.holdSession(session, 'a', died);
      const ours = async (isAnywhere: boolean) => {
        const taken = await registry.takeSession(own.broker, 's', { ...AT_ONCE, isAnywhere });
        return taken === undefined ? undefined : { taken, name: taken.clientId };
      };
      const first = await ours(true);
      expect(first?.taken).toMatchObject(own);
      expect(await ours(false)).toBeUndefined();
      const seen = new Set<string>();
      // Others of this file wait as well: who was given back comes behind them.
      while (!(seen.has(abroad.clientId) && seen.has(further.clientId))) {
        const { taken, name } = (await ours(true)) ?? {};
        if (taken === undefined || name === undefined || seen.has(name)) throw new Error(`not in its turn: ${name ?? 'none'}`);
        seen.add(name);
        if (name === abroad.clientId) expect(taken).toMatchObject(abroad);
        await registry.giveBack(taken);
      }
    });

    it('of a worker that lives, or never came to receive, are left alone or have nothing to lose', async () => {
      const [living, waiting] = [fresh(), fresh()];
      await registry.holdSession(living, 'a', receiving);
      expect(await registry.takeSession(living.broker, 's', AT_ONCE)).toBeUndefined();
      await registry.holdSession(waiting, 'b', { ...died, isReceiving: false });
      expect(await registry.takeSession(waiting.broker, 's', AT_ONCE)).toMatchObject({ wholeUntil: undefined });
    });

    it('that were drained are said to be so to their worker, once, and are taken by nobody', async () => {
      const session = fresh();
      await registry.holdSession(session, 'a', died);
      const taken = await registry.takeSession(session.broker, 's', AT_ONCE);
      if (taken === undefined) throw new Error('not taken');
      expect([await registry.keepTaken(taken, LONG), await registry.endTaken(taken), await registry.endTaken(taken)]).toEqual([true, true, false]);
      expect(await registry.takeSession(session.broker, 's', AT_ONCE)).toBeUndefined();
      expect(await goneOf(session)).toMatchObject({ isWaiting: false });
      expect(await registry.holdSession(session, 'b', connecting)).toEqual({ isHeld: true, wasEnded: true });
      expect(await registry.holdSession(session, 'b', connecting)).toEqual({ isHeld: true, wasEnded: false });
      expect(await goneOf(session)).toBeUndefined();
    });

    it('that were drained have nothing to lose, however often their worker tries to connect, until it receives again', async () => {
      const session = fresh();
      await registry.holdSession(session, 'a', died);
      await takenAndEnded(session);
      await registry.holdSession(session, 'a', { ...connecting, leaseMillis: 0 });
      expect(await takenAndEnded(session)).toMatchObject({ wholeUntil: undefined });
      await registry.holdSession(session, 'a', { ...connecting, leaseMillis: 0 });
      await registry.holdSession(session, 'a', died);
      expect(await takenAndEnded(session)).toMatchObject({ wholeUntil: expect.any(Number) });
    });

    it('tell since when something of them would be missing, however long their worker has received since: it may have a backlog to bring home', async () => {
      const session = fresh();
      await registry.holdSession(session, 'a', receiving);
      await registry.holdSession(session, 'a', { ...receiving, wholeUntil: undefined });
      await registry.holdSession(session, 'a', { ...connecting, wholeUntil: WHOLE + 1 });
      await registry.leaveSession(session.clientId, 'a');
      expect(await registry.takeSession(session.broker, 's', AT_ONCE)).toMatchObject({ wholeUntil: WHOLE });
    });

    it('that were drained are not held by a worker that has not noticed: that it was so is there for when it connects', async () => {
      const session = fresh();
      await registry.holdSession(session, 'a', died);
      await takenAndEnded(session);
      expect(await registry.holdSession(session, 'a', receiving)).toEqual({ isHeld: false, wasEnded: true });
      expect(await registry.holdSession(session, 'a', receiving)).toEqual({ isHeld: false, wasEnded: true });
      expect(await registry.holdSession(session, 'a', connecting)).toEqual({ isHeld: true, wasEnded: true });
      expect(await registry.holdSession(session, 'a', receiving)).toEqual({ isHeld: true, wasEnded: false });
    });

    it('are fenced: a taker whose lease ran out can neither keep nor end what another has', async () => {
      const session = fresh();
      await registry.holdSession(session, 'a', died);
      const late = await registry.takeSession(session.broker, 's', { goneMillis: 0, leaseMillis: 0 });
      const next = await other.takeSession(session.broker, 't', AT_ONCE);
      if (late === undefined || next === undefined) throw new Error('not taken');
      expect(next.token).toBe(late.token + 1);
      await registry.giveBack(late);
      expect([await registry.keepTaken(late, LONG), await registry.endTaken(late), await other.keepTaken(next, LONG)]).toEqual([false, false, true]);
      await other.giveBack(next);
      // Back with its worker, it is no longer the taker's.
      expect(await registry.holdSession(session, 'a', receiving)).toEqual({ isHeld: true, wasEnded: false });
      expect([await other.keepTaken(next, LONG), await other.endTaken(next)]).toEqual([false, false]);
    });

    it('left in good order wait for a taker, and are nobody\'s absence once they were drained', async () => {
      const session = fresh();
      await registry.holdSession(session, 'a', receiving);
      await registry.leaveSession(session.clientId, 'somebody');
      expect(await goneOf(session)).toBeUndefined();
      await registry.leaveSession(session.clientId, 'a');
      expect(await goneOf(session)).toMatchObject({ isWaiting: true });
      const taken = await registry.takeSession(session.broker, 's', AT_ONCE);
      if (taken !== undefined) await registry.endTaken(taken);
      expect(await goneOf(session)).toBeUndefined();
    });

    it('of a worker that was replaced under its name are nobody\'s absence once they were drained', async () => {
      const lost = fresh();
      const replacement = { ...fresh(), instance: lost.instance };
      await registry.holdSession(lost, 'a', died);
      await registry.holdSession(replacement, 'b', receiving);
      expect(await goneOf(lost)).toMatchObject({ isWaiting: true });
      const taken = await registry.takeSession(lost.broker, 's', AT_ONCE);
      if (taken !== undefined) await registry.endTaken(taken);
      expect(await goneOf(lost)).toBeUndefined();
    });
  });
}
