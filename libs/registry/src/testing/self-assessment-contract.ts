import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { SelfAssessmentEntry } from '@yanshou/telemetry';
import type { Registry } from '../registry.js';
import { project } from './registry-contract.js';

const NOW = 1_800_000_000_000_000;
const member = { who: 'member' };
const other = { who: 'other' };
const entry = (row: string, weight: number, score: number | null = null): SelfAssessmentEntry => ({ row, weight, score, deviation: '' });
const ENTRIES = [entry('a', 0.1), entry('b', 0.2, 0.2), entry('c', 89.7), entry('budget-execution', 10, 9.99)];
const SCORED = ENTRIES.map((one) => ({ ...one, score: 0 }));
const ISSUED = { asOf: NOW, table: { rows: [{ row: 'a', value: 1 }] }, digest: `sha256:${'1'.repeat(64)}` };

/** What every database of the registry must do for yearly self-assessments. */
export function selfAssessmentContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`self-assessments over ${name}`, () => {
    const clock = new ManualClock(NOW);
    let registry: Registry;
    const save = (change: Partial<Parameters<Registry['saveSelfAssessment']>[0]> = {}, who = member) =>
      registry.saveSelfAssessment({ project: 'p', year: 2026, basedOn: 0, entries: ENTRIES, ...change }, who);
    beforeAll(async () => {
      ({ registry } = await factory(clock));
      for (const id of ['p', 'q']) await registry.saveProject(project(id));
    }, 180_000);
    afterAll(() => registry.close());

    it('refuses weights that do not come to a hundred exactly, and scores above them', async () => {
      const refused: readonly (readonly [string, readonly SelfAssessmentEntry[]])[] = [
        ['entries', []],
        ['entries', ENTRIES.slice(0, 3)],
        ['entries', [entry('a', 89.99), entry('budget-execution', 10)]],
        ['entries', [entry('a', 90.01), entry('budget-execution', 10)]],
        ['entries', [entry('a', 91), entry('budget-execution', 9)]],
        ['entries', [entry('a', 45), entry('a', 45), entry('budget-execution', 10)]],
        ['entries[0].weight', [entry('a', 89.999), entry('budget-execution', 10)]],
        ['entries[0].weight', [entry('a', -1), entry('b', 91), entry('budget-execution', 10)]],
        ['entries[0].weight', [entry('a', NaN), entry('b', 90), entry('budget-execution', 10)]],
        ['entries[0].score', [entry('a', 90, 90.01), entry('budget-execution', 10)]],
        ['entries[1].score', [entry('a', 90), entry('budget-execution', 10, -0.5)]],
        ['entries[0].deviation', [{ ...entry('a', 90), deviation: 'x'.repeat(2_001) }, entry('budget-execution', 10)]],
      ];
      for (const [field, entries] of refused) expect([field, await save({ entries })]).toMatchObject([field, { ok: false, reason: { field } }]);
      expect(await save({ year: 1999 })).toMatchObject({ ok: false, reason: { field: 'year' } });
      expect(await save({ project: 'nowhere' })).toMatchObject({ ok: false });
      expect(await registry.selfAssessmentHeads('p')).toEqual([]);
    });

    it('keeps one version after the other; of two at once on the same one, one', async () => {
      expect(await save()).toMatchObject({ ok: true, value: { version: 1, who: 'member', at: NOW, entries: ENTRIES } });
      expect(await save()).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'basedOn' } });
      expect(await save({ basedOn: 2 })).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect(await save({ basedOn: 1 })).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'entries', zh: expect.stringContaining('相同') } });
      const both = await Promise.all([save({ basedOn: 1, entries: SCORED }), save({ basedOn: 1, entries: SCORED }, other)]);
      expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect((await save({ year: 2025 })).ok).toBe(true);
      expect((await registry.selfAssessmentHeads('p')).map(({ year, version }) => [year, version])).toEqual([[2025, 1], [2026, 1], [2026, 2]]);
      expect(await registry.selfAssessmentHeads('q')).toEqual([]);
    });

    it('issues the last version once, and takes it up again with a reason only', async () => {
      const issue = (basedOn: number, year = 2026) => registry.issueSelfAssessment('p', year, basedOn, ISSUED, other);
      expect(await issue(0, 2024)).toMatchObject({ ok: false, reason: { code: 'unknown-reference' } });
      expect(await issue(1)).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect(await issue(2)).toMatchObject({ ok: true, value: { version: 3, who: 'other', issued: ISSUED, entries: SCORED } });
      expect(await issue(3)).toMatchObject({ ok: false, reason: { code: 'frozen' } });
      expect(await save({ basedOn: 3 })).toMatchObject({ ok: false, reason: { code: 'reason-required', field: 'reason' } });
      const again = await save({ basedOn: 3, entries: SCORED, reason: '复核后更正' });
      expect([again.ok && again.value.version, again.ok && again.value.issued, again.ok && again.value.reason]).toEqual([4, undefined, '复核后更正']);
      expect(await registry.selfAssessment('p', 2026, 3)).toMatchObject({ version: 3, issued: ISSUED });
    });

    it('is listed by heads alone: rows and issued tables stay where they are', async () => {
      const { table: _, ...issued } = ISSUED;
      const of = (version: number, facts: object) => ({ project: 'p', year: 2026, version, at: NOW, ...facts });
      expect(await registry.selfAssessmentHeads('p')).toEqual([
        { ...of(1, { who: 'member' }), year: 2025 }, of(1, { who: 'member' }), of(2, { who: expect.any(String) }), of(3, { who: 'other', issued }), of(4, { who: 'member', reason: '复核后更正' }),
      ]);
    });

    it('is read by year and version, without one the last', async () => {
      for (const version of [1, 2, 3, 4]) expect(await registry.selfAssessment('p', 2026, version)).toMatchObject({ project: 'p', year: 2026, version, entries: version === 1 ? ENTRIES : SCORED });
      expect([(await registry.selfAssessment('p', 2026))?.version, (await registry.selfAssessment('p', 2025))?.version]).toEqual([4, 1]);
      for (const [of, year, version] of [['p', 2026, 5], ['p', 2024, 1], ['q', 2026, 1]] as const) expect(await registry.selfAssessment(of, year, version)).toBeUndefined();
      for (const [of, year] of [['p', 2024], ['q', 2026]] as const) expect(await registry.selfAssessment(of, year)).toBeUndefined();
    });

    it('is rebuilt from its changes', async () => {
      const { registry: copy } = await factory(clock);
      expect(await copy.rebuild(await registry.changes(0, 10_000))).toMatchObject({ ok: true });
      expect(await copy.selfAssessmentHeads('p')).toEqual(await registry.selfAssessmentHeads('p'));
      for (const version of [1, 2, 3, 4]) expect(await copy.selfAssessment('p', 2026, version)).toEqual(await registry.selfAssessment('p', 2026, version));
      await copy.close();
    }, 180_000);

    it('has at most two hundred versions a year, and the last of them is still issued', async () => {
      const next = (basedOn: number) => save({ project: 'q', basedOn, entries: ENTRIES.map((one) => ({ ...one, deviation: `第 ${basedOn + 1} 版` })) });
      for (let basedOn = 0; basedOn < 200; basedOn += 1) expect((await next(basedOn)).ok).toBe(true);
      expect(await next(200)).toMatchObject({ ok: false, reason: { code: 'quota-exceeded', field: 'basedOn', zh: expect.stringContaining('200'), en: expect.stringContaining('200') } });
      expect(await registry.issueSelfAssessment('q', 2026, 200, ISSUED, other)).toMatchObject({ ok: true, value: { version: 201 } });
    }, 180_000);
  });
}
