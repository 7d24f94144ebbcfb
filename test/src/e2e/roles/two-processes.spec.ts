import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { ADMINISTRATOR } from '../../platform-under-test/people.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { ScaleSite, hasSiteServers } from '../../platform-under-test/scale-site.js';
import type { ScaleSiteOptions } from '../../platform-under-test/scale-site.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const DEVICE = deviceId(0);
const TODAY = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY;
const AN_HOUR_BEFORE = TODAY / 1_000 - 3_600_000;

if (hasSiteServers('two processes of one platform')) withInflux('two processes of one platform', (influx) => {
  describe('two processes of one platform', () => {
    let site: ScaleSite | undefined;
    afterEach(() => site?.close(), 120_000);

    async function open(project: string, options: Pick<ScaleSiteOptions, 'nats'>): Promise<ScaleSite> {
      site = await ScaleSite.open({ influx: influx(), projects: [project], devices: 2, ...options });
      return site;
    }

    async function publish(platform: TestPlatform, project: string, payloads: readonly object[]): Promise<void> {
      const username = `${project}/${DEVICE}`;
      const client = await RawClient.open(platform.mqttPort, { username, password: (site as ScaleSite).secretOf(project, DEVICE), clientId: 'd' });
      for (const [index, payload] of payloads.entries()) await client.publishAcknowledged(telemetryTopic(project, DEVICE), JSON.stringify(payload), index + 1);
      client.close();
    }

    const readings = (from: number, count: number): object[] => Array.from({ length: count }, (_, index) => ({ ts: AN_HOUR_BEFORE + (from + index) * 1_000, values: { temperature: index } }));

    const numberOf = async (person: ApiClient, project: string): Promise<number> => {
      const query = { from: formatIsoMicros(TODAY - MICROS_PER_DAY), to: formatIsoMicros(TODAY), device: DEVICE, metric: 'temperature' };
      const { text } = await person.succeed('readReadings', { params: { p: project }, query });
      return (JSON.parse(text) as { items: unknown[] }).items.length;
    };

    /** InfluxDB loses everything of the project; whoever answers people has it written again by whoever projects. */
    const lostAndWrittenAgain = async (person: ApiClient, project: string, count: number): Promise<void> => {
      await influx().query('DELETE FROM sample', `${project}_${project}`);
      expect(await numberOf(person, project)).toBe(0);
      const { id } = await person.call('reprojectHours', { params: { p: project }, body: { from: formatIsoMicros(TODAY - MICROS_PER_DAY), to: formatIsoMicros(TODAY) } });
      const state = async () => (await person.call('listReprojections', { params: { p: project } })).items.find((one) => one.id === id);
      let found = await state();
      await until(async () => (found = await state())?.state === 'done', 120_000);
      expect([found?.unfound, await numberOf(person, project)]).toEqual([0, count]);
    };

    it('one receives and projects with a journal of its own, the other computes and answers', async () => {
      const project = 'split';
      const { start } = await open(project, { nats: false }).then((opened) => ({ start: (roles: string) => opened.start(roles) }));
      const machine = await start('ingest,project');
      const office = await start('jobs,api');
      const person = await new ApiClient(office.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
      await publish(machine, project, [...readings(0, 50), { ts: AN_HOUR_BEFORE, values: { vibration: 1 } }]);
      const ofProject = { params: { p: project } };
      // An assessment waits until everything that was acknowledged before it is projected.
      const { id } = await person.call('createAssessment', { ...ofProject, body: { from: formatIsoMicros(TODAY - MICROS_PER_DAY), to: formatIsoMicros(TODAY), note: '' } });
      expect(await numberOf(person, project)).toBe(50);
      const [bundle, key] = ['bundle.zip', 'key.json'].map((name) => join(office.directory, name)) as [string, string];
      writeFileSync(bundle, (await person.succeed('readBundle', { params: { p: project, a: id } })).bytes);
      writeFileSync(key, JSON.stringify((await person.call('readKey')).jwk));
      expect(await Product.run(VERIFIER, [bundle, '--key', key, '--json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
      // What one process is asked, the other does: there it is not known yet, so it stays.
      expect(await person.call('replayQuarantine', ofProject)).toEqual({ tried: 1, resolved: 0 });
      await lostAndWrittenAgain(person, project, 50);
      const readiness = (await (await fetch(`${office.http}/readyz`)).json()) as { checks: { name: string }[] };
      expect(readiness.checks.map(({ name }) => name).sort()).toEqual(['disk', 'projection', 'registry', 'store']);
    }, 300_000);

    it('both do everything, and either may end', async () => {
      const project = 'pair';
      const opened = await open(project, { nats: true });
      const [one, other] = [await opened.start('all'), await opened.start('all')];
      const person = await new ApiClient(other.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
      await publish(one, project, readings(0, 20));
      await publish(other, project, readings(20, 20));
      await until(async () => (await numberOf(person, project)) === 40, 60_000);
      await one.child.stop();
      await publish(other, project, readings(40, 20));
      await until(async () => (await numberOf(person, project)) === 60, 60_000);
      await lostAndWrittenAgain(person, project, 60);
    }, 300_000);
  });
});
else it('is not run without its servers', () => expect(hasSiteServers('two processes of one platform')).toBe(false));
