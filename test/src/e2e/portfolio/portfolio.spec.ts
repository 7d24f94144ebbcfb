import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Contract } from '@yanshou/api-schema';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';
import { CLASS, CONTRACT, DEVICE, PERIOD, PROJECT, STANDARD, evidenceForm } from '../../platform-under-test/workshop.js';

const COST = 'operating-cost-reduction';
const RUNNING = { from: formatIsoMicros(systemClock.now() - 10 * MICROS_PER_DAY), to: formatIsoMicros(systemClock.now() + 20 * MICROS_PER_DAY) };
const contract = (window: Contract['window']): Contract => ({
  ...CONTRACT, direction: 'P3.manufacturing', window, baseline: { from: formatIsoMicros(systemClock.now() - 400 * MICROS_PER_DAY), to: formatIsoMicros(systemClock.now() - 370 * MICROS_PER_DAY) },
  targets: [{ indicator: COST, comparator: '>=', value: 20, unit: '%', clause: 'S002 智能制造 专栏3' }],
});
/** Yuan and pieces of both legs: a from 10 to 7 元 a piece, 1 000 pieces; b from 20 to 18 元, 100 pieces. */
const FIGURES = { a: { baseline: [5_000, 500], reporting: [7_000, 1_000] }, b: { baseline: [4_000, 200], reporting: [1_800, 100] } } as const;

