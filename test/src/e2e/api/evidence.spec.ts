import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationId } from '@yanshou/api-schema';
import { operationList } from '@yanshou/api-schema';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { CONTRACT, PERIOD, PROJECT, STANDARD, UNIT, evidenceForm } from '../../platform-under-test/workshop.js';

const p = 'own-project';
const OTHER = { id: 'secret-project', nameZh: '不可外泄项目', nameEn: 'a project not to be told of', title: '别家的标准文本', evidence: 'secret-paper' } as const;
const PATENT = { title: '专利申请受理通知书', kind: 'patent', number: '2024 1 0123456.7', owner: UNIT, issuer: '国家知识产权局', legalState: 'applied' };
const soon = formatIsoMicros(systemClock.now() + 3 * MICROS_PER_DAY);

describe('evidence', () => {
  let platform: TestPlatform;
  let [admin, officer, member, stranger] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient];
  let serial = 0;
  /** Submits a paper whose file is like no other. */
  const form = (fields: Readonly<Record<string, string>>, content = `paper ${(serial += 1)}`): FormData => evidenceForm('a.pdf', content, fields);
  const submit = (fields: Readonly<Record<string, string>>, content?: string) => member.call('submitEvidence', { params: { p }, body: form(fields, content) });
  const standards = async () => (await member.call('readIndicators', { params: { p }, query: { at: PERIOD.to } })).items.find(({ indicator }) => indicator === 'standards');

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ devices: 1 }));
    for (const id of ['P1', 'Z']) await admin.call('createProgramme', { body: { id, nameZh: `计划${id}`, nameEn: `programme ${id}` } });
    await admin.call('createProject', { body: { ...PROJECT, id: p, contract: CONTRACT } });
    await admin.call('createProject', { body: { ...PROJECT, id: OTHER.id, nameZh: OTHER.nameZh, nameEn: OTHER.nameEn, programme: 'Z', contract: CONTRACT } });
    [officer, member, stranger] = await Promise.all([
      newPerson(admin, 'officer', 'officer', ['programme:P1']), newPerson(admin, 'member', 'member', [`project:${p}`]), newPerson(admin, 'stranger', 'member', [`project:${OTHER.id}`]),
    ]);
  }, 180_000);
  afterAll(() => platform.dispose());

  it.each<[string, Readonly<Record<string, string>>, number, string, string]>([
    ['without a number', { number: '' }, 400, 'invalid', 'number'], ['with a number of dashes', { number: ' — ' }, 400, 'invalid', 'number'],
    ['of an unknown kind', { kind: 'poem' }, 400, 'invalid', 'kind'], ['of a kind that the indicator does not count', { kind: 'patent' }, 400, 'invalid', 'kind'],
    ['of somebody else', { owner: '他人有限公司' }, 422, 'not-a-unit', 'owner'], ['in an unknown state', { legalState: 'lost' }, 400, 'invalid', 'legalState'],
    ['dated before the term', { datedAt: '2001-01-01T00:00:00Z' }, 422, 'outside-term', 'datedAt'], ['dated in time to come', { datedAt: soon }, 400, 'invalid', 'datedAt'],
    ['of no pages', { pages: '0' }, 400, 'invalid', 'pages'], ['of pages that are no number', { pages: 'many' }, 400, 'invalid', 'pages'],
  ])('a paper %s is refused, and named in both languages', async (_, change, status, code, field) => {
    const { detailZh, detailEn } = expectProblem(await member.attempt('submitEvidence', { params: { p }, body: form({ ...STANDARD, ...change }) }), { status, code, field });
    expect([detailZh, detailEn].every((text) => text.length > 0)).toBe(true);
    expect((await member.call('listEvidence', { params: { p } })).items).toEqual([]);
  });

  it.each(['number', 'owner', 'issuer', 'legalState'])('a paper that is counted states its %s', async (field) => {
    const stated = Object.fromEntries(Object.entries(STANDARD).filter(([name]) => name !== field));
    expectProblem(await member.attempt('submitEvidence', { params: { p }, body: form(stated) }), { status: 400, code: 'invalid', field });
  });

  it('counts once somebody else than the uploader accepted it, and only what the clause counts', async () => {
    const paper = await submit({ ...STANDARD, number: 'T/A 1' });
    expect(paper).toMatchObject({ number: 'T/A 1', owner: UNIT, issuer: STANDARD['issuer'], legalState: 'published', pages: 12, status: 'submitted', submittedBy: 'member' });
    expect(paper).not.toHaveProperty('numberKey');
    const lapsed = await submit({ ...STANDARD, number: 'T/A 2', legalState: 'expired' });
    expect(await standards()).toMatchObject({ value: 0, verdict: 'pending-evidence', figures: { evidence: { awaiting: [paper.id], notOfClause: [lapsed.id] } } });
    expectProblem(await member.attempt('decideEvidence', { params: { p, e: paper.id }, body: { decision: 'accept' } }), { status: 403, code: 'forbidden' });
    for (const { id } of [paper, lapsed]) expect(await officer.call('decideEvidence', { params: { p, e: id }, body: { decision: 'accept', originalSeen: true } })).toMatchObject({ status: 'accepted', decidedBy: 'officer', originalSeenBy: 'officer' });
    expect(await standards()).toMatchObject({ value: 1, verdict: 'met', figures: { evidence: { counted: [paper.id], notOfClause: [lapsed.id] } } });
  });

  it('of a number or file that the project has is refused, however it is spelt, until the other is rejected', async () => {
    const first = await submit({ ...PATENT, indicator: 'ip-applications' }, 'one file');
    expectProblem(await member.attempt('submitEvidence', { params: { p }, body: form({ ...PATENT, number: 'ZL２０２４１０１２３４５６．７' }) }), { status: 409, code: 'duplicate', field: 'number' });
    expectProblem(await member.attempt('submitEvidence', { params: { p }, body: form({ ...PATENT, number: '2024 1 9999999.9' }, 'one file') }), { status: 409, code: 'duplicate', field: 'file' });
    await officer.call('decideEvidence', { params: { p, e: first.id }, body: { decision: 'reject' } });
    expect(await submit({ ...PATENT, indicator: 'ip-applications' }, 'one file')).toMatchObject({ status: 'submitted' });
  });

  it('a file behind a figure needs none of it', async () => {
    expect(await submit({ title: '2015 年审计报告', kind: 'audit', datedAt: '2015-12-31T00:00:00Z' })).toMatchObject({ kind: 'audit', status: 'submitted' });
  });

  describe('of one number in two projects', () => {
    beforeAll(async () => {
      for (const [who, project, id] of [[member, p, 'own-paper'], [stranger, OTHER.id, OTHER.evidence]] as const) {
        await who.call('submitEvidence', { params: { p: project }, body: form({ ...STANDARD, id, title: id === 'own-paper' ? '自家标准' : OTHER.title, number: id === 'own-paper' ? 'T/X 77-2026' : 'T/X77—2026' }, 'a common file') });
      }
    });

    it('is a finding of the officer, who is told of nothing beyond the scope', async () => {
      const answer = await officer.succeed('listEvidenceFindings', { params: { p } });
      const { items } = JSON.parse(answer.text) as { items: unknown[] };
      expect(items).toMatchObject([
        { code: 'number-elsewhere', evidence: 'own-paper', number: 'T/X 77-2026', others: [], beyondScope: 1 }, { code: 'file-elsewhere', evidence: 'own-paper', others: [], beyondScope: 1 },
      ]);
      for (const secret of Object.values(OTHER)) expect(answer.text).not.toContain(secret);
    });

    it('names the other project to who may see both', async () => {
      const of = async (who: ApiClient) => (await who.call('listEvidenceFindings', { params: { p } })).items[0];
      const other = { project: OTHER.id, nameZh: OTHER.nameZh, nameEn: OTHER.nameEn, programme: 'Z', evidence: OTHER.evidence, title: OTHER.title };
      expect(await of(admin)).toMatchObject({ others: [other], beyondScope: 0 });
      const both = await newPerson(admin, 'both', 'officer', ['programme:P1', 'programme:Z']);
      expect(await of(both)).toMatchObject({ others: [other], beyondScope: 0 });
      const { secret } = await both.call('createToken', { body: { name: 'narrow', role: 'officer', scope: ['programme:P1'] } });
      expect(await of(both.bearing(secret))).toMatchObject({ others: [], beyondScope: 1 });
    });

    it('is never told to a member, by any answer', async () => {
      const params = { p, e: 'own-paper', i: 'standards', a: 'none', f: 'none', d: 'none', g: 'P1', format: 'json', u: 'member' };
      const period = { from: PERIOD.from, to: PERIOD.to };
      const queries: Partial<Record<OperationId, Readonly<Record<string, string>>>> = { readReadings: period, readLedger: period, readGaps: period, readMinimumData: period, readIndicatorHistory: { ...period, unit: 'day' } };
      let answered = 0;
      for (const { id, method } of operationList()) {
        if (method !== 'get') continue;
        const { text, status } = await member.attempt(id, { params, query: queries[id] ?? {} });
        for (const secret of Object.values(OTHER)) expect([id, text.includes(secret)]).toEqual([id, false]);
        answered += status === 200 ? 1 : 0;
      }
      expect(answered).toBeGreaterThan(15);
      expectProblem(await member.attempt('listEvidenceFindings', { params: { p } }), { status: 403, code: 'forbidden' });
    });

    it('is answered to the one who submits it as any other', async () => {
      await stranger.call('submitEvidence', { params: { p: OTHER.id }, body: form({ ...STANDARD, number: 'T/Y 5' }, 'another common file') });
      const [shared, own] = [await submit({ ...STANDARD, number: 'T/Y 5' }, 'another common file'), await submit({ ...STANDARD, number: 'T/Y 6' })];
      const shape = (of: object): unknown => Object.keys(of).sort();
      expect([shape(shared), shared.status]).toEqual([shape(own), own.status]);
    });
  });
});
