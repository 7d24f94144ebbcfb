import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { DeviceClient, hasMosquitto } from '@yanshou/broker-mqtt/testing';
import type { LedgerCounts } from '@yanshou/store';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { BALANCED, imbalance } from '../../platform-under-test/balance.js';
import { ComposeSite } from '../../platform-under-test/compose-site/compose-site.js';
import { countInInflux } from '../../platform-under-test/influx-tally.js';
import { ADMINISTRATOR } from '../../platform-under-test/people.js';
import { PersistentSender } from '../../platform-under-test/persistent-sender.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import { hasSiteServers } from '../../platform-under-test/scale-site.js';
import { until } from '../../platform-under-test/until.js';
import { CLASS, CONTRACT, DEVICE, PERIOD, PROJECT } from '../../platform-under-test/workshop.js';

/** As docs/operations.md has it written for the profile; the alarm that names a worker sooner than usual. */
const DOT_ENV = { COMPOSE_PROFILES: 'scale', PLATFORM_CONTAINERS: '0', YANSHOU_ALARM_FAULT_SECONDS: '20', YANSHOU_ALARM_HOLD_SECONDS: '1' };
const PROJECTS = ['east', 'west'];
const DEVICES = ['lathe-1', 'lathe-2'];
/** Publishes to where it may not. */
const INTRUDER = 'lathe-9';
const REFUSED = 0x80;
/** The last day of the contract: those before get no reading, so that nothing makes their windows due again. */
const FIRST_MILLIS = Date.parse(PERIOD.to) - 12 * 3_600_000;
const UNTOUCHED_UNTIL = (Date.parse(PERIOD.to) - 24 * 3_600_000) * 1_000;
/** A lease ends after 15 s; a dead worker's messages are brought home by one that has itself received for 45 s. The rest is this machine's. */
const HOME_MILLIS = 240_000;
const LONG = 120_000;
/** The jobs look at 20 s of each minute; what is entered by 50 s is whole before they look again. */
const isBetweenTicks = (second = new Date(systemClock.now() / 1_000).getUTCSeconds()): boolean => second >= 25 && second <= 45;

