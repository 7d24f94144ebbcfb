import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AnswerOf } from '@yanshou/api-schema';
import { canonicalJson, sha256Hex } from '@yanshou/evidence';
import readWorkbook from 'read-excel-file/universal';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CONTRACT, PERIOD, PROJECT } from '../../platform-under-test/workshop.js';

type Table = AnswerOf<'readSelfAssessment'>;
const year = PERIOD.to.slice(0, 4);
const params = { p: PROJECT.id, y: year };

/** A project that measures nothing: what counts here is who may say what, and that no value is theirs to say. */
describe('the yearly self-assessment', () => {
  let platform: TestPlatform;
  let [admin, officer, member, stranger] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient];
  const entriesOf = ({ rows }: Table) => rows.map(({ row, weight, score }) => ({ row, weight, score: score ?? 0, deviation: '设备停产检修；已制定补采计划' }));
  const read = (who: ApiClient, query = {}) => who.call('readSelfAssessment', { params, query });

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator());
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    await admin.call('createProject', { body: { ...PROJECT, contract: CONTRACT } });
    await admin.call('createProject', { body: { ...PROJECT, id: 'other', contract: { ...CONTRACT, targets: CONTRACT.targets.map((target) => ({ ...target, byYear: [{ year: Number(year), value: target.value / 2 }] })) } } });
    [officer, member, stranger] = await Promise.all([
      newPerson(admin, 'officer', 'officer', ['programme:P1']), newPerson(admin, 'member', 'member', [`project:${PROJECT.id}`]), newPerson(admin, 'stranger', 'member', ['project:other']),
    ]);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('suggests weights of a hundred, gives each value with what it rests on, and no score that the data does not carry', async () => {
    const table = await read(member);
    expect([table.state, table.totals, table.rows.map(({ row }) => row)]).toEqual(['proposed', { weight: 100, score: null }, ['connected-equipment', 'standards', 'new-economic-benefit', 'budget-execution']]);
    const rows = (await member.call('readIndicators', { params: { p: PROJECT.id } })).items;
    for (const { indicator, value, verdict } of rows) expect(table.rows.find(({ row }) => row === indicator)?.figure).toMatchObject({ value, verdict });
    for (const { figure } of table.rows) expect(figure).toMatchObject({ clause: expect.stringMatching(/\S/), inputsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect(table.rows.find(({ row }) => row === 'new-economic-benefit')?.proposed.score).toBeNull();
  });

  it('is judged by the contract’s targets of the year where it states them, and shows those of the term beside them', async () => {
    const { rows } = await stranger.call('readSelfAssessment', { params: { ...params, p: 'other' } });
    const told = rows.flatMap(({ row, figure, planned }) => (row === 'budget-execution' ? [] : [[row, figure.target, planned.en]]));
    expect(told).toEqual([
      ['connected-equipment', 0.5, '≥ 0.5 units (of the year; ≥ 1 unit of the whole term)'], ['standards', 0.5, expect.stringContaining('of the year; ≥ 1')], ['new-economic-benefit', 10, '≥ 10 % (of the year; ≥ 20 % of the whole term)'],
    ]);
    const kept = (await stranger.call('readIndicators', { params: { p: 'other' } })).items;
    expect(kept.map(({ target }) => target)).toEqual([1, 1, 20]);
  });

  it('refuses whatever would be a value, weights that do not add up, rows that are not the table’s', async () => {
    const table = await read(member);
    const entries = entriesOf(table);
    const [first, ...rest] = entries as [typeof entries[number]];
    const refused: readonly (readonly [object, number, string, string])[] = [
      [{ entries: [{ ...first, value: 100 }, ...rest] }, 400, 'unknown-field', 'entries[0].value'],
      [{ entries: [{ ...first, actual: { zh: '达标', en: 'met' } }, ...rest] }, 400, 'unknown-field', 'entries[0].actual'],
      [{ entries, rows: table.rows }, 400, 'unknown-field', 'rows'],
      [{ entries: [{ ...first, weight: first.weight + 1 }, ...rest] }, 400, 'invalid', 'entries'],
      [{ entries: [{ ...first, score: first.weight + 0.01 }, ...rest] }, 400, 'invalid', 'entries[0].score'],
      [{ entries: [{ ...first, row: 'milestone.none' }, ...rest] }, 422, 'unknown-reference', 'entries[0].row'],
      [{ entries: rest }, 400, 'missing-field', 'entries'],
    ];
    for (const [body, status, code, field] of refused) expectProblem(await member.attempt('saveSelfAssessment', { params, body: { basedOn: 0, ...body } }), { status, code, field });
    expect((await read(member)).version).toBe(0);
    expectProblem(await member.attempt('issueSelfAssessment', { params, body: { basedOn: 0 } }), { status: 422, code: 'unknown-reference', field: 'basedOn' });
  });

  it('is written by people of the project, and nothing of it is told to others', async () => {
    const before = await stranger.attempt('readSelfAssessment', { params: { ...params, p: 'nowhere' } });
    for (const id of ['readSelfAssessment', 'listSelfAssessments', 'exportSelfAssessment'] as const) {
      expect((await stranger.attempt(id, { params: { ...params, format: 'json' } })).text).toBe(before.text);
    }
    const entries = entriesOf(await read(member));
    expect((await stranger.attempt('saveSelfAssessment', { params, body: { basedOn: 0, entries } })).text).toBe(before.text);
    const auditor = await newPerson(admin, 'auditor', 'auditor', [`project:${PROJECT.id}`]);
    expectProblem(await auditor.attempt('saveSelfAssessment', { params, body: { basedOn: 0, entries } }), { status: 403, code: 'forbidden' });
    for (const y of ['1999', '20x6', 'none']) expectProblem(await member.attempt('readSelfAssessment', { params: { ...params, y } }), { status: 404, code: 'not-found' });
  });

  it('is saved on top of what was seen, and issued only when it is complete', async () => {
    const table = await read(member);
    const silent = entriesOf(table).map((entry) => ({ ...entry, deviation: '' }));
    expect(await member.call('saveSelfAssessment', { params, body: { basedOn: 0, entries: silent } })).toMatchObject({ version: 1, state: 'draft', who: 'member' });
    expectProblem(await officer.attempt('saveSelfAssessment', { params, body: { basedOn: 0, entries: silent } }), { status: 409, code: 'duplicate', field: 'basedOn' });
    expectProblem(await member.attempt('issueSelfAssessment', { params, body: { basedOn: 1 } }), { status: 422, code: 'self-assessment-deviation-missing', field: 'connected-equipment' });
    const told = entriesOf(table).map((entry, index) => (index === 0 ? { ...entry, deviation: '=HYPERLINK("http://x","<b>")' } : entry));
    expect(await member.call('saveSelfAssessment', { params, body: { basedOn: 1, entries: told } })).toMatchObject({ version: 2, faults: [] });
    expectProblem(await officer.attempt('saveSelfAssessment', { params, body: { basedOn: 2, entries: told } }), { status: 409, code: 'duplicate', field: 'entries' });
  });

  it('once issued stays as it was, whatever the project becomes; taken up again it needs a reason', async () => {
    const issued = await member.call('issueSelfAssessment', { params, body: { basedOn: 2 } });
    const { digest, ...table } = issued;
    expect(digest).toBe(`sha256:${sha256Hex(Buffer.from(canonicalJson(table)))}`);
    await officer.call('changeProject', { params: { p: PROJECT.id }, body: { approval: '批复 1 号', contract: { ...CONTRACT, targets: CONTRACT.targets.slice(1) } } });
    expect(await read(officer)).toEqual(issued);
    expectProblem(await member.attempt('issueSelfAssessment', { params, body: { basedOn: 3 } }), { status: 409, code: 'frozen' });
    const entries = [...entriesOf(issued).slice(1).map((entry, index) => ({ ...entry, weight: [45, 45, 10][index] as number, score: 0 }))];
    expectProblem(await member.attempt('saveSelfAssessment', { params, body: { basedOn: 3, entries } }), { status: 422, code: 'reason-required', field: 'reason' });
    expect(await member.call('saveSelfAssessment', { params, body: { basedOn: 3, entries, reason: '任务书变更' } })).toMatchObject({ version: 4, state: 'draft', reason: '任务书变更' });
    expect(await read(officer, { version: '3' })).toEqual(issued);
    expect((await officer.call('listSelfAssessments', { params: { p: PROJECT.id } })).items.map(({ version, issued: was, digest: of }) => [version, was, of])).toEqual([[1, false, null], [2, false, null], [3, true, digest], [4, false, null]]);
    expectProblem(await officer.attempt('readSelfAssessment', { params, query: { version: 9 } }), { status: 404, code: 'not-found' });
  });

  it('is exported as a workbook that reads back as the table, as a page without script, and as JSON', async () => {
    const query = { version: 3 };
    const table = await read(member, { version: '3' });
    const xlsx = await member.succeed('exportSelfAssessment', { params: { ...params, format: 'xlsx' }, query });
    expect(xlsx.headers.get('content-disposition')).toBe(`attachment; filename=${PROJECT.id}-${year}-self-assessment.xlsx`);
    const [form] = await readWorkbook(new Blob([Uint8Array.from(xlsx.bytes)]));
    const at = form?.data.findIndex(([cell]) => cell === '一级指标') ?? -1;
    expect(form?.data[at]).toEqual(['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '偏差原因分析及改进措施']);
    expect(form?.data.slice(at + 1, at + 1 + table.rows.length).map((row) => [row[2], row[5], row[6], row[7]])).toEqual(table.rows.map(({ figure, weight, score, deviation }) => [figure.nameZh, weight, score, deviation]));
    const page = await member.succeed('exportSelfAssessment', { params: { ...params, format: 'html' }, query: { ...query, lang: 'en' } });
    expect([page.headers.get('content-security-policy'), page.text]).toEqual([expect.stringContaining("default-src 'none'"), expect.stringContaining('=HYPERLINK(&quot;http://x&quot;,&quot;&lt;b&gt;&quot;)')]);
    expect(JSON.parse((await member.succeed('exportSelfAssessment', { params: { ...params, format: 'json' }, query })).text)).toEqual(table);
  });
});
