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
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { GOOD_BODIES } from '../../platform-under-test/good-bodies.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { undocumented } from '../../platform-under-test/undocumented.js';
import { until } from '../../platform-under-test/until.js';
import { ledgerForm } from '../../platform-under-test/workbook.js';
import { CLASS, CONTRACT, DEVICE, PERIOD, PROJECT, READINGS, VIBRATION, evidenceForm } from '../../platform-under-test/workshop.js';

const p = PROJECT.id;
const ofProject = { params: { p } };
const INVENTORY = 'id,nameZh,nameEn,assetKind,classId,reporting,siteId\r\nlathe-2,车床二,lathe 2,production,lathe,periodic,hall-1\r\nlathe-3,车床三,"lathe, third",production,lathe,periodic,\r\n';

/** What only makes sense with servers succeeds where those are: in test/src/e2e/influx/reprojection.spec.ts. */
const WITH_SERVERS: ReadonlySet<string> = new Set(['reprojectHours']);

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
    const { items: templates } = await member.call('listClassTemplates');
    const pond = templates.find(({ id }) => id === 'pond');
    const filled = await member.call('saveClass', { ...ofProject, body: { ...CLASS, id: 'pond', template: 'pond', metrics: [] } });
    expect(filled.metrics).toEqual(pond?.metrics);
    const findings = async (): Promise<unknown> => (await officer.call('readMinimumData', { ...ofProject, query: { from: PERIOD.from, to: PERIOD.to } })).items.map(({ device: id, template, intelligentGround, approval, findings: found }) => [id, template, intelligentGround, approval?.number, found.length]);
    expect(await findings()).toEqual([[DEVICE.id, null, DEVICE.intelligentGround, undefined, 1]]);
    expect(await officer.call('approveIntelligence', { params: { p, d: DEVICE.id }, body: { number: '认定 1 号' } })).toMatchObject({ intelligentApproval: { number: '认定 1 号', approvedBy: 'officer-1' } });
    expect(await findings()).toEqual([[DEVICE.id, null, DEVICE.intelligentGround, '认定 1 号', 0]]);
    const { items: steps } = await officer.call('readIntelligence', { params: { p, d: DEVICE.id } });
    expect(steps.map(({ step, who, ground, number }) => [step, who, ground, number])).toEqual([['stated', 'member-1', DEVICE.intelligentGround, undefined], ['approved', 'officer-1', DEVICE.intelligentGround, '认定 1 号']]);
    expectProblem(await officer.attempt('readIntelligence', { params: { p, d: 'none' } }), { status: 404, code: 'not-found' });
    expect(await member.call('importDevices', { ...ofProject, body: INVENTORY })).toEqual({ imported: 2 });
    const { items, counts } = await member.call('listDevices', ofProject);
    expect([counts.total, items.map(({ id, state, nameEn }) => [id, state, nameEn])]).toEqual([3, [['lathe-1', 'never', 'lathe 1'], ['lathe-2', 'never', 'lathe 2'], ['lathe-3', 'never', 'lathe, third']]]);
    expect(await member.call('decommissionDevice', { params: { p, d: 'lathe-3' }, body: { at: '2099-01-01T00:00:00.000Z', reason: '报废' } })).toMatchObject({ id: 'lathe-3', decommissionedAt: '2099-01-01T00:00:00.000Z', decommissionReason: '报废' });
    await member.call('issueSecret', { params: { p, d: 'lathe-2' } });
    expect(await member.call('revokeSecrets', { params: { p, d: 'lathe-2' } })).toEqual({ revoked: 1 });
    await member.call('saveGateway', { ...ofProject, body: { id: 'gateway-1', nameZh: '网关', nameEn: 'gateway', children: ['lathe-2', 'lathe-3'] } });
    expect((await member.call('listGateways', ofProject)).items).toMatchObject([{ id: 'gateway-1', children: ['lathe-2', 'lathe-3'] }]);
    await member.call('issueGatewaySecret', { params: { p, d: 'gateway-1' } });
    expect(await member.call('revokeGatewaySecrets', { params: { p, d: 'gateway-1' } })).toEqual({ revoked: 1 });
  });

  it('the fixed-asset ledger beside the inventory, and parts that are swapped', async () => {
    const made = await member.call('importLedger', { ...ofProject, body: ledgerForm([DEVICE.assetNumber, '车床一', '机器设备', '在用'], ['A-9', '铣床', '机器设备', '在用']) });
    expect(made).toMatchObject({ ledger: { version: 1, count: 2 }, matched: 1, equipment: { inventory: 3, byLedger: 4 }, findings: [{ code: 'no-asset-number' }, { code: 'no-asset-number' }, { code: 'not-listed', effect: 1 }] });
    expect(await officer.call('readReconciliation', ofProject)).toEqual(made);
    const swap = { reason: '主板损坏', replacedAt: PERIOD.from };
    ({ secret } = await member.call('replaceController', { params: { p, d: DEVICE.id }, body: { ...swap, newSerial: 'C-2' } }));
    await member.call('replaceGateway', { params: { p, d: 'gateway-1' }, body: { ...swap, newSerial: 'G-2' } });
    expect((await officer.call('listReplacements', ofProject)).items.map(({ principal, newSerial }) => [principal, newSerial])).toEqual([[DEVICE.id, 'C-2'], ['gateway-1', 'G-2']]);
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
    expect((await officer.call('listReprojections', ofProject)).items).toEqual([]);
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
    await officer.call('saveCalendar', { ...ofProject, body: { scope: 'class:lathe', plannedTime: CONTRACT.plannedTime, approval: '批复〔2026〕2号' } });
    expect((await officer.call('removeCalendar', { ...ofProject, body: { scope: 'class:lathe', approval: '批复〔2026〕2号' } })).items.map(({ scope }) => scope)).toEqual(['project', 'site:hall-1']);
    expect(await member.call('readProject', ofProject)).toMatchObject({ sites: [{ id: 'hall-1' }], contract: { networkedThreshold: 0.75 } });
  });

  it('evidence and figures: brought by one person, decided by another', async () => {
    ({ id: evidence } = await member.call('submitEvidence', { ...ofProject, body: evidenceForm('标准 standard.pdf', '%PDF-1.7 text') }));
    expect((await officer.call('listEvidence', ofProject)).items).toMatchObject([{ id: evidence, fileName: '标准 standard.pdf', bytes: 13, status: 'submitted', submittedBy: 'member-1' }]);
    const file = await officer.succeed('readEvidenceFile', { params: { p, e: evidence } });
    expect([file.text, file.headers.get('content-disposition')]).toEqual(['%PDF-1.7 text', expect.stringMatching(/^attachment; .*filename\*=UTF-8''%E6%A0%87%E5%87%86%20standard\.pdf/)]);
    expect(await officer.call('decideEvidence', { params: { p, e: evidence }, body: { decision: 'accept', originalSeen: true } })).toMatchObject({ status: 'accepted', decidedBy: 'officer-1', originalSeenBy: 'officer-1' });
    const { id: proof } = await member.call('submitEvidence', { ...ofProject, body: evidenceForm('撤回通知 notice.pdf', '%PDF-1.7 notice', { title: '撤回通知', kind: 'record' }) });
    const params = { p, e: evidence };
    expect(await member.call('changeLegalState', { params, body: { state: 'withdrawn', at: PERIOD.to, proof } })).toMatchObject({ legalState: 'published', legalStateNow: 'published', legalChanges: [{ number: 1, status: 'submitted', statedBy: 'member-1' }] });
    expect(await officer.call('decideLegalChange', { params: { ...params, k: '1' }, body: { decision: 'reject', note: '非本标准' } })).toMatchObject({ legalStateNow: 'published', legalChanges: [{ status: 'rejected', decidedBy: 'officer-1', decisionNote: '非本标准' }] });
    expect(await officer.call('listEvidenceFindings', ofProject)).toEqual({ items: [] });
    for (const [purpose, amount] of [['baseline', 100], ['reporting', 130]] as const) {
      const stated = await member.call('stateFigure', { ...ofProject, body: { indicator: 'new-economic-benefit', purpose, quantity: 'sales-income', amount, unit: '万元', sourceKind: 'entered', evidence } });
      expect(await officer.call('decideFigure', { params: { p, f: stated.id }, body: { decision: 'accept' } })).toMatchObject({ status: 'accepted', statedBy: 'member-1' });
    }
    expect((await member.call('listFigures', ofProject)).items.map(({ purpose, amount }) => [purpose, amount])).toEqual(expect.arrayContaining([['baseline', 100], ['reporting', 130]]));
  });

  it('an accepted figure that is wrong: withdrawn by two people, and stated anew', async () => {
    const body = { indicator: 'benefit-cost-reduction', purpose: 'baseline', quantity: 'benefit-value', amount: 60_000, unit: '万元', sourceKind: 'entered', evidence } as const;
    const bare = await member.call('stateFigure', { ...ofProject, body: { ...body, evidence: undefined } });
    expectProblem(await officer.attempt('decideFigure', { params: { p, f: bare.id }, body: { decision: 'accept' } }), { status: 422, code: 'evidence-required', field: 'evidence' });
    const period = { from: '2025-01-01T00:00:00+08:00', to: '2026-01-01T00:00:00+08:00' };
    const { id: f } = await member.call('stateFigure', { ...ofProject, body: { ...body, period, item: 'hall-1' } });
    await officer.call('decideFigure', { params: { p, f }, body: { decision: 'accept' } });
    expect(await member.call('askWithdrawal', { params: { p, f }, body: { reason: '多写了一个零' } })).toMatchObject({ status: 'accepted', withdrawal: { askedBy: 'member-1', status: 'submitted' } });
    expect(await officer.call('decideWithdrawal', { params: { p, f }, body: { decision: 'accept' } })).toMatchObject({ status: 'withdrawn', amount: 60_000, item: 'hall-1', withdrawal: { decidedBy: 'officer-1', reason: '多写了一个零' } });
    expect((await member.call('listFigures', ofProject)).items.find(({ id }) => id === f)).toMatchObject({ status: 'withdrawn', period: { from: '2024-12-31T16:00:00.000Z' } });
  });

  it('indicators: the catalogue, now, over time, and over the programme', async () => {
    expect((await member.call('readCatalogue')).indicators.map(({ id }) => id)).toEqual(expect.arrayContaining(CONTRACT.targets.map(({ indicator }) => indicator)));
    const { items } = await member.call('readIndicators', { ...ofProject, query: { at: PERIOD.to } });
    expect(items.map(({ indicator, value, verdict }) => [indicator, value, verdict])).toEqual([['connected-equipment', 1, 'met'], ['standards', 1, 'met'], ['new-economic-benefit', 30, 'met']]);
    const explained = await member.call('explainIndicator', { params: { p, i: 'new-economic-benefit' }, query: { from: PERIOD.from, to: PERIOD.to } });
    expect([explained.row.value, explained.trace.steps.at(-1)?.put, explained.trace.steps[0]?.table?.rows[0]?.source?.sha256]).toEqual([30, '(1300000 − 1000000) ÷ 1000000 × 100', expect.stringMatching(/^[0-9a-f]{64}$/)]);
    await platform.child.ask({ ask: 'daily-indicators' });
    const history = async () => (await member.call('readIndicatorHistory', { params: { p, i: 'connected-equipment' }, query: { unit: 'day', from: PERIOD.from, to: PERIOD.to } })).items;
    // The platform's own clock may have one of the days in hand.
    const told = await until(async () => {
      const values = await history();
      return values.length === 3 && values;
    });
    expect(told.map(({ value, version }) => [value, version])).toEqual([[1, 1], [1, 1], [1, 1]]);
    const gaps = await member.call('readGaps', { ...ofProject, query: { from: PERIOD.from, to: PERIOD.to } });
    expect([gaps.totals.map(({ intervals }) => intervals).reduce((a, b) => a + b, 0), gaps.delivered]).toEqual([gaps.missing, { valid: READINGS.length, late: READINGS.length, overdue: 0, lateDeliveryHours: 8_760 }]);
    const { projects, indicators } = await officer.call('readPortfolio', { params: { g: 'P1' } });
    expect(projects).toMatchObject([{ id: p, progress: 1, risk: 'on-track', devices: { total: 3, live: 1, never: 2 } }]);
    expect(indicators.map(({ indicator, mean, weightedMean, meanWithMissingAsZero, n }) => [indicator, mean, weightedMean, meanWithMissingAsZero, n])).toContainEqual(['new-economic-benefit', 30, 30, 30, 1]);
    expect(await member.call('readOutlook', ofProject)).toMatchObject({ label: { zh: '预测（非结论）' }, risk: 'on-track', forecasts: [{ kind: 'none', indicator: 'connected-equipment', reason: { zh: expect.stringContaining('考核期已结束') } }] });
  }, 180_000);

  it('designations: named and ended by an officer with the document, on record for good', async () => {
    const document = { number: '津工信〔2026〕1号', datedAt: PERIOD.from, file: evidence };
    const named = await officer.call('designate', { ...ofProject, body: { id: 'municipal', level: 'municipal-project', subject: '示范车间', document } });
    expect(named).toMatchObject({ id: 'municipal', nameZh: '市级智能制造试点示范项目', who: 'officer-1', end: null });
    expectProblem(await officer.attempt('designate', { ...ofProject, body: { id: 'again', level: 'municipal-project', subject: '示范 车间', document } }), { status: 409, code: 'duplicate', field: 'subject' });
    expectProblem(await officer.attempt('designate', { ...ofProject, body: { id: 'other', level: 'national-project', subject: '示范车间', document: { ...document, file: 'nowhere' } } }), { status: 422, code: 'unknown-reference', field: 'document.file' });
    const ended = await officer.call('endDesignation', { params: { p, n: 'municipal' }, body: { reason: '复核未通过', document: { ...document, datedAt: PERIOD.to } } });
    expect(ended).toMatchObject({ who: 'officer-1', end: { reason: '复核未通过', who: 'officer-1' } });
    expect((await member.call('listDesignations', ofProject)).items).toEqual([ended]);
  });

  it('the rules of the programme, and how the project stands by them', async () => {
    const settings = await officer.call('readProgrammeSettings', { params: { g: 'P1' } });
    expect(settings).toMatchObject({ ruleDocuments: [], rollUp: { kind: 'all-met' } });
    expect((await officer.call('readContractTemplate', { params: { g: 'P1', d: 'P1.1.1' } })).targets.map(({ target: { indicator, value } }) => [indicator, value])).toEqual([['networked-device-ratio', 70], ['ip-applications', 3], ['new-economic-benefit', 20]]);
    const ruleDocuments = [{ number: '津科规〔2018〕1号', title: '管理办法', validFrom: '2018-01-01', validTo: '2023-12-31', batches: ['2018-1'], figures: { subsidy: { percent: 20, cap: { amount: '300', unit: '万元' as const }, clause: '办法 五' } } }];
    await admin.call('saveProgrammeSettings', { params: { g: 'P1' }, body: { ...settings, ruleDocuments, rollUp: { kind: 'key-met', share: 0.5 } } });
    const targets = CONTRACT.targets.map((target) => (target.indicator === 'standards' ? { ...target, isKey: true, approval: '批复〔2026〕8号' } : { ...target, value: target.indicator === 'new-economic-benefit' ? 10 : target.value }));
    const contract = { ...CONTRACT, targets, batch: '2018-1' };
    expectProblem(await officer.attempt('changeProject', { ...ofProject, body: { contract: { ...contract, batch: '2019-1' }, approval: 'x' } }), { status: 422, code: 'unknown-reference', field: 'contract.batch' });
    await officer.call('changeProject', { ...ofProject, body: { contract, approval: '批复〔2026〕3号' } });
    const { rule, rollUp, omitted, indicators } = await member.call('readStanding', ofProject);
    expect(rule).toMatchObject({ document: { number: '津科规〔2018〕1号' }, approval: null, remarks: [{ zh: expect.stringContaining('2023-12-31') }] });
    expect(rollUp).toMatchObject({ label: { zh: '平台测算（非验收结论）' }, rule: { kind: 'key-met' }, of: 3 });
    expect(omitted.map(({ indicator, zh }) => [indicator, zh.slice(0, 7)])).toEqual([['networked-device-ratio', '未经批准调整：'], ['ip-applications', '未经批准调整：']]);
    expect(indicators.map(({ indicator: { indicator, loweredApproval, inputsDigest }, isKey }) => [indicator, isKey, loweredApproval, inputsDigest.slice(0, 7)])).toEqual([
      ['connected-equipment', false, undefined, 'sha256:'], ['standards', true, '批复〔2026〕8号', 'sha256:'], ['new-economic-benefit', false, null, 'sha256:'],
    ]);
  });

  it('conditions of application: from the inventory, a figure and a paper, each accepted by another', async () => {
    const stated = await member.call('stateFigure', {
      ...ofProject, body: { indicator: 'eligibility.previous-year-main-revenue', purpose: 'own', quantity: 'previous-year-main-revenue', amount: 20_000_000, unit: '元', sourceKind: 'entered', evidence },
    });
    const checks = async () => new Map((await member.call('readEligibility', ofProject)).items.map((check) => [check.rule, check]));
    expect((await checks()).get('previous-year-main-revenue')).toMatchObject({ verdict: 'cannot-be-told', reason: { zh: '已提交，待确认' } });
    await officer.call('decideFigure', { params: { p, f: stated.id }, body: { decision: 'accept' } });
    const now = await checks();
    expect(now.get('previous-year-main-revenue')).toMatchObject({ verdict: 'passed', value: 2_000, inputs: [stated.id], clause: expect.stringContaining('S000') });
    expect(now.get('intelligent-equipment')).toMatchObject({ verdict: 'not-passed', numerator: 1, denominator: 3 });
    expect(now.get('core-ip')).toMatchObject({ verdict: 'cannot-be-told' });
  });

  it('frozen terms: refused to everybody alone, changed by one who asks and another who accepts', async () => {
    expect(await member.call('readFreeze', ofProject)).toEqual({ freeze: null });
    expect(await officer.call('saveFreeze', { ...ofProject, body: { at: PERIOD.to, approval: '批复〔2026〕4号' } })).toMatchObject({ inForce: true, who: 'officer-1' });
    const [device] = (await member.call('listDevices', ofProject)).items;
    expectProblem(await member.attempt('createDevice', { ...ofProject, body: { ...DEVICE, id: 'lathe-9' } }), { status: 409, code: 'frozen' });
    expectProblem(await officer.attempt('saveCalendar', { ...ofProject, body: { scope: 'project', plannedTime: CONTRACT.plannedTime, approval: 'x' } }), { status: 409, code: 'frozen' });
    const changed = { ...DEVICE, verifiedOnSite: true };
    const asked = await member.call('proposeChange', { ...ofProject, body: { change: { kind: 'device', device: changed }, reason: '现场核验' } });
    expect(asked).toMatchObject({ status: 'submitted', before: DEVICE, change: { kind: 'device', device: changed }, proposedBy: 'member-1' });
    expect((await member.call('listDevices', ofProject)).items[0]).toMatchObject({ id: device?.id, intelligentGround: device?.intelligentGround, messages: expect.any(Number) });
    expect((await member.call('listDevices', ofProject)).items[0]?.verifiedOnSite).toBe(device?.verifiedOnSite);
    expect(await officer.call('decideChange', { params: { p, c: asked.id }, body: { decision: 'accept', approval: '批复〔2026〕5号', approvedAt: PERIOD.from, file: evidence, note: '同意' } })).toMatchObject({ status: 'accepted', decidedBy: 'officer-1', approval: '批复〔2026〕5号', file: evidence });
    expect((await member.call('listDevices', ofProject)).items[0]).toMatchObject({ verifiedOnSite: true });
    expect((await member.call('listChanges', ofProject)).items).toMatchObject([{ id: asked.id, reason: '现场核验', before: DEVICE }]);
  });

  it('milestones: planned by quarter, reported, moved by an approval, overdue ones flagged', async () => {
    const { items: planned } = await officer.call('planMilestones', { ...ofProject, body: { planned: '按任务书进度' } });
    expect(planned.length).toBeGreaterThan(8);
    expect((await officer.call('planMilestones', { ...ofProject, body: { planned: '按任务书进度' } })).items).toEqual([]);
    const [first] = planned as [typeof planned[number]];
    expect([first.id, first.state, first.daysLate > 200]).toEqual([expect.stringMatching(/^\d{4}-Q[1-4]$/), 'overdue', true]);
    expect(await officer.call('createMilestone', { ...ofProject, body: { id: 'delivery', nameZh: '设备到货', nameEn: 'delivery', planned: '全部到货', due: PERIOD.from } })).toMatchObject({ state: 'overdue' });
    const params = { p, m: 'delivery' };
    expect(await officer.call('moveMilestone', { params, body: { to: PERIOD.to, reason: '供货延迟', approvedAt: PERIOD.from, approval: '批复〔2026〕6号', file: evidence } })).toMatchObject({ changes: [{ who: 'officer-1', file: evidence }] });
    expect(await member.call('reportMilestone', { params, body: { state: '已到货', done: true, asOf: PERIOD.from, evidence } })).toMatchObject({ state: 'done', reports: [{ who: 'member-1' }] });
    const { items, overdue } = await member.call('listMilestones', ofProject);
    expect([items.length, overdue]).toEqual([planned.length + 1, planned.filter(({ state }) => state === 'overdue').length]);
  });

  it('life cycle: what has to happen next and until when, and an extension with its paper', async () => {
    expect(await member.call('readLifeCycle', ofProject)).toMatchObject({ state: 'running', nameZh: '实施中', deadline: { id: 'term-end', overdue: false }, history: [] });
    expectProblem(await officer.attempt('takeLifeCycleStep', { ...ofProject, body: { to: 'passed', at: PERIOD.to } }), { status: 409, code: 'no-such-step', field: 'to' });
    expectProblem(await officer.attempt('takeLifeCycleStep', { ...ofProject, body: { to: 'extension-asked', at: PERIOD.to } }), { status: 422, code: 'reason-required', field: 'reason' });
    expect(await officer.call('takeLifeCycleStep', { ...ofProject, body: { to: 'extension-asked', at: PERIOD.to, reason: '供货延迟' } })).toMatchObject({ state: 'extension-asked', deadline: { id: 'decideExtension' } });
    const until = '2099-01-01T00:00:00+08:00';
    const granted = await officer.call('takeLifeCycleStep', { ...ofProject, body: { to: 'running', at: PERIOD.to, approval: '批复〔2026〕7号', file: evidence, until } });
    expect([granted.state, Date.parse(granted.end), granted.history.map(({ from, to, who }) => [from, to, who])]).toEqual([
      'running', Date.parse(until), [['running', 'extension-asked', 'officer-1'], ['extension-asked', 'running', 'officer-1']],
    ]);
  });

  it('money: stated in 元 or 万元, judged exactly, audited by another, and another project of the applicant is not told to a member', async () => {
    expect(await member.call('readMoney', ofProject)).toEqual({ money: null });
    const { money } = await member.call('stateMoney', { ...ofProject, body: GOOD_BODIES.stateMoney });
    expect([money?.total.budget, money?.total.requested, money?.lines.length, money?.findings]).toEqual([{ amount: '10000000', unit: '元' }, { amount: '2000000', unit: '元' }, 12, []]);
    const amounts = [{ item: 'item-9', audited: { amount: '999.99', unit: '万元' as const } }];
    expectProblem(await officer.attempt('auditMoney', { ...ofProject, body: { named: false, amounts: [{ item: 'item-9', audited: { amount: '0.0000001', unit: '万元' } }], evidence } }), { status: 400, code: 'invalid', field: 'amounts[0].audited' });
    const { money: audited } = await officer.call('auditMoney', { ...ofProject, body: { named: false, amounts, evidence } });
    expect(audited).toMatchObject({
      subsidy: { ofEligible: { base: { amount: '9999900', unit: '元' }, uncapped: { amount: '1999980', unit: '元' }, subsidy: { amount: '1999980', unit: '元' }, capped: false }, clause: '办法 五' },
      audit: { who: 'officer-1' }, rule: { number: '津科规〔2018〕1号', from: 'rule-document' },
    });
    expectProblem(await member.attempt('stateMoney', { ...ofProject, body: GOOD_BODIES.stateMoney }), { status: 409, code: 'frozen' });
    await admin.call('createProject', { body: { ...PROJECT, id: 'workshop-2' } });
    await officer.call('stateMoney', { params: { p: 'workshop-2' }, body: GOOD_BODIES.stateMoney });
    // The project of the cast's other programme has the same unit and the same asset number.
    expect((await officer.call('listDeviceFindings', ofProject)).items).toMatchObject([{ code: 'asset-elsewhere', device: 'lathe-1', others: [], beyondScope: 1 }]);
    expectProblem(await member.attempt('listDeviceFindings', ofProject), { status: 403, code: 'forbidden' });
    const seen = async (who: ApiClient) => (await who.call('readMoney', ofProject)).money;
    expect([(await seen(officer))?.otherProjects, (await seen(officer))?.findings.map(({ code }) => code)]).toEqual([['workshop-2'], ['one-project']]);
    expect([(await seen(member))?.otherProjects, (await seen(member))?.findings]).toEqual([[], []]);
  });

  it('an assessment with its report in both languages and its bundle, which an auditor verifies by the key handed out', async () => {
    ({ id: assessment } = await officer.call('createAssessment', { ...ofProject, body: { from: PERIOD.from, to: PERIOD.to, note: '中期检查' } }));
    const params = { p, a: assessment };
    expect((await member.call('listAssessments', ofProject)).items).toMatchObject([{ id: assessment, note: '中期检查' }]);
    expect((await member.call('explainAssessed', { params: { ...params, i: 'connected-equipment' } })).trace.value).toEqual({ exact: '1', rounded: '1', unit: '台' });
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

  it('an opinion of an auditor on it, with a figure of their own', async () => {
    const auditor = watch(await newPerson(admin, 'auditor-1', 'auditor', [`project:${p}`]));
    const params = { p, a: assessment };
    const { statement } = await auditor.call('listOpinions', { params });
    const figures = [{ indicator: 'connected-equipment', value: 2, unit: '台', source: '现场清点', evidence, explanation: '另一台未列入台账' }];
    expect(await auditor.call('giveOpinion', { params, body: { statement, conclusion: 'disagrees', text: '现场清点不符', figures } })).toMatchObject({ number: 1, auditor: { id: 'auditor-1' }, figures: [{ platform: 1, difference: 1 }] });
    expect((await auditor.call('readOpinion', { params: { ...params, o: '1' } })).jws).toBe((await auditor.succeed('exportOpinions', { params })).text.trimEnd());
    expect((await member.call('listOpinions', { params })).items.map(({ number, conclusion }) => [number, conclusion])).toEqual([[1, 'disagrees']]);
  });

  it('batches: entered, their way recorded, shown as a code, withdrawn', async () => {
    const event = { id: 'e1', step: 'production', at: PERIOD.from, place: { site: 'hall-1' }, actor: '某农场' } as const;
    const body = { id: 'batch-1', product: '种子', base: 'hall-1', quantity: 1, unit: 'kg', producedAt: PERIOD.from };
    expect(await member.call('createBatch', { ...ofProject, body })).toMatchObject({ ...body, producedAt: expect.any(String), complete: false });
    const params = { p, b: 'batch-1' };
    expect((await member.call('addTraceEvent', { params, body: event })).events.map(({ id }) => id)).toEqual(['e1']);
    expect(await member.call('importTrace', { ...ofProject, body: { events: [{ ...event, batch: 'batch-1' }] } })).toEqual({ batches: [], events: [{ id: 'e1', batch: 'batch-1', repeated: true }] });
    await member.call('addTraceEvent', { params, body: { ...event, id: 'e2', corrects: 'e1', reason: '误录' } });
    expect((await officer.call('decideCorrection', { params: { ...params, v: 'e2' }, body: { decision: 'accept' } })).events.map(({ id, correctedBy }) => [id, correctedBy])).toEqual([['e1', 'e2'], ['e2', undefined]]);
    expect((await member.call('listBatches', ofProject)).items.map(({ id }) => id)).toEqual(['batch-1']);
    expect((await member.succeed('readBatchQr', { params })).text).toContain('<svg');
    expect(await officer.call('withdrawBatch', { params, body: { reason: '误录' } })).toMatchObject({ withdrawn: { reason: '误录', who: 'officer-1' } });
    expect(await member.call('readBatch', { params })).toMatchObject({ withdrawn: { reason: '误录' } });
  });

  it('a self-assessment of the year: suggested, scored by the project, issued with the values of that time, exported', async () => {
    const params = { p, y: PERIOD.to.slice(0, 4) };
    const suggested = await member.call('readSelfAssessment', { params });
    expect([suggested.state, suggested.version, suggested.totals.weight]).toEqual(['proposed', 0, 100]);
    const entries = suggested.rows.map(({ row, weight, score }) => ({ row, weight, score: score ?? 0, deviation: '原因与措施' }));
    expect(await member.call('saveSelfAssessment', { params, body: { basedOn: 0, entries } })).toMatchObject({ state: 'draft', version: 1, faults: [] });
    expect(await member.call('issueSelfAssessment', { params, body: { basedOn: 1 } })).toMatchObject({ state: 'issued', version: 2, digest: expect.stringMatching(/^sha256:/) });
    expect((await officer.call('listSelfAssessments', ofProject)).items.map(({ version, issued }) => [version, issued])).toEqual([[1, false], [2, true]]);
    expect((await officer.succeed('exportSelfAssessment', { params: { ...params, format: 'html' } })).text).toContain('项目绩效自评表');
  });

  it('the library of P4: recommended, reviewed, selected, promoted, searched', async () => {
    await admin.call('createProgramme', { body: { id: 'P4', nameZh: '物联网项目库', nameEn: 'IoT library' } });
    const params = { g: 'P4', l: GOOD_BODIES.recommendProject.id };
    expect(await admin.call('registerRecommender', { params, body: GOOD_BODIES.registerRecommender })).toMatchObject({ id: 'province-9', registeredBy: 'admin' });
    expect((await admin.call('listRecommenders', { params })).items.map(({ id }) => id)).toEqual(['province-9']);
    expect(await admin.call('recommendProject', { params, body: GOOD_BODIES.recommendProject })).toMatchObject({ result: 'recommended', course: { recommendedBy: 'admin' } });
    const decider = watch(await newPerson(admin, 'decider-4', 'officer', ['programme:P4']));
    await decider.call('decideLibraryProject', { params, body: { to: 'in-review' } });
    await decider.call('decideLibraryProject', { params, body: { to: 'selected', approval: '名单 1 号' } });
    expect(await admin.call('promoteLibraryProject', { params, body: GOOD_BODIES.promoteLibraryProject })).toMatchObject({ result: 'promoted' });
    expect(await member.call('readLibraryProject', { params })).toMatchObject({ id: params.l, course: null });
    expect((await member.call('searchLibrary', { params })).items.map(({ id }) => id)).toEqual([params.l]);
    expect(await admin.call('recommendToLibrary', { body: { ...GOOD_BODIES.recommendToLibrary, id: 'iot-10' } })).toMatchObject({ id: 'iot-10', programme: 'P4', result: 'recommended' });
    expect((await member.call('searchLibraries')).items.map(({ programme, id }) => [programme, id])).toEqual([['P4', params.l]]);
    expect((await admin.call('readLibraryQuotas', { params })).items).toMatchObject([{ recommended: 2, limit: 20, exceeded: false }]);
  });

  it('the stream of what is stored', async () => {
    // Read is its first piece, which may have the first event too.
    expect((await member.succeed('streamProject', { query: { project: p } })).text).toMatch(/^retry: 3000\n\n/);
  });

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
    expect(operationList().map(({ id }) => id).filter((id) => !succeeded.has(id) && !WITH_SERVERS.has(id))).toEqual([]);
  });
});
