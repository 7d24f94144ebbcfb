import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { LibraryEntry, LibraryQuota, RecommenderKind } from '@yanshou/telemetry';
import type { Registry } from '../registry.js';

const NOW = 1_800_000_000_000_000;
const admin = { who: 'admin' };
const officer = { who: 'officer' };
const decider = { who: 'decider' };
/** Small numbers of the kinds that S003 has. */
const STRICT: LibraryQuota = { recommender: 3, isUsual: false, applicant: 2 };
const USUAL: LibraryQuota = { recommender: 3, isUsual: true, applicant: 2 };
const code = (number: number): string => `9112${String(number).padStart(13, '0')}X`;
const entry = (id: string, applicant: number, change: Partial<LibraryEntry> = {}): LibraryEntry => ({
  programme: 'P4', id, batch: '2018', libraryClass: 'technology', field: 'sensors', nameZh: '传感器', nameEn: 'sensor', summary: '', region: '天津市',
  applicant: { name: `公司 ${applicant}`, creditCode: code(applicant) }, recommender: { kind: 'central-enterprise', name: '某集团' }, ...change,
});

/** What every database of the registry must do for project libraries. */
export function libraryContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry; again?: () => Promise<Registry> }>): void {
  describe(`project library over ${name}`, () => {
    const clock = new ManualClock(NOW);
    let registry: Registry;
    let again: (() => Promise<Registry>) | undefined;
    const ids = async (programme = 'P4') => (await registry.libraryProjects(programme)).map(({ id }) => id);
    beforeAll(async () => {
      ({ registry, again } = await factory(clock));
      for (const id of ['P4', 'Q']) await registry.saveProgramme({ id, nameZh: '项目库', nameEn: 'library' });
      const names = [['central-enterprise', '某集团'], ['province', '某集团'], ['province', '某省'], ...['甲', '乙', '丙', '丁', '戊'].map((name) => ['province', name])] as const;
      for (const programme of ['P4', 'Q']) for (const [n, [kind = '', name = '']] of names.entries()) expect((await registry.registerRecommender({ programme, id: `r${n}`, kind: kind as RecommenderKind, name }, admin)).ok).toBe(true);
    }, 180_000);
    afterAll(() => registry.close());

    it('refuses what is no entry, and one of a programme that is not there', async () => {
      const refused: readonly (readonly [string, Partial<LibraryEntry>])[] = [
        ['id', { id: 'a b' }], ['batch', { batch: '' }], ['nameZh', { nameZh: ' ' }], ['region', { region: '' }], ['applicant.creditCode', { applicant: { name: 'x', creditCode: '1' } }],
        ['recommender.kind', { recommender: { kind: 'ministry' as never, name: 'x' } }], ['recommender.name', { recommender: { kind: 'province', name: '' } }], ['summary', { summary: 'x'.repeat(2_001) }],
        ['programme', { programme: 'none' }],
      ];
      for (const [field, change] of refused) expect([field, await registry.recommendProject(entry('x', 1, change), STRICT, officer)]).toMatchObject([field, { ok: false, reason: { field } }]);
      expect(await ids()).toEqual([]);
    });

    it('admits no more than the quota, however many come at once and by whichever process', async () => {
      const other = await again?.();
      const all = await Promise.all(Array.from({ length: 8 }, (_, n) => (n % 2 === 1 && other !== undefined ? other : registry).recommendProject(entry(`a${n}`, n), STRICT, officer)));
      await other?.close();
      expect(all.filter(({ ok }) => ok).length).toBe(3);
      for (const outcome of all) if (!outcome.ok) expect(outcome.reason).toMatchObject({ code: 'quota-exceeded', field: 'recommender', zh: expect.stringContaining('不超过 3 项，本批次已推荐 3 项') });
      expect(await ids()).toHaveLength(3);
      expect(await registry.recommendProject(entry('b0', 20, { recommender: { kind: 'central-enterprise', name: ' 某 集团' } }), STRICT, officer)).toMatchObject({ ok: false, reason: { code: 'quota-exceeded' } });
      for (const [id, change] of [['c0', { batch: '2019' }], ['c1', { recommender: { kind: 'province', name: '某集团' } }], ['c2', { programme: 'Q' }]] as const) {
        expect([id, (await registry.recommendProject(entry(id, 30, change), STRICT, officer)).ok]).toEqual([id, true]);
      }
      expect(await ids('Q')).toEqual(['c2']);
    });

    it('admits what a registered organisation recommends, and counts by the organisation, whatever it is called', async () => {
      const of = (id: string, name: string) => registry.recommendProject(entry(id, 200 + Number(id.slice(1)), { batch: '2030', recommender: { kind: 'central-enterprise', name } }), STRICT, officer);
      expect(await of('r1', '路过的集团')).toMatchObject({ ok: false, reason: { code: 'unknown-reference', field: 'recommender' } });
      for (const id of ['r1', 'r2', 'r3']) expect(await of(id, '某集团')).toMatchObject({ ok: true, value: { recommender: { id: 'r0', kind: 'central-enterprise', name: '某集团' } } });
      const rename = (id: string, name: string, kind: RecommenderKind = 'central-enterprise') => registry.registerRecommender({ programme: 'P4', id, kind, name }, admin);
      expect(await rename('r0', '某集团有限公司')).toMatchObject({ ok: true, value: { registeredBy: 'admin', registeredAt: NOW } });
      expect(await of('r4', '某集团有限公司')).toMatchObject({ ok: false, reason: { code: 'quota-exceeded', field: 'recommender' } });
      expect(await of('r4', '某集团')).toMatchObject({ ok: false, reason: { code: 'unknown-reference' } });
      expect(await rename('r99', '某 集团有限公司')).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'name' } });
      expect(await rename('r0', '某集团', 'province')).toMatchObject({ ok: false, reason: { code: 'invalid', field: 'kind' } });
      expect(await registry.registerRecommender({ programme: 'none', id: 'r0', kind: 'province', name: 'x' }, admin)).toMatchObject({ ok: false, reason: { code: 'unknown-reference', field: 'programme' } });
      expect((await rename('r0', '某集团')).ok).toBe(true);
      expect((await registry.recommenders('P4')).map(({ id }) => id)).toEqual(Array.from({ length: 8 }, (_, n) => `r${n}`));
    });

    it('admits two of a legal person in a batch, whoever recommends it', async () => {
      const of = (id: string, recommender: string, change: Partial<LibraryEntry> = {}) => registry.recommendProject(entry(id, 50, { recommender: { kind: 'province', name: recommender }, ...change }), STRICT, officer);
      const all = await Promise.all(['甲', '乙', '丙', '丁'].map((recommender, n) => of(`d${n}`, recommender)));
      expect(all.map(({ ok }) => ok).filter(Boolean)).toHaveLength(2);
      expect(await of('d9', '戊', { applicant: { name: '另一名称', creditCode: code(50) } })).toMatchObject({ ok: false, reason: { code: 'quota-exceeded', field: 'applicant' } });
      expect((await of('d9', '戊', { batch: '2019' })).ok).toBe(true);
    });

    it('where the number is a usual one, admits more by an approval', async () => {
      const of = (id: string, n: number, change: Partial<LibraryEntry> = {}) => registry.recommendProject(entry(id, n, { batch: '2020', recommender: { kind: 'province', name: '某省' }, ...change }), USUAL, officer);
      for (const n of [1, 2, 3]) expect((await of(`e${n}`, 60 + n)).ok).toBe(true);
      expect(await of('e4', 64)).toMatchObject({ ok: false, reason: { code: 'approval-required', field: 'approval' } });
      expect(await of('e4', 64, { approval: 'TZ-1' })).toMatchObject({ ok: true, value: { approval: 'TZ-1', result: 'recommended', recommendedBy: 'officer', recommendedAt: NOW } });
      expect(await of('e4', 65, { approval: 'TZ-1' })).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'id' } });
    });

    it('takes one step after the other, each with what it needs', async () => {
      const step = (to: 'in-review' | 'selected' | 'not-selected' | 'withdrawn', facts = {}, id = 'e1', who = decider) => registry.decideLibraryProject('P4', id, { to, ...facts }, who);
      expect(await step('selected', { approval: 'M-1' })).toMatchObject({ ok: false, reason: { code: 'no-such-step', field: 'to', zh: expect.stringContaining('专家评审中') } });
      expect((await step('in-review', {}, 'e1', officer)).ok).toBe(true);
      for (const to of ['selected', 'not-selected'] as const) expect(await step(to, { approval: 'M-1', reason: 'x' }, 'e1', officer)).toMatchObject({ ok: false, reason: { code: 'same-person', field: 'to', zh: expect.stringContaining('推荐人') } });
      expect(await step('selected')).toMatchObject({ ok: false, reason: { code: 'approval-required' } });
      expect(await step('not-selected')).toMatchObject({ ok: false, reason: { code: 'reason-required' } });
      expect(await step('selected', { approval: 'M-1' })).toMatchObject({ ok: true, value: { result: 'selected', steps: [{ to: 'in-review' }, { from: 'in-review', to: 'selected', approval: 'M-1', who: 'decider', at: NOW }] } });
      expect(await step('withdrawn', { reason: 'x' })).toMatchObject({ ok: false, reason: { code: 'no-such-step' } });
      expect(await step('in-review', {}, 'none')).toMatchObject({ ok: false, reason: { code: 'unknown' } });
    });

    it('records promotions of what was selected only', async () => {
      const promote = (id: string, facts = {}) => registry.promoteLibraryProject('P4', id, { on: '2020-10-01', form: '座谈会', place: '天津', note: '', ...facts }, officer);
      expect(await promote('e2')).toMatchObject({ ok: false, reason: { code: 'no-such-step' } });
      expect(await promote('e1', { on: '2020-13-01' })).toMatchObject({ ok: false, reason: { field: 'on' } });
      expect(await promote('e1')).toMatchObject({ ok: true, value: { result: 'promoted', promotions: [{ form: '座谈会', who: 'officer' }] } });
      expect(await promote('e1', { form: '媒体' })).toMatchObject({ ok: true, value: { promotions: [{}, { form: '媒体' }], steps: [{}, {}, { to: 'promoted' }] } });
    });

    it('gives the place of what was withdrawn to another', async () => {
      const [first] = (await registry.libraryProjects('P4')).filter(({ id }) => id.startsWith('a'));
      expect((await registry.decideLibraryProject('P4', first?.id ?? '', { to: 'withdrawn', reason: '重复申报' }, officer)).ok).toBe(true);
      expect((await registry.recommendProject(entry('a9', 99), STRICT, officer)).ok).toBe(true);
      expect(await registry.recommendProject(entry('a10', 98), STRICT, officer)).toMatchObject({ ok: false, reason: { code: 'quota-exceeded' } });
    });

    it('is rebuilt from its changes', async () => {
      const { registry: copy } = await factory(clock);
      expect(await copy.rebuild(await registry.changes(0, 10_000))).toMatchObject({ ok: true });
      expect(await copy.libraryProjects('P4')).toEqual(await registry.libraryProjects('P4'));
      expect(await copy.recommenders('P4')).toEqual(await registry.recommenders('P4'));
      await copy.close();
    }, 180_000);
  });
}
