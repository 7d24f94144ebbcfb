import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from './decide.js';
import type { Identity } from './identity.js';
import { matchesFilter } from './topic-text.js';

const device: Identity = { project: 'p1', principal: 'd1', kind: 'device' };
const gateway: Identity = { project: 'p1', principal: 'g1', kind: 'gateway' };

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,6}$/);
const identity: fc.Arbitrary<Identity> = fc.record({
  project: id, principal: id, kind: fc.constantFrom<'device' | 'gateway'>('device', 'gateway'),
});
/** Levels that have broken access rules elsewhere, beside ordinary ones. */
const trickyLevel = fc.oneof(
  id,
  fc.constantFrom('+', '#', '', '$SYS', '$share', 'yanshou', 'v1', 'command', 'receipt', 'telemetry', 'state', 'gateway',
    '..', '.', 'command#', '+command', '__proto__', '\u0000', '\ud800', '％', 'telemetry ', 'p1', 'd1'),
);
const belowOwn = (who: Identity): fc.Arbitrary<string> =>
  fc.array(trickyLevel, { maxLength: 4 }).map((levels) => ['yanshou', 'v1', who.project, who.principal, ...levels].join('/'));
const anyTopic = (who: Identity): fc.Arbitrary<string> =>
  fc.oneof(belowOwn(who), fc.array(trickyLevel, { maxLength: 12 }).map((levels) => levels.join('/')), fc.string({ maxLength: 40 }));

/** Filters that are often granted: most begin as the grants do. */
const grantable = identity.chain((who) =>
  fc.tuple(
    fc.constant(who),
    fc.tuple(fc.constantFrom('command', 'receipt', 'command', '+', '#'), fc.array(trickyLevel, { maxLength: 3 })).map(([head, tail]) =>
      ['yanshou', 'v1', who.project, who.principal, head, ...tail].join('/')),
  ));
const plainLevel = fc.oneof(id, fc.constantFrom('', 'command', 'receipt', 'telemetry', '$SYS', '验收'));

/** A topic that the filter matches: `+` becomes one level, `#` none or some. */
function instantiate(filter: string, fill: readonly string[], extra: number): string {
  const levels = filter.split('/');
  const some = levels.at(-1) === '#';
  const head = (some ? levels.slice(0, -1) : levels).map((level, index) => (level === '+' ? (fill[index] ?? '') : level));
  const room = Math.max(0, 10 - head.length);
  return [...head, ...(some ? fill.slice(0, Math.min(extra, room)) : [])].join('/');
}

