import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { PROJECT } from '../../platform-under-test/workshop.js';

const g = 'P4';
const code = (number: number): string => `9111${String(number).padStart(13, '0')}X`;
const entry = (id: string, applicant: number, change: object = {}) => ({
  id, batch: '2018', libraryClass: 'application', field: 'smart-manufacturing', nameZh: `项目 ${id}`, nameEn: `project ${id}`, summary: '车间设备联网', region: '天津市',
  applicant: { name: `公司 ${applicant}`, creditCode: code(applicant) }, recommender: { kind: 'central-enterprise', name: '某集团' }, ...change,
});

/** The library of a programme in the hands of its officers, and what other people see of it. */
describe('the project library', () => {
  let platform: TestPlatform;
  let [admin, officer, decider, other, member, auditor] = [] as unknown as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient, ApiClient];
  const recommend = (who: ApiClient, body: object) => who.attempt('recommendProject', { params: { g }, body });
  const idsFor = async (who: ApiClient, query: Record<string, string | number> = {}) => (await who.call('searchLibrary', { params: { g }, query })).items.map(({ id }) => id);

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator());
    for (const id of [g, 'P1']) await admin.call('createProgramme', { body: { id, nameZh: `计划 ${id}`, nameEn: `programme ${id}` } });
    await admin.call('createProject', { body: PROJECT });
    const names = [['central-enterprise', '某集团'], ['province', '天津市工业和信息化局'], ['province', '省 a'], ['province', '省 b'], ['province', '省 c']] as const;
    for (const [n, [kind, name]] of names.entries()) await admin.call('registerRecommender', { params: { g }, body: { id: `r${n}`, kind, name } });
    [officer, decider, other, member, auditor] = await Promise.all([
      newPerson(admin, 'officer', 'officer', [`programme:${g}`]), newPerson(admin, 'decider', 'officer', [`programme:${g}`]), newPerson(admin, 'other', 'officer', ['programme:P1']),
      newPerson(admin, 'member', 'member', [`project:${PROJECT.id}`]), newPerson(admin, 'auditor', 'auditor', [`programme:${g}`]),
    ]);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('is written by officers of the programme alone', async () => {
    for (const who of [other, member]) expectProblem(await recommend(who, entry('x', 1)), { status: 404, code: 'not-found' });
    expectProblem(await recommend(auditor, entry('x', 1)), { status: 403, code: 'forbidden' });
    expectProblem(await recommend(officer, entry('x', 1, { field: 'chips' })), { status: 400, code: 'invalid', field: 'field' });
    expectProblem(await recommend(officer, entry('x', 1, { libraryClass: 'none' })), { status: 400, code: 'invalid', field: 'field' });
    expectProblem(await recommend(officer, entry('x', 1, { result: 'selected' })), { status: 400, code: 'unknown-field', field: 'result' });
    expectProblem(await admin.attempt('recommendProject', { params: { g: 'P1' }, body: entry('x', 1) }), { status: 404, code: 'not-found' });
    expectProblem(await recommend(officer, entry('x', 1, { recommender: { kind: 'province', name: '某集团' } })), { status: 422, code: 'unknown-reference', field: 'recommender' });
    expectProblem(await officer.attempt('registerRecommender', { params: { g }, body: { id: 'r9', kind: 'province', name: '某省' } }), { status: 403, code: 'forbidden' });
    expect(await idsFor(officer)).toEqual([]);
  });

  it('admits six of a central enterprise group, two of a legal person, and of those that come at once no more', async () => {
    const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => recommend(officer, entry(`g${n}`, n))));
    expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(6);
    const refused = answers.find(({ status }) => status !== 201);
    expectProblem(refused as typeof answers[number], { status: 422, code: 'quota-exceeded', field: 'recommender' });
    const two = await Promise.all(['a', 'b', 'c'].map((id) => recommend(officer, entry(`p-${id}`, 77, { recommender: { kind: 'province', name: `省 ${id}` } }))));
    expect(two.map(({ status }) => status).sort()).toEqual([201, 201, 422]);
    expect((await officer.call('readLibraryQuotas', { params: { g }, query: { batch: '2018' } })).items.find(({ recommender: { kind } }) => kind === 'central-enterprise')).toEqual({
      batch: '2018', recommender: { id: 'r0', kind: 'central-enterprise', name: '某集团' }, recommended: 6, limit: 6, isUsual: false, exceeded: false,
    });
  });

  it('admits more than twenty of a province by an approval only, and says so', async () => {
    const of = (n: number, change: object = {}) => recommend(officer, entry(`t${n}`, 100 + n, { batch: '2019', recommender: { kind: 'province', name: '天津市工业和信息化局' }, ...change }));
    for (let n = 1; n <= 20; n += 1) expect((await of(n)).status).toBe(201);
    expectProblem(await of(21), { status: 422, code: 'approval-required', field: 'approval' });
    expect((await of(21, { approval: '工信厅 9 号' })).status).toBe(201);
    expect((await officer.call('readLibraryQuotas', { params: { g }, query: { batch: '2019' } })).items).toMatchObject([{ recommended: 21, limit: 20, isUsual: true, exceeded: true }]);
  });

  it('shows everybody what is promoted, and the rest to people of the programme', async () => {
    const params = { g, l: 't1' };
    const hidden = await member.attempt('readLibraryProject', { params: { g, l: 'nowhere' } });
    for (const body of [{ to: 'in-review' }, { to: 'selected', approval: '名单 1 号' }]) {
      expect((await member.attempt('readLibraryProject', { params })).text).toBe(hidden.text);
      expect(await idsFor(member)).toEqual([]);
      if (body.to === 'selected') expectProblem(await officer.attempt('decideLibraryProject', { params, body }), { status: 403, code: 'same-person', field: 'to' });
      await decider.call('decideLibraryProject', { params, body });
    }
    expectProblem(await other.attempt('promoteLibraryProject', { params, body: { on: '2019-10-01', form: '座谈会', place: '北京', note: '' } }), { status: 404, code: 'not-found' });
    await officer.call('promoteLibraryProject', { params, body: { on: '2019-10-01', form: '座谈会', place: '北京', note: '展示' } });
    for (const who of [member, other]) {
      const seen = await who.call('readLibraryProject', { params });
      expect([seen.result, seen.course, seen.promotions.map(({ place }) => place)]).toEqual(['promoted', null, ['北京']]);
      expect(await idsFor(who)).toEqual(['t1']);
      expect(JSON.stringify(seen)).not.toMatch(/officer|decider/);
    }
    expect((await auditor.call('readLibraryProject', { params })).course?.steps.map(({ to, who }) => [to, who])).toEqual([['in-review', 'decider'], ['selected', 'decider'], ['promoted', 'officer']]);
    expectProblem(await member.attempt('readLibraryQuotas', { params: { g } }), { status: 404, code: 'not-found' });
    expect([(await officer.call('searchLibrary', { params: { g } })).mayRecommend, (await auditor.call('searchLibrary', { params: { g } })).mayRecommend]).toEqual([true, false]);
  });

  it('is searched by class, field, region, applicant, result, batch and text, page by page', async () => {
    await officer.call('recommendProject', { params: { g }, body: entry('s1', 500, { batch: '2021', libraryClass: 'technology', field: 'chips', nameZh: '低功耗芯片', region: '河北省', applicant: { name: '芯片公司', creditCode: code(500) } }) });
    for (const [query, ids] of [
      [{ field: 'chips' }, ['s1']], [{ libraryClass: 'technology' }, ['s1']], [{ region: '河北' }, ['s1']], [{ applicant: '芯片' }, ['s1']], [{ batch: '2021' }, ['s1']], [{ text: '低功耗 河北' }, ['s1']],
      [{ text: '低功耗 天津' }, []], [{ result: 'promoted' }, ['t1']], [{ text: '展示' }, ['t1']], [{ field: 'chips', region: '天津' }, []],
    ] as const) expect([query, await idsFor(officer, query)]).toEqual([query, ids]);
    const first = await officer.call('searchLibrary', { params: { g }, query: { batch: '2019', limit: 8 } });
    expect([first.items.length, first.total, first.next]).toEqual([8, 21, first.items[7]?.id]);
    const rest = await officer.call('searchLibrary', { params: { g }, query: { batch: '2019', after: String(first.next) } });
    expect([rest.items.length, rest.next]).toEqual([13, null]);
    expectProblem(await officer.attempt('searchLibrary', { params: { g }, query: { result: 'no-such' } }), { status: 400, code: 'invalid', field: 'result' });
    expectProblem(await officer.attempt('searchLibrary', { params: { g: 'P1' } }), { status: 404, code: 'not-found' });
  });

  describe('of all programmes, under one address', () => {
    const placesFor = async (who: ApiClient, query: Record<string, string | number> = {}) => (await who.call('searchLibraries', { query })).items.map(({ programme, id }) => `${programme}/${id}`);

    it('is what the libraries of the programmes show, to each what he sees there', async () => {
      for (const who of [officer, auditor, member, other, admin]) {
        const [own, all] = [await who.call('searchLibrary', { params: { g } }), await who.call('searchLibraries')];
        expect([all.items, all.total, all.mayRecommend]).toEqual([own.items.map((item) => ({ ...item, programme: g })), own.total, own.mayRecommend ? [g] : []]);
      }
      expect(await placesFor(member)).toEqual([`${g}/t1`]);
      const queries: readonly Readonly<Record<string, string>>[] = [{ field: 'chips' }, { region: '河北' }, { text: '低功耗 天津' }, { result: 'promoted' }];
      for (const query of queries) expect([query, await placesFor(officer, query)]).toEqual([query, (await idsFor(officer, query)).map((id) => `${g}/${id}`)]);
      expect([await placesFor(officer, { programme: g, batch: '2021' }), await placesFor(officer, { programme: 'P1' }), await placesFor(officer, { programme: 'nowhere' })]).toEqual([[`${g}/s1`], [], []]);
    });

    it('is read page by page, without one twice and none left out', async () => {
      const all = await placesFor(officer, { limit: 1_000 });
      const read: string[] = [];
      for (let next: string | null = ''; next !== null;) {
        const page: { items: readonly { programme: string; id: string }[]; next: string | null } = await officer.call('searchLibraries', { query: { limit: 7, ...(next === '' ? {} : { after: next }) } });
        read.push(...page.items.map(({ programme, id }) => `${programme}/${id}`));
        next = page.next;
      }
      expect([read, all.length > 20]).toEqual([all, true]);
      for (const after of ['t1', 'P4/', '/t1', 'P4/t1/x', '../t1']) expectProblem(await officer.attempt('searchLibraries', { query: { after } }), { status: 400, code: 'invalid', field: 'after' });
    });

    it('takes a recommendation by the same rules, from the same people', async () => {
      const send = (who: ApiClient, body: object) => who.attempt('recommendToLibrary', { body: { programme: g, ...body } });
      for (const who of [other, member]) expectProblem(await send(who, entry('w1', 700)), { status: 404, code: 'not-found' });
      expectProblem(await send(auditor, entry('w1', 700)), { status: 403, code: 'forbidden' });
      expectProblem(await send(admin, { ...entry('w1', 700), programme: 'P1' }), { status: 404, code: 'not-found' });
      expectProblem(await send(officer, entry('w1', 700, { field: 'chips' })), { status: 400, code: 'invalid', field: 'field' });
      expectProblem(await send(officer, entry('w1', 700)), { status: 422, code: 'quota-exceeded', field: 'recommender' });
      expectProblem(await send(officer, entry('t1', 700, { batch: '2022' })), { status: 409, code: 'duplicate', field: 'id' });
      const made = await officer.call('recommendToLibrary', { body: { programme: g, ...entry('w1', 700, { batch: '2022' }) } });
      expect(made).toMatchObject({ programme: g, id: 'w1', result: 'recommended', course: { recommendedBy: 'officer' } });
      expect(made).toEqual({ ...(await officer.call('readLibraryProject', { params: { g, l: 'w1' } })), programme: g });
    });
  });

  it('by a token shows what token and maker may see, and no more', async () => {
    const { secret } = await officer.call('createToken', { body: { name: 'reader', role: 'officer', scope: [`programme:${g}`] } });
    expect((await idsFor(officer.bearing(secret))).length).toBeGreaterThan(20);
    const { secret: narrow } = await member.call('createToken', { body: { name: 'narrow', role: 'member', scope: [`project:${PROJECT.id}`] } });
    expect(await idsFor(member.bearing(narrow))).toEqual(['t1']);
    expect((await member.bearing(narrow).call('searchLibraries')).items.map(({ id }) => id)).toEqual(['t1']);
  });
});
