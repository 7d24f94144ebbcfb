import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { AuditedFigure, SignedOpinion } from '@yanshou/telemetry';
import type { Registry } from '../registry.js';
import { project } from './registry-contract.js';

const NOW = 1_800_000_000_000_000;
const DAY = 86_400_000_000;
const wang = { who: 'wang' };

/** As the registry is given them: what stands in the signature is not its affair. */
export const opinionAfter = (last: SignedOpinion | undefined, facts: Partial<SignedOpinion> = {}): SignedOpinion => ({
  project: 'p', assessment: 'a1', number: (last?.number ?? 0) + 1, statement: `sha256:${'a'.repeat(64)}`, auditor: { id: 'wang', name: '王工' }, at: NOW, indicators: [], conclusion: 'agrees', text: '与现场一致', figures: [],
  corrects: null, supersededBy: null, previous: last === undefined ? null : `sha256:${createHash('sha256').update(last.jws).digest('hex')}`, jws: `signed-${(last?.number ?? 0) + 1}`, ...facts,
});
const figure = (facts: Partial<AuditedFigure> = {}): AuditedFigure => ({ indicator: 'standards', value: 2, unit: '项', period: { from: 0, to: DAY }, source: '底稿', evidence: { id: 'paper', sha256: 'a'.repeat(64) }, ...facts });

/** What every database of the registry must do for auditors' opinions. */
export function opinionsContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`auditors' opinions over ${name}`, () => {
    const clock = new ManualClock(NOW);
    let registry: Registry;
    beforeAll(async () => {
      ({ registry } = await factory(clock));
      for (const id of ['p', 'q']) await registry.saveProject(project(id));
      for (const id of ['a1', 'a2']) await registry.saveAssessment({ project: 'p', id, from: 0, to: DAY, note: '', statement: { id } });
      await registry.saveEvidence({ project: 'p', id: 'paper', kind: 'paper', title: '材料', fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: 'a'.repeat(64), status: 'accepted' });
    }, 180_000);
    afterAll(() => registry.close());
    const first = opinionAfter(undefined, { figures: [figure()] });
    const second = opinionAfter(first, { conclusion: 'disagrees', corrects: 1 });

    it('are added one behind the other, each assessment by itself, and given back as they were', async () => {
      for (const one of [first, second, opinionAfter(undefined, { assessment: 'a2' })]) expect(await registry.addOpinion(one, wang)).toMatchObject({ ok: true });
      expect(await registry.opinions('p', 'a1')).toEqual([first, second]);
      expect((await registry.opinions('p')).map(({ assessment, number }) => [assessment, number])).toEqual([['a1', 1], ['a1', 2], ['a2', 1]]);
      expect(await registry.opinions('q')).toEqual([]);
      expect((await registry.changes(0, 1_000)).filter(({ entity }) => entity === 'audit-opinion').map(({ key, who, beforeHash }) => [key, who, beforeHash])).toEqual(
        [['p/a1/000001', 'wang', null], ['p/a1/000002', 'wang', null], ['p/a2/000001', 'wang', null]]);
    });

    it('given once more change nothing; another one in their place is refused', async () => {
      const revision = await registry.revision();
      expect(await registry.addOpinion(second, wang)).toMatchObject({ ok: true, value: { revision } });
      for (const facts of [{ text: '改写' }, { jws: 'signed-otherwise' }, { conclusion: 'disagrees' as const }]) {
        expect(await registry.addOpinion({ ...first, ...facts }, { who: 'admin' })).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'number' } });
      }
      expect(await registry.opinions('p', 'a1')).toEqual([first, second]);
    });

    it.each<[string, Partial<SignedOpinion>, string, string]>([
      ['of an assessment that there is not', { assessment: 'none', number: 1, previous: null }, 'unknown', 'assessment'], ['that leaves a number out', { number: 4 }, 'duplicate', 'number'],
      ['that follows on another one', { previous: `sha256:${'0'.repeat(64)}` }, 'duplicate', 'number'], ['that says it is the first', { previous: null }, 'duplicate', 'number'],
      ['with evidence that the project has not', { figures: [figure({ evidence: { id: 'none', sha256: 'a'.repeat(64) } })] }, 'unknown-reference', 'figures[0].evidence'],
      ['with another file than the evidence', { figures: [figure({ evidence: { id: 'paper', sha256: 'b'.repeat(64) } })] }, 'unknown-reference', 'figures[0].evidence'],
      ['that concludes otherwise', { conclusion: 'approved' as 'agrees' }, 'invalid', 'conclusion'], ['without a word', { text: ' ' }, 'invalid', 'text'], ['without a digest', { statement: 'sha256:1' }, 'invalid', 'statement'],
      ['without a source', { figures: [figure({ source: '' })] }, 'invalid', 'figures[0].source'], ['of no number', { number: 0 }, 'invalid', 'number'],
    ])('%s is refused', async (_, facts, code, field) => {
      expect(await registry.addOpinion(opinionAfter(second, facts), wang)).toMatchObject({ ok: false, reason: { code, field } });
      expect(await registry.opinions('p', 'a1')).toHaveLength(2);
    });

    it('of two at once one is first, and the other is to be made anew', async () => {
      const both = await Promise.all(['wang', 'li'].map((who) => registry.addOpinion(opinionAfter(second, { jws: `by-${who}` }), { who })));
      expect(both.map((outcome) => (outcome.ok ? 'added' : outcome.reason.code)).sort()).toEqual(['added', 'duplicate']);
      expect(await registry.opinions('p', 'a1')).toHaveLength(3);
    });

    it('are rebuilt from the changes, and not from changes of which one was altered', async () => {
      const changes = await registry.changes(0, 10_000);
      const { registry: copy } = await factory(clock);
      expect(await copy.rebuild(changes)).toMatchObject({ ok: true });
      expect(await copy.opinions('p')).toEqual(await registry.opinions('p'));
      await copy.close();
      const altered = changes.map((change) => (change.key === 'p/a1/000001' ? { ...change, after: { ...(change.after as SignedOpinion), jws: 'another' } } : change));
      const { registry: other } = await factory(clock);
      expect(await other.rebuild(altered)).toMatchObject({ ok: false });
      await other.close();
    }, 180_000);
  });
}
