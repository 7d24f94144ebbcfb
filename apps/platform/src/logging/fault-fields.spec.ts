import { expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { faultFields } from './fault-fields.js';
import { LogThrottle } from './log-throttle.js';

it.each<[unknown, object]>([
  [new Failure('store-unavailable', 'no answer', true, { zh: '检查', en: 'check' }), { code: 'store-unavailable', error: 'no answer', help: { zh: '检查', en: 'check' } }],
  [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), { code: 'ECONNREFUSED', error: 'connect ECONNREFUSED' }],
  [new Error('cannot reach postgres://user:secret@host/db'), { code: 'unexpected', error: 'cannot reach postgres://…@host/db' }],
  [new Error('mqtts://u:p%40ss@broker and http://a:b@c'), { code: 'unexpected', error: 'mqtts://…@broker and http://…@c' }],
  [Object.assign(new Error('odd'), { code: 'has space\nand line' }), { code: 'unexpected', error: 'odd' }],
  ['a text', { code: 'unexpected', error: 'a text' }], [undefined, { code: 'unexpected', error: 'undefined' }], [null, { code: 'unexpected', error: 'null' }],
  [new Error('x'.repeat(9_000)), { code: 'unexpected', error: 'x'.repeat(500) }],
])('what is told of %s', (thrown, fields) => {
  expect(faultFields(thrown)).toEqual(fields);
});

it('a throttle lets a burst through, then its rate, and counts what it left out', () => {
  let now = 0;
  const told: number[] = [];
  const throttle = new LogThrottle(() => now, { burst: 3, perSecond: 0.5 });
  for (let index = 0; index < 10; index += 1) throttle.pass((suppressed) => told.push(suppressed));
  now = 2_000;
  throttle.pass((suppressed) => told.push(suppressed));
  throttle.pass((suppressed) => told.push(suppressed));
  expect(told).toEqual([0, 0, 0, 7]);
});
