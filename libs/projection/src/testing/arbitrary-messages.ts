import { RecordKind } from '@yanshou/journal';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import fc from 'fast-check';
import { PROJECT, RecordList, START } from './workshop.js';
import type { Sent } from './workshop.js';

const value = fc.oneof(fc.constantFrom<unknown>(21.5, 22, -0, 0, null, 200, true, false, 'ACTIVE', 'unavailable', 1e17, 1), fc.integer({ min: -40, max: 140 }));
const metricName = fc.constantFrom('temperature', 'running', 'state', 'pieces', 'pieces', 'vibration');
const element = fc.record(
  {
    ts: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -3, max: 3 }).map((n) => START / 1000 + n * 40_000) },
      fc.constantFrom(START / 1e6, START / 1000 - 4_000_000, START / 1000 + 9_000_000)),
    values: fc.dictionary(metricName, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    origin: fc.constantFrom('live', 'simulated', 'replayed'),
  },
  { requiredKeys: ['values'] },
);
const telemetry = fc.record({ from: fc.constantFrom('d1', 'd1', 'door', 'nobody'), payload: fc.oneof(element, fc.array(element, { minLength: 1, maxLength: 3 })) });
const gateway = fc.dictionary(fc.constantFrom('c1', 'c2', 'c1x'), fc.array(element, { minLength: 1, maxLength: 2 }), { minKeys: 1, noNullPrototype: true })
  .map((payload) => ({ from: 'gw', payload, topic: `yanshou/v1/${PROJECT}/gw/gateway/telemetry` }));
const state = fc.constantFrom('online', 'offline', '{}').map((payload) => ({ from: 'door', payload, topic: `yanshou/v1/${PROJECT}/door/state` }));
const broken = fc.constantFrom('', '{', '{"values":{"a":NaN}}').map((payload) => ({ from: 'd1', payload }));
const message: fc.Arbitrary<Sent> = fc.oneof({ weight: 6, arbitrary: telemetry }, { weight: 2, arbitrary: gateway }, state, broken);
/** Records of whatever devices, gateways and strangers may send: repetitions, contradictions, bad values, late ones, without a time. */
export const arbitraryMessages = fc.array(fc.oneof({ weight: 12, arbitrary: message }, fc.constantFrom('heartbeat' as const, 'refusals' as const)), { minLength: 1, maxLength: 25 }).map((steps) => {
  const list = new RecordList();
  steps.forEach((step, n) => {
    const received = START + Math.floor(n / 3) * 7 * MICROS_PER_MINUTE;
    if (step === 'heartbeat') list.json(RecordKind.heartbeat, {}, received);
    else if (step === 'refusals') list.json(RecordKind.refusals, { principal: `${PROJECT}/d1`, reason: 'over-rate', minute: received / MICROS_PER_MINUTE, count: 2 }, received);
    else list.message({ ...step, received });
  });
  return list.records;
});
