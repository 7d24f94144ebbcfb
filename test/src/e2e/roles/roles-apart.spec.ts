import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { WindowEntry } from '@yanshou/registry';
import { platformDatabase } from '@yanshou/store-influx';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { BALANCED, imbalance } from '../../platform-under-test/balance.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { ADMINISTRATOR } from '../../platform-under-test/people.js';
import { PersistentSender } from '../../platform-under-test/persistent-sender.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { ScaleSite, hasSiteServers } from '../../platform-under-test/scale-site.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

interface Answer {
  readonly results: readonly { readonly series?: readonly { readonly tags: Readonly<Record<string, string>>; readonly values: readonly (readonly unknown[])[] }[] }[];
}

const PROJECTS = ['east', 'west', 'north'];
const DEVICES = 4;
const TODAY = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY;
const PERIOD = { from: formatIsoMicros(TODAY - 2 * MICROS_PER_DAY), to: formatIsoMicros(TODAY) };
const FIRST_MILLIS = (TODAY - MICROS_PER_DAY) / 1_000;
/** A lease that its holder does not renew ends after 15 s; the rest is this machine's. */
const TAKEN_OVER_MILLIS = 90_000;
/** A NATS server that leads is missed after 4 to 9 s; the rest is this machine's, which runs all of them. */
const INTERRUPTED_MILLIS = 20_000;
/** Days of thirty, which begin in the middle of one, that end before those for which devices send: late data opens no window there. */
const UNTOUCHED_UNTIL = TODAY - 2 * MICROS_PER_DAY;
const UNTOUCHED_DAYS = 28;

