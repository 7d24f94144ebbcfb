import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { BodyInputOf, Contract } from '@yanshou/api-schema';
import type { IndicatorRow } from '@yanshou/kpi';
import { MICROS_PER_MINUTE, MICROS_PER_HOUR, formatIsoMicros, parseIsoMicros } from '@yanshou/telemetry';
import { ONE_CONNECTION } from '../../platform-under-test/api-client.js';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CONTRACT, DEVICE, PERIOD, PROJECT } from '../../platform-under-test/workshop.js';

const p = PROJECT.id;
const I = 'automatic-assessment';
const ofProject = { params: { p } };
const start = (parseIsoMicros(PERIOD.from) ?? 0) + 9 * MICROS_PER_HOUR;
const at = (minute: number): number => start + minute * MICROS_PER_MINUTE;
const TRAINING: Contract = { ...CONTRACT, direction: 'P1.2.1', targets: [{ indicator: I, comparator: '>=', value: 60, unit: '%', clause: '任务书 二(二)' }] };

const HEADSET: BodyInputOf<'saveClass'> = {
  id: 'headset', nameZh: '虚拟现实头显', nameEn: 'VR headset', judgingIntervalMinutes: 60,
  metrics: [
    { name: 'session', unit: '', valueType: 'text', kind: 'state', resolution: 1, reporting: 'by-exception', role: 'training-session' },
    { name: 'score', unit: '分', valueType: 'number', kind: 'process', resolution: 0.1, reporting: 'by-exception', role: 'training-score' },
  ],
};
const headset = (id: string): BodyInputOf<'createDevice'> => ({ ...DEVICE, id, assetNumber: `A-${id}`, nameZh: '头显', nameEn: 'headset', classId: 'headset', reporting: 'by-exception' });

const message = (minute: number, values: Readonly<Record<string, unknown>>, more: object = {}): object => ({ ts: at(minute) / 1_000, values, ...more });
/** Of the first headset three sessions, each with its score; of the other two: somebody entered the score of one, and that of the other has another time. */
const SENT: Readonly<Record<string, readonly object[]>> = {
  vr1: [message(0, { session: 'S-1', score: 86.5 }), message(30, { session: 'S-2', score: 61 }), message(60, { session: 'S-3' }), message(60, { score: 74 })],
  vr2: [message(0, { session: 'S-4' }), message(0, { score: 99 }, { origin: 'imported' }), message(45, { session: 'S-5' }), message(46, { score: 88 })],
};

describe('training sessions that headsets send', () => {
  let platform: TestPlatform;
  let [officer, member] = [] as unknown as [ApiClient, ApiClient];
  const secrets = new Map<string, string>();
  const send = async (device: string, sent: readonly object[]): Promise<void> => {
    const client = await RawClient.open(platform.mqttPort, { username: `${p}/${device}`, password: secrets.get(device) ?? '' });
    await client.publishAcknowledged(telemetryTopic(p, device), JSON.stringify(sent), 1);
    client.close();
    await platform.settle(p);
  };
  const row = async (): Promise<IndicatorRow> =>
    (await member.call('readIndicators', { ...ofProject, query: { at: PERIOD.to } })).items.find(({ indicator }) => indicator === I) as unknown as IndicatorRow;

  beforeAll(async () => {
    const started = await startWithAdministrator();
    ({ platform } = started);
    await started.admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    await started.admin.call('createProject', { body: { ...PROJECT, contract: TRAINING } });
    officer = await newPerson(started.admin, 'officer-1', 'officer', ['programme:P1']);
    member = await newPerson(started.admin, 'member-1', 'member', [`project:${p}`]);
    await member.call('saveClass', { ...ofProject, body: HEADSET });
    for (const id of Object.keys(SENT)) secrets.set(id, (await member.call('createDevice', { ...ofProject, body: headset(id) })).secret);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('none yet: there is no figure, and it says what is missing', async () => {
    expect(await row()).toMatchObject({ value: null, verdict: 'insufficient-data', reasons: [{ zh: expect.stringContaining('没有训练场次'), en: expect.stringContaining('no training session') }] });
  });

  it('count with the score of the same device and time; a score that was imported, or that has another time, does not', async () => {
    for (const [device, sent] of Object.entries(SENT)) await send(device, sent);
    const now = await row();
    expect(now).toMatchObject({ value: 60, numerator: 3, denominator: 5, verdict: 'met', devices: ['vr1'], formulaVersion: '1.0.0', inputsDigest: expect.stringMatching(/^sha256:/) });
    expect(now.figures.tables?.[0]?.rows).toEqual([['vr1', 3, 3, 0, 0], ['vr2', 2, 0, 1, 1]]);
    expect(now.reasons.map(({ zh }) => zh)).toEqual(expect.arrayContaining([expect.stringContaining('导入的评分'), expect.stringContaining('核对设备时钟')]));
  });

  it('sent again they are no more than they were', async () => {
    const before = await row();
    for (const [device, sent] of Object.entries(SENT)) await send(device, sent);
    expect(await row()).toEqual(before);
  });

  it('are explained to the reading: each link leads to the sessions and scores of a headset', async () => {
    const { trace, row: explained, clause } = await member.call('explainIndicator', { params: { p, i: I }, query: { from: PERIOD.from, to: PERIOD.to } });
    expect([explained.value, clause?.quoteZh]).toEqual([60, '系统应实现自动化的评估功能']);
    const steps = new Map(trace.steps.map((step) => [step.symbol, step]));
    expect([steps.get('S')?.result.rounded, steps.get('T')?.result.rounded].map(Number)).toEqual([3, 5]);
    expect(trace.steps.at(-1)?.put).toBe('3 ÷ 5 × 100');
    const found = await Promise.all((steps.get('T')?.table?.rows ?? []).map(async ({ cells, source }) => {
      const response = await fetch(`${platform.http}${source?.query ?? '/none'}`, { headers: { ...ONE_CONNECTION, ...member.credential } });
      const { items } = (await response.json()) as { readonly items: readonly { readonly at: string; readonly metric: string }[] };
      return [cells[0], items.filter(({ metric }) => metric === 'session').map(({ at: time }) => time)];
    }));
    expect(found).toEqual([['vr1', [0, 30, 60].map((minute) => formatIsoMicros(at(minute)))], ['vr2', [0, 45].map((minute) => formatIsoMicros(at(minute)))]]);
  });

  it('are in the bundle, out of whose readings an auditor counts them again', async () => {
    const { id } = await officer.call('createAssessment', { ...ofProject, body: { from: PERIOD.from, to: PERIOD.to, note: '训练' } });
    const bundle = join(platform.directory, 'training.zip');
    writeFileSync(bundle, (await officer.succeed('readBundle', { params: { p, a: id } })).bytes);
    const { status, stdout } = await Product.run(VERIFIER, [bundle, '--json']);
    const verification = JSON.parse(stdout) as { readonly verified: boolean; readonly rows: readonly object[] };
    expect([status, verification.verified]).toEqual([0, true]);
    expect(verification.rows).toEqual([expect.objectContaining({ indicator: I, value: 60, numerator: 3, denominator: 5, verdict: 'met' })]);
    expect((await officer.succeed('readReport', { params: { p, a: id, format: 'html' }, query: { lang: 'zh' } })).text).toContain('各设备的训练场次');
  }, 180_000);
});
