import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accessCases } from '@yanshou/access/testing';
import type { AccessCase } from '@yanshou/access/testing';
import { DOORS } from '@yanshou/api-schema';
import { DeviceClient, hasMosquitto, mosquittoBinary } from '@yanshou/broker-mqtt/testing';
import { GATEWAY, deviceId } from '../../platform-under-test/bench-project.js';
import { BROKER_SECRET, MosquittoSite } from '../../platform-under-test/mosquitto-site.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';
import { undocumentedAnswer } from '../../platform-under-test/undocumented.js';
import { until } from '../../platform-under-test/until.js';

const cast = { project: 'east', device: deviceId(0), gateway: GATEWAY, neighbour: deviceId(1), otherProject: 'west' };
const cases = accessCases(cast);
const principalOf = ({ who }: Pick<AccessCase, 'who'>): string => (who === 'device' ? cast.device : cast.gateway);
const nameOf = (one: Pick<AccessCase, 'who'>): string => `east/${principalOf(one)}`;
const PROJECTS = { projects: ['east', 'west'], devices: 2 } as const;
const SENTINEL = 'sentinel';

/** Ways to say who one is, and whether that lets one in: at the embedded broker, Mosquitto, EMQX. */
const credentialCases = (secrets: Readonly<Record<string, string>>): readonly { what: string; username: string; password: string; embedded: boolean; mosquitto: boolean; emqx: boolean }[] => {
  const [own, west] = [secrets[`east/${cast.device}`] as string, secrets[`west/${cast.device}`] as string];
  const all = (allowed: boolean) => ({ embedded: allowed, mosquitto: allowed, emqx: allowed });
  return [
    { what: 'its name and secret', username: `east/${cast.device}`, password: own, ...all(true) },
    // A password file is looked up by name.
    { what: 'its secret as user name', username: own, password: '', embedded: true, mosquitto: false, emqx: true },
    { what: 'a wrong secret', username: `east/${cast.device}`, password: 'wrong', ...all(false) },
    { what: "the other project's secret", username: `east/${cast.device}`, password: west, ...all(false) },
    { what: 'an unknown device', username: 'east/ghost', password: own, ...all(false) },
    { what: 'a name without a secret', username: `east/${cast.device}`, password: '', ...all(false) },
  ];
};

describe('the embedded broker', () => {
  let platform: TestPlatform;
  beforeAll(async () => void (platform = await TestPlatform.start({ ...PROJECTS })), 180_000);
  afterAll(() => platform.dispose());

  it.each(cases.filter(({ isLastWill }) => isLastWill === true))('$who, $what: $allowed', async ({ who, topic, allowed }) => {
    const before = (await platform.settle()).messages;
    const credentials = { username: nameOf({ who }), password: platform.secrets[nameOf({ who })] as string, version: 4 } as const;
    const client = await DeviceClient.open(platform.mqttPort, { ...credentials, will: { topic, payload: 'offline' } });
    client.close();
    const sentinel = await DeviceClient.open(platform.mqttPort, { ...credentials, clientId: 'sentinel' });
    expect(await sentinel.publish(`yanshou/v1/${nameOf({ who })}/state`, 'online')).toBe(0);
    await until(async () => (await platform.settle()).messages === before + (allowed ? 2 : 1));
    sentinel.close();
  });

  it.each(cases.filter(({ isLastWill }) => isLastWill !== true))('$who, $action $what: $allowed', async ({ who, action, topic, allowed }) => {
    const client = await DeviceClient.open(platform.mqttPort, { username: nameOf({ who }), password: platform.secrets[nameOf({ who })] as string, version: 4 });
    const outcome = action === 'publish' ? (await client.publish(topic, 'online')) === 0 : (await client.subscribe(topic)) <= 1;
    expect(outcome).toBe(allowed);
    client.close();
  });

  it('lets in whom it should', async () => {
    for (const { what, username, password, embedded } of credentialCases(platform.secrets)) {
      const client = await DeviceClient.open(platform.mqttPort, { username, password, version: 4 });
      expect([what, client.isAdmitted]).toEqual([what, embedded]);
      client.close();
    }
  });
});

