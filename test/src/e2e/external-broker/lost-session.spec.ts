import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { AnswerOf } from '@yanshou/api-schema';
import { DeviceClient, hasMosquitto, mosquittoBinary } from '@yanshou/broker-mqtt/testing';
import type { BundleInputs } from '@yanshou/evidence';
import { readFiles, rezipped } from '@yanshou/bundles/testing';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Statement } from '@yanshou/reports';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, formatIsoMicros, parseIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { MosquittoSite, receiving } from '../../platform-under-test/mosquitto-site.js';
import { ADMINISTRATOR, WITH_ADMINISTRATOR } from '../../platform-under-test/people.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';
import { CLASS, CONTRACT, DEVICE, PROJECT } from '../../platform-under-test/workshop.js';

const p = PROJECT.id;
const ofProject = { params: { p } };
const MACHINES = ['heard', 'silent'] as const;
const minuteNow = (): number => Math.floor(systemClock.now() / MICROS_PER_MINUTE);
const at = (minute: number): number => minute * MICROS_PER_MINUTE;

/** A machine that delivers and one that does not, at a Mosquitto that keeps nothing over its death. */
if (!hasMosquitto('what a lost session may have swallowed')) it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
else describe('a session that Mosquitto lost', () => {
  let site: MosquittoSite;
  let platform: TestPlatform;
  let admin: ApiClient;
  const secrets = new Map<string, string>();
  const logIn = async (): Promise<ApiClient> => new ApiClient(platform.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);

  beforeAll(async () => {
    site = await MosquittoSite.start();
    platform = await site.platform({ env: WITH_ADMINISTRATOR });
    admin = await logIn();
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    const contract = {
      ...CONTRACT, window: { from: CONTRACT.window.from, to: formatIsoMicros(systemClock.now() + 24 * MICROS_PER_HOUR) }, plannedTime: { zone: PROJECT.zone, shifts: [] },
      targets: CONTRACT.targets.filter(({ indicator }) => indicator === 'connected-equipment'),
    };
    await admin.call('createProject', { body: { ...PROJECT, contract } });
    await admin.call('saveClass', { ...ofProject, body: { ...CLASS, judgingIntervalMinutes: 1 } });
    for (const id of MACHINES) secrets.set(id, (await admin.call('createDevice', { ...ofProject, body: { ...DEVICE, id, assetNumber: id } })).secret);
    await site.reloaded();
  }, 480_000);
  afterAll(async () => {
    await platform.dispose();
    await site.dispose();
  });

  async function deliver(minutes: readonly number[]): Promise<void> {
    const device = await DeviceClient.open(site.port, { username: `${p}/heard`, password: secrets.get('heard') ?? '' });
    expect(device.isAdmitted).toBe(true);
    const readings = minutes.map((minute) => ({ ts: at(minute) / 1_000, values: { temperature: 20 } }));
    expect(await device.publish(telemetryTopic(p, 'heard'), JSON.stringify(readings))).toBe(0);
    device.close();
  }
  const stored = async (): Promise<number> => (await platform.settle(p)).stored;

  it('is told with its time wherever a figure is, asks nobody for what may have gone with it, and an auditor finds who tells another time', async () => {
    const hour = Math.floor(minuteNow() / 60) * 60 - 60;
    const doubtful = hour + 15;
    await deliver(Array.from({ length: 60 }, (_, minute) => hour + minute));
    await until(async () => (await stored()) === 60);
    // As after an outage whose backlog was still coming home: some messages came, and nobody can say whether all did.
    await platform.child.stop();
    const path = join(platform.directory, 'broker-session.json');
    const note = JSON.parse(readFileSync(path, 'utf8')) as { wholeUntil: number };
    writeFileSync(path, JSON.stringify({ ...note, wholeUntil: at(doubtful) - 1 }));
    await site.mosquitto.kill();
    await site.mosquitto.run();
    platform = await platform.again();
    await receiving(platform);
    admin = await logIn();
    const told = async (): Promise<AnswerOf<'readLedger'>> => admin.call('readLedger', { ...ofProject, query: { from: formatIsoMicros(at(hour)), to: formatIsoMicros(systemClock.now()) } });
    let ledger = await told();
    await until(async () => (ledger = await told()).lostSessions.length > 0, 60_000);
    const [lost] = ledger.lostSessions as [{ from: string; to: string }];
    expect([ledger.lostSessions.length, lost.from, (parseIsoMicros(lost.to) ?? 0) > at(hour + 60)]).toEqual([1, formatIsoMicros(at(doubtful) - 1), true]);
    // A heartbeat behind it: the platform is known to be there.
    const back = minuteNow();
    await until(() => minuteNow() > back, 120_000);
    await platform.settle(p);

    const gaps = await admin.call('readGaps', { ...ofProject, query: { from: formatIsoMicros(at(hour)), to: formatIsoMicros(at(hour + 60)) } });
    expect(gaps.lostSessions).toEqual([lost]);
    expect(gaps.events.filter(({ cause }) => cause === 'broker-session')).toEqual([expect.objectContaining({ from: formatIsoMicros(at(doubtful)), to: formatIsoMicros(at(hour + 60)), devices: ['silent'], intervals: 45 })]);
    expect(gaps.totals.find(({ cause }) => cause === 'broker-session')).toMatchObject({ nameZh: '外部 broker 会话丢失', nameEn: 'broker lost its session', intervals: 45, expected: false });

    const { id } = await admin.call('createAssessment', { ...ofProject, body: { from: formatIsoMicros(at(hour)), to: formatIsoMicros(at(back)), note: '' } });
    const statement = (await admin.call('readAssessment', { params: { p, a: id } })).statement as unknown as Statement;
    const [{ row }] = statement.indicators as unknown as readonly [{ readonly row: IndicatorRow }];
    expect(statement.lostSessions).toEqual([lost]);
    expect(row.reasons.map(({ zh }) => zh)).toEqual(expect.arrayContaining([expect.stringMatching(/外部 broker 丢失与平台的会话 1 次/)]));
    expect(row.platformCoverage).toBeLessThanOrEqual(15 / (back - hour));
    const [heard, silent] = row.figures.perDevice ?? [];
    expect([heard?.id, heard?.valid, silent?.id, silent?.valid, silent?.expected]).toEqual(['heard', 60, 'silent', 0, expect.any(Number)]);
    expect(silent?.platformFault).toBeGreaterThanOrEqual(45);
    for (const [lang, words] of [['zh', '外部 broker 会话丢失'], ['en', 'the broker lost its session']] as const) {
      expect((await admin.succeed('readReport', { params: { p, a: id, format: 'html' }, query: { lang } })).text).toContain(words);
    }

    const [bundle, forged, key] = ['lost.zip', 'forged.zip', 'lost-key.json'].map((name) => join(platform.directory, name)) as [string, string, string];
    writeFileSync(bundle, (await admin.succeed('readBundle', { params: { p, a: id } })).bytes);
    writeFileSync(key, JSON.stringify((await admin.call('readKey')).jwk));
    expect(await Product.run(VERIFIER, [bundle, '--key', key, '--json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
    const files = await readFiles(bundle);
    const [name, content] = [...files].find(([file]) => file.endsWith('data/inputs.json')) as [string, Uint8Array];
    const inputs = JSON.parse(new TextDecoder().decode(content)) as BundleInputs;
    expect(inputs.lostSessions?.map(({ from }) => from)).toEqual([at(doubtful) - 1]);
    files.set(name, new TextEncoder().encode(new TextDecoder().decode(content).replace(String(at(doubtful) - 1), String(at(doubtful + 1) - 1))));
    writeFileSync(forged, new Uint8Array(await (await rezipped(files)).arrayBuffer()));
    expect(await Product.run(VERIFIER, [forged, '--key', key, '--json'])).toMatchObject({ status: 1, stdout: expect.stringContaining('file-changed') });
  }, 600_000);
});
