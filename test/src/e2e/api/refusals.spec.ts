import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Contract, OperationId } from '@yanshou/api-schema';
import { MICROS_PER_DAY, formatIsoMicros, parseIsoMicros, systemClock } from '@yanshou/telemetry';
import type { ApiClient, ApiInput } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CONTRACT, DEVICE, PERIOD, PROJECT, evidenceForm } from '../../platform-under-test/workshop.js';

const p = 'bench';
const PRESS = { ...DEVICE, classId: 'press' };
const FIGURE = { id: 'income', indicator: 'new-economic-benefit', purpose: 'baseline', quantity: 'sales-income', amount: 100, unit: '万元', sourceKind: 'entered' };
const { from, to } = PERIOD;
const ahead = formatIsoMicros(systemClock.now() + MICROS_PER_DAY);

const limited = (limits: object) => ({ id: 'pond', nameZh: '池塘', nameEn: 'pond', judgingIntervalMinutes: 30, metrics: [{ name: 'oxygen', unit: 'mg/L', valueType: 'number', kind: 'process', resolution: 0.01, reporting: 'periodic', limits }] });

interface Row {
  readonly indicator: string;
  readonly value: number | null;
  readonly verdict: string;
  readonly reasons: readonly { readonly zh: string; readonly en: string }[];
}

