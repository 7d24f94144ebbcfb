import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AnswerOf, BodyInputOf } from '@yanshou/api-schema';
import type { Statement } from '@yanshou/reports';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { DAY } from '../../platform-under-test/cast.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { evidenceForm } from '../../platform-under-test/workshop.js';

const I = 'connected-equipment';
const p = 'audited';
const ofProject = { params: { p } };
type Draft = Omit<BodyInputOf<'giveOpinion'>, 'statement'>;
const figure = (facts: Partial<NonNullable<Draft['figures']>[number]> = {}): NonNullable<Draft['figures']>[number] => ({ indicator: I, value: 2, unit: '台', source: '现场清点表 2', explanation: '两台已联网，平台未收到读数', ...facts });

describe('opinions of auditors', () => {
  let platform: TestPlatform;
  let [admin, officer, member, auditor, overseer, elsewhere] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient, ApiClient];
  let [a, statement] = ['', ''];
  let bundle: Buffer;
  const params = () => ({ p, a });
  const attempt = (who: ApiClient, body: Partial<BodyInputOf<'giveOpinion'>>) => who.attempt('giveOpinion', { params: params(), body: { statement, conclusion: 'agrees', text: '与现场一致', ...body } });
  const give = (who: ApiClient, body: Draft) => who.call('giveOpinion', { params: params(), body: { statement, ...body } });
  const bundleNow = async (of = a) => Buffer.from((await member.succeed('readBundle', { params: { p, a: of } })).bytes);
  const verified = async (name: string, bytes: Buffer, ...more: readonly string[]) => {
    const file = join(platform.directory, name);
    writeFileSync(file, bytes);
    const { status, stdout } = await Product.run(VERIFIER, [file, ...more, '--json']);
    return { status, ...(JSON.parse(stdout) as { findings: { code: string }[]; opinions: { opinions: { number: number }[]; head: string } | null }) };
  };
  const exported = async (name: string): Promise<string> => {
    const file = join(platform.directory, name);
    writeFileSync(file, (await member.succeed('exportOpinions', { params: params() })).text);
    return file;
  };

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ projects: [p], devices: 2 }));
    [officer, member, auditor, overseer, elsewhere] = await Promise.all([
      newPerson(admin, 'officer', 'officer', ['programme:P2']), newPerson(admin, 'member', 'member', [`project:${p}`]), newPerson(admin, 'wang', 'auditor', [`project:${p}`]),
      newPerson(admin, 'li', 'auditor', ['programme:P2']), newPerson(admin, 'zhao', 'auditor', ['project:another']),
    ]);
    await member.call('submitEvidence', { ...ofProject, body: evidenceForm('count.txt', 'two machines', { title: '清点表', kind: 'record', id: 'count' }) });
    ({ id: a } = await officer.call('createAssessment', { ...ofProject, body: DAY }));
    ({ statement } = await auditor.call('listOpinions', { params: params() }));
    bundle = await bundleNow();
  }, 420_000);
  afterAll(() => platform.dispose());

  it('are bound to the statement that was read: the digest is that of report.json', async () => {
    const { text } = await auditor.succeed('readReport', { params: { ...params(), format: 'json' } });
    expect(statement).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`);
  });

  it.each<[string, Partial<BodyInputOf<'giveOpinion'>>, number, string, string]>([
    ['of another statement', { statement: `sha256:${'0'.repeat(64)}` }, 422, 'statement-differs', 'statement'], ['of an indicator that it has not', { indicators: ['standards'] }, 400, 'invalid', 'indicators[0]'],
    ['with a figure of another indicator', { figures: [figure({ indicator: 'standards' })] }, 400, 'invalid', 'figures[0].indicator'], ['with a figure in another unit', { figures: [figure({ unit: '套' })] }, 400, 'invalid', 'figures[0].unit'],
    ['with a difference that is not explained', { figures: [{ indicator: I, value: 2, unit: '台', source: '清点表' }] }, 400, 'invalid', 'figures[0].explanation'],
    ['with evidence that the project has not', { figures: [figure({ evidence: 'none' })] }, 422, 'unknown-reference', 'figures[0].evidence'], ['that corrects what was not said', { corrects: 1 }, 400, 'invalid', 'corrects'],
    ['without a word', { text: ' ' }, 400, 'invalid', 'text'],
  ])('%s are refused, and nothing is kept', async (_, body, status, code, field) => {
    expectProblem(await attempt(auditor, body), { status, code, field });
    expect((await auditor.call('listOpinions', { params: params() })).items).toEqual([]);
  });

  it('are given by auditors of the project in person, by nobody else and by no token', async () => {
    for (const who of [admin, officer, member]) expectProblem(await attempt(who, {}), { status: 403, code: 'forbidden' });
    expectProblem(await attempt(elsewhere, {}), { status: 404, code: 'not-found' });
    const { secret } = await auditor.call('createToken', { body: { name: 'script', role: 'auditor', scope: [`project:${p}`] } });
    expectProblem(await attempt(auditor.bearing(secret), {}), { status: 403, code: 'in-person' });
  });

  it('are signed and chained; a correction names the auditor’s own earlier one, which stays', async () => {
    const first = await give(auditor, { conclusion: 'disagrees', text: '清点为 2 台', indicators: [I], figures: [figure({ evidence: 'count' })] });
    expect(first).toMatchObject({
      number: 1, statement, auditor: { id: 'wang', name: 'wang' }, conclusion: 'disagrees', previous: null, corrects: null, correctedBy: null, supersededBy: null,
      figures: [{ value: 2, unit: '台', platform: 0, difference: 2, evidence: { id: 'count', sha256: createHash('sha256').update('two machines').digest('hex') } }],
    });
    expectProblem(await attempt(overseer, { corrects: 1 }), { status: 400, code: 'invalid', field: 'corrects' });
    expect(await give(overseer, { conclusion: 'cannot-conclude', text: '未到现场' })).toMatchObject({ number: 2, previous: first.digest });
    expect(await give(auditor, { conclusion: 'agrees-with-reservations', text: '更正：清点为 1 台', figures: [figure({ value: 1 })], corrects: 1 })).toMatchObject({ number: 3, corrects: 1 });
    expectProblem(await attempt(auditor, { corrects: 1 }), { status: 400, code: 'invalid', field: 'corrects' });
    const { items } = await member.call('listOpinions', { params: params() });
    expect(items.map(({ number, correctedBy, conclusion }) => [number, correctedBy, conclusion])).toEqual([[1, 3, 'disagrees'], [2, null, 'cannot-conclude'], [3, null, 'agrees-with-reservations']]);
    expect(items[0]).toEqual({ ...first, correctedBy: 3 });
  });

  it('given at once are all kept, one behind the other', async () => {
    const given = await Promise.all([auditor, overseer, auditor, overseer].map((who, index) => give(who, { conclusion: 'agrees', text: `复核 ${index}` })));
    expect(given.map(({ number }) => number).sort()).toEqual([4, 5, 6, 7]);
  });

  it('are verified off line beside the bundle, which has not changed by a byte', async () => {
    expect((await bundleNow()).equals(bundle)).toBe(true);
    const { fingerprint } = await auditor.call('readKey');
    const whole = await verified('audited.zip', bundle, '--key', fingerprint, '--opinions', await exported('opinions.jws'));
    const { items } = await member.call('listOpinions', { params: params() });
    expect([whole.status, whole.findings, whole.opinions?.opinions.map(({ number }) => number), whole.opinions?.head]).toEqual([0, [], [1, 2, 3, 4, 5, 6, 7], items.at(-1)?.digest]);
    const lines = (await member.succeed('exportOpinions', { params: params() })).text.split('\n');
    const without = join(platform.directory, 'without.jws');
    writeFileSync(without, lines.filter((_, index) => index !== 1).join('\n'));
    const cut = await verified('audited.zip', bundle, '--opinions', without);
    expect([cut.status, cut.findings[0]?.code]).toEqual([1, 'opinion-out-of-chain']);
    expect((await member.call('readOpinion', { params: { ...params(), o: '2' } })).jws).toBe(lines[1]);
    expectProblem(await member.attempt('readOpinion', { params: { ...params(), o: '99' } }), { status: 404, code: 'not-found' });
  });

  it('are counted in the list, and their figures stand among the declared ones, which nobody decides or withdraws', async () => {
    const listed = (await officer.call('listAssessments', ofProject)).items.find(({ id }) => id === a);
    expect(listed?.opinions).toEqual({ count: 6, disagreeing: 0 });
    const figures: AnswerOf<'listFigures'>['items'] = (await member.call('listFigures', ofProject)).items.filter(({ purpose }) => purpose === 'audited');
    expect(figures).toMatchObject([{ indicator: I, amount: 1, unit: '台', status: 'accepted', statedBy: 'wang', opinion: { assessment: a, number: 3 } }]);
    const of = { params: { p, f: figures[0]?.id ?? '' } };
    expectProblem(await officer.attempt('decideFigure', { ...of, body: { decision: 'reject' } }), { status: 404, code: 'not-found' });
    expectProblem(await officer.attempt('askWithdrawal', { ...of, body: { reason: 'x' } }), { status: 404, code: 'not-found' });
  });

  it('stand in the restatement of the same period beside the platform’s figure, which is the platform’s, and an auditor verifies that', async () => {
    const second = await officer.call('createAssessment', { ...ofProject, body: { ...DAY, note: '复核后更正' } });
    const { row, figures } = (second.statement as Statement).indicators[0] as Statement['indicators'][0];
    expect([row.value, figures.platform.value, figures.audited?.value, figures.audited?.statedBy, figures.auditedMinusPlatform]).toEqual([0, 0, 1, 'wang', 1]);
    expect((await verified('second.zip', await bundleNow(second.id))).status).toBe(0);
    const late = await give(auditor, { conclusion: 'agrees', text: '对被更正的报告' });
    expect(late).toMatchObject({ supersededBy: second.id });
    const other = await verified('second.zip', await bundleNow(second.id), '--opinions', await exported('opinions.jws'));
    expect([other.status, [...new Set(other.findings.map(({ code }) => code))]]).toEqual([1, ['opinion-of-another']]);
  }, 240_000);
});
