import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { BodyInputOf, Contract } from '@yanshou/api-schema';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, formatIsoMicros, parseIsoMicros } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { BALANCED, imbalance } from '../../platform-under-test/balance.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { ADMINISTRATOR, newPerson, passwordOf, startWithAdministrator } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';
import { CONTRACT, DEVICE, PERIOD, PROJECT } from '../../platform-under-test/workshop.js';

const p = PROJECT.id;
const I = 'energy-utilisation-gain';
const PREFIX = 'again';
const ofProject = { params: { p } };
const [begin, end] = [parseIsoMicros(PERIOD.from) ?? 0, parseIsoMicros(PERIOD.to) ?? 0];
const DAYS = Math.round((end - begin) / MICROS_PER_DAY);
const before = begin - DAYS * MICROS_PER_DAY;
const SLOTS = 12;
const GAPS = SLOTS - 1;
/** Tenths of a kWh between two readings, by day: the baseline's three, then those of the reporting period, which makes as many pieces. */
const TENTHS = [20, 22, 18, 15, 17, 13] as const;
const LAST = TENTHS.length - 1;

const METERED: BodyInputOf<'saveClass'> = {
  id: 'metered', nameZh: '计量机床', nameEn: 'metered machine', judgingIntervalMinutes: 5,
  metrics: [
    { name: 'good', unit: '件', valueType: 'number', kind: 'counter', resolution: 1, reporting: 'periodic', role: 'good-quantity' },
    { name: 'energy', unit: 'kWh', valueType: 'number', kind: 'counter', resolution: 0.001, reporting: 'periodic', role: 'energy' },
  ],
};
const TERMS: Contract = {
  ...CONTRACT, baseline: { from: formatIsoMicros(before), to: PERIOD.from }, lateDeliveryHours: 20 * 24, sufficiency: { minimumBaselineDays: DAYS },
  targets: [{ indicator: I, comparator: '>=', value: 10, unit: '%', clause: '任务书 三(五)' }],
};

const shiftOf = (day: number): number => before + day * MICROS_PER_DAY + 8 * MICROS_PER_HOUR;
const LOST = { from: formatIsoMicros(shiftOf(LAST)), to: formatIsoMicros(shiftOf(LAST) + MICROS_PER_HOUR) };

/** Twelve readings of both counters in the shift of a day, which begin where those of the day before ended. */
function shift(day: number): object[] {
  const stood = TENTHS.slice(0, day).reduce((sum, tenths) => sum + tenths * GAPS, 0);
  return Array.from({ length: SLOTS }, (_, slot) => ({
    ts: (shiftOf(day) + slot * 5 * MICROS_PER_MINUTE) / 1_000, values: { good: (day * GAPS + slot) * 10, energy: (stood + slot * (TENTHS[day] ?? 0)) / 10 },
  }));
}

