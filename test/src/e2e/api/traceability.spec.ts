import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { BodyInputOf, Contract, OperationId } from '@yanshou/api-schema';
import { operationList } from '@yanshou/api-schema';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, TRACE_PUBLIC_ID, formatIsoMicros, parseIsoMicros } from '@yanshou/telemetry';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { rawRequest } from '../../platform-under-test/raw-http.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';
import { CLASS, CONTRACT, DEVICE, PERIOD, PROJECT } from '../../platform-under-test/workshop.js';

const p = 'secret-farm';
const OTHER = 'neighbour-farm';
const LORRY = 'secret-lorry';
const start = (parseIsoMicros(PERIOD.from) ?? 0) + 10 * MICROS_PER_HOUR;
const at = (minutes: number): string => formatIsoMicros(start + minutes * MICROS_PER_MINUTE);

const TARGETS: Contract['targets'] = [
  { indicator: 'batch-traceability', comparator: '>=', value: 50, unit: '%', clause: '任务书 三(四)' }, { indicator: 'seed-traceability', comparator: '>=', value: 100, unit: '%', clause: '任务书 三(五)' },
  { indicator: 'traceability-bases', comparator: '>=', value: 1, unit: '个', clause: '任务书 三(六)' },
];
const FARM: Contract = {
  ...CONTRACT, direction: 'P1.3.1', targets: TARGETS,
  traceability: {
    scope: 'vegetables', varieties: [{ name: '津优一号', vegetable: true }, { name: '津优二号', vegetable: true }], bases: ['base-secret'],
    coldChain: { unit: '°C', ranges: [{ low: 0, high: 8 }] },
  },
};

const batch = (id: string, facts: Partial<BodyInputOf<'createBatch'>> = {}): BodyInputOf<'createBatch'> =>
  ({ id, label: 'urn:epc:id:sgtin:690123.0000001.77', product: '黄瓜<b>种子</b>', variety: '津优一号', base: 'base-secret', quantity: 120, unit: 'kg', producedAt: at(0), ...facts });
type Event = BodyInputOf<'addTraceEvent'>;
const WAY: readonly Event[] = [
  { id: 'event-secret-1', step: 'production', at: at(0), place: { site: 'base-secret' }, actor: '宝坻种业' },
  { id: 'event-secret-2', step: 'processing', at: at(60), until: at(120), place: { site: 'base-secret' }, to: { name: '西青加工厂' }, actor: '宝坻种业' },
  { id: 'event-secret-3', step: 'cold-chain', at: at(120), until: at(180), place: { name: '西青加工厂' }, to: { name: '和平门店' }, actor: '津门冷运', readings: { device: LORRY, metric: 'temperature' } },
  { id: 'event-secret-4', step: 'sale', at: at(200), place: { name: '和平门店' }, actor: '和平门店' },
];