if (hasSiteServers('roles apart')) withInflux('roles apart', (influx) => {
  describe('two processes of each role, on three NATS servers, PostgreSQL and InfluxDB', () => {
    let site: ScaleSite;
    let [receivers, projectors, workers, doors]: TestPlatform[][] = [];
    const people: ApiClient[] = [];
    const senders: { readonly project: string; readonly sender: PersistentSender }[] = [];

    beforeAll(async () => {
      site = await ScaleSite.open({ influx: influx(), projects: PROJECTS, devices: DEVICES, nats: true });
      const two = async (roles: string): Promise<TestPlatform[]> => [await site.start(roles), await site.start(roles)];
      receivers = await two('ingest');
      projectors = await two('project');
      workers = await two('jobs');
      doors = await two('api');
      for (const { http } of doors) people.push(await new ApiClient(http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password));
    }, 300_000);
    afterAll(async () => {
      for (const { sender } of senders) sender.close();
      await site.close();
    }, 120_000);

    const one = <T>(list: readonly T[] | undefined, index: number): T => (list as readonly T[])[index] as T;
    const portOf = (index: number): number => one(receivers, index).mqttPort;
    const acknowledged = (project: string): number => senders.filter((each) => each.project === project).reduce((sum, { sender }) => sum + sender.acknowledged.size, 0);

    /** What an API process says is stored of a project, and whether its ledger balances. */
    async function stored(project: string, door = 0): Promise<number> {
      const { items } = await one(people, door).call('readLedger', { params: { p: project }, query: { from: formatIsoMicros(TODAY), to: formatIsoMicros(TODAY + 2 * MICROS_PER_DAY) } });
      for (const { counts } of items) expect(imbalance(counts)).toEqual(BALANCED);
      return items.reduce((sum, { counts }) => sum + counts.stored, 0);
    }

    const everythingStored = (door = 0, withinMillis = 60_000): Promise<void> =>
      until(async () => (await Promise.all(PROJECTS.map(async (project) => (await stored(project, door)) === acknowledged(project)))).every(Boolean), withinMillis);

    it('take the messages of every project at either door, and store each once', async () => {
      for (const project of PROJECTS) {
        for (let index = 0; index < DEVICES; index += 1) {
          const device = deviceId(index);
          const sender = new PersistentSender({ project, device, secret: site.secretOf(project, device), qos: 1, firstMillis: FIRST_MILLIS, window: 5, restMillis: 20 });
          senders.push({ project, sender });
          await sender.connect(portOf(index % 2));
        }
      }
      await until(() => PROJECTS.every((project) => acknowledged(project) > 200), 60_000);
      await Promise.all(senders.map(({ sender }) => sender.drain()));
      await everythingStored();
      // The other door may have read its book a moment earlier.
      await everythingStored(1);
    }, 180_000);

    it('say of themselves how they are, each under its own name', async () => {
      const all = [receivers, projectors, workers, doors].flatMap((pair) => pair ?? []);
      for (const { http } of all) expect(await (await fetch(`${http}/metrics`)).text()).toContain('\nyanshou_up 1\n');
      await Promise.all(all.map(({ child }) => child.ask({ ask: 'own-figures' })));
      const { results } = (await influx().query('SELECT last("faults"), "acknowledged", "stored" FROM "platform" GROUP BY "instance", "roles"', platformDatabase({ prefix: PROJECTS.join('-') }))) as Answer;
      const rows = (results[0]?.series ?? []).map(({ tags: { instance = '', roles = '' }, values: [row = []] }) => ({ instance, roles, acknowledged: row[2], stored: row[3] }));
      expect(rows.map(({ instance }) => instance).sort()).toEqual(all.map((_, index) => `process-${index + 1}`));
      const sum = PROJECTS.reduce((total, project) => total + acknowledged(project), 0);
      const ofRole = (role: string) => rows.filter(({ roles }) => roles === role);
      expect(ofRole('ingest').reduce((total, row) => total + Number(row.acknowledged), 0)).toBe(sum);
      expect(ofRole('jobs').map((row) => row.stored)).toEqual([sum, sum]);
      expect([...ofRole('project'), ...ofRole('api')].map((row) => row.acknowledged)).toEqual([null, null, null, null]);
    }, 60_000);

    it('lose nothing and store nothing twice when a NATS server, a receiver and a projector are killed', async () => {
      await Promise.all(senders.map(({ sender }, index) => sender.connect(portOf(index % 2))));
      await until(() => PROJECTS.every((project) => acknowledged(project) > 400), 60_000);
      const staying = senders.filter((_, index) => index % 2 === 0).map(({ sender }) => sender);
      for (const sender of staying) sender.forgetPauses();
      await site.nats.kill('n1');
      await one(receivers, 1).child.kill();
      await one(projectors, 0).child.kill();
      const lost = senders.filter((_, index) => index % 2 === 1);
      await until(() => lost.every(({ sender }) => !sender.isConnected), 30_000);
      await Promise.all(lost.map(({ sender }) => sender.connect(portOf(0))));
      const before = new Map(PROJECTS.map((project) => [project, acknowledged(project)]));
      await until(() => PROJECTS.every((project) => acknowledged(project) > (before.get(project) as number) + 100), TAKEN_OVER_MILLIS);
      const interruption = Math.round(Math.max(...staying.map(({ longestPause }) => longestPause)));
      process.stderr.write(`${JSON.stringify({ name: 'roles-interruption-ms', interruption })}\n`);
      expect(interruption).toBeLessThan(INTERRUPTED_MILLIS);
      await Promise.all(senders.map(({ sender }) => sender.drain()));
      // What is acknowledged twice to a device that sent it again is a duplicate: counted, and stored once.
      await everythingStored(0, TAKEN_OVER_MILLIS);
      await site.nats.launch('n1');
      for (const project of PROJECTS) {
        const rows = await one(doors, 1).readings({ project });
        expect(new Set(rows.map(({ device, at }) => `${device} ${at}`)).size).toBe(rows.length);
        const sent = new Set(senders.flatMap((each, index) => (each.project === project ? [...each.sender.acknowledged].map((millis) => `${deviceId(index % DEVICES)} ${millis * 1_000}`) : [])));
        expect(new Set(rows.map(({ device, at }) => `${device} ${at}`))).toEqual(sent);
      }
    }, 300_000);

    it('take over each partition that is left: one projector comes, the other dies', async () => {
      projectors?.push(await site.start('project'));
      await one(projectors, 1).child.kill();
      await Promise.all(senders.map(({ sender }) => sender.connect(portOf(0))));
      const before = new Map(PROJECTS.map((project) => [project, acknowledged(project)]));
      await until(() => PROJECTS.every((project) => acknowledged(project) > (before.get(project) as number) + 100), 60_000);
      await Promise.all(senders.map(({ sender }) => sender.drain()));
      await everythingStored(0, TAKEN_OVER_MILLIS);
    }, 240_000);

    it('compute each window of a job exactly once', async () => {
      await Promise.all((workers as TestPlatform[]).map(({ child }) => child.ask({ ask: 'daily-indicators' })));
      const registry = await site.registry();
      const ledgers = (): Promise<WindowEntry[][]> => Promise.all(PROJECTS.map((project) => registry.windowLedger(project)));
      // Their own clocks may have some of the windows in hand.
      const done = await until(async () => {
        const all = await ledgers();
        return all.every((entries) => entries.length > UNTOUCHED_DAYS && entries.every(({ status }) => status === 'done')) && all;
      }, 120_000);
      for (const entries of done) {
        const untouched = entries.filter(({ job, to }) => job === 'indicators-day' && to <= UNTOUCHED_UNTIL);
        expect(untouched.map(({ attempts }) => attempts)).toEqual(Array.from({ length: UNTOUCHED_DAYS }, () => 1));
      }
      await registry.close();
    }, 180_000);

    it('do at a projector what is asked of an API process', async () => {
      const [project = '', device] = [PROJECTS[0], deviceId(0)];
      const client = await RawClient.open(portOf(0), { username: `${project}/${device}`, password: site.secretOf(project, device), clientId: 'strange' });
      await client.publishAcknowledged(telemetryTopic(project, device), JSON.stringify({ ts: FIRST_MILLIS - 1_000, values: { vibration: 1 } }), 1);
      client.close();
      const ofProject = { params: { p: project } };
      await until(async () => (await one(people, 0).call('listQuarantine', ofProject)).items.length === 1, 30_000);
      const { items: [known] } = await one(people, 1).call('listClasses', ofProject);
      if (known === undefined) throw new Error('no class');
      const [metric] = known.metrics;
      if (metric === undefined) throw new Error('no metric');
      await one(people, 1).call('saveClass', { ...ofProject, body: { ...known, metrics: [...known.metrics, { ...metric, name: 'vibration' }] } });
      // A projector follows the registry four times a second.
      await until(async () => (await one(people, 0).call('replayQuarantine', ofProject)).resolved === 1, 60_000);
      expect((await one(people, 1).call('listQuarantine', ofProject)).items).toEqual([]);
    }, 180_000);

    it('issue a signed bundle at one API process that the other hands out, and that verifies off line', async () => {
      const [project = ''] = PROJECTS;
      const { id } = await one(people, 0).call('createAssessment', { params: { p: project }, body: { ...PERIOD, note: '' } });
      const { bytes } = await one(people, 1).succeed('readBundle', { params: { p: project, a: id } });
      const [bundle, key] = ['bundle.zip', 'key.json'].map((name) => join(one(doors, 0).directory, name)) as [string, string];
      writeFileSync(bundle, bytes);
      writeFileSync(key, JSON.stringify((await one(people, 1).call('readKey')).jwk));
      expect(await Product.run(VERIFIER, [bundle, '--key', key, '--json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
    }, 180_000);

    it('say each what it depends on, and what an acknowledgement means', async () => {
      const checks = async ({ http }: TestPlatform): Promise<string[]> => {
        const answer = (await (await fetch(`${http}/readyz`)).json()) as { promise: { en: string }; checks: { name: string; ok: boolean }[] };
        expect(answer.promise.en).toContain('majority of three replicas');
        return answer.checks.map(({ name }) => name).sort();
      };
      expect(await checks(one(receivers, 0))).toEqual(['broker', 'disk', 'journal', 'registry']);
      expect(await checks(one(projectors, 2))).toEqual(['disk', 'projection', 'registry', 'store']);
      expect((await fetch(`${one(receivers, 0).http}/api/v1/projects`)).status).toBe(404);
      expect((await fetch(`${one(doors, 0).http}/api/v1/projects`)).status).toBe(401);
    });
  });
});
else it('is not run without its servers', () => expect(hasSiteServers('roles apart')).toBe(false));
