import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock, TRACE_PUBLIC_ID } from '@yanshou/telemetry';
import type { TraceBatch } from '@yanshou/telemetry';
import type { Outcome } from '../input-fault.js';
import type { Registry } from '../registry.js';
import type { TraceAnswers, TraceBatchDraft, TraceEventDraft } from '../trace-book.js';
import { MOST_EVENTS } from '../trace-desk.js';
import { contract, device, deviceClass, project } from './registry-contract.js';

const NOW = 1_800_000_000_000_000;
const HOUR = 3_600_000_000;
const member = { who: 'member' };
const officer = { who: 'officer' };

const batch = (id: string, facts: Partial<TraceBatchDraft> = {}): TraceBatchDraft =>
  ({ id, product: '黄瓜种子', base: 'base', quantity: 12.5, unit: 'kg', producedAt: NOW - HOUR, ...facts });
const event = (id: string, facts: Partial<TraceEventDraft> = {}): TraceEventDraft =>
  ({ batch: 'b1', id, step: 'production', at: NOW - HOUR, place: { site: 'base' }, actor: '某农场', ...facts });

/** What every database of the registry must do for batches and their events. */
export function traceContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`traceability over ${name}`, () => {
    const clock = new ManualClock(NOW);
    let registry: Registry;
    const add = async (batches: readonly TraceBatchDraft[], events: readonly TraceEventDraft[] = [], of = 'p'): Promise<TraceAnswers> => answersOf(await registry.addTrace(of, { batches, events }, member));
    const refusalOf = async (facts: Partial<TraceEventDraft>): Promise<unknown> => {
      const [answer] = (await add([], [event('refused', facts)])).events;
      return answer?.ok === false ? [answer.reason.code, answer.reason.field] : answer;
    };

    beforeAll(async () => {
      ({ registry } = await factory(clock));
      for (const id of ['p', 'q']) {
        await registry.saveProject(project(id));
        await registry.saveSite(id, { id: 'base', nameZh: '基地', nameEn: 'base' });
        await registry.saveClass(id, deviceClass);
        await registry.saveDevices(id, [device('m1')]);
      }
    }, 180_000);
    afterAll(() => registry.close());

    it('records all or nothing and says of each item what is wrong with it', async () => {
      const before = await registry.revision();
      const { recorded, batches, events } = await add([batch('b1'), batch('b 2'), batch('b3', { base: 'nowhere' })], [event('e1'), event('e2', { batch: 'b9' }), event('e1')]);
      expect(batches.map((answer) => (answer.ok ? answer.value.repeated : answer.reason.code))).toEqual([false, 'invalid', 'unknown-reference']);
      expect(events.map((answer) => (answer.ok ? answer.value.repeated : [answer.reason.code, answer.reason.field]))).toEqual([false, ['unknown-reference', 'batch'], true]);
      expect([recorded, await registry.revision(), await registry.traceBatch('p', 'b1')]).toEqual([false, before, undefined]);
    });

    it('sent again is the same', async () => {
      const drafts = [[batch('b1')], [event('e1'), event('e1')]] as const;
      expect(await add(...drafts)).toMatchObject({ recorded: true, batches: [{ value: { repeated: false } }], events: [{ value: { repeated: false } }, { value: { repeated: true } }] });
      const revision = await registry.revision();
      const again = await add(...drafts);
      expect([again.batches[0], again.events[0]]).toMatchObject([{ value: { repeated: true } }, { value: { repeated: true } }]);
      expect(await registry.revision()).toBe(revision);
      expect(await registry.traceBatch('p', 'b1')).toMatchObject({ ...batch('b1'), project: 'p', recordedBy: 'member', recordedAt: NOW });
      expect(await registry.traceEvents('p', ['b1'])).toEqual([{ ...event('e1'), project: 'p', recordedBy: 'member', recordedAt: NOW }]);
    });

    it('of an id with another content keeps the first', async () => {
      const { batches: [other], events: [changed] } = await add([batch('b1', { quantity: 13 })], [event('e1', { actor: '他人' })]);
      expect([other, changed]).toMatchObject([{ ok: false, reason: { code: 'duplicate', field: 'id' } }, { ok: false, reason: { code: 'duplicate', field: 'id' } }]);
      expect(await registry.traceBatch('p', 'b1')).toMatchObject({ quantity: 12.5 });
    });

    it('gives each batch a public id that says nothing, and finds it by that id alone', async () => {
      await add([batch('b4'), batch('b5')]);
      await add([batch('b1')], [], 'q');
      const batches = [...(await registry.traceBatches('p', '', 10)), ...(await registry.traceBatches('q', '', 10))];
      expect(new Set(batches.map(({ publicId }) => publicId)).size).toBe(batches.length);
      for (const one of batches) {
        expect(one.publicId).toMatch(TRACE_PUBLIC_ID);
        expect(await registry.publicTraceBatch(one.publicId)).toEqual(one);
      }
      expect(await registry.publicTraceBatch('b1')).toBeUndefined();
      expect((await registry.traceBatches('p', 'b1', 1)).map(({ id }) => id)).toEqual(['b4']);
    });

    it.each<[string, Partial<TraceEventDraft>, string, string]>([
      ['a site of nobody', { place: { site: 'nowhere' } }, 'unknown-reference', 'place.site'], ['a destination of nobody', { to: { site: 'nowhere' } }, 'unknown-reference', 'to.site'],
      ['a place without a name', { place: { name: ' ' } }, 'invalid', 'place.name'], ['a time to come', { at: NOW + HOUR }, 'invalid', 'at'],
      ['an end before the beginning', { until: NOW - 2 * HOUR }, 'invalid', 'until'], ['readings without an end', { readings: { device: 'm1', metric: 'temperature' } }, 'invalid', 'until'],
      ['a device of nobody', { until: NOW, readings: { device: 'm9', metric: 'temperature' } }, 'unknown-reference', 'readings'],
      ['a correction of nothing', { corrects: 'e9', reason: '误录' }, 'unknown-reference', 'corrects'], ['a correction without a reason', { corrects: 'e1' }, 'reason-required', 'reason'],
      ['nobody', { actor: '' }, 'invalid', 'actor'],
    ])('refuses %s', async (_what, facts, code, field) => {
      expect(await refusalOf(facts)).toEqual([code, field]);
    });

    const inForce = async (): Promise<unknown> => (await registry.traceItems('p')).find(({ id }) => id === 'b1')?.events.map(({ id }) => id);

    it('is corrected by what somebody else accepts: until then the first counts, and nothing is overwritten', async () => {
      expect(await add([], [event('c1', { corrects: 'e1', reason: '地点有误' })])).toMatchObject({ recorded: true });
      expect(await inForce()).toEqual(['e1']);
      expect(await refusalOf({ corrects: 'e1', reason: '又一次' })).toEqual(['duplicate', 'corrects']);
      expect(await refusalOf({ corrects: 'c1', reason: '再更正' })).toEqual(['invalid', 'corrects']);
      expect(await registry.decideCorrection('p', 'b1', 'c1', { decision: 'accepted' }, member)).toMatchObject({ ok: false, reason: { code: 'same-person', field: 'decision' } });
      expect(await registry.decideCorrection('p', 'b1', 'e1', { decision: 'accepted' }, officer)).toMatchObject({ ok: false, reason: { code: 'invalid' } });
      expect(await registry.decideCorrection('q', 'b1', 'c1', { decision: 'accepted' }, officer)).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await inForce()).toEqual(['e1']);
      expect(await registry.decideCorrection('p', 'b1', 'c1', { decision: 'accepted', note: '属实' }, officer)).toMatchObject({ ok: true, value: { id: 'c1', decision: { decidedBy: 'officer', decidedAt: NOW, note: '属实' } } });
      expect(await registry.decideCorrection('p', 'b1', 'c1', { decision: 'rejected' }, officer)).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect(await inForce()).toEqual(['c1', 'e1']);
    });

    it('of which a rejected correction makes place for another; all of them stay to be read', async () => {
      await add([], [event('c2', { corrects: 'c1', reason: '再更正' })]);
      expect(await registry.decideCorrection('p', 'b1', 'c2', { decision: 'rejected' }, officer)).toMatchObject({ ok: true });
      expect(await add([], [event('c3', { corrects: 'c1', reason: '再更正' })])).toMatchObject({ recorded: true });
      expect((await registry.traceEvents('p', ['b1'])).map((one) => [one.id, one.corrects, one.decision?.decision])).toEqual([
        ['c1', 'e1', 'accepted'], ['c2', 'c1', 'rejected'], ['c3', 'c1', undefined], ['e1', undefined, undefined],
      ]);
      expect(await inForce()).toEqual(['c1', 'e1']);
    });

    it('hands an evaluation what it reads and no more', async () => {
      const [first, ...others] = await registry.traceItems('p');
      expect(first).toEqual({
        id: 'b1', product: '黄瓜种子', base: 'base', producedAt: NOW - HOUR, withdrawn: false,
        events: expect.arrayContaining([{ id: 'e1', step: 'production', at: NOW - HOUR, place: { site: 'base' } }]),
      });
      expect(others.map(({ id, events }) => [id, events])).toEqual([['b4', []], ['b5', []]]);
    });

    it('has so many events and no more', async () => {
      const many = Array.from({ length: MOST_EVENTS + 1 }, (_, index) => event(`f${index}`, { batch: 'full' }));
      const { recorded, events } = await add([batch('full')], many);
      expect([recorded, events.filter(({ ok }) => ok).length, events.at(-1)]).toEqual([false, MOST_EVENTS, expect.objectContaining({ ok: false, reason: expect.objectContaining({ code: 'invalid', field: 'batch' }) })]);
      expect(await add([batch('full')], many.slice(0, -1))).toMatchObject({ recorded: true });
      expect((await add([], [event('f0', { batch: 'full' })])).events).toMatchObject([{ ok: true, value: { repeated: true } }]);
    });

    it('has temperatures looked at for three years in all, and no longer, when it is corrected too', async () => {
      const [year, first] = [366 * 24 * HOUR, NOW - 400 * 24 * HOUR];
      const cold = (id: string, length: number, facts: Partial<TraceEventDraft> = {}) => event(id, { batch: 'long', at: first, until: first + length, readings: { device: 'm1', metric: 'spindle-speed' }, ...facts });
      expect(await add([batch('long')], [cold('y1', year), cold('y2', year), cold('y3', year - HOUR), event('none', { batch: 'long', at: first, until: first + year })])).toMatchObject({ recorded: true });
      expect((await add([], [cold('over', HOUR + 1)])).events).toMatchObject([{ ok: false, reason: { code: 'invalid', field: 'until' } }]);
      // Each alone has room, both together have not: what is accepted later is looked at again.
      const [longer, fits] = [cold('longer', year, { corrects: 'y3', reason: '误录' }), cold('fits', HOUR)];
      expect(await add([], [longer, fits])).toMatchObject({ recorded: true });
      expect(await registry.decideCorrection('p', 'long', 'longer', { decision: 'accepted' }, officer)).toMatchObject({ ok: false, reason: { code: 'invalid', field: 'until' } });
      expect(await registry.decideCorrection('p', 'long', 'longer', { decision: 'rejected' }, officer)).toMatchObject({ ok: true });
    });

    it('is read with the events of others in one query', async () => {
      const events = await registry.traceEvents('p', ['b1', 'long', 'gone']);
      expect([new Set(events.map(({ batch: of }) => of)), events.map(({ at }) => at)]).toEqual([new Set(['b1', 'long']), events.map(({ at }) => at).sort((left, right) => left - right)]);
      expect(await registry.traceEvents('p', [])).toEqual([]);
    });

    it('is withdrawn once, with a reason; nothing is added to it then', async () => {
      expect(await registry.withdrawBatch('p', 'b5', ' ', officer)).toMatchObject({ ok: false, reason: { field: 'reason' } });
      expect(await registry.withdrawBatch('q', 'b5', '误录', officer)).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await registry.withdrawBatch('p', 'b5', '误录', officer)).toMatchObject({ ok: true, value: { withdrawn: { reason: '误录', who: 'officer', at: NOW } } });
      expect(await registry.withdrawBatch('p', 'b5', '又一次', officer)).toMatchObject({ ok: false, reason: { code: 'withdrawn' } });
      expect(await refusalOf({ batch: 'b5' })).toEqual(['withdrawn', 'batch']);
      expect(await registry.withdrawBatch('p', 'b1', '误录', officer)).toMatchObject({ ok: true });
      expect(await registry.decideCorrection('p', 'b1', 'c3', { decision: 'accepted' }, officer)).toMatchObject({ ok: false, reason: { code: 'withdrawn' } });
    });

    it('takes terms of traceability into a contract, and none that cannot be', async () => {
      const terms = { scope: 'all' as const, varieties: [{ name: '津优一号', vegetable: true }], bases: ['base'], coldChain: { unit: '°C', ranges: [{ low: 0, high: 8 }] } };
      expect((await registry.saveContract({ ...contract('p'), traceability: terms })).ok).toBe(true);
      const refused = [
        ['traceability.varieties', { varieties: [...terms.varieties, ...terms.varieties] }], ['traceability.dueDays', { dueDays: 0.5 }],
        ['traceability.coldChain.ranges[0]', { coldChain: { unit: '°C', ranges: [{ low: 8, high: 0 }] } }], ['traceability.coldChain.minimumCoverage', { coldChain: { ...terms.coldChain, minimumCoverage: 2 } }],
      ] as const;
      for (const [field, change] of refused) expect(await registry.saveContract({ ...contract('p'), traceability: { ...terms, ...change } })).toMatchObject({ ok: false, reason: { field } });
    });

    it('takes a training session told by its id, and as its score a number only', async () => {
      const metric = { name: 'm', unit: '', valueType: 'text' as const, kind: 'state' as const, resolution: 1, reporting: 'by-exception' as const };
      const saved = async (role: 'training-session' | 'training-score') => registry.saveClass('p', { ...deviceClass, id: 'headset', metrics: [{ ...metric, role }] });
      expect((await saved('training-session')).ok).toBe(true);
      expect(await saved('training-score')).toMatchObject({ ok: false, reason: { field: 'metrics[0].role' } });
    });

    it('is rebuilt from its changes, public ids too', async () => {
      const { registry: copy } = await factory(clock);
      expect(await copy.rebuild(await registry.changes(0, 10_000))).toMatchObject({ ok: true });
      const state = async (of: Registry): Promise<unknown> => [await of.traceBatches('p', '', 100), await of.traceItems('p'), await of.traceEvents('p', ['b1'])];
      expect(await state(copy)).toEqual(await state(registry));
      const [{ publicId }] = (await registry.traceBatches('p', '', 1)) as [TraceBatch];
      expect((await copy.publicTraceBatch(publicId))?.id).toBe('b1');
      await copy.close();
    }, 180_000);
  });
}

function answersOf(outcome: Outcome<TraceAnswers>): TraceAnswers {
  if (!outcome.ok) throw new Error(outcome.reason.en);
  return outcome.value;
}