describe('traceability', () => {
  let platform: TestPlatform;
  let [admin, officer, member, stranger] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient];
  let publicId = '';
  const page = (id: string, query = '') => rawRequest(platform.http, `/t/${id}${query}`, { headers: { accept: 'text/html' } });
  const rows = async () => new Map((await member.call('readIndicators', { params: { p }, query: { at: PERIOD.to } })).items.map((row) => [row.indicator, row]));

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ devices: 1, env: { YANSHOU_PUBLIC_URL: 'https://trace.example.cn/' } }));
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '计划', nameEn: 'programme' } });
    await admin.call('createProject', { body: { ...PROJECT, id: p, nameZh: '不公开的项目', nameEn: 'a secret project', contract: FARM } });
    await admin.call('createProject', { body: { ...PROJECT, id: OTHER, nameZh: '邻家项目', nameEn: 'the neighbour' } });
    [officer, member, stranger] = await Promise.all([
      newPerson(admin, 'officer-secret', 'officer', ['programme:P1']), newPerson(admin, 'member-secret', 'member', [`project:${p}`]), newPerson(admin, 'stranger', 'member', [`project:${OTHER}`]),
    ]);
    for (const [id, who] of [[p, member], [OTHER, stranger]] as const) await who.call('saveSite', { params: { p: id }, body: { id: 'base-secret', nameZh: '宝坻一号基地', nameEn: 'Baodi base 1' } });
    await member.call('saveClass', { params: { p }, body: CLASS });
    const { secret } = await member.call('createDevice', { params: { p }, body: { ...DEVICE, id: LORRY, assetNumber: 'ASSET-SECRET', nameZh: '冷藏车甲', nameEn: 'lorry a', assetKind: 'vehicle' } });
    const device = await RawClient.open(platform.mqttPort, { username: `${p}/${LORRY}`, password: secret });
    const readings = Array.from({ length: 12 }, (_, index) => ({ ts: (start + (121 + index * 5) * MICROS_PER_MINUTE) / 1_000, values: { temperature: index === 3 ? 7.5 : 4.25 } }));
    await device.publishAcknowledged(telemetryTopic(p, LORRY), JSON.stringify(readings), 1);
    await until(async () => (await member.call('listDevices', { params: { p } })).items[0]?.messages === 1, 60_000);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('a batch and its way: complete only with the sale, its temperatures computed and not typed', async () => {
    const made = await member.call('createBatch', { params: { p }, body: batch('batch-secret-1') });
    ({ publicId } = made);
    expect([publicId, made.publicUrl, made.complete]).toEqual([expect.stringMatching(TRACE_PUBLIC_ID), `https://trace.example.cn/t/${publicId}`, false]);
    expect(await member.call('createBatch', { params: { p }, body: batch('batch-secret-1') })).toEqual(made);
    const params = { p, b: 'batch-secret-1' };
    for (const event of WAY.slice(0, 3)) await member.call('addTraceEvent', { params, body: event });
    expect(await member.call('readBatch', { params })).toMatchObject({ complete: false, findings: [{ code: 'step-missing', step: 'sale', event: null }] });
    const whole = await member.call('addTraceEvent', { params, body: WAY[3] });
    expect([whole.complete, whole.findings, whole.events[2]?.coldChain]).toEqual([true, [], { unit: '°C', expected: 12, platformFault: 0, covered: 12, inRange: 12, min: 4.25, max: 7.5, readings: 12, origins: ['live'] }]);
    expect(await member.call('addTraceEvent', { params, body: WAY[3] })).toEqual(whole);
    expectProblem(await member.attempt('addTraceEvent', { params, body: { ...WAY[3], actor: '他人' } }), { status: 409, code: 'duplicate', field: 'id' });
    expectProblem(await member.attempt('addTraceEvent', { params, body: { ...WAY[2], id: 'typed', coldChain: { min: 1 } } }), { status: 400, code: 'unknown-field' });
  });

  it('in bulk by a token: all or nothing, with what is wrong with each item, and what is sent again is recorded once', async () => {
    const { secret } = await member.call('createToken', { body: { name: '加工厂系统', role: 'member', scope: [`project:${p}`] } });
    const [whole, events] = [[batch('batch-secret-2', { variety: '津优二号' })], WAY.slice(0, 3).map((event) => ({ ...event, batch: 'batch-secret-2' }))];
    const program = member.bearing(secret);
    const faulty = {
      batches: [...whole, batch('batch-secret-3', { base: 'nowhere' }), batch('batch-secret-4', { producedAt: PERIOD.soon })], events: [...events, { ...WAY[0] as Event, batch: 'batch-secret-3' }],
    };
    const refused = expectProblem(await program.attempt('importTrace', { params: { p }, body: faulty }), { status: 422, code: 'unknown-reference', field: 'batches[1].base' });
    expect(refused.errors?.map(({ code, field }) => [code, field])).toEqual([['unknown-reference', 'batches[1].base'], ['invalid', 'batches[2].producedAt'], ['unknown-reference', 'events[3].batch']]);
    expect((await member.call('listBatches', { params: { p } })).items.map(({ id }) => id)).toEqual(['batch-secret-1']);
    const body = { batches: whole, events };
    const first = await program.call('importTrace', { params: { p }, body });
    expect([...first.batches, ...first.events].map(({ repeated }) => repeated)).toEqual([false, false, false, false]);
    const again = await program.call('importTrace', { params: { p }, body });
    expect([again.batches[0], again.events[0]]).toMatchObject([{ repeated: true, publicId: first.batches[0]?.publicId }, { repeated: true }]);
    const { items } = await member.call('listBatches', { params: { p }, query: { limit: 1 } });
    expect(items.map(({ id, complete }) => [id, complete])).toEqual([['batch-secret-1', true]]);
    expect((await member.call('listBatches', { params: { p } })).items.map(({ id, complete }) => [id, complete])).toEqual([['batch-secret-1', true], ['batch-secret-2', false]]);
  });

  it('counts in the indicators, which a bundle lets an auditor compute again', async () => {
    const now = await rows();
    expect([now.get('batch-traceability'), now.get('seed-traceability'), now.get('traceability-bases')]).toMatchObject([
      { numerator: 1, denominator: 2, value: 50, verdict: 'met', coverage: 1, readings: 24 }, { numerator: 1, denominator: 2, verdict: 'not-met' }, { numerator: 0, value: 0, verdict: 'not-met' },
    ]);
    const { id } = await officer.call('createAssessment', { params: { p }, body: { from: PERIOD.from, to: PERIOD.to, note: '追溯' } });
    const bundle = join(platform.directory, 'trace.zip');
    const { bytes } = await officer.succeed('readBundle', { params: { p, a: id } });
    writeFileSync(bundle, bytes);
    expect(await Product.run(VERIFIER, [bundle, '--json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
    for (const secret of [publicId, 'member-secret', 'urn:epc']) expect(bytes.includes(secret)).toBe(false);
  }, 180_000);

  it('a correction takes the place of an event once an officer has accepted it, and is shown as one', async () => {
    const params = { p, b: 'batch-secret-2' };
    const asked = await member.call('addTraceEvent', { params, body: { ...WAY[2], id: 'event-secret-5', until: at(179), to: { name: '河西门店' }, corrects: 'event-secret-3', reason: '卸货地点误录' } });
    expect(asked.events.map(({ id, correctedBy, correction }) => [id, correctedBy, correction])).toEqual([
      ['event-secret-1', undefined, undefined], ['event-secret-2', undefined, undefined], ['event-secret-3', undefined, undefined], ['event-secret-5', undefined, { state: 'submitted' }],
    ]);
    const [decide, accept] = [{ params: { ...params, v: 'event-secret-5' } }, { decision: 'accept' as const, note: '属实' }];
    expectProblem(await member.attempt('decideCorrection', { ...decide, body: accept }), { status: 403, code: 'forbidden' });
    const corrected = await officer.call('decideCorrection', { ...decide, body: accept });
    expect(corrected.events.map(({ id, until: end, correctedBy, correction }) => [id, end, correctedBy, correction?.decidedBy])).toEqual([
      ['event-secret-1', undefined, undefined, undefined], ['event-secret-2', at(120), undefined, undefined], ['event-secret-3', at(180), 'event-secret-5', undefined],
      ['event-secret-5', at(179), undefined, 'officer-secret'],
    ]);
    const own = await officer.call('addTraceEvent', { params, body: { ...WAY[1], id: 'event-secret-7', corrects: 'event-secret-2', reason: '误录' } });
    expect(own.events.find(({ id }) => id === 'event-secret-7')?.correction).toEqual({ state: 'submitted' });
    expectProblem(await officer.attempt('decideCorrection', { params: { ...params, v: 'event-secret-7' }, body: accept }), { status: 403, code: 'same-person' });
    await admin.call('decideCorrection', { params: { ...params, v: 'event-secret-7' }, body: { decision: 'reject' } });
    const sold = await member.call('addTraceEvent', { params, body: { ...WAY[3], id: 'event-secret-6', place: { name: '河西 门店' } } });
    expect(sold.complete).toBe(true);
    const told = await until(async () => {
      const all = await rows();
      return all.get('seed-traceability')?.value === 100 && all;
    });
    expect(told.get('traceability-bases')).toMatchObject({ value: 1, verdict: 'met' });
  });

  describe('the public page', () => {
    it('shows the history of that batch to anybody, in Chinese and English, without script', async () => {
      const [zh, en] = await Promise.all([page(publicId), page(publicId, '?lang=en')]);
      expect([zh.status, zh.headers.get('content-type'), zh.headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-store']);
      expect(zh.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/);
      expect(zh.headers.get('set-cookie')).toBeNull();
      for (const told of ['黄瓜&lt;b&gt;种子&lt;/b&gt;', '津优一号', '宝坻一号基地', '西青加工厂', '津门冷运', '4.25 – 7.5 °C', '100 % (12/12)', '0 – 8 °C · 条款 任务书 三(四)', '要求不低于 95 % · 本平台定义', '端到端追溯完整', '本平台定义', 'sha256:']) expect(zh.text).toContain(told);
      for (const told of ['Baodi base 1', 'Traceable end to end', 'cold chain']) expect(en.text).toContain(told);
      expect(zh.text).not.toMatch(/<script|\son\w+=|https?:/);
    });

    it('tells nothing else: no name, id or number of the project, its people, devices and other batches', async () => {
      const { items } = await member.call('listBatches', { params: { p } });
      const other = items.find(({ id }) => id === 'batch-secret-2');
      const secrets = [p, OTHER, 'secret', '不公开的项目', '邻家项目', 'P1', '计划', CLASS.id, '冷藏车甲', 'ASSET', '河西门店', '津优二号', 'urn:epc', 'stranger', 'admin', other?.publicId ?? '?'];
      for (const query of ['', '?lang=en']) {
        const { text, headers } = await page(publicId, query);
        const whole = `${text}\n${[...headers].join('\n')}`;
        for (const secret of secrets) expect([secret, whole.includes(secret)]).toEqual([secret, false]);
      }
    });

    it('answers every id that is none alike: unknown, of another form, internal, withdrawn', async () => {
      const { publicId: gone } = await member.call('createBatch', { params: { p }, body: batch('batch-secret-9') });
      expect((await page(gone)).status).toBe(200);
      expectProblem(await member.attempt('withdrawBatch', { params: { p, b: 'batch-secret-9' }, body: { reason: '误录' } }), { status: 403, code: 'forbidden' });
      await officer.call('withdrawBatch', { params: { p, b: 'batch-secret-9' }, body: { reason: '误录' } });
      const seen = async (id: string, query: string) => {
        const { status, headers, text } = await page(id, query);
        return { status, text, headers: [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)) };
      };
      for (const query of ['', '?lang=en']) {
        const unknown = await seen('A'.repeat(22), query);
        expect(unknown.status).toBe(404);
        for (const id of [gone, 'batch-secret-1', '1', '%2e%2e', `${publicId}x`]) expect(await seen(id, query)).toEqual(unknown);
      }
      expectProblem(await member.attempt('addTraceEvent', { params: { p, b: 'batch-secret-9' }, body: { ...WAY[0], id: 'late' } }), { status: 409, code: 'withdrawn' });
    });

    it('is what the QR code holds', async () => {
      const { headers, text } = await member.succeed('readBatchQr', { params: { p, b: 'batch-secret-1' } });
      expect([headers.get('content-type'), text.slice(0, 4)]).toEqual(['image/svg+xml; charset=utf-8', '<svg']);
      expect(text).not.toMatch(/<script|href/);
    });
  });

  it('is nothing to a member of another project: as of a project that is not there', async () => {
    const operations = operationList().filter(({ tag }) => tag === 'traceability');
    expect(operations.length).toBe(8);
    const seen = async (id: OperationId, project: string) => {
      const { status, text } = await stranger.attempt(id, { params: { p: project, b: 'batch-secret-1', v: 'event-secret-1' }, body: operations.find((one) => one.id === id)?.body === undefined ? undefined : {} });
      return [status, text];
    };
    for (const { id } of operations) expect([id, await seen(id, p)]).toEqual([id, await seen(id, 'nowhere')]);
    expectProblem(await stranger.attempt('readBatch', { params: { p: OTHER, b: 'batch-secret-1' } }), { status: 404, code: 'not-found' });
  });

  it('is asked for by one address only so often', async () => {
    const answers = [];
    for (let asked = 0; asked < 260; asked += 1) answers.push(await page('B'.repeat(22)));
    const refused = answers.at(-1);
    expect([refused?.status, Number(refused?.headers.get('retry-after')) > 0, refused?.headers.get('content-type')]).toEqual([429, true, 'text/html; charset=utf-8']);
    expect((await page(publicId)).status).toBe(429);
  }, 120_000);
});