if (!hasMosquitto('access rules of an external broker')) {
  it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
} else {
  describe('an external broker', () => {
    let site: MosquittoSite;
    let platform: TestPlatform;
    let open: DeviceClient;

    beforeAll(async () => {
      site = await MosquittoSite.start({ openDoor: true });
      platform = await site.platform({ ...PROJECTS });
      open = await DeviceClient.open(site.openPort, { clientId: 'open-door' });
    }, 180_000);
    afterAll(async () => {
      open.close();
      await platform.dispose();
      await site.dispose();
    });

    const asEmqx = async (what: 'authenticate' | 'authorize', body: Readonly<Record<string, unknown>>): Promise<unknown> => {
      const headers = { authorization: `Bearer ${BROKER_SECRET}`, 'content-type': 'application/json' };
      const response = await fetch(`${platform.http}/broker/${what}`, { method: 'POST', headers, body: JSON.stringify(body) });
      expect(await undocumentedAnswer(`${what}Client`, response)).toEqual([]);
      return ((await response.json()) as { result?: unknown }).result;
    };

    describe('Mosquitto with the generated files, as the manual sets it up', () => {
      const client = (who: AccessCase['who'], options: Parameters<typeof DeviceClient.open>[1] = {}): Promise<DeviceClient> =>
        DeviceClient.open(site.port, { username: nameOf({ who }), password: platform.secrets[nameOf({ who })] as string, ...options });
      const has = (one: DeviceClient, payload: string): boolean => one.received().some((packet) => packet.payload.toString() === payload);

      it.each(cases.filter(({ action, isLastWill }) => action === 'publish' && isLastWill !== true))('$who, publish $what', async ({ who, topic, allowed, allowedElsewhere = allowed }) => {
        const one = await client(who);
        expect(one.isAdmitted).toBe(true);
        expect((await one.publish(topic, 'online')) === 0).toBe(allowedElsewhere);
        one.close();
      });

      it.each(cases.filter(({ action }) => action === 'subscribe'))('$who, subscribe $what', async ({ who, topic, allowed, allowedElsewhere = allowed, probe = '' }) => {
        const one = await client(who);
        // It answers yes to filters that it will hold back every message of: what counts is what comes through, before what surely does.
        await one.subscribe(topic);
        await one.subscribe(`yanshou/v1/${nameOf({ who })}/receipt`);
        // Its own topics the broker publishes itself, and cuts off who tries.
        if (!probe.startsWith('$')) expect(await open.publish(probe, 'probe')).toBe(0);
        expect(await open.publish(`yanshou/v1/${nameOf({ who })}/receipt`, SENTINEL)).toBe(0);
        await until(() => has(one, SENTINEL));
        expect(one.received().some(({ topic: on, payload }) => payload.toString() === 'probe' || on.startsWith('$'))).toBe(allowedElsewhere);
        one.close();
      });

      it.each(cases.filter(({ isLastWill }) => isLastWill === true))('$who, $what', async ({ who, topic, allowed }) => {
        const observer = await DeviceClient.open(site.mosquitto.platformPort, { ...site.user, clientId: 'observer' });
        for (const rest of ['state', 'telemetry']) expect(await observer.subscribe(`yanshou/v1/+/+/${rest}`)).toBe(1);
        const dying = await client(who, { will: { topic, payload: 'last-will' } });
        dying.close();
        // Another one: the broker publishes wills in the order in which connections break.
        const next = await client(who, { will: { topic: `yanshou/v1/${nameOf({ who })}/state`, payload: SENTINEL } });
        next.close();
        await until(() => has(observer, SENTINEL));
        expect(has(observer, 'last-will')).toBe(allowed);
        observer.close();
      });

      it('lets in whom it should', async () => {
        for (const { what, username, password, mosquitto } of credentialCases(platform.secrets)) {
          const client = await DeviceClient.open(site.port, { username, password });
          expect([what, client.isAdmitted]).toEqual([what, mosquitto]);
          client.close();
        }
        expect((await DeviceClient.open(site.port)).isAdmitted).toBe(false);
      });
    });

    describe('EMQX, by its documented questions', () => {
      it.each(cases)('$who, $action $what', async (one) => {
        const { action, topic, allowed, allowedElsewhere = allowed } = one;
        const body = { username: nameOf(one), clientid: 'any', peerhost: '10.0.0.9', action, topic, qos: '1', retain: 'false' };
        expect(await asEmqx('authorize', body)).toBe(allowedElsewhere ? 'allow' : 'deny');
      });

      it('lets in whom it should', async () => {
        for (const { what, username, password, emqx } of credentialCases(platform.secrets)) {
          expect([what, await asEmqx('authenticate', { username, password, clientid: `east/${cast.device}`, peerhost: '10.0.0.9' })]).toEqual([what, emqx ? 'allow' : 'deny']);
        }
      });

      it.each(['authenticate', 'authorize'] as const)('is not answered without its secret, or when it asks nothing, as is documented: %s', async (what) => {
        const ask = (authorization: string, body: string): Promise<Response> => fetch(`${platform.http}${DOORS[`${what}Client`].path}`, { method: 'POST', headers: { authorization }, body });
        for (const [status, response] of [[401, await ask('', '{}')], [401, await ask('Bearer wrong', '{}')], [400, await ask(`Bearer ${BROKER_SECRET}`, '[]')], [400, await ask(`Bearer ${BROKER_SECRET}`, JSON.stringify({ topic: 'x'.repeat(20_000) }))]] as const) {
          expect([response.status, await undocumentedAnswer(`${what}Client`, response)]).toEqual([status, []]);
        }
      });
    });
  });
}
