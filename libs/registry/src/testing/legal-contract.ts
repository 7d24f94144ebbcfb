import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock, MICROS_PER_DAY } from '@yanshou/telemetry';
import type { LegalState } from '@yanshou/telemetry';
import type { LegalChangeDraft } from '../legal-book.js';
import type { EvidenceFile } from '../records.js';
import type { Registry } from '../registry.js';
import { project } from './registry-contract.js';

const NOW = 1_800_000_000_000_000;
const [member, officer] = [{ who: 'member' }, { who: 'officer' }];
const file = (id: string, facts: Partial<EvidenceFile> = {}): EvidenceFile => ({
  project: 'p', id, kind: 'patent', title: id, fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: 'a'.repeat(64), status: 'accepted', number: '1', numberKey: '1', legalState: 'applied',
  datedAt: NOW - 100 * MICROS_PER_DAY, ...facts,
});

/** What every database of the registry must do for legal states that change. */
export function legalContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`legal states over ${name}`, () => {
    const clock = new ManualClock(NOW);
    let registry: Registry;
    const change = (state: LegalState, daysAgo: number, facts: Partial<LegalChangeDraft> = {}, item = 'patent') =>
      registry.changeLegalState('p', item, { state, at: NOW - daysAgo * MICROS_PER_DAY, proof: 'certificate', ...facts }, member);
    const decide = (number: number, decision: 'accepted' | 'rejected', who = officer) => registry.decideLegalChange('p', 'patent', number, { decision }, who);
    beforeAll(async () => {
      ({ registry } = await factory(clock));
      await registry.saveProject(project('p'));
      for (const one of [file('patent'), file('certificate', { kind: 'record' }), file('refused', { status: 'rejected' })]) await registry.saveEvidence(one);
    }, 180_000);
    afterAll(() => registry.close());

    it.each<[string, string, string, () => ReturnType<Registry['changeLegalState']>]>([
      ['of a paper that is none', 'unknown', 'id', () => change('granted', 1, {}, 'none')], ['of a file behind a figure', 'invalid', 'id', () => change('granted', 1, {}, 'certificate')],
      ['of a rejected paper', 'invalid', 'id', () => change('granted', 1, {}, 'refused')], ['into one that does not follow', 'no-such-step', 'state', () => change('deployed', 1)],
      ['before the paper', 'invalid', 'at', () => change('granted', 101)], ['to come', 'invalid', 'at', () => change('granted', -2)], ['without a proof', 'unknown-reference', 'proof', () => change('granted', 1, { proof: 'none' })],
      ['by a proof that was rejected', 'unknown-reference', 'proof', () => change('granted', 1, { proof: 'refused' })],
    ])('do not change %s', async (_what, code, field, attempt) => expect(await attempt()).toMatchObject({ ok: false, reason: { code, field } }));

    it('change once somebody else has accepted it, one at a time, and every step stays', async () => {
      expect(await change('granted', 50, { reason: '授权公告' })).toMatchObject({ ok: true, value: { number: 1, status: 'submitted', statedBy: 'member', statedAt: NOW } });
      expect(await change('refused', 40)).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'state' } });
      expect(await decide(1, 'accepted', member)).toMatchObject({ ok: false, reason: { code: 'same-person' } });
      expect(await decide(1, 'accepted')).toMatchObject({ ok: true, value: { status: 'accepted', decidedBy: 'officer', decidedAt: NOW } });
      expect(await decide(1, 'rejected')).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect(await decide(9, 'accepted')).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await change('expired', 60)).toMatchObject({ ok: false, reason: { code: 'invalid', field: 'at' } });
      expect(await change('expired', 10)).toMatchObject({ ok: true, value: { number: 2 } });
      expect(await decide(2, 'rejected')).toMatchObject({ ok: true });
      expect(await change('revoked', 5)).toMatchObject({ ok: true, value: { number: 3 } });
      expect((await registry.legalChanges('p')).map(({ number, state, status, proof }) => [number, state, status, proof])).toEqual([
        [1, 'granted', 'accepted', 'certificate'], [2, 'expired', 'rejected', 'certificate'], [3, 'revoked', 'submitted', 'certificate'],
      ]);
      expect(await registry.evidenceFile('p', 'patent')).toEqual(file('patent'));
    });

    it('are rebuilt from the changes', async () => {
      const { registry: copy } = await factory(clock);
      expect(await copy.rebuild(await registry.changes(0, 10_000))).toMatchObject({ ok: true });
      expect(await copy.legalChanges('p')).toEqual(await registry.legalChanges('p'));
      await copy.close();
    }, 180_000);
  });
}