/** A programme with three projects: two with audited costs, and one whose machine was never heard of. */
describe('the portfolio of a programme, by its people through the API', () => {
  let platform: TestPlatform;
  let [admin, officer, overseer, member, narrow] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient];
  const portfolio = (who: ApiClient, query: { countedAt?: string } = {}) => who.call('readPortfolio', { params: { g: 'P3' }, query });

  async function enter(p: 'a' | 'b'): Promise<void> {
    const params = { p };
    const file = (await admin.call('submitEvidence', { params, body: evidenceForm(`${p}.txt`, p, { title: '审计报告', kind: 'paper', id: `audit-${p}` }) })).id;
    for (const purpose of ['baseline', 'reporting'] as const) {
      const [yuan, pieces] = FIGURES[p][purpose];
      for (const [quantity, amount, unit] of [['energy-cost', yuan, '元'], ['material-cost', 0, '元'], ['other-cost', 0, '元'], ['good-quantity', pieces, '件']] as const) {
        const stated = await admin.call('stateFigure', { params, body: { indicator: COST, purpose, quantity, amount, unit, sourceKind: 'entered', evidence: file } });
        await officer.call('decideFigure', { params: { p, f: stated.id }, body: { decision: 'accept' } });
      }
    }
  }

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator());
    await admin.call('createProgramme', { body: { id: 'P3', nameZh: '十大专项行动', nameEn: 'ten plans' } });
    for (const id of ['a', 'b', 'c']) {
      await admin.call('createProject', { body: { ...PROJECT, id, programme: 'P3', nameZh: `项目${id}`, nameEn: `project ${id}`, contract: contract(id === 'c' ? RUNNING : { from: PERIOD.from, to: PERIOD.to }) } });
    }
    await admin.call('createProject', { body: { ...PROJECT, id: 'demo', programme: 'P3', demonstration: true, contract: contract(RUNNING) } });
    await admin.call('saveClass', { params: { p: 'c' }, body: CLASS });
    await admin.call('createDevice', { params: { p: 'c' }, body: DEVICE });
    [officer, overseer, member, narrow] = await Promise.all([
      newPerson(admin, 'officer', 'officer', ['programme:P3']), newPerson(admin, 'overseer', 'auditor', ['programme:P3']),
      newPerson(admin, 'member', 'member', ['project:a']), newPerson(admin, 'narrow', 'auditor', ['project:a']),
    ]) as [ApiClient, ApiClient, ApiClient, ApiClient];
    await enter('a');
    await enter('b');
  }, 180_000);
  afterAll(() => platform.dispose());

  it('averages the accepted figures plain and weighed, with the third project left out and as 0, and the demonstration set aside', async () => {
    const { indicators, setAside } = await portfolio(officer);
    const cost = indicators.find(({ indicator }) => indicator === COST);
    expect(cost).toMatchObject({
      n: 2, mean: 20, weightedMean: 80 / 3, meanWithMissingAsZero: 40 / 3, target: 20, verdict: 'insufficient-data', clause: 'S002 智能制造 专栏3', weight: { unit: '元' },
      members: [{ project: 'a', value: 30, weight: 10_000 }, { project: 'b', value: 10, weight: 2_000 }], leftOut: [{ project: 'c', zh: expect.stringContaining('缺少') }], inputsDigest: expect.stringMatching(/^sha256:/),
    });
    expect(setAside).toMatchObject([{ project: 'demo', zh: expect.stringContaining('演示') }]);
    // What the document demands and no contract lists is there too, with everybody left out.
    expect(indicators.find(({ indicator }) => indicator === 'energy-utilisation-gain')).toMatchObject({ n: 0, mean: null, leftOut: [{ project: 'a', zh: '任务书未列该指标' }, { project: 'b' }, { project: 'c' }] });
  });

  it('says of every project in words why it may not pass', async () => {
    await officer.call('createMilestone', { params: { p: 'c' }, body: { id: 'first', nameZh: '设备到货', nameEn: 'machines arrive', planned: '到货', due: formatIsoMicros(systemClock.now() - 3 * MICROS_PER_DAY - 1_000) } });
    // The current figures are made again after a milestone was entered.
    const overdue = async (): Promise<boolean> => (await officer.call('readOutlook', { params: { p: 'c' } })).reasons.some(({ code }) => code === 'milestone-overdue');
    await until(overdue, 120_000);
    const projects = new Map((await portfolio(officer)).projects.map((project) => [project.id, project]));
    expect([...projects.values()].map(({ id, risk }) => [id, risk])).toEqual([['a', 'on-track'], ['b', 'off-track'], ['c', 'silent'], ['demo', 'at-risk']]);
    expect(projects.get('b')?.reasons).toMatchObject([{ code: 'target-missed', severity: 'serious', figure: { value: 10, limit: 20, unit: '%' }, zh: expect.stringContaining('10.00 %，未达目标 ≥ 20 %') }, { code: 'evidence-undecided', severity: 'notice' }]);
    expect(projects.get('c')?.reasons.map(({ code }) => code)).toEqual(['silent', 'devices-silent', 'data-missing', 'milestone-overdue']);
    expect(projects.get('c')?.reasons[0]).toMatchObject({ group: 'silent', zh: expect.stringContaining('从未收到数据'), en: expect.stringContaining('no data ever came') });
    expect((await officer.call('readOutlook', { params: { p: 'c' } })).reasons).toEqual(projects.get('c')?.reasons);
  }, 180_000);

  it('counts what officers recorded, at the date asked for', async () => {
    const at = (daysAgo: number): string => formatIsoMicros(systemClock.now() - daysAgo * MICROS_PER_DAY);
    const name = (p: 'a' | 'b', id: string, level: 'national-project' | 'agriculture-park', subject: string, days: number) =>
      officer.call('designate', { params: { p }, body: { id, level, subject, document: { number: `工信〔${id}〕`, datedAt: at(days), file: `audit-${p}` } } });
    const document = { number: '工信〔0〕', datedAt: at(9), file: 'audit-a' };
    const park = { params: { p: 'a' }, body: { id: 'early', level: 'agriculture-park' as const, subject: '静海园区', document } };
    expectProblem(await officer.attempt('designate', park), { status: 422, code: 'unknown-reference', field: 'document.file' });
    for (const p of ['a', 'b']) await officer.call('decideEvidence', { params: { p, e: `audit-${p}` }, body: { decision: 'accept', originalSeen: true } });
    expectProblem(await admin.attempt('designate', park), { status: 403, code: 'same-person', field: 'document.file' });
    await name('a', 'national', 'national-project', '项目a', 9);
    await name('a', 'park', 'agriculture-park', '静海园区', 9);
    await name('b', 'park', 'agriculture-park', '静海 园区', 8);
    await name('b', 'second', 'agriculture-park', '蓟州园区', 7);
    await officer.call('endDesignation', { params: { p: 'b', n: 'second' }, body: { reason: '复核未通过', document: { number: '终〔1〕', datedAt: at(2), file: 'audit-b' } } });
    const counts = async (countedAt?: string) => (await portfolio(overseer, countedAt === undefined ? {} : { countedAt })).counts.map(({ indicator, value, verdict }) => [indicator, value, verdict]);
    expect(await counts()).toEqual([
      ['municipal-demonstration-projects', null, 'insufficient-data'], ['national-demonstration-projects', 1, 'not-met'], ['smart-agriculture-parks', 1, 'not-met'], ['logistics-demonstration-enterprises', null, 'insufficient-data'],
    ]);
    expect((await counts(at(5)))[2]).toEqual(['smart-agriculture-parks', 2, 'not-met']);
    expect((await counts(at(8.5)))[2]).toEqual(['smart-agriculture-parks', 1, 'not-met']);
    const parks = (await portfolio(officer)).counts.find(({ indicator }) => indicator === 'smart-agriculture-parks');
    expect(parks).toMatchObject({ target: 30, ended: 1, again: 1, coverage: null, sourceKind: 'entered', counted: [{ project: 'a', designation: 'park', subject: '静海园区', document: '工信〔park〕' }] });
    expect((await admin.call('readCatalogue')).indicators.find(({ id }) => id === 'smart-agriculture-parks')).toMatchObject({ computed: true, kind: 'portfolio' });
  });

  it('a member, a token for one project and an auditor of one project see nothing of the others', async () => {
    const { secret } = await officer.call('createToken', { body: { name: 'key', role: 'member', scope: ['project:a'] } });
    const key = officer.bearing(secret);
    for (const who of [member, narrow, key]) {
      const [theirs, none] = await Promise.all(['P3', 'nowhere'].map((g) => who.attempt('readPortfolio', { params: { g } })));
      expectProblem(theirs as NonNullable<typeof theirs>, { status: 404, code: 'not-found' });
      expect(theirs?.text).toBe(none?.text);
      const [foreign, nowhere] = await Promise.all(['b', 'nowhere'].map((p) => who.attempt('readOutlook', { params: { p } })));
      expect([foreign?.status, foreign?.text]).toEqual([404, nowhere?.text]);
      const own = await who.attempt('readOutlook', { params: { p: 'a' } });
      expect(own.status).toBe(200);
      expect(own.text).not.toMatch(/项目b|project b|"b"/);
      expectProblem(await who.attempt('listDesignations', { params: { p: 'b' } }), { status: 404, code: 'not-found' });
    }
  });

  it('forecasts the end from the days that the platform computed, with interval and n, and calls it a forecast', async () => {
    const window = { from: formatIsoMicros(systemClock.now() - 20 * MICROS_PER_DAY), to: formatIsoMicros(systemClock.now() + 20 * MICROS_PER_DAY) };
    const params = { p: 'trend' };
    await admin.call('createProject', { body: { ...PROJECT, id: 'trend', programme: 'P2', contract: { ...contract(window), direction: 'P2.2.2', targets: CONTRACT.targets.slice(0, 1) } } });
    await admin.call('saveClass', { params, body: CLASS });
    await admin.call('createDevice', { params, body: DEVICE });
    const forecast = async () => (await admin.call('readOutlook', { params })).forecasts[0];
    expect(await forecast()).toMatchObject({ kind: 'none', indicator: 'connected-equipment', reason: { zh: expect.stringContaining('日窗口 0/14') } });
    await platform.child.ask({ ask: 'daily-indicators' });
    const found = await until(async () => {
      const told = await forecast();
      return told?.kind === 'forecast' && told;
    }, 150_000);
    expect(found).toMatchObject({ value: 0, low: 0, high: 0, confidence: 80, window: 'day', target: 1, verdict: 'likely-missed', inputsDigest: expect.stringMatching(/^sha256:/) });
    expect(await admin.call('readOutlook', { params })).toMatchObject({ label: { zh: '预测（非结论）', en: 'forecast, not a conclusion' }, reasons: expect.arrayContaining([expect.objectContaining({ code: 'forecast-missed', zh: expect.stringContaining('预测（非结论）') })]) });
  }, 240_000);

  it('that one paper is in two projects is told to who decides, and to nobody else', async () => {
    for (const p of ['a', 'b']) await admin.call('submitEvidence', { params: { p }, body: evidenceForm(`standard-${p}.txt`, `standard ${p}`, { ...STANDARD, datedAt: PERIOD.from }) });
    const suspicious = async (who: ApiClient): Promise<boolean> => (await who.call('readOutlook', { params: { p: 'a' } })).reasons.some(({ code }) => code === 'evidence-shared');
    // What another project submits is seen when the current figures are made again.
    await until(() => suspicious(officer), 120_000);
    expect([await suspicious(officer), await suspicious(narrow), await suspicious(member), await suspicious(overseer)]).toEqual([true, false, false, false]);
    expect((await portfolio(officer)).projects[0]).toMatchObject({ id: 'a', risk: 'suspicious' });
    expect((await portfolio(overseer)).projects[0]).toMatchObject({ id: 'a', risk: 'on-track' });
  }, 180_000);
});