if (hasSiteServers('the profile scale') && hasMosquitto('the profile scale')) withInflux('the profile scale', (influx) => {
  describe('the services of docker-compose.yml with the profile scale, jobs and api twice', () => {
    let site: ComposeSite;
    let scratch: string;
    const people: ApiClient[] = [];
    const senders: { readonly project: string; readonly device: string; readonly sender: PersistentSender }[] = [];
    const secrets = new Map<string, string>();
    let malformed = 0;

    beforeAll(async () => {
      scratch = mkdtempSync(join(tmpdir(), 'yanshou-scale-'));
      site = await ComposeSite.start({ influx: influx(), dotEnv: DOT_ENV, twice: ['jobs', 'api'] });
      // The first administrator is entered last, when it is ready already.
      await until(() => site.withRole('api').every((name) => site.process(name).hasSaid('Yanshou is running')), LONG);
      for (const name of site.withRole('api')) people.push(await new ApiClient(site.http(name)).logIn(ADMINISTRATOR.username, site.secret('admin-password')));
    }, 400_000);
    afterAll(async () => {
      for (const { sender } of senders) sender.close();
      await site?.close();
      rmSync(scratch, { recursive: true, force: true });
    }, 120_000);

    const person = (index = 0): ApiClient => people[index] as ApiClient;
    const mqttPort = (): number => site.places.portOf('mosquitto', 1883);
    const metric = async (name: string, of: string): Promise<number> =>
      Number(new RegExp(`^${of} (\\S+)$`, 'm').exec(await (await fetch(`${site.http(name)}/metrics`, { headers: { connection: 'close' } })).text())?.[1]);
    const acknowledged = (project: string): number => senders.filter((each) => each.project === project).reduce((sum, { sender }) => sum + sender.acknowledged.size, 0);
    const drained = (): Promise<unknown> => Promise.all(senders.map(({ sender }) => sender.drain()));

    async function open(project: string, device: string): Promise<DeviceClient> {
      return DeviceClient.open(mqttPort(), { username: `${project}/${device}`, password: secrets.get(`${project}/${device}`) ?? '' });
    }

    async function totals(project: string, index = 0): Promise<LedgerCounts[]> {
      const today = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY;
      const { items } = await person(index).call('readLedger', { params: { p: project }, query: { from: formatIsoMicros(today - MICROS_PER_DAY), to: formatIsoMicros(today + 2 * MICROS_PER_DAY) } });
      return items.map(({ counts }) => counts);
    }

    const sumOf = (counts: readonly LedgerCounts[], what: 'stored' | 'quarantined'): number => counts.reduce((sum, one) => sum + one[what], 0);

    /** What Mosquitto acknowledged is stored or quarantined, at whichever API process one asks, and nothing is pending. */
    async function expectAllHome(withinMillis: number): Promise<void> {
      const expected = PROJECTS.map((project) => [acknowledged(project), project === PROJECTS[0] ? malformed : 0]);
      for (const [index] of people.entries()) {
        let found: LedgerCounts[][] = [];
        await until(async () => {
          found = await Promise.all(PROJECTS.map((project) => totals(project, index)));
          return JSON.stringify(found.map((counts) => [sumOf(counts, 'stored'), sumOf(counts, 'quarantined')])) === JSON.stringify(expected);
        }, withinMillis);
        for (const counts of found) expect(counts.map(imbalance)).toEqual(counts.map(() => BALANCED));
      }
      const [api = ''] = site.withRole('api');
      await until(async () => (await metric(api, 'yanshou_projection_pending_records')) === 0, LONG);
    }

    async function expectForeignRefused(): Promise<void> {
      const [project = '', other = ''] = PROJECTS;
      const client = await open(project, INTRUDER);
      expect(client.isAdmitted).toBe(true);
      expect(await client.publish(telemetryTopic(other, DEVICES[0] as string), '{"values":{"temperature":1}}')).toBeGreaterThanOrEqual(REFUSED);
      client.close();
    }

    async function enter(project: string): Promise<void> {
      const ofProject = { params: { p: project } };
      await person().call('createProject', { body: { ...PROJECT, id: project, contract: { ...CONTRACT, targets: CONTRACT.targets.slice(0, 1) } } });
      await person().call('saveClass', { ...ofProject, body: CLASS });
      for (const id of [...DEVICES, INTRUDER]) {
        const { secret } = await person(1).call('createDevice', { ...ofProject, body: { ...DEVICE, id, assetNumber: id } });
        secrets.set(`${project}/${id}`, secret);
      }
    }

    it('are each of the roles twice, all ready, behind one broker, on three servers of the journal', async () => {
      expect(['ingest', 'project', 'jobs', 'api'].map((role) => site.withRole(role).length)).toEqual([2, 2, 2, 2]);
      expect([site.named('nats').length, site.named('eclipse-mosquitto').length]).toEqual([3, 1]);
      for (const name of site.named('yanshou-platform')) expect([name, (await fetch(`${site.http(name)}/readyz`, { headers: { connection: 'close' } })).status]).toEqual([name, 200]);
    }, LONG);

    it('let in by the broker whom the API registers, and nobody anywhere else', async () => {
      await person().call('createProgramme', { body: { id: PROJECT.programme, nameZh: '智能制造', nameEn: 'smart manufacturing' } });
      // A window that was computed before the last device came would be computed again: not while the jobs look.
      await until(() => isBetweenTicks(), LONG);
      for (const project of PROJECTS) await enter(project);
      for (const name of secrets.keys()) await until(async () => {
        const [project = '', device = ''] = name.split('/');
        const client = await open(project, device);
        client.close();
        return client.isAdmitted;
      }, LONG);
      const stranger = await DeviceClient.open(mqttPort(), { username: `${PROJECTS[0] ?? ''}/${DEVICES[0] ?? ''}`, password: secrets.get(`${PROJECTS[1] ?? ''}/${DEVICES[0] ?? ''}`) ?? '' });
      expect(stranger.isAdmitted).toBe(false);
      await expectForeignRefused();
    }, 2 * LONG);

    it('take what devices send by both workers, and store each reading once', async () => {
      for (const project of PROJECTS) for (const device of DEVICES) {
        const sender = new PersistentSender({ project, device, secret: secrets.get(`${project}/${device}`) ?? '', qos: 1, firstMillis: FIRST_MILLIS, window: 3, restMillis: 100 });
        senders.push({ project, device, sender });
        await sender.connect(mqttPort());
      }
      const client = await open(PROJECTS[0] as string, INTRUDER);
      for (malformed = 0; malformed < 3; malformed += 1) expect(await client.publish(telemetryTopic(PROJECTS[0] as string, INTRUDER), '{"values":')).toBe(0);
      client.close();
      await until(() => PROJECTS.every((project) => acknowledged(project) > 60), LONG);
      await drained();
      await expectAllHome(LONG);
      const taken = await Promise.all(site.withRole('ingest').map((name) => metric(name, 'yanshou_messages_acknowledged_total')));
      expect(Math.min(...taken)).toBeGreaterThan(0);
      for (const project of PROJECTS) {
        const ofDevices = senders.filter((each) => each.project === project).map(({ device, sender }) => [`${device} temperature`, sender.acknowledged.size] as const);
        expect(await countInInflux(influx(), `yanshou_${project}`)).toEqual(new Map(ofDevices));
      }
    }, 3 * LONG);

    it('lose nothing when a worker, a projector and a server of the journal are killed; whichever API process one asks names the worker', async () => {
      const [[, worker = ''], [projector = ''], [server = '']] = [site.withRole('ingest'), site.withRole('project'), site.named('nats')];
      await Promise.all(senders.map(({ sender }) => sender.connect(mqttPort())));
      const before = PROJECTS.map(acknowledged);
      await until(() => PROJECTS.every((project, index) => acknowledged(project) > (before[index] as number) + 20), LONG);
      await Promise.all([worker, projector, server].map((name) => site.process(name).kill()));
      await until(() => PROJECTS.every((project, index) => acknowledged(project) > (before[index] as number) + 100), LONG);
      await drained();
      const namedBy = async (name: string): Promise<boolean> => {
        const { alarms } = (await (await fetch(`${site.http(name)}/readyz`, { headers: { connection: 'close' } })).json()) as { alarms: { alarm: string; detailEn: string }[] };
        return alarms.some(({ alarm, detailEn }) => alarm === 'worker-gone' && detailEn.includes(`${worker} (`));
      };
      await until(async () => (await Promise.all(site.withRole('api').map(namedBy))).every(Boolean), HOME_MILLIS);
      await expectAllHome(HOME_MILLIS);
      for (const project of PROJECTS) {
        const rows = (await person(1).succeed('readReadings', { params: { p: project }, query: { from: PERIOD.from, to: PERIOD.to, format: 'csv' } })).text.trim().split('\r\n').slice(1);
        const found = rows.map((row) => row.split(',')).map(([device = '', name, at = '']) => `${device} ${name ?? ''} ${Date.parse(at)}`);
        const sent = senders.filter((each) => each.project === project).flatMap(({ device, sender }) => [...sender.acknowledged].map((millis) => `${device} temperature ${millis}`));
        expect(found.sort()).toEqual(sent.sort());
      }
      await expectForeignRefused();
    }, 900_000);

    it('are whole again when the killed ones are back, and nothing is named any more', async () => {
      const dead = [site.withRole('ingest')[1], site.withRole('project')[0], site.named('nats')[0]] as string[];
      await Promise.all(dead.map((name) => site.process(name).start()));
      await until(async () => (await person().call('listAlarms')).items.every(({ raised }) => !raised), HOME_MILLIS);
      await expectAllHome(LONG);
    }, 600_000);

    it('compute each window of an indicator once, and show the same value at either API process', async () => {
      const registry = await site.registry();
      const ledger = async () => (await Promise.all(PROJECTS.map((project) => registry.windowLedger(project)))).flat().filter(({ job }) => job === 'indicators-day');
      let entries: Awaited<ReturnType<typeof ledger>> = [];
      await until(async () => {
        entries = await ledger();
        return entries.length > PROJECTS.length && entries.every(({ status }) => status === 'done');
      }, 3 * LONG);
      const untouched = entries.filter(({ to }) => to <= UNTOUCHED_UNTIL);
      await registry.close();
      expect(untouched.length).toBeGreaterThanOrEqual(PROJECTS.length);
      expect(untouched.map(({ attempts }) => attempts)).toEqual(untouched.map(() => 1));
      const [one, other] = await Promise.all(people.map((each) => each.call('readIndicators', { params: { p: PROJECTS[0] as string } })));
      const told = ({ items }: NonNullable<typeof one>) => items.map(({ indicator, value, coverage, inputsDigest, clause }) => ({ indicator, value, coverage, inputsDigest, clause }));
      expect(told(other as NonNullable<typeof one>)).toEqual(told(one as NonNullable<typeof one>));
      expect(told(one as NonNullable<typeof one>)).toEqual([expect.objectContaining({ indicator: 'connected-equipment', value: expect.any(Number), clause: '任务书 三(一)' })]);
    }, 600_000);

    it('issue an assessment at one API process whose bundle the other hands out, and that verifies off line', async () => {
      const [project = ''] = PROJECTS;
      const { id } = await person(0).call('createAssessment', { params: { p: project }, body: { from: PERIOD.from, to: PERIOD.to, note: '' } });
      const [bundle, key] = [join(scratch, 'bundle.zip'), join(scratch, 'key.json')];
      writeFileSync(bundle, (await person(1).succeed('readBundle', { params: { p: project, a: id } })).bytes);
      writeFileSync(key, JSON.stringify((await person(1).call('readKey')).jwk));
      expect(await Product.run(VERIFIER, [bundle, '--key', key, '--json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
    }, 3 * LONG);
  });
});
else it('is not run without its servers', () => expect(hasSiteServers('the profile scale') && hasMosquitto('the profile scale')).toBe(false));
