import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { DesignationDraft } from '@yanshou/telemetry';
import type { EvidenceFile } from '../records.js';
import type { Registry } from '../registry.js';
import { project } from './registry-contract.js';

const NOW = 1_800_000_000_000_000;
const DAY = 86_400_000_000;
const officer = { who: 'officer' };
const paper = (datedAt: number, file = 'paper') => ({ number: '津工信〔2019〕7号', datedAt, file });
const draft = (id: string, more: Partial<DesignationDraft> = {}): DesignationDraft => ({ id, level: 'agriculture-park', subject: '静海示范园', document: paper(NOW - 9 * DAY), ...more });

const evidence = (of: string, id: string, status: EvidenceFile['status']): EvidenceFile =>
  ({ project: of, id, kind: 'approval', title: '名单', fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: 'a'.repeat(64), status, submittedBy: 'member' });

/** What every database of the registry must do for designations. */
export function designationsContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`designations over ${name}`, () => {
    const clock = new ManualClock(NOW);
    let registry: Registry;
    beforeAll(async () => {
      ({ registry } = await factory(clock));
      for (const id of ['p', 'q']) {
        await registry.saveProject(project(id));
        for (const status of ['accepted', 'submitted', 'rejected'] as const) await registry.saveEvidence(evidence(id, status === 'accepted' ? 'paper' : status, status));
      }
    }, 180_000);
    afterAll(() => registry.close());

    it('are entered with their document, end once, and keep both steps for good', async () => {
      const named = await registry.designate('p', draft('park-1'), officer);
      expect(named).toEqual({ ok: true, value: { ...draft('park-1'), project: 'p', who: 'officer', recordedAt: NOW, end: null } });
      expect((await registry.designate('q', draft('enterprise', { level: 'logistics-enterprise', subject: '某物流公司' }), officer)).ok).toBe(true);
      clock.advance(DAY);
      const end = { reason: '复核未通过', document: paper(NOW - 2 * DAY) };
      const ended = await registry.endDesignation('p', 'park-1', end, { who: 'other' });
      expect(ended).toMatchObject({ ok: true, value: { id: 'park-1', who: 'officer', end: { ...end, who: 'other', recordedAt: NOW + DAY } } });
      expect(await registry.designations('p')).toEqual([ended.ok && ended.value]);
      expect((await registry.designations()).map(({ project: of, id }) => [of, id])).toEqual([['p', 'park-1'], ['q', 'enterprise']]);
      expect(await registry.endDesignation('p', 'park-1', end, officer)).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'id' } });
      const entered = (await registry.changes(0, 1_000)).filter(({ entity }) => entity === 'designation').map(({ key, who }) => [key, who]);
      expect(entered).toEqual([['p/park-1/named', 'officer'], ['q/enterprise/named', 'officer'], ['p/park-1/ended', 'other']]);
    });

    it('name the same thing again only after it has ended, however it is spelled', async () => {
      expect((await registry.designate('p', draft('park-2'), officer)).ok).toBe(true);
      const again = await registry.designate('p', draft('park-3', { subject: ' 静海 示范园' }), officer);
      expect(again).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'subject', zh: expect.stringContaining('请先登记终止') } });
      expect((await registry.designate('p', draft('municipal', { level: 'municipal-project' }), officer)).ok).toBe(true);
      expect((await registry.designate('q', draft('park-2'), officer)).ok).toBe(true);
    });

    it('of a project by one document are one, whatever the project is called in it, until that has ended', async () => {
      const national = (id: string, more: Partial<DesignationDraft> = {}) => registry.designate('q', draft(id, { level: 'national-project', subject: `名称 ${id}`, ...more }), officer);
      expect((await national('n1')).ok).toBe(true);
      const spelled = { document: { ...paper(NOW), number: '津工信 (2019) 7 号' } };
      expect(await national('n2', spelled)).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'document.number' } });
      expect((await registry.designate('p', draft('n1', { level: 'national-project', subject: '名称 n1' }), officer)).ok).toBe(true);
      for (const subject of ['北园', '南园']) expect((await registry.designate('q', draft(subject === '北园' ? 'north' : 'south', { subject }), officer)).ok).toBe(true);
      expect((await registry.endDesignation('q', 'n1', { reason: '登记有误', document: paper(NOW) }, officer)).ok).toBe(true);
      expect((await national('n2', spelled)).ok).toBe(true);
      expect(await national('n3', { document: { ...paper(NOW), number: '〔—〕' } })).toMatchObject({ ok: false, reason: { code: 'invalid', field: 'document.number' } });
    });

    it('rest on accepted evidence that somebody else submitted, when they are named and when they end', async () => {
      const more = (file: string): Partial<DesignationDraft> => ({ level: 'traceability-base', subject: '基地', document: paper(NOW, file) });
      const end = (file: string, who = officer) => registry.endDesignation('q', 'park-2', { reason: '复核', document: paper(NOW, file) }, who);
      for (const file of ['submitted', 'rejected']) {
        const refused = { ok: false, reason: { code: 'unknown-reference', field: 'document.file' } };
        expect([await registry.designate('q', draft('base', more(file)), officer), await end(file)]).toMatchObject([refused, refused]);
      }
      const own = { ok: false, reason: { code: 'same-person', field: 'document.file' } };
      expect([await registry.designate('q', draft('base', more('paper')), { who: 'member' }), await end('paper', { who: 'member' })]).toMatchObject([own, own]);
      expect((await registry.designate('q', draft('base', more('paper')), officer)).ok).toBe(true);
    });

    it('are refused with the field named', async () => {
      const refused: readonly (readonly [string, Partial<DesignationDraft>])[] = [
        ['id', { id: 'a/b' }], ['id', { id: 'park-1' }], ['level', { level: 'world-project' as never }], ['subject', { subject: ' ' }], ['document.number', { document: { ...paper(NOW), number: '' } }],
        ['document.file', { document: paper(NOW, 'nowhere') }], ['document.datedAt', { document: paper(NOW + 9 * DAY) }], ['document.datedAt', { document: paper(0.5) }],
      ];
      for (const [field, more] of refused) expect(await registry.designate('p', draft('new', { subject: '另一园区', ...more }), officer)).toMatchObject({ ok: false, reason: { field } });
      expect(await registry.endDesignation('p', 'none', { reason: 'x', document: paper(NOW) }, officer)).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await registry.endDesignation('p', 'park-2', { reason: '', document: paper(NOW) }, officer)).toMatchObject({ ok: false, reason: { field: 'reason' } });
      expect(await registry.endDesignation('p', 'park-2', { reason: 'x', document: paper(NOW - 10 * DAY) }, officer)).toMatchObject({ ok: false, reason: { field: 'document.datedAt' } });
      expect((await registry.designations('p')).map(({ id }) => id)).toEqual(['municipal', 'n1', 'park-1', 'park-2']);
    });
  });
}
