import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { NatsServers } from '@yanshou/journal-jetstream/testing';
import { postgresBinaries, startTemporaryPostgres } from '@yanshou/registry/testing';
import type { TemporaryPostgres } from '@yanshou/registry/testing';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { ADMINISTRATOR, WITH_ADMINISTRATOR } from '../../platform-under-test/people.js';
import { MAIN, MOVE_TOOL, Product, VERIFIER } from '../../platform-under-test/product.js';
import type { Ended } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { hasSiteServers } from '../../platform-under-test/scale-site.js';
import { TestPlatform, scratchDirectory } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const LONG = 400_000;
const PROJECTS = ['east', 'west'];
const DEVICES = 3;
const MESSAGES = 60;
const TODAY = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY;
const PERIOD = { from: formatIsoMicros(TODAY - 2 * MICROS_PER_DAY), to: formatIsoMicros(TODAY) };
const FIRST_MILLIS = (TODAY - MICROS_PER_DAY) / 1_000;
/** What the processes of a platform share (docs/operations.md): the operator copies it. */
const SHARED = ['credential-pepper', 'signing-key.json', 'evidence', 'bundles'];
const EX_CONFIG = 78;

if (hasSiteServers('the road from one box to a cluster')) withInflux('the road from one box to a cluster', (influx) => {
  describe('a platform of one box that is moved to NATS, PostgreSQL and another prefix of InfluxDB', () => {
    let nats: NatsServers | undefined;
    let postgres: TemporaryPostgres | undefined;
    let databaseUrl: string;
    let scratch: string;
    let before: unknown;
    let assessment: string;
    let secrets: Readonly<Record<string, string>>;
    let moved: Ended;
    const cluster: TestPlatform[] = [];

    const inInflux = (prefix: string) => ({ YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: prefix });
    const onServers = (prefix: string, roles: string) => ({
      ...WITH_ADMINISTRATOR, ...inInflux(prefix), YANSHOU_ROLES: roles, YANSHOU_SHARED_DIR: join(scratch, 'shared'), DATABASE_URL: databaseUrl, NATS_URL: nats?.url ?? '',
    });
    const start = async (roles: string, prefix: string): Promise<TestPlatform> => {
      const platform = await TestPlatform.start({ directory: join(scratch, roles), projects: [''], env: onServers(prefix, roles) });
      cluster.push(platform);
      return platform;
    };
    const logIn = ({ http }: TestPlatform): Promise<ApiClient> => new ApiClient(http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);

    /** What people are shown, and what it rests on. */
    async function seen(platform: TestPlatform): Promise<unknown[]> {
      const all: unknown[] = [];
      for (const project of PROJECTS) {
        const { rows } = await platform.child.ask<{ rows: { value: unknown; inputsDigest: unknown; verdict: unknown }[] }>({ ask: 'indicators', project });
        all.push({
          totals: await platform.settle(project), readings: await platform.readings({ project }), ledger: await platform.ledger(project),
          quarantine: (await platform.quarantine(project)).map(({ topic, received, code, payload }) => ({ topic, received, code, payload })),
          indicators: rows.map(({ value, inputsDigest, verdict }) => ({ value, inputsDigest, verdict })),
        });
      }
      return all;
    }

    async function send(platform: TestPlatform): Promise<void> {
      for (const project of PROJECTS) {
        for (let index = 0; index < DEVICES; index += 1) {
          const client = await platform.connect(deviceId(index), { project });
          for (let n = 1; n <= MESSAGES; n += 1) {
            // Some twice, some that contradict, some that nobody can read.
            const payload = n % 17 === 0 ? '{' : JSON.stringify({ ts: FIRST_MILLIS + 1_000 * (n % 50), values: { temperature: n % 13 === 0 ? n : n % 50 } });
            await client.publishAcknowledged(telemetryTopic(project, deviceId(index)), payload, n);
          }
          client.close();
        }
      }
    }

    beforeAll(async () => {
      scratch = scratchDirectory();
      const box = await TestPlatform.start({ directory: join(scratch, 'box'), projects: PROJECTS, devices: DEVICES, env: { ...WITH_ADMINISTRATOR, ...inInflux('box') } });
      cluster.push(box);
      ({ secrets } = box);
      await send(box);
      for (const project of PROJECTS) await box.settle(project);
      before = await seen(box);
      expect(before).toMatchObject(PROJECTS.map(() => ({ totals: { messages: DEVICES * MESSAGES, duplicates: expect.any(Number) }, indicators: [{ inputsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) }] })));
      ({ id: assessment } = await (await logIn(box)).call('createAssessment', { params: { p: 'east' }, body: { ...PERIOD, note: '' } }));
      await box.child.stop();
      [nats, postgres] = await Promise.all([NatsServers.start(3), startTemporaryPostgres(postgresBinaries() as string)]);
      await (await nats.connect()).close();
      databaseUrl = await postgres.createDatabase();
      mkdirSync(join(scratch, 'shared'));
      for (const name of SHARED) if (existsSync(join(scratch, 'box', name))) cpSync(join(scratch, 'box', name), join(scratch, 'shared', name), { recursive: true });
      moved = await Product.run(MOVE_TOOL, [], { YANSHOU_DATA_DIR: join(scratch, 'box'), DATABASE_URL: databaseUrl, NATS_URL: nats?.url ?? '', ...inInflux('cluster'), YANSHOU_SHARED_DIR: join(scratch, 'shared') });
    }, LONG);
    afterAll(async () => {
      for (const { child } of cluster.reverse()) if (child.process.connected) await child.stop();
      await Promise.all([nats?.stop(), postgres?.stop()]);
      rmSync(scratch, { recursive: true, force: true });
    }, LONG);

    it('tells what was moved and compared, by project', () => {
      expect(moved).toMatchObject({ status: 0 });
      for (const project of PROJECTS) expect(moved.stdout).toMatch(new RegExp(`^${project}  ${DEVICES * MESSAGES} .* sha256 [0-9a-f]{64}$`, 'm'));
      expect(moved.stdout).toMatch(/^登记库 registry {2}\d+ /m);
    });

    it('does not start on the prefix that holds the readings of the old journal, and says what to do', async () => {
      const refused = await Product.run(MAIN, [], { ...onServers('box', 'ingest,project'), YANSHOU_DATA_DIR: join(scratch, 'refused'), YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0' });
      expect(refused).toMatchObject({ status: EX_CONFIG, stderr: expect.stringMatching(/INFLUX_DATABASE[^]*new prefix/) });
    }, LONG);

    it('shows the same readings, ledger, quarantine and indicators with the same digests, each reading once', async () => {
      // Those without the journal wait for the one that compares the registry with it.
      const [door] = await Promise.all([start('jobs,api', 'cluster'), start('project', 'cluster'), start('ingest', 'cluster')]);
      let now: unknown;
      await until(async () => JSON.stringify((now = await seen(door as TestPlatform))) === JSON.stringify(before), 120_000).catch(() => undefined);
      expect(now).toEqual(before);
    }, LONG);

    it('hands out the bundle that the box issued, and it verifies', async () => {
      const [bundle, key] = ['bundle.zip', 'key.json'].map((name) => join(scratch, name)) as [string, string];
      const door = await logIn(cluster.find(({ directory }) => directory.endsWith('jobs,api')) as TestPlatform);
      writeFileSync(bundle, (await door.succeed('readBundle', { params: { p: 'east', a: assessment } })).bytes);
      writeFileSync(key, JSON.stringify((await door.call('readKey')).jwk));
      expect(await Product.run(VERIFIER, [bundle, '--key', key, '--json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
    }, LONG);

    it('goes on: a device sends with the secret that it had', async () => {
      const [door, receiver] = ['jobs,api', 'ingest'].map((roles) => cluster.find(({ directory }) => directory.endsWith(roles))) as [TestPlatform, TestPlatform];
      const { stored } = await door.settle('west');
      const client = await RawClient.open(receiver.mqttPort, { username: `west/${deviceId(0)}`, password: secrets[`west/${deviceId(0)}`] ?? '', clientId: 'again' });
      await client.publishAcknowledged(telemetryTopic('west', deviceId(0)), JSON.stringify({ ts: FIRST_MILLIS - 1_000, values: { temperature: 1 } }), 1);
      client.close();
      expect((await door.settle('west')).stored).toBe(stored + 1);
    }, LONG);

    it('moved again after it has gone on is refused: nothing is appended to a journal in use', async () => {
      const again = await Product.run(MOVE_TOOL, [], { YANSHOU_DATA_DIR: join(scratch, 'box'), DATABASE_URL: databaseUrl, NATS_URL: nats?.url ?? '', ...inInflux('cluster') });
      expect(again.status).toBe(74);
      expect(again.stderr).toMatch(/is not one of this journal|holds another registry/);
    }, LONG);

    it('has its registry in JetStream too: on an empty database it is taken from there', async () => {
      for (const { child } of cluster) if (child.process.connected) await child.stop();
      const env = { ...onServers('rebuilt', 'ingest'), DATABASE_URL: (await postgres?.createDatabase()) ?? '', YANSHOU_LOG_LEVEL: 'warn' };
      const rebuilt = await TestPlatform.start({ directory: join(scratch, 'rebuilt'), projects: [''], logged: true, env });
      cluster.push(rebuilt);
      const [applied = 0] = rebuilt.log().flatMap((line) => (typeof line['applied'] === 'number' ? [line['applied']] : []));
      expect(applied).toBeGreaterThanOrEqual(Number(/registry {2}(\d+)/.exec(moved.stdout)?.[1]));
      const client = await RawClient.open(rebuilt.mqttPort, { username: `east/${deviceId(1)}`, password: secrets[`east/${deviceId(1)}`] ?? '', clientId: 'rebuilt' });
      expect(client.connackCode).toBe(0);
      client.close();
    }, LONG);
  });
});
