import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VERDICTS } from '@yanshou/catalogue';
import { formatShare, valueText } from '@yanshou/kpi';
import { pdfPages, tight } from '@yanshou/report-renderers/testing';
import type { Statement } from '@yanshou/reports';
import readWorkbook from 'read-excel-file/node';
import type { ApiAnswer, ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { rawRequest } from '../../platform-under-test/raw-http.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CONTRACT, PERIOD, PROJECT } from '../../platform-under-test/workshop.js';

const LANGUAGES = ['zh', 'en'] as const;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const p = PROJECT.id;

const pagesOf = ({ bytes }: ApiAnswer): Promise<readonly string[]> => pdfPages(bytes);

describe('the report of an assessment on paper and as numbers', () => {
  let platform: TestPlatform;
  let [admin, member, stranger] = [] as unknown as [ApiClient, ApiClient, ApiClient];
  let first: { readonly id: string; readonly statement: Statement };
  const assess = async (note: string) => (await admin.call('createAssessment', { params: { p }, body: { from: PERIOD.from, to: PERIOD.to, note } })) as unknown as typeof first;
  const report = (format: string, lang: string, a = first.id) => member.succeed('readReport', { params: { p, a, format }, query: { lang } });

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator());
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    await admin.call('createProject', { body: { ...PROJECT, contract: CONTRACT } });
    await admin.call('createProject', { body: { ...PROJECT, id: 'elsewhere', contract: CONTRACT } });
    [member, stranger] = await Promise.all([newPerson(admin, 'member', 'member', [`project:${p}`]), newPerson(admin, 'stranger', 'member', ['project:elsewhere'])]);
    first = await assess('=中期');
  }, 300_000);
  afterAll(() => platform.dispose());

  it.each(LANGUAGES)('is a PDF that says each value with clause, coverage, verdict and digest, and how to verify it: %s', async (lang) => {
    const answer = await report('pdf', lang);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const name = encodeURIComponent(`${p}-${first.id}-${lang === 'zh' ? '核算报告' : 'report'}.pdf`);
    expect(answer.headers.get('content-disposition')).toMatch(lang === 'zh' ? new RegExp(`^attachment; .*filename\\*=UTF-8''${name}$`) : new RegExp(`^attachment; filename="?${name}"?$`));
    const text = (await pagesOf(answer)).join('');
    for (const { row } of first.statement.indicators) {
      for (const said of [row.clause, valueText(row, lang), `${formatShare(row.coverage)} / ${formatShare(row.platformCoverage)}`, VERDICTS[row.verdict][lang], row.inputsDigest]) expect(text).toContain(tight(said));
    }
    const { fingerprint } = await member.call('readKey');
    expect(text).toContain(tight(`npm run verify -- ${p}-${first.id}.zip --key ${fingerprint}`));
  }, 120_000);

  it('has the digest of the statement that is in the bundle, and is the same file when asked again', async () => {
    const json = await report('json', 'zh');
    const digest = `sha256:${createHash('sha256').update(json.bytes).digest('hex')}`;
    const [one, two] = await Promise.all([report('pdf', 'zh'), report('pdf', 'zh')]);
    expect(one.bytes.equals(two.bytes)).toBe(true);
    for (const page of await pagesOf(one)) expect(page).toContain(digest);
  }, 120_000);

  it.each(LANGUAGES)('is a workbook of the same values, unrounded: %s', async (lang) => {
    const answer = await report('xlsx', lang);
    expect([answer.headers.get('content-type'), answer.headers.get('content-disposition')]).toEqual([XLSX, expect.stringMatching(/^attachment; .*\.xlsx"?/)]);
    const [summary] = await readWorkbook(answer.bytes, { trim: false });
    const at = summary?.data.findIndex(([head]) => head === '#') ?? -1;
    const column = summary?.data[at]?.indexOf(lang === 'zh' ? '平台核算值' : "the platform's figure") ?? -1;
    expect(summary?.data.slice(at + 1).map((row) => row[column])).toEqual(first.statement.indicators.map(({ row }) => row.value));
  }, 120_000);

  it('is answered to HEAD without a body', async () => {
    const head = await rawRequest(platform.http, `/api/v1/projects/${p}/assessments/${first.id}/report.pdf`, { method: 'HEAD', headers: member.credential });
    expect([head.status, head.bytes.length, head.headers.get('content-type')]).toEqual([200, 0, 'application/pdf']);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(10_000);
  }, 120_000);

  it.each(['pdf', 'xlsx'])('is for those who may see the project, and of an assessment that is there: %s', async (format) => {
    const params = { p, a: first.id, format };
    expectProblem(await stranger.attempt('readReport', { params }), { status: 404, code: 'not-found' });
    expectProblem(await stranger.attempt('readReport', { params: { ...params, p: 'elsewhere' } }), { status: 404, code: 'not-found' });
    expectProblem(await member.attempt('readReport', { params: { ...params, a: 'none' } }), { status: 404, code: 'not-found' });
    expectProblem(await member.attempt('readReport', { params, query: { lang: 'fr' } }), { status: 400, code: 'invalid', field: 'lang' });
    expectProblem(await rawRequest(platform.http, `/api/v1/projects/${p}/assessments/${first.id}/report.${format}`), { status: 401, code: 'unauthenticated' });
    expectProblem(await member.attempt('readReport', { params: { ...params, format: 'docx' } }), { status: 404, code: 'not-found' });
  });

  it('says on every page that it was corrected, and by which; the one that corrects says what it replaces', async () => {
    const second = await assess('更正');
    expect(second.statement.supersedes).toBe(first.id);
    for (const page of await pagesOf(await report('pdf', 'zh'))) expect(page).toContain(tight(`本报告已被核算 ${second.id} 更正`));
    const corrected = await pagesOf(await report('pdf', 'zh', second.id));
    expect(corrected[0]).toContain(tight(`更正报告：替代核算 ${first.id}`));
    expect(corrected.join('')).not.toContain('本报告已被');
    const sheets = await readWorkbook((await report('xlsx', 'zh')).bytes, { trim: false });
    for (const { data } of sheets) expect(data[0]?.[0]).toEqual(expect.stringContaining(`已被核算 ${second.id} 更正`));
  }, 180_000);
});
