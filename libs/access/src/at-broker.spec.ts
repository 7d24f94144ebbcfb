import { describe, expect, it } from '@jest/globals';
import { CONSUMED_FILTERS, FORMER_FILTERS, decideAtBroker, identityOfTopic, sharedFilters, sharedGroup } from './at-broker.js';
import { PUBLISHED_BY, decide } from './decide.js';
import type { Identity } from './identity.js';
import { accessCases } from './testing/access-cases.js';
import { matchesFilter } from './topic-text.js';

const device: Identity = { project: 'p1', principal: 'd1', kind: 'device' };
const gateway: Identity = { project: 'p1', principal: 'g1', kind: 'gateway' };

describe('at a broker that is not ours', () => {
  it.each([[device, 'v1/devices/me/telemetry'], [gateway, 'v1/gateway/telemetry']])('a topic that names nobody is refused: %j %s', (who, topic) => {
    expect(decide(who, 'publish', topic).allowed).toBe(true);
    expect(decideAtBroker(who, 'publish', topic)).toEqual({ allowed: false, code: 'foreign-topic' });
  });

  it('whatever else may be published is consumed, by one filter alone, and names its sender', () => {
    for (const who of [device, gateway]) {
      for (const rest of PUBLISHED_BY[who.kind]) {
        const topic = `yanshou/v1/${who.project}/${who.principal}/${rest}`;
        expect(decideAtBroker(who, 'publish', topic)).toEqual({ allowed: true });
        expect(CONSUMED_FILTERS.filter((filter) => matchesFilter(filter, topic))).toHaveLength(1);
        const named = identityOfTopic(topic);
        expect(named).toMatchObject({ project: 'p1', principal: who.principal });
        expect(named === undefined ? undefined : decideAtBroker(named, 'publish', topic)).toEqual({ allowed: true });
      }
    }
  });

  it('what may only be received is not consumed', () => {
    for (const rest of ['receipt', 'command/restart', 'telemetry/x']) expect(CONSUMED_FILTERS.some((filter) => matchesFilter(filter, `yanshou/v1/p1/d1/${rest}`))).toBe(false);
  });

  it.each(['v1/devices/me/telemetry', 'yanshou/v1/+/d1/telemetry', 'yanshou/v1/p 1/d1/telemetry', 'yanshou/v1/p1/d1', '$SYS/broker'])('%s names nobody', (topic) =>
    expect(identityOfTopic(topic)).toBeUndefined());
});

describe('the group of the workers', () => {
  it('is the same for all who have the pepper, and nobody else knows it', () => {
    const group = sharedGroup('pepper');
    expect(group).toMatch(/^yanshou-[0-9a-f]{32}$/);
    expect([sharedGroup(Buffer.from('pepper')), sharedGroup('another') === group]).toEqual([group, false]);
    expect(sharedFilters(group)).toEqual(CONSUMED_FILTERS.map((filter) => `$share/${group}/${filter}`));
    expect(FORMER_FILTERS.filter((filter) => sharedFilters(group).includes(filter))).toEqual([]);
  });
});

describe('the table of cases', () => {
  const cast = { project: 'p1', device: 'd1', gateway: 'g1', neighbour: 'd2', otherProject: 'p2' };

  it.each(accessCases(cast))('$who, $action $what: $allowed', ({ who, action, topic, allowed, allowedElsewhere = allowed }) => {
    const identity = who === 'device' ? device : gateway;
    expect([decide(identity, action, topic).allowed, decideAtBroker(identity, action, topic).allowed]).toEqual([allowed, allowedElsewhere]);
  });
});
