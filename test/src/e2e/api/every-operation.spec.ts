import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Statement } from '@yanshou/reports';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { OperationId } from '@yanshou/api-schema';
import { operationList, readingWindowsAnswer, readingsAnswer } from '@yanshou/api-schema';
import { parquetMetadata } from 'hyparquet';
import { ApiClient, sessionCookieOf } from '../../platform-under-test/api-client.js';
import { ADMINISTRATOR, newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { undocumented } from '../../platform-under-test/undocumented.js';
import { until } from '../../platform-under-test/until.js';
import { CLASS, CONTRACT, DEVICE, PERIOD, PROJECT, READINGS, VIBRATION, evidenceForm } from '../../platform-under-test/workshop.js';

const p = PROJECT.id;
const ofProject = { params: { p } };
const INVENTORY = 'id,nameZh,nameEn,assetKind,classId,reporting,siteId\r\nlathe-2,车床二,lathe 2,production,lathe,periodic,hall-1\r\nlathe-3,车床三,"lathe, third",production,lathe,periodic,\r\n';

/** A project from its first entry to its signed report, told by its people through the API alone; each step stands on the ones before. */
describe('every operation of the table', () => {
  const succeeded = new Set<OperationId>();
  let platform: TestPlatform;
  let [admin, officer, member] = [] as unknown as [ApiClient, ApiClient, ApiClient];
  let [secret, evidence, assessment] = ['', '', ''];
  const watch = (client: ApiClient): ApiClient => client.watched((id) => void succeeded.add(id));

  beforeAll(async () => {
    const started = await startWithAdministrator();
    platform = started.platform;
    admin = watch(started.admin);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('sessions: log in, see who one is, come by a link, leave', async () => {
    const anonymous = watch(new ApiClient(platform.http));
    const page = await anonymous.logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
    expect(await page.call('readSession')).toMatchObject({ id: 'admin', role: 'admin', by: 'session', mustChangePassword: false });
    const { token } = await platform.child.ask<{ token: string }>({ ask: 'login-link', user: 'admin' });
    const linked = anonymous.holding(sessionCookieOf(await anonymous.succeed('useLoginLink', { body: { token } })));
    expect(await linked.call('readSession')).toMatchObject({ id: 'admin', by: 'session' });
    await linked.call('logOut');
    expect((await linked.attempt('readSession')).status).toBe(401);
  });

  it('programme, project, people', async () => {
    expect(await admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } })).toMatchObject({ id: 'P1' });
    expect((await admin.call('listProgrammes')).items.map(({ id }) => id)).toEqual(['P1', 'P2']);
    expect(await admin.call('createProject', { body: PROJECT })).toEqual({ ...PROJECT, contract: null, contractHistory: [], sites: [] });
    [officer, member] = (await Promise.all([newPerson(admin, 'officer-1', 'officer', ['programme:P1']), newPerson(admin, 'member-1', 'member', [`project:${p}`])])).map(watch) as [ApiClient, ApiClient];
    expect((await admin.call('listUsers')).items.map(({ id, role }) => [id, role])).toEqual([['admin', 'admin'], ['member-1', 'member'], ['officer-1', 'officer']]);
    expect((await admin.call('changeUser', { params: { u: 'member-1' }, body: { name: '李工' } })).name).toBe('李工');
    expect((await member.call('listProjects')).items.map(({ id }) => id)).toEqual([p]);
  });

  it('inventory: site, class, devices one by one and from a file, gateway, secrets', async () => {
    await member.call('saveSite', { ...ofProject, body: { id: 'hall-1', nameZh: '一号车间', nameEn: 'hall 1' } });
    await member.call('saveClass', { ...ofProject, body: CLASS });
    expect((await member.call('listClasses', ofProject)).items).toEqual([CLASS]);
    ({ secret } = await member.call('createDevice', { ...ofProject, body: DEVICE }));
    expect(await member.call('importDevices', { ...ofProject, body: INVENTORY })).toEqual({ imported: 2 });
    const { items, counts } = await member.call('listDevices', ofProject);
    expect([counts.total, items.map(({ id, state, nameEn }) => [id, state, nameEn])]).toEqual([3, [['lathe-1', 'never', 'lathe 1'], ['lathe-2', 'never', 'lathe 2'], ['lathe-3', 'never', 'lathe, third']]]);
    await member.call('issueSecret', { params: { p, d: 'lathe-2' } });
    expect(await member.call('revokeSecrets', { params: { p, d: 'lathe-2' } })).toEqual({ revoked: 1 });
    await member.call('saveGateway', { ...ofProject, body: { id: 'gateway-1', nameZh: '网关', nameEn: 'gateway', children: ['lathe-2', 'lathe-3'] } });
    expect((await member.call('listGateways', ofProject)).items).toMatchObject([{ id: 'gateway-1', children: ['lathe-2', 'lathe-3'] }]);
    await member.call('issueGatewaySecret', { params: { p, d: 'gateway-1' } });
    expect(await member.call('revokeGatewaySecrets', { params: { p, d: 'gateway-1' } })).toEqual({ revoked: 1 });
  });

  it('what the device sends is found as readings, in the ledger, and in quarantine until it is known', async () => {
    const device = await RawClient.open(platform.mqttPort, { username: `${p}/${DEVICE.id}`, password: secret });
    await device.publishAcknowledged(telemetryTopic(p, DEVICE.id), JSON.stringify(READINGS.map(({ ts, temperature }) => ({ ts, values: { temperature } }))), 1);
    await device.publishAcknowledged(telemetryTopic(p, DEVICE.id), JSON.stringify({ ts: READINGS[0]?.ts, values: { vibration: 0.5 } }), 2);
    device.close();
    await platform.settle(p);
    const { items } = await member.call('readLedger', { ...ofProject, query: { from: PERIOD.from, to: PERIOD.soon } });
    expect(items.map(({ device: id, counts: { messages, stored, quarantined, rejected } }) => [id, messages, stored, quarantined, rejected])).toEqual([[DEVICE.id, 2, READINGS.length, 1, 0]]);
    expect((await officer.call('listQuarantine', ofProject)).items).toMatchObject([{ code: 'unknown-metric', field: 'values.vibration', level: 'message' }]);
    await member.call('saveClass', { ...ofProject, body: { ...CLASS, metrics: [...CLASS.metrics, VIBRATION] } });
    expect(await officer.call('replayQuarantine', ofProject)).toEqual({ tried: 1, resolved: 1 });
    expect((await officer.call('listQuarantine', ofProject)).items).toEqual([]);
  });

  it('readings, raw and by windows, in every format', async () => {
    const query = { from: PERIOD.from, to: PERIOD.to, device: DEVICE.id, metric: 'temperature' };
    const raw = JSON.parse((await member.succeed('readReadings', { ...ofProject, query })).text) as { items: { value: number; at: string; late: boolean }[] };
    expect(undocumented(readingsAnswer, raw)).toEqual([]);
    expect(raw.items.map(({ value, at, late }) => [value, Date.parse(at), late])).toEqual(READINGS.map(({ temperature, ts }) => [temperature, ts, true]));
    const windows = JSON.parse((await member.succeed('readReadings', { ...ofProject, query: { ...query, every: 'day', fn: 'mean' } })).text) as { items: { value: number; count: number }[] };
    expect(undocumented(readingWindowsAnswer, windows)).toEqual([]);
    expect(windows.items.map(({ value, count }) => [value, count])).toEqual([[20.55, 12], [21.75, 12], [22.95, 12]]);
    const csv = await member.succeed('readReadings', { ...ofProject, query: { ...query, format: 'csv' } });
    expect([csv.headers.get('content-type'), csv.text.split('\r\n').length]).toEqual(['text/csv; charset=utf-8', READINGS.length + 2]);
    const daily = await member.succeed('readReadings', { ...ofProject, query: { ...query, every: 'day', fn: 'count', format: 'csv' } });
    expect(daily.text.split('\r\n').map((line) => line.split(',').at(-3))).toEqual(['value', '12', '12', '12', undefined]);
    const { bytes, headers } = await member.succeed('readReadings', { ...ofProject, query: { ...query, format: 'parquet' } });
    const file = Uint8Array.from(bytes).buffer;
    expect([headers.get('content-type'), Number(parquetMetadata(file).num_rows)]).toEqual(['application/vnd.apache.parquet', READINGS.length]);
  });

  it('the contract, its change with an approval, and planned time of a site', async () => {
    expect(await officer.call('changeProject', { ...ofProject, body: { contract: CONTRACT } })).toMatchObject({ contract: CONTRACT, contractHistory: [{ version: 1 }] });
    const changed = await officer.call('changeProject', { ...ofProject, body: { contract: { ...CONTRACT, networkedThreshold: 0.75 }, approval: '批复〔2026〕1号' } });
    expect(changed.contractHistory.map(({ version, who, approval }) => [version, who, approval])).toEqual([[1, 'officer-1', undefined], [2, 'officer-1', '批复〔2026〕1号']]);
    await officer.call('saveCalendar', { ...ofProject, body: { scope: 'site:hall-1', plannedTime: CONTRACT.plannedTime, approval: '批复〔2026〕2号' } });
    expect((await member.call('readCalendar', ofProject)).items.map(({ scope }) => scope)).toContain('site:hall-1');
    expect(await member.call('readProject', ofProject)).toMatchObject({ sites: [{ id: 'hall-1' }], contract: { networkedThreshold: 0.75 } });
  });

  it('evidence and figures: brought by one person, decided by another', async () => {
    ({ id: evidence } = await member.call('submitEvidence', { ...ofProject, body: evidenceForm('标准 standard.pdf', '%PDF-1.7 text') }));
    expect((await officer.call('listEvidence', ofProject)).items).toMatchObject([{ id: evidence, fileName: '标准 standard.pdf', bytes: 13, status: 'submitted', submittedBy: 'member-1' }]);
    const file = await officer.succeed('readEvidenceFile', { params: { p, e: evidence } });
    expect([file.text, file.headers.get('content-disposition')]).toEqual(['%PDF-1.7 text', expect.stringMatching(/^attachment; .*filename\*=UTF-8''%E6%A0%87%E5%87%86%20standard\.pdf/)]);
    expect(await officer.call('decideEvidence', { params: { p, e: evidence }, body: { decision: 'accept' } })).toMatchObject({ status: 'accepted', decidedBy: 'officer-1' });
    for (const [purpose, amount] of [['baseline', 100], ['reporting', 130]] as const) {
      const stated = await member.call('stateFigure', { ...ofProject, body: { indicator: 'new-economic-benefit', purpose, quantity: 'sales-income', amount, unit: '万元', sourceKind: 'entered', evidence } });
      expect(await officer.call('decideFigure', { params: { p, f: stated.id }, body: { decision: 'accept' } })).toMatchObject({ status: 'accepted', statedBy: 'member-1' });
    }
    expect((await member.call('listFigures', ofProject)).items.map(({ purpose, amount }) => [purpose, amount])).toEqual(expect.arrayContaining([['baseline', 100], ['reporting', 130]]));
  });

  it('indicators: the catalogue, now, over time, and over the programme', async () => {
    expect((await member.call('readCatalogue')).indicators.map(({ id }) => id)).toEqual(expect.arrayContaining(CONTRACT.targets.map(({ indicator }) => indicator)));
    const { items } = await member.call('readIndicators', { ...ofProject, query: { at: PERIOD.to } });
    expect(items.map(({ indicator, value, verdict }) => [indicator, value, verdict])).toEqual([['connected-equipment', 1, 'met'], ['standards', 1, 'met'], ['new-economic-benefit', 30, 'met']]);
    await platform.child.ask({ ask: 'daily-indicators' });
    const history = async () => (await member.call('readIndicatorHistory', { params: { p, i: 'connected-equipment' }, query: { unit: 'day', from: PERIOD.from, to: PERIOD.to } })).items;
    // The platform's own clock may have one of the days in hand.
    await until(async () => (await history()).length === 3, 20_000);
    expect((await history()).map(({ value, version }) => [value, version])).toEqual([[1, 1], [1, 1], [1, 1]]);
    const { projects, indicators } = await officer.call('readPortfolio', { params: { g: 'P1' } });
    expect(projects).toMatchObject([{ id: p, progress: 1, risk: 'on-track', devices: { total: 3, live: 1, never: 2 } }]);
    expect(indicators.map(({ indicator, mean, n }) => [indicator, mean, n])).toContainEqual(['new-economic-benefit', 30, 1]);
  }, 180_000);

  it('an assessment with its report in both languages and its bundle, which an auditor verifies by the key handed out', async () => {
    ({ id: assessment } = await officer.call('createAssessment', { ...ofProject, body: { from: PERIOD.from, to: PERIOD.to, note: '中期检查' } }));
    const params = { p, a: assessment };
    expect((await member.call('listAssessments', ofProject)).items).toMatchObject([{ id: assessment, note: '中期检查' }]);
    expect((await member.call('readAssessment', { params })).statement).toMatchObject({ assessment, project: { id: p } });
    const [zh, en] = await Promise.all(['zh', 'en'].map((lang) => member.succeed('readReport', { params: { ...params, format: 'html' }, query: { lang } })));
    expect([zh?.text.slice(0, 15), zh?.text, en?.text]).toEqual(['<!doctype html>', expect.stringContaining(PROJECT.nameZh), expect.stringContaining(PROJECT.nameEn)]);
    expect(JSON.parse((await member.succeed('readReport', { params: { ...params, format: 'json' } })).text)).toMatchObject({ assessment });
    const { bytes, headers } = await member.succeed('readBundle', { params });
    const { fingerprint, jwk } = await member.call('readKey');
    const [bundle, key] = [join(platform.directory, 'bundle.zip'), join(platform.directory, 'key.json')];
    writeFileSync(bundle, bytes);
    writeFileSync(key, JSON.stringify(jwk));
    expect([bytes.length, jwk.crv, fingerprint]).toEqual([Number(headers.get('content-length')), 'Ed25519', expect.stringMatching(/^[\w-]{43}$/)]);
    expect(await Product.run(VERIFIER, [bundle, '--key', key, '--json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
  }, 180_000);

  it('an assessment of the same period restates the one before, which stays as it was', async () => {
    const first = await member.call('readAssessment', { params: { p, a: assessment } });
    const second = await officer.call('createAssessment', { ...ofProject, body: { from: PERIOD.from, to: PERIOD.to, note: '更正' } });
    expect(second.supersedes).toBe(assessment);
    const { restatement } = second.statement as Statement;
    expect(restatement).toMatchObject({ assessment, statementDigest: expect.stringMatching(/^sha256:/) });
    expect(restatement?.indicators.map(({ indicator, difference }) => [indicator, difference.value])).toEqual((first.statement as Statement).indicators.map(({ row }) => [row.indicator, 0]));
    expect(await member.call('readAssessment', { params: { p, a: assessment } })).toEqual(first);
    expect((await member.call('listAssessments', ofProject)).items).toEqual(expect.arrayContaining([expect.objectContaining({ id: assessment, supersededBy: second.id })]));
    const corrected = join(platform.directory, 'corrected.zip');
    writeFileSync(corrected, (await member.succeed('readBundle', { params: { p, a: second.id } })).bytes);
    const link = ['--supersedes', join(platform.directory, 'bundle.zip'), '--json'];
    expect(await Product.run(VERIFIER, [corrected, ...link])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
  }, 180_000);

  it('tokens: made, listed, used, revoked', async () => {
    const made = await member.call('createToken', { body: { name: '数据导出', role: 'member', scope: [`project:${p}`] } });
    expect((await member.call('listTokens')).items).toEqual([made.token]);
    const program = member.bearing(made.secret);
    expect(await program.call('readSession')).toMatchObject({ id: 'member-1', name: '数据导出', by: 'token' });
    await member.call('revokeToken', { params: { t: made.token.id } });
    expect((await program.attempt('readSession')).status).toBe(401);
  });

  it('alarms of the platform: what is watched, and what to do', async () => {
    const { items } = await officer.call('listAlarms');
    expect(items.map(({ id }) => id)).toContain('projection-lag');
    expect(items.filter(({ raised }) => raised)).toEqual([]);
  });

  it('has been called with success, none left out', () => {
    expect(operationList().map(({ id }) => id).filter((id) => !succeeded.has(id))).toEqual([]);
  });
});