describe('decide', () => {
  it.each<[string, Identity, 'publish' | 'subscribe' | 'receive', string]>([
    ['telemetry of its own', device, 'publish', 'yanshou/v1/p1/d1/telemetry'],
    ['state of its own', device, 'publish', 'yanshou/v1/p1/d1/state'],
    ['the ThingsBoard alias', device, 'publish', 'v1/devices/me/telemetry'],
    ['gateway telemetry', gateway, 'publish', 'yanshou/v1/p1/g1/gateway/telemetry'],
    ['line protocol', device, 'publish', 'yanshou/v1/p1/d1/lines/ns'],
    ['line protocol of a gateway', gateway, 'publish', 'yanshou/v1/p1/g1/lines/s'],
    ['state of a gateway', gateway, 'publish', 'yanshou/v1/p1/g1/state'],
    ['the ThingsBoard gateway alias', gateway, 'publish', 'v1/gateway/telemetry'],
    ['all commands', device, 'subscribe', 'yanshou/v1/p1/d1/command/#'],
    ['one command', device, 'subscribe', 'yanshou/v1/p1/d1/command/restart'],
    ['a wildcard below command', device, 'subscribe', 'yanshou/v1/p1/d1/command/+/now'],
    ['receipts', device, 'subscribe', 'yanshou/v1/p1/d1/receipt'],
    ['a command', device, 'receive', 'yanshou/v1/p1/d1/command/restart'],
    ['a receipt', device, 'receive', 'yanshou/v1/p1/d1/receipt'],
  ])('allows %s', (_, who, action, topic) => {
    expect(decide(who, action, topic)).toEqual({ allowed: true });
  });

  it.each<[string, Identity, 'publish' | 'subscribe' | 'receive', string, string]>([
    ["another device's telemetry", device, 'publish', 'yanshou/v1/p1/d2/telemetry', 'foreign-topic'],
    ["another project's telemetry", device, 'publish', 'yanshou/v1/p2/d1/telemetry', 'foreign-topic'],
    ["another device's lines", device, 'publish', 'yanshou/v1/p1/d2/lines/ns', 'foreign-topic'],
    ['lines of an unknown precision', device, 'publish', 'yanshou/v1/p1/d1/lines/h', 'foreign-topic'],
    ['lines without a precision', device, 'publish', 'yanshou/v1/p1/d1/lines', 'foreign-topic'],
    ['its own lines back', device, 'receive', 'yanshou/v1/p1/d1/lines/ns', 'foreign-topic'],
    ['gateway telemetry from a device', device, 'publish', 'yanshou/v1/p1/d1/gateway/telemetry', 'foreign-topic'],
    ['the gateway alias from a device', device, 'publish', 'v1/gateway/telemetry', 'foreign-topic'],
    ['the device alias from a gateway', gateway, 'publish', 'v1/devices/me/telemetry', 'foreign-topic'],
    ['device telemetry from a gateway', gateway, 'publish', 'yanshou/v1/p1/g1/telemetry', 'foreign-topic'],
    ['a command to itself', device, 'publish', 'yanshou/v1/p1/d1/command/restart', 'foreign-topic'],
    ['a receipt to itself', device, 'publish', 'yanshou/v1/p1/d1/receipt', 'foreign-topic'],
    ['a level below telemetry', device, 'publish', 'yanshou/v1/p1/d1/telemetry/x', 'foreign-topic'],
    ['a trailing slash', device, 'publish', 'yanshou/v1/p1/d1/telemetry/', 'foreign-topic'],
    ['$SYS', device, 'publish', '$SYS/x/new/clients', 'foreign-topic'],
    ['a wildcard topic', device, 'publish', 'yanshou/v1/p1/+/telemetry', 'foreign-topic'],
    ['#', device, 'subscribe', '#', 'foreign-topic'],
    ['+ above the device', device, 'subscribe', 'yanshou/v1/p1/+/command/#', 'foreign-topic'],
    ['everything of its own', device, 'subscribe', 'yanshou/v1/p1/d1/#', 'foreign-topic'],
    ['one level of its own', device, 'subscribe', 'yanshou/v1/p1/d1/+', 'foreign-topic'],
    ['its own telemetry', device, 'subscribe', 'yanshou/v1/p1/d1/telemetry', 'foreign-topic'],
    ['a shared subscription', device, 'subscribe', '$share/g/yanshou/v1/p1/d1/command/#', 'foreign-topic'],
    ['$SYS/#', device, 'subscribe', '$SYS/#', 'foreign-topic'],
    ['# in the middle', device, 'subscribe', 'yanshou/v1/p1/d1/command/#/x', 'foreign-topic'],
    ['# glued to a word', device, 'subscribe', 'yanshou/v1/p1/d1/command/x#', 'foreign-topic'],
    ['+ glued to a word', device, 'subscribe', 'yanshou/v1/p1/d1/command/+x', 'foreign-topic'],
    ["another's command", device, 'receive', 'yanshou/v1/p1/d2/command/restart', 'foreign-topic'],
    ['its own telemetry back', device, 'receive', 'yanshou/v1/p1/d1/telemetry', 'foreign-topic'],
    ['eleven levels', device, 'publish', 'a/b/c/d/e/f/g/h/i/j/k', 'topic-too-deep'],
    ['NUL', device, 'publish', 'yanshou/v1/p1/d1/telemetry\u0000', 'malformed-packet'],
    ['a line break', device, 'subscribe', 'yanshou/v1/p1/d1/command/\r\n', 'malformed-packet'],
    ['a lone surrogate', device, 'subscribe', 'yanshou/v1/p1/d1/command/\ud800', 'malformed-packet'],
    ['nothing', device, 'publish', '', 'malformed-packet'],
    ['513 bytes', device, 'subscribe', `yanshou/v1/p1/d1/command/${'x'.repeat(488)}`, 'malformed-packet'],
    ['513 bytes in fewer characters', device, 'subscribe', `yanshou/v1/p1/d1/command/${'验'.repeat(163)}`, 'malformed-packet'],
  ])('denies %s', (_, who, action, topic, code) => {
    expect(decide(who, action, topic)).toEqual({ allowed: false, code });
  });

  it('lets through what a granted filter matches', () => {
    let granted = 0;
    fc.assert(
      fc.property(grantable, fc.array(plainLevel, { minLength: 10, maxLength: 10 }), fc.nat(4), ([who, filter], fill, extra) => {
        if (!decide(who, 'subscribe', filter).allowed) return;
        granted += 1;
        const topic = instantiate(filter, fill, extra);
        expect(matchesFilter(filter, topic)).toBe(true);
        expect(decide(who, 'receive', topic)).toEqual({ allowed: true });
      }),
      { numRuns: 2_000 },
    );
    expect(granted).toBeGreaterThan(200);
  });

  it('grants nothing that reaches outside the own prefix', () => {
    fc.assert(
      fc.property(
        identity.chain((who) => fc.tuple(fc.constant(who), anyTopic(who))),
        fc.constantFrom<'publish' | 'subscribe' | 'receive'>('publish', 'subscribe', 'receive'),
        ([who, text], action) => {
          if (!decide(who, action, text).allowed) return;
          const alias = who.kind === 'device' ? 'v1/devices/me/telemetry' : 'v1/gateway/telemetry';
          const own = text.startsWith(`yanshou/v1/${who.project}/${who.principal}/`);
          expect(own || (action === 'publish' && text === alias)).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('keeps two principals apart for every verb', () => {
    fc.assert(
      fc.property(
        fc.tuple(identity, identity).filter(([a, b]) => a.project !== b.project || a.principal !== b.principal)
          .chain(([a, b]) => fc.tuple(fc.constant(a), belowOwn(b))),
        fc.constantFrom<'publish' | 'subscribe' | 'receive'>('publish', 'subscribe', 'receive'),
        ([who, text], action) => expect(decide(who, action, text).allowed).toBe(false),
      ),
      { numRuns: 2_000 },
    );
  });
});
