import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { startFreezableProxy } from '@yanshou/registry/testing';
import type { FreezableProxy } from '@yanshou/registry/testing';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { ADMINISTRATOR } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { ScaleSite, hasSiteServers } from '../../platform-under-test/scale-site.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

interface Ready {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly state: string; readonly code?: string }[];
  readonly alarms: readonly { readonly alarm: string }[];
}

const LONG = 120_000;
/** A statement may take a minute: whoever waits for one has not answered by then. */
const ANSWERED_MILLIS = 25_000;
const QUICK = { YANSHOU_ALARM_REGISTRY_SECONDS: '6', YANSHOU_ALARM_FAULT_SECONDS: '3', YANSHOU_ALARM_HOLD_SECONDS: '1' };
const ROLES = ['ingest', 'project', 'jobs', 'api'] as const;
type Role = (typeof ROLES)[number];

if (hasSiteServers('servers away from roles apart')) withInflux('servers away from roles apart', (influx) => {
  describe('a process of each role says which server is away', () => {
    let site: ScaleSite;
    let proxy: FreezableProxy;
    let packet = 0;
    const processes = new Map<Role, TestPlatform>();
    const of = (role: Role): TestPlatform => processes.get(role) as TestPlatform;

    beforeAll(async () => {
      site = await ScaleSite.open({ influx: influx(), projects: ['away'], devices: 1, nats: true });
      const database = new URL(site.databaseUrl);
      proxy = await startFreezableProxy(Number(database.port));
      database.port = String(proxy.port);
      for (const role of ROLES) processes.set(role, await site.start(role, { ...QUICK, DATABASE_URL: database.href }));
      await publish();
    }, 300_000);
    afterAll(async () => {
      proxy.thaw();
      await site.close();
      await proxy.stop();
    }, 120_000);

    async function publish(): Promise<void> {
      const client = await RawClient.open(of('ingest').mqttPort, { username: `away/${deviceId(0)}`, password: site.secretOf('away', deviceId(0)), clientId: 'd' });
      await client.publishAcknowledged(telemetryTopic('away', deviceId(0)), `{"values":{"temperature":${(packet += 1)}}}`, packet);
      client.close();
    }

    const get = (role: Role, path: string): Promise<Response> => fetch(`${of(role).http}${path}`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(ANSWERED_MILLIS) });
    const ready = async (role: Role): Promise<Ready> => (await get(role, '/readyz')).json() as Promise<Ready>;
    const downOf = ({ checks }: Ready): string[] => checks.filter(({ state }) => state === 'down').map(({ name }) => name);
    const alarms = async (role: Role): Promise<string[]> => (await ready(role)).alarms.map(({ alarm }) => alarm);
    const metrics = async (role: Role): Promise<string> => (await get(role, '/metrics')).text();
    const each = <T>(look: (role: Role) => Promise<T>): Promise<T[]> => Promise.all(ROLES.map(look));
    const allWell = async (): Promise<void> => until(async () => (await each(ready)).every((one) => downOf(one).length + one.alarms.length === 0), LONG);

    /** While PostgreSQL is away: by name everywhere, whatever else a role waits for; what was not asked of it is as it was. */
    async function expectRegistryAway(): Promise<void> {
      const told = await until(async () => {
        const all = await each(ready);
        return all.every((one) => downOf(one).includes('registry')) && all;
      }, LONG);
      for (const [index, role] of ROLES.entries()) {
        const { checks } = told[index] as Ready;
        expect([role, checks.some(({ name }) => name === 'telemetry'), checks.find(({ name }) => name === 'disk')?.state]).toEqual([role, false, 'up']);
        expect(checks.find(({ name }) => name === 'store')?.state).toBe(role === 'ingest' ? undefined : 'up');
        expect(await metrics(role)).toContain('\nyanshou_up 1\n');
      }
      await until(async () => (await each(alarms)).every((raised) => raised.includes('registry-stale')), LONG);
    }

    it('at first none', async () => {
      await allWell();
      expect(await each(async (role) => (await get(role, '/readyz')).status)).toEqual([200, 200, 200, 200]);
    }, 180_000);

    it('PostgreSQL that is stopped: the registry, on every one of them; an alarm is raised and ends', async () => {
      await site.postgres.halt();
      await expectRegistryAway();
      await site.postgres.start();
      await allWell();
    }, 400_000);

    it('PostgreSQL that accepts and says nothing: the same, and nobody waits for its answer', async () => {
      proxy.freeze();
      await expectRegistryAway();
      expect((await ready('ingest')).checks.find(({ name }) => name === 'journal')?.state).toBe('up');
      await publish();
      proxy.thaw();
      await allWell();
    }, 400_000);

    it('NATS: the journal, on every one of them; who receives and who projects raises an alarm, and it ends', async () => {
      for (const { name } of site.nats.members) await site.nats.kill(name);
      // Who receives finds out by the next message.
      const sent = RawClient.open(of('ingest').mqttPort, { username: `away/${deviceId(0)}`, password: site.secretOf('away', deviceId(0)), clientId: 'd' });
      await sent.then((client) => client.publish(telemetryTopic('away', deviceId(0)), '{"values":{"temperature":0}}', { qos: 1, messageId: 99 }));
      const away = await until(async () => {
        const all = (await each(ready)).map(downOf);
        return all.every((names) => names.includes('journal')) && all;
      }, LONG);
      expect(away.map((names) => names.filter((name) => name === 'registry' || name === 'store' || name === 'telemetry'))).toEqual([[], [], [], []]);
      await until(async () => (await alarms('ingest')).includes('journal-refusing') && (await alarms('project')).includes('telemetry-fault'), LONG);
      for (const { name } of site.nats.members) await site.nats.launch(name);
      (await sent).close();
      await allWell();
      await publish();
    }, 400_000);

    it('and nothing that was acknowledged is missing afterwards', async () => {
      const now = systemClock.now();
      const person = await new ApiClient(of('api').http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
      await until(async () => (await person.call('readLedger', { params: { p: 'away' }, query: { from: formatIsoMicros(now - MICROS_PER_DAY), to: formatIsoMicros(now + MICROS_PER_DAY) } })).items.reduce((sum, { counts }) => sum + counts.stored, 0) >= packet, LONG);
    }, 180_000);
  });
});
else it('is not run without its servers', () => expect(hasSiteServers('servers away from roles apart')).toBe(false));