/** Bodies are well formed throughout: what they say cannot be. */
describe('what is understood and refused for what it says', () => {
  let platform: TestPlatform;
  let admin: ApiClient;

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ devices: 1 }));
    const params = { p };
    await admin.call('createDevice', { params, body: PRESS });
    await admin.call('submitEvidence', { params, body: evidenceForm('a.txt', 'a', { title: 'a', kind: 'paper', id: 'paper-1' }) });
    await admin.call('stateFigure', { params, body: FIGURE });
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '计划', nameEn: 'programme' } });
    for (const [id, contract] of [['bare', undefined], ['empty', CONTRACT]] as const) await admin.call('createProject', { body: { ...PROJECT, id, ...(contract ? { contract } : {}) } });
  }, 180_000);
  afterAll(() => platform.dispose());

  it('limits of a metric that make sense are kept as they are', async () => {
    const limits = { low: 3, basis: 'GB 11607-89' };
    await admin.call('saveClass', { params: { p }, body: limited(limits) });
    const { items } = await admin.call('listClasses', { params: { p } });
    expect(items.find(({ id }) => id === 'pond')?.metrics[0]).toMatchObject({ name: 'oxygen', limits });
  });

  it.each<[string, OperationId, ApiInput, number, string, string]>([
    ['a programme that is there', 'createProgramme', { body: { id: 'P2', nameZh: '另', nameEn: 'other' } }, 409, 'duplicate', 'id'],
    ['a project that is there', 'createProject', { body: { ...PROJECT, id: p } }, 409, 'duplicate', 'id'],
    ['a device that is there', 'createDevice', { body: PRESS }, 409, 'duplicate', 'id'],
    ['a user who is there', 'createUser', { body: { id: 'admin', name: 'x', role: 'admin', password: 'long-enough-12' } }, 409, 'duplicate', 'id'],
    ['evidence that is there', 'submitEvidence', { body: evidenceForm('b.txt', 'b', { title: 'b', kind: 'paper', id: 'paper-1' }) }, 409, 'duplicate', 'id'],
    ['a figure stated otherwise', 'stateFigure', { body: { ...FIGURE, amount: 101 } }, 409, 'duplicate', 'id'],
    ['a class that is there', 'saveClass', { body: { ...limited({ low: 3, basis: 'GB 11607-89' }), isNew: true } }, 409, 'duplicate', 'id'],
    ['a class that somebody else changed', 'saveClass', { body: { ...limited({ low: 4, basis: 'GB 11607-89' }), basedOn: limited({ low: 2, basis: 'GB 11607-89' }) } }, 409, 'duplicate', 'basedOn'],
    ['a metric twice', 'saveClass', { body: { id: 'c', nameZh: '类', nameEn: 'class', judgingIntervalMinutes: 5, metrics: [1, 2].map(() => ({ name: 'm', unit: '', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic' })) } }, 409, 'duplicate', 'metrics'],
    ['limits the wrong way round', 'saveClass', { body: limited({ low: 2, high: 1, basis: 'GB 11607-89' }) }, 400, 'invalid', 'metrics[0].limits.high'],
    ['limits without a limit', 'saveClass', { body: limited({ basis: 'GB 11607-89' }) }, 400, 'invalid', 'metrics[0].limits'],
    ['a programme that is not there', 'createProject', { body: { ...PROJECT, id: 'p-9', programme: 'none' } }, 422, 'unknown-reference', 'programme'],
    ['a class that is not there', 'createDevice', { body: { ...PRESS, id: 'd-9', classId: 'none' } }, 422, 'unknown-reference', 'classId'],
    ['a site that is not there', 'createDevice', { body: { ...PRESS, id: 'd-9', siteId: 'none' } }, 422, 'unknown-reference', 'siteId'],
    ['a child that is not there', 'saveGateway', { body: { id: 'g-9', nameZh: '网关', nameEn: 'gateway', children: ['none'] } }, 422, 'unknown-reference', 'children[0]'],
    ['evidence that is not there', 'stateFigure', { body: { ...FIGURE, id: 'f-9', evidence: 'none' } }, 422, 'unknown-reference', 'evidence'],
    ['a contract changed without its approval', 'changeProject', { body: { nameZh: '改名', contract: CONTRACT } }, 422, 'approval-required', 'approval'],
    ['planned time changed without its approval', 'saveCalendar', { body: { scope: 'project', plannedTime: CONTRACT.plannedTime } }, 422, 'approval-required', 'approval'],
    ['planned time removed without its approval', 'removeCalendar', { body: { scope: 'site:pond' } }, 422, 'approval-required', 'approval'],
    ['planned time removed of what has none', 'removeCalendar', { body: { scope: 'site:pond', approval: '批复 1 号' } }, 404, 'not-found', 'scope'],
    ['planned time of the project removed', 'removeCalendar', { body: { scope: 'project', approval: '批复 1 号' } }, 400, 'invalid', 'scope'],
    ['a scope that does not fit the role', 'createUser', { body: { id: 'u-9', name: 'x', role: 'member', scope: ['programme:P2'], password: 'long-enough-12' } }, 400, 'invalid', 'scope'],
    ['a token whose scope does not fit its role', 'createToken', { body: { name: 'x', role: 'officer', scope: [] } }, 400, 'invalid', 'scope'],
    ['a token that has ended', 'createToken', { body: { name: 'x', role: 'admin', expiresAt: from } }, 400, 'invalid', 'expiresAt'],
    ['an end of one’s own administration', 'changeUser', { params: { u: 'admin' }, body: { disabled: true } }, 400, 'invalid', 'disabled'],
    ['an administrator who steps down', 'changeUser', { params: { u: 'admin' }, body: { role: 'auditor', scope: ['programme:P2'] } }, 400, 'invalid', 'role'],
    ['one’s own figure accepted', 'decideFigure', { params: { p, f: 'income' }, body: { decision: 'accept' } }, 403, 'same-person', 'decision'],
    ['a figure withdrawn that nobody accepted', 'askWithdrawal', { params: { p, f: 'income' }, body: { reason: '笔误' } }, 409, 'duplicate', 'figure'],
    ['a withdrawal that nobody asked for', 'decideWithdrawal', { params: { p, f: 'income' }, body: { decision: 'accept' } }, 404, 'not-found', 'withdrawal'],
    ['one’s own evidence rejected', 'decideEvidence', { params: { p, e: 'paper-1' }, body: { decision: 'reject' } }, 403, 'same-person', 'decision'],
  ])('%s', async (_, id, input, ...[status, code, field]) => {
    const before = await admin.call('readProject', { params: { p } });
    expectProblem(await admin.attempt(id, { params: { p }, ...input }), { status, code, field });
    expect(await admin.call('readProject', { params: { p } })).toEqual(before);
  });

  it.each<[string, Partial<Contract>, number, string, string]>([
    ['a window of a thousand years', { window: { from: '1026-01-01T00:00:00Z', to } }, 400, 'invalid', 'contract.window.from'], ['a window of a century', { window: { from: '1926-01-01T00:00:00Z', to } }, 400, 'invalid', 'contract.window.from'],
    ['a day that is none', { plannedTime: { ...CONTRACT.plannedTime, holidays: ['2026-02-30'] } }, 400, 'invalid', 'contract.plannedTime.holidays[0]'],
    ['a standard twice', { efficiency: { definition: 'oee', standards: [1, 2].map((millisecondsPerPiece) => ({ device: 'x', millisecondsPerPiece })) } }, 409, 'duplicate', 'contract.efficiency.standards'],
  ])('a contract with %s, and no project is left behind', async (_, change, status, code, field) => {
    const contract = { ...CONTRACT, ...change };
    const { detailZh } = expectProblem(await admin.attempt('createProject', { body: { ...PROJECT, id: 'half', contract } }), { status, code, field });
    expect(detailZh).toContain(`字段 ${field}：`);
    expectProblem(await admin.attempt('readProject', { params: { p: 'half' } }), { status: 404, code: 'not-found' });
    expectProblem(await admin.attempt('changeProject', { params: { p }, body: { contract, approval: 'x' } }), { status, code, field });
  });

  it.each<[string, OperationId, Record<string, string>, unknown?]>([
    ['a secret of a device that is not there', 'issueSecret', { p, d: 'none' }], ['a secret of a gateway by a device’s id', 'issueGatewaySecret', { p, d: DEVICE.id }],
    ['a decision on a figure that is not there', 'decideFigure', { p, f: 'none' }, { decision: 'accept' }], ['a decision on evidence that is not there', 'decideEvidence', { p, e: 'none' }, { decision: 'accept' }],
    ['a user who is not there', 'changeUser', { u: 'nobody' }, { name: 'x' }], ['the portfolio of a programme that is not there', 'readPortfolio', { g: 'none' }],
    ['a token that is not there', 'revokeToken', { t: '0'.repeat(16) }], ['a report of no assessment', 'readReport', { p, a: 'none', format: 'html' }], ['a bundle of no assessment', 'readBundle', { p, a: 'none' }],
  ])('%s is not found', async (_, id, params, body = undefined) => {
    expectProblem(await admin.attempt(id, { params, body }), { status: 404, code: 'not-found' });
  });

  describe('an assessment', () => {
    const assess = (project: string, body: Readonly<Record<string, string>>) => admin.attempt('createAssessment', { params: { p: project }, body });
    const rowsOf = async (project: string, body = { from, to }): Promise<Row[]> => {
      const { statement } = await admin.call('createAssessment', { params: { p: project }, body });
      return (statement as { indicators: { row: Row }[] }).indicators.map(({ row }) => row);
    };

    it.each<[string, Record<string, string>, number, string, string]>([
      ['an empty period', { from, to: from }, 400, 'invalid', 'to'], ['an inverted period', { from: to, to: from }, 400, 'invalid', 'to'],
      ['a period that has not ended', { from, to: ahead }, 422, 'period-in-future', 'to'], ['a period of the future', { from: ahead, to: '2199-01-01T00:00:00Z' }, 422, 'period-in-future', 'to'],
      ['a slip of a digit in a year', { from: '1026-01-01T00:00:00+08:00', to }, 422, 'period-too-long', 'from'],
    ])('over %s is refused', async (_, body, status, code, field) => {
      expectProblem(await assess('empty', body), { status, code, field });
      expect((await admin.call('listAssessments', { params: { p: 'empty' } })).items).toEqual([]);
    });

    it('of a project without a contract is refused, and the project has no indicators', async () => {
      expectProblem(await assess('bare', { from, to }), { status: 422, code: 'contract-missing', field: 'p' });
      for (const input of [{}, { query: { at: to } }]) expect(await admin.call('readIndicators', { params: { p: 'bare' }, ...input })).toEqual({ items: [] });
      const { projects } = await admin.call('readPortfolio', { params: { g: 'P1' } });
      expect(projects).toContainEqual(expect.objectContaining({ id: 'bare', progress: null, risk: 'unknown', indicators: [], lastReceived: null }));
    });

    it('of a project without inventory, figures and evidence says of each indicator why there is no value', async () => {
      const rows = await rowsOf('empty');
      expect(rows.map(({ indicator, value, verdict }) => [indicator, value, verdict])).toEqual([
        ['connected-equipment', null, 'insufficient-data'], ['standards', null, 'insufficient-data'], ['new-economic-benefit', null, 'insufficient-data'],
      ]);
      for (const { reasons } of rows) expect(reasons).toContainEqual({ zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/) });
      expect((await admin.call('readIndicators', { params: { p: 'empty' }, query: { at: to } })).items.map(({ verdict }) => verdict)).toEqual(rows.map(({ verdict }) => verdict));
    });

    it('of a gain without a baseline says so', async () => {
      const targets = [{ indicator: 'production-efficiency-gain', comparator: '>=', value: 20, unit: '%', clause: '任务书' }];
      await admin.call('createProject', { body: { ...PROJECT, id: 'no-baseline', contract: { ...CONTRACT, targets, efficiency: { definition: 'oee', standards: [] } } } });
      const [row] = await rowsOf('no-baseline');
      expect(row).toMatchObject({ indicator: 'production-efficiency-gain', value: null, verdict: 'insufficient-data', reasons: [{ zh: expect.stringContaining('基期') }] });
    });

    it('of another period than the contract fixed is interim in statement, list and report, and none may lie in the baseline', async () => {
      const before = (days: number): string => formatIsoMicros((parseIsoMicros(from) ?? NaN) - days * MICROS_PER_DAY);
      const contract = { ...CONTRACT, baseline: { from: before(20), to: before(10) } };
      const params = { p: 'partial' };
      await admin.call('createProject', { body: { ...PROJECT, id: params.p, contract } });
      expectProblem(await assess(params.p, { from: before(11), to }), { status: 422, code: 'period-overlaps-baseline', field: 'from' });
      const interim = await admin.call('createAssessment', { params, body: { from: before(1), to } });
      expect(interim).toMatchObject({ scope: 'interim', statement: { scope: 'interim', period: { from: before(1), to }, reportingPeriod: { from, to } } });
      const whole = await admin.call('createAssessment', { params, body: { from, to } });
      expect(new Map((await admin.call('listAssessments', { params })).items.map(({ id, scope }) => [id, scope]))).toEqual(new Map([[interim.id, 'interim'], [whole.id, 'whole']]));
      const page = async (a: string): Promise<string> => (await admin.succeed('readReport', { params: { ...params, a, format: 'html' } })).text;
      expect([await page(interim.id), await page(whole.id)].map((text) => text.includes('阶段性核算'))).toEqual([true, false]);
    });

    it('over time without any data is no failed target, but none that is met', async () => {
      const [row] = await rowsOf(p);
      expect(row).toMatchObject({ indicator: 'connected-equipment', value: 0, coverage: 0, verdict: 'insufficient-data' });
    });
  });
});