withInflux('hours that InfluxDB has lost', (influx) => {
  describe('hours that InfluxDB has lost', () => {
    let platform: TestPlatform;
    let officer: ApiClient;
    let secret = '';
    let readingsBefore: unknown[] = [];
    let totalsBefore: unknown;
    const send = async (sent: readonly object[]): Promise<void> => {
      const client = await RawClient.open(platform.mqttPort, { username: `${p}/M1`, password: secret });
      await client.publishAcknowledged(telemetryTopic(p, 'M1'), JSON.stringify(sent), 1);
      client.close();
      await platform.settle(p);
    };
    const row = async () => (await officer.call('readIndicators', { ...ofProject, query: { at: PERIOD.to } })).items.find(({ indicator }) => indicator === I);
    const readings = async (): Promise<{ at: string }[]> =>
      (JSON.parse((await officer.succeed('readReadings', { ...ofProject, query: { from: formatIsoMicros(before), to: PERIOD.to } })).text) as { items: { at: string }[] }).items;
    const history = async () => (await officer.call('readIndicatorHistory', { params: { p, i: I }, query: { unit: 'reporting' } })).items;
    const computed = () => platform.child.ask({ ask: 'daily-indicators' });
    const latest = async () => (await officer.call('listReprojections', ofProject)).items[0];
    const ended = async () => {
      let found = await latest();
      await until(async () => ['done', 'failed'].includes((found = await latest())?.state ?? ''), 90_000);
      return found;
    };

    beforeAll(async () => {
      const started = await startWithAdministrator({ env: { YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: PREFIX } });
      ({ platform } = started);
      await started.admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
      await started.admin.call('createProject', { body: { ...PROJECT, contract: TERMS } });
      officer = await newPerson(started.admin, 'officer-1', 'officer', ['programme:P1']);
      await officer.call('saveClass', { ...ofProject, body: METERED });
      ({ secret } = await officer.call('createDevice', { ...ofProject, body: { ...DEVICE, id: 'M1', assetNumber: 'A-M1', classId: 'metered' } }));
    }, 180_000);
    afterAll(() => platform.dispose());

    it('are missing in what is read and computed, and the start says that readings are gone', async () => {
      await send(TENTHS.flatMap((_, day) => shift(day)));
      // Twice, and one that contradicts: neither is stored, now or later.
      await send([...shift(LAST), { ts: shiftOf(LAST) / 1_000, values: { good: 1 } }]);
      await computed();
      expect(await row()).toMatchObject({ value: 25, verdict: 'met', readings: 144 });
      [readingsBefore, totalsBefore] = [await readings(), await platform.settle(p)];
      expect(totalsBefore).toMatchObject({ stored: 144, duplicates: 24, conflicts: 1 });
      await platform.child.stop();
      await influx().query(`DELETE FROM sample WHERE time >= '${LOST.from}' AND time < '${LOST.to}'`, `${PREFIX}_${p}`);
      platform = await platform.again({});
      officer = await new ApiClient(platform.http).logIn('officer-1', passwordOf('officer-1'));
      await until(async () => (await (await fetch(`${platform.http}/readyz`)).text()).includes('store-data-missing'));
      // A late reading of that hour, and the windows that it touches are made of the hole.
      await send([{ ts: (shiftOf(LAST) + 2 * MICROS_PER_MINUTE) / 1_000, values: { good: LAST * GAPS * 10 + 1 } }]);
      await computed();
      expect(await readings()).toHaveLength(144 - 24 + 1);
      expect(await row()).not.toMatchObject({ verdict: 'met' });
      expect((await history()).map(({ version, verdict }) => [version, verdict === 'met'])).toEqual([[1, true], [2, false]]);
    }, 120_000);

    it('are not asked for in the future, backwards or for longer than a month', async () => {
      const refused = (body: { from: string; to: string }) => officer.attempt('reprojectHours', { ...ofProject, body });
      expectProblem(await refused({ from: '2999-01-01T00:00:00Z', to: '2999-01-02T00:00:00Z' }), { status: 400, code: 'invalid', field: 'from' });
      expectProblem(await refused({ from: LOST.to, to: LOST.from }), { status: 400, code: 'invalid', field: 'to' });
      expectProblem(await refused({ from: formatIsoMicros(begin - 40 * MICROS_PER_DAY), to: LOST.to }), { status: 400, code: 'invalid', field: 'to' });
      expect(await latest()).toBeUndefined();
    });

    it('are written from the journal again: every reading once, as it was, and the books as they were', async () => {
      const statement = await officer.call('createAssessment', { ...ofProject, body: { from: PERIOD.from, to: PERIOD.to, note: '缺口' } });
      await platform.child.ask({ ask: 'assessment-checks' });
      expect(await officer.call('reprojectHours', { ...ofProject, body: { from: LOST.from, to: formatIsoMicros(shiftOf(LAST) + 1) } })).toMatchObject({ ...LOST, askedBy: 'officer-1' });
      expect(await ended()).toMatchObject({ ...LOST, state: 'done', missing: 24, restored: 24, refused: 0, unfound: 0, why: null });
      const own = await readings();
      expect(own.filter(({ at }) => at !== formatIsoMicros(shiftOf(LAST) + 2 * MICROS_PER_MINUTE))).toEqual(readingsBefore);
      expect(own).toHaveLength(145);
      for (const { counts } of await platform.ledger()) expect(imbalance(counts)).toEqual(BALANCED);
      expect(await platform.settle(p)).toMatchObject({ stored: 145, duplicates: 24, conflicts: 1 });
      await computed();
      expect(await row()).toMatchObject({ value: 25, verdict: 'met', readings: 145 });
      const versions = await history();
      expect(versions.map(({ version, value }) => [version, value])).toEqual([[1, 25], [2, expect.anything()], [3, 25]]);
      expect(versions[2]?.reason).toMatch(/时序库曾丢失的读数已补写.*written again/);
      await platform.child.ask({ ask: 'assessment-checks' });
      const standing = (await officer.call('listAssessments', ofProject)).items.find(({ id }) => id === statement.id)?.standing;
      expect(standing).toMatchObject({ standing: 'to-restate', causes: expect.arrayContaining([{ zh: '时序库曾丢失的读数已补写', en: 'readings that the time-series server had lost were written again' }]) });
    }, 180_000);

    it('are found complete by whoever asks again, who changes nothing', async () => {
      const before = await latest();
      await officer.call('reprojectHours', { ...ofProject, body: LOST });
      await until(async () => (await latest())?.id !== before?.id);
      expect(await ended()).toMatchObject({ state: 'done', missing: 0, restored: 0, unfound: 0 });
      expect(await readings()).toHaveLength(145);
      await computed();
      expect(await history()).toHaveLength(3);
    }, 120_000);

    it('are not lost alone in DuckDB, which says so', async () => {
      await platform.child.stop();
      platform = await platform.again({ YANSHOU_STORE: 'duckdb', INFLUX_URL: '', INFLUX_DATABASE: '' });
      const admin = await new ApiClient(platform.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
      expectProblem(await admin.attempt('reprojectHours', { ...ofProject, body: LOST }), { status: 409, code: 'reprojection-not-needed' });
      expect((await admin.call('listReprojections', ofProject)).items).toEqual([]);
    }, 120_000);
  });
});
