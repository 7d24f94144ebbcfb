import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BudgetShare, ByteBudget } from './byte-budget.js';
import { RawClient, until } from './testing/raw-client.js';
import { withBroker } from './testing/with-broker.js';

const CONNECTIONS = 200;
const LIMIT = 4 * 1024 * 1024;
const payload = Buffer.alloc(32 * 1024, 'x');
const topicOf = (index: number): string => `yanshou/v1/p1/d${String(index)}/telemetry`;
const connectAll = (port: number): Promise<RawClient[]> =>
  Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => RawClient.connected(port, `p1/d${String(index)}`)));
const publishAll = (clients: readonly RawClient[], count: number): void =>
  clients.forEach((client, index) => {
    for (let messageId = 1; messageId <= count; messageId += 1) client.publish(topicOf(index), { messageId, payload });
  });

describe('what waits for the journal', () => {
  it('is bounded over 200 connections while nothing is answered, and everybody goes on afterwards', () =>
    withBroker({ maxUnacknowledgedBytes: LIMIT }, async ({ port, handler, broker }) => {
      handler.isHolding = true;
      const clients = await connectAll(port);
      publishAll(clients, 3);
      await until(() => broker.stats().unacknowledgedBytes > LIMIT - 2 * payload.length, 'full');
      await new Promise((resolve) => void setTimeout(resolve, 300));
      expect(handler.holding * payload.length).toBeLessThanOrEqual(LIMIT);
      expect(broker.stats().unacknowledgedBytes).toBeLessThanOrEqual(LIMIT);
      while (clients.some((client) => client.count('puback') < 3)) {
        handler.answer(20);
        await until(() => handler.holding > 0 || clients.every((client) => client.count('puback') === 3), 'progress');
        expect(broker.stats().unacknowledgedBytes).toBeLessThanOrEqual(LIMIT);
      }
      expect(handler.messages).toHaveLength(3 * CONNECTIONS);
      expect(broker.stats()).toMatchObject({ unacknowledgedBytes: 0, connections: CONNECTIONS, refused: {} });
    }));

  it('counts until it is answered, though its connection has ended, and not a moment longer', () =>
    withBroker({ maxUnacknowledgedBytes: LIMIT }, async ({ port, handler, broker }) => {
      handler.isHolding = true;
      const gone = await connectAll(port);
      publishAll(gone, 1);
      await until(() => broker.stats().unacknowledgedBytes > LIMIT - 2 * payload.length, 'full');
      gone.forEach((_, index) => broker.disconnect(`p1/d${String(index)}`));
      await until(() => broker.stats().connections === 0, 'all gone');
      expect(broker.stats().unacknowledgedBytes).toBeGreaterThanOrEqual(handler.holding * payload.length);
      const late = await RawClient.connected(port, 'p1/d1');
      late.publish(topicOf(1), { messageId: 9, payload });
      expect(late.count('puback')).toBe(0);
      handler.isHolding = false;
      handler.answer();
      expect(await late.next('puback')).toMatchObject({ messageId: 9 });
      expect(broker.stats().unacknowledgedBytes).toBe(0);
    }));

  it('is given back for refused messages and counted for wills', () =>
    withBroker({}, async ({ port, handler, broker }) => {
      const last = payload.subarray(0, 4_096);
      const will = { topic: topicOf(1), payload: last, qos: 1 as const, retain: false };
      const client = await RawClient.connected(port, 'p1/d1', { will });
      handler.isHolding = true;
      client.publish(topicOf(2), { payload });
      await client.whenClosed();
      await until(() => handler.holding === 1, 'the will');
      expect(broker.stats().unacknowledgedBytes).toBeGreaterThan(last.length);
      expect(broker.stats().unacknowledgedBytes).toBeLessThan(2 * last.length);
      handler.answer();
      expect(broker.stats().unacknowledgedBytes).toBe(0);
    }));
});

describe('the budget', () => {
  it('lets a message in that exceeds it when nothing else is inside', () => {
    const budget = new ByteBudget(10);
    expect(budget.admits(11, () => undefined)).toBe(true);
    budget.take(11);
    expect(budget.admits(1, () => undefined)).toBe(false);
  });

  it('serves who waits in order, and lets nobody in before them', () => {
    const budget = new ByteBudget(100);
    budget.take(100);
    const order: string[] = [];
    for (const name of ['a', 'b']) budget.admits(1, () => void order.push(name));
    budget.give(40);
    expect([budget.admits(1, () => void order.push('c')), order]).toEqual([false, []]);
    budget.give(10);
    expect([budget.admits(1, () => undefined), order]).toEqual([true, ['a', 'b', 'c']]);
  });

  it('is whole again whatever order messages and endings come in', () => {
    const step = fc.record({ share: fc.nat(2), kind: fc.constantFrom('take', 'take', 'handOver', 'settle', 'close'), size: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const budget = new ByteBudget(2_000);
        const shares = [0, 1, 2].map(() => ({ share: new BudgetShare(budget, () => undefined), inside: [] as number[], given: [] as number[] }));
        for (const { share: index, kind, size } of steps) {
          const one = shares[index] as (typeof shares)[number];
          if (kind === 'take' && one.share.admits(size)) {
            one.inside.push(size);
            one.share.take(size);
          } else if (kind === 'handOver' && one.inside.length > 0) {
            const given = one.inside.shift() as number;
            one.given.push(given);
            one.share.handOver(given);
          }
          if (kind === 'settle' && one.given.length > 0) one.share.settle(one.given.shift() as number);
          if (kind === 'close') one.share.close();
          expect(budget.used).toBeGreaterThanOrEqual(0);
        }
        for (const { share, given } of shares) {
          share.close();
          for (const size of given) share.settle(size);
        }
        expect(budget.used).toBe(0);
      }),
    );
  });
});
