import type { DeviceClass, InventoryDevice, ProjectContract } from '@yanshou/telemetry';
import { ManualClock } from '@yanshou/telemetry';
import { hashSecret, verifiesSecret } from '@yanshou/access';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KpiValue, ProjectRecord, RegistryChange } from '../records.js';
import type { ClassCondition } from '../class-condition.js';
import type { Outcome } from '../input-fault.js';
import type { Registry } from '../registry.js';
import type { JobWindow, WindowClaim, WindowResult } from '../window-records.js';

export const project = (id: string, change: Partial<ProjectRecord> = {}): ProjectRecord => ({
  id, programme: 'workshop', nameZh: '示范车间', nameEn: 'Workshop', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 1_700_000_000_000_000, unknownMetric: 'quarantine', ...change,
});
export const deviceClass: DeviceClass = {
  id: 'mill', nameZh: '铣床', nameEn: 'Mill', judgingIntervalMinutes: 5,
  metrics: [{ name: 'spindle-speed', unit: '1/min', valueType: 'number', kind: 'process', min: 0, max: 24_000, resolution: 0.1, reporting: 'periodic' }],
};
export const device = (id: string, change: Partial<InventoryDevice> = {}): InventoryDevice => ({
  id, assetNumber: `A-${id}`, nameZh: '设备', nameEn: 'Device', assetKind: 'production', classId: 'mill', intelligent: false, reporting: 'periodic', ...change,
});
export const contract = (id: string, value = 90): ProjectContract => ({
  project: id, programme: 'workshop', direction: 'mechanical', targets: [{ indicator: 'networked-ratio', comparator: '>=', value, unit: '%', clause: 'S000' }],
  window: { from: 1, to: 2 }, networkedThreshold: 0.5, minimumPlatformCoverage: 0.9, plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '20:00' }] },
});

/** What every database of the registry must do. `factory` opens an empty registry; `open` the same database again. */
export function registryContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry; again?: () => Promise<Registry> }>): void {
  describe(`registry over ${name}`, () => {
    const clock = new ManualClock(1_800_000_000_000_000);
    let registry: Registry;
    let again: (() => Promise<Registry>) | undefined;
    beforeAll(async () => {
      ({ registry, again } = await factory(clock));
      for (const id of ['p', 'q']) {
        expect((await registry.saveProject(project(id))).ok).toBe(true);
        expect((await registry.saveClass(id, deviceClass)).ok).toBe(true);
      }
    }, 180_000);
    afterAll(() => registry.close());

    it('gives back the inventory as saved, sorted, with what never connects', async () => {
      expect((await registry.saveSite('p', { id: 'hall', nameZh: '厅', nameEn: 'Hall' })).ok).toBe(true);
      expect((await registry.saveDevices('p', [device('m2', { siteId: 'hall' }), device('m1', { commissionedAt: 5 })])).ok).toBe(true);
      expect((await registry.saveGateway('p', { id: 'gw', nameZh: '网关', nameEn: 'Gateway', children: ['m1'] })).ok).toBe(true);
      expect(await registry.inventory('p')).toEqual({
        project: 'p', zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 1_700_000_000_000_000, unknownMetric: 'quarantine',
        classes: [deviceClass], devices: [device('m1', { commissionedAt: 5 }), device('m2', { siteId: 'hall' })],
        gateways: [{ id: 'gw', nameZh: '网关', nameEn: 'Gateway', children: ['m1'] }],
      });
      expect((await registry.inventories()).map((inventory) => inventory.project)).toEqual(['p', 'q']);
      expect(await registry.inventory('nobody')).toBeUndefined();
    });

    it('adds a programme or a project once, whoever comes at the same time', async () => {
      const at = async (adding: readonly Promise<Outcome>[]): Promise<readonly string[]> =>
        (await Promise.all(adding)).map((outcome) => (outcome.ok ? 'added' : `${outcome.reason.code} ${outcome.reason.field}`)).sort();
      const other = (await again?.()) ?? registry;
      const both = [registry, other, registry] as const;
      const once = ['added', 'duplicate id', 'duplicate id'];
      expect(await at(both.map((one, index) => one.addProgramme({ id: 'added', nameZh: '计划', nameEn: `by ${index}` })))).toEqual(once);
      expect(await at(both.map((one, index) => one.addProject(project('added', { programme: 'added', nameEn: `by ${index}` }))))).toEqual(once);
      if (other !== registry) await other.close();
    });

    it('saves a class over what its author saw, and over nothing else', async () => {
      const lathe = { ...deviceClass, id: 'lathe' };
      const save = async (change: Partial<DeviceClass>, condition: ClassCondition) => {
        const outcome = await registry.saveClass('p', { ...lathe, ...change }, undefined, condition);
        return outcome.ok ? 'saved' : `${outcome.reason.code} ${outcome.reason.field}`;
      };
      expect(await save({}, { basedOn: lathe })).toBe('duplicate basedOn');
      expect(await save({}, { isNew: true })).toBe('saved');
      expect(await save({ nameEn: 'again' }, { isNew: true })).toBe('duplicate id');
      const both = ['one', 'two'].map((nameEn) => save({ nameEn }, { basedOn: lathe }));
      expect((await Promise.all(both)).sort()).toEqual(['duplicate basedOn', 'saved']);
      expect((await registry.classes('p')).find(({ id }) => id === 'lathe')?.nameEn).toMatch(/^(?:one|two)$/);
      expect(await save({ nameEn: 'whatever' }, {})).toBe('saved');
    });

    it('changes nothing when saving what is already so', async () => {
      const before = await registry.revision();
      await registry.saveProject(project('p'));
      expect(await registry.revision()).toBe(before);
      await registry.saveProject(project('p', { nameEn: 'Renamed' }));
      expect(await registry.revision()).toBe(before + 1);
    });

    it.each([
      ['metrics[0].resolution', { metrics: [{ ...deviceClass.metrics[0], resolution: 0 }] }],
      ['metrics[0].name', { metrics: [{ ...deviceClass.metrics[0], name: ' x' }] }],
      ['metrics[0].max', { metrics: [{ ...deviceClass.metrics[0], min: 2, max: 1 }] }],
      ['metrics[0].limits', { metrics: [{ ...deviceClass.metrics[0], limits: { basis: 'GB 11607-89' } }] }],
      ['metrics[0].limits.high', { metrics: [{ ...deviceClass.metrics[0], limits: { low: 2, high: 1, basis: 'GB 11607-89' } }] }],
      ['metrics[0].limits.basis', { metrics: [{ ...deviceClass.metrics[0], limits: { low: 2, basis: '' } }] }],
      ['judgingIntervalMinutes', { judgingIntervalMinutes: 7 }],
      ['id', { id: 'a/b' }],
    ])('refuses a class by its field %s, in both languages', async (field, change) => {
      const outcome = await registry.saveClass('p', { ...deviceClass, ...change } as DeviceClass);
      expect(outcome).toMatchObject({ ok: false, reason: { code: 'invalid', field, zh: expect.stringContaining(field), en: expect.stringContaining(field) } });
    });

    it('refuses references to nothing and saves none of the batch', async () => {
      expect(await registry.saveDevices('q', [device('good'), device('bad', { classId: 'nope' })])).toMatchObject({ ok: false, reason: { field: 'classId' } });
      expect((await registry.inventory('q'))?.devices).toEqual([]);
      expect(await registry.saveGateway('q', { id: 'g', nameZh: '网', nameEn: 'G', children: ['ghost'] })).toMatchObject({ ok: false, reason: { field: 'children[0]' } });
      expect(await registry.saveClass('ghost', deviceClass)).toMatchObject({ ok: false, reason: { field: 'project' } });
    });

    it('keeps a project what it was created as, and a simulated device marked', async () => {
      expect(await registry.saveProject(project('p', { demonstration: true }))).toMatchObject({ ok: false, reason: { code: 'demonstration-is-for-good' } });
      expect((await registry.markSimulated('p', 'm1')).ok).toBe(true);
      clock.advance(1_000_000);
      expect((await registry.markSimulated('p', 'm1')).ok).toBe(true);
      expect(await registry.markSimulated('p', 'ghost')).toMatchObject({ ok: false });
      expect(await registry.simulatedDevices('p')).toEqual(['m1']);
    });

    it('keeps every version of a contract, from the second on with its approval', async () => {
      expect((await registry.saveContract(contract('p'))).ok).toBe(true);
      expect(await registry.saveContract(contract('p', 80))).toMatchObject({ ok: false, reason: { code: 'approval-required' } });
      expect((await registry.saveContract(contract('p', 80), { who: 'officer', approval: '批 7' })).ok).toBe(true);
      expect(await registry.contract('p')).toEqual(contract('p', 80));
      expect(await registry.contractHistory('p')).toMatchObject([{ version: 1, who: 'system', contract: contract('p') }, { version: 2, who: 'officer', approval: '批 7' }]);
    });

    it('issues secrets that only their hash is kept of, and revokes them', async () => {
      const issued = await registry.issueCredential('p', 'm1', 'device');
      if (!issued.ok) throw new Error(issued.reason.en);
      expect(issued.value.secret).toMatch(/^[\w-]{43}$/);
      expect(issued.value.secretHash).toBe(hashSecret(await registry.pepper(), issued.value.secret));
      expect(JSON.stringify(await registry.changes(0, 10_000))).not.toContain(issued.value.secret);
      const [row] = await registry.credentials();
      const { verifier = '', issuedAt } = row ?? {};
      expect(row).toEqual({ project: 'p', principal: 'm1', kind: 'device', secretHash: issued.value.secretHash, revoked: false, verifier, issuedAt });
      expect([verifiesSecret(verifier, issued.value.secret), issuedAt]).toEqual([true, clock.now()]);
      expect(await registry.revokeCredential('p', 'm1')).toBe(1);
      expect(await registry.revokeCredential('p', 'm1')).toBe(0);
      expect((await registry.credentials())[0]?.revoked).toBe(true);
      expect(await registry.issueCredential('p', 'ghost', 'device')).toMatchObject({ ok: false, reason: { field: 'principal' } });
    });

    it('keeps what was computed with the end of its window; a restatement needs its reason and keeps the value before', async () => {
      const value = { project: 'p', indicator: 'networked-ratio', unit: 'day' as const, from: 1, to: 2, formulaVersion: '1', inputsDigest: 'aa', value: 0.1, detail: { n: 1 } };
      const window = { project: 'p', job: 'days', unit: 'day' as const, from: 1, to: 2 };
      const finish = async (result: Partial<WindowResult>) => {
        if ((await registry.planWindows([window])) === 0) await registry.reopenWindows('p', 1, 2);
        const claim = await registry.claimWindow('o', 0, 'days');
        return registry.finishWindow(claim as WindowClaim, { inputsDigest: 'aa', ...result });
      };
      expect(await finish({ values: [value, { ...value, indicator: 'other' }] })).toEqual({ ok: true, value: { finished: true } });
      expect((await finish({ values: [value] })).ok).toBe(true);
      expect(await registry.kpiHistory('p', 'networked-ratio')).toHaveLength(1);
      expect(await finish({ values: [{ ...value, value: 0.2 }] })).toMatchObject({ ok: false, reason: { code: 'reason-required' } });
      expect(await registry.windowLedger('p')).toMatchObject([{ status: 'running' }]);
      expect(await finish({ values: [{ ...value, value: NaN }] })).toMatchObject({ ok: false, reason: { code: 'invalid', field: 'value' } });
      for (let version = 2; version <= 11; version += 1) expect((await finish({ values: [{ ...value, value: version / 10 }], reason: 'late data' })).ok).toBe(true);
      expect(await registry.kpiValues('p', 'networked-ratio')).toMatchObject([{ version: 11, value: 1.1, reason: 'late data', who: 'o' }]);
      expect((await registry.kpiHistory('p', 'networked-ratio')).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });

    it('answers the latest versions of the windows of a unit from a time on, of the indicators asked for and no others', async () => {
      const day = 86_400_000_000;
      const start = 1_790_000_000_000_000;
      const value = (index: number, more: Partial<KpiValue> = {}): KpiValue => ({
        project: 'p', indicator: 'ratio', unit: 'day', from: start + index * day, to: start + (index + 1) * day, formulaVersion: '1', inputsDigest: 'aa', value: index, detail: {}, ...more,
      });
      const finish = async (values: readonly KpiValue[], reason = 'late data') => {
        const window = { project: 'p', job: 'windows', unit: 'day' as const, from: start, to: start + day };
        if ((await registry.planWindows([window])) === 0) await registry.reopenWindows('p', window.from, window.to);
        const claim = await registry.claimWindow('o', 0, 'windows');
        expect(await registry.finishWindow(claim as WindowClaim, { inputsDigest: 'aa', values, reason })).toMatchObject({ ok: true });
      };
      await finish([value(0), value(1), value(2), value(1, { indicator: 'ratio2' }), value(1, { unit: 'month' })]);
      await finish([value(2, { value: 22 })]);
      await finish([value(2, { value: 222 })]);
      const windows = async (indicators: readonly string[], from: number) => (await registry.kpiWindows('p', indicators, 'day', from)).map((one) => [one.indicator, (one.from - start) / day, one.value]);
      expect(await windows(['ratio'], 0)).toEqual([['ratio', 0, 0], ['ratio', 1, 1], ['ratio', 2, 222]]);
      expect(await windows(['ratio', 'ratio2'], start + day)).toEqual([['ratio', 1, 1], ['ratio', 2, 222], ['ratio2', 1, 1]]);
      expect(await windows(['ratio'], start + 1)).toEqual([['ratio', 1, 1], ['ratio', 2, 222]]);
      expect([await windows([], 0), await windows(['none'], 0), await registry.kpiWindows('q', ['ratio'], 'day', 0)]).toEqual([[], [], []]);
    });

    it('makes exactly the windows due again that dirty hours touch, keeps the cursor with them, and says why', async () => {
      const hour = 3_600_000_000;
      const days = [0, 1, 2].map((day): JobWindow => ({ project: 'q', job: 'touched', unit: 'day', from: day * 24 * hour, to: (day + 1) * 24 * hour }));
      await registry.planWindows(days);
      const take = async (): Promise<WindowClaim> => (await registry.claimWindow('o', 60_000, 'touched')) as WindowClaim;
      for (let day = 0; day < 3; day += 1) await registry.finishWindow(await take(), { inputsDigest: 'a' });
      expect(await registry.dirtyCursor('q')).toBeUndefined();
      const dirty = { cursor: { journal: 'j', sequence: 9 }, hours: [{ hour: 24, causes: 1 }, { hour: 25, causes: 1 }, { hour: 26, causes: 2 }] };
      expect([await registry.touchWindows('q', dirty), await registry.touchWindows('q', dirty)]).toEqual([1, 0]);
      expect(await registry.dirtyCursor('q')).toEqual({ journal: 'j', sequence: 9 });
      const taken = await take();
      expect(taken).toMatchObject({ from: 24 * hour, causes: 3 });
      expect(await registry.claimWindow('o', 60_000, 'touched')).toBeUndefined();
      await registry.touchWindows('q', { cursor: { journal: 'j', sequence: 12 }, hours: [{ hour: 24, causes: 1 }] });
      expect(await registry.finishWindow(taken, { inputsDigest: 'b' }, 60_000)).toMatchObject({ value: { finished: true, next: { from: 24 * hour, causes: 3 } } });
      expect(await registry.dirtyCursor('q')).toEqual({ journal: 'j', sequence: 12 });
      expect((await registry.windowLedger('q')).map(({ status }) => status)).toEqual(['done', 'running', 'done']);
    });

    it('never gives a window to two at once, and fences off an owner whose lease ran out', async () => {
      const windows = Array.from({ length: 12 }, (_, n): JobWindow => ({ project: 'p', job: 'kpi', unit: 'hour', from: n, to: n + 1 }));
      expect(await registry.planWindows(windows)).toBe(12);
      expect(await registry.planWindows(windows)).toBe(0);
      expect(await registry.plannedSpans('kpi')).toEqual([{ project: 'p', from: 0, to: 12 }]);
      expect(await registry.plannedSpans('another')).toEqual([]);
      const other = (await again?.()) ?? registry;
      const claims = await Promise.all(Array.from({ length: 14 }, (_, n) => (n % 2 ? registry : other).claimWindow(`owner-${n}`, 1_000)));
      const taken = claims.filter((claim) => claim !== undefined);
      expect(new Set(taken.map(({ from }) => from)).size).toBe(12);
      expect(taken).toHaveLength(12);
      clock.advance(2_000_000);
      const second = await registry.claimWindow('late', 60_000);
      const first = taken.find(({ from }) => from === second?.from);
      if (first === undefined || second === undefined) throw new Error('no claim');
      expect(second.from).toBe(0);
      expect(await registry.renewWindow(first, 60_000)).toBe(false);
      // The one that is second in line is renewed instead, and goes to nobody until that has run out.
      const renewed = taken.find(({ from }) => from === 1);
      if (renewed === undefined) throw new Error('no claim');
      expect(await registry.renewWindow(renewed, 10_000)).toBe(true);
      expect((await registry.claimWindow('late', 60_000))?.from).toBe(2);
      clock.advance(10_000_000);
      const value = { project: 'p', indicator: 'fenced', unit: 'hour' as const, from: 0, to: 1, formulaVersion: '1', inputsDigest: 'aa', value: 1, detail: {} };
      expect(await registry.finishWindow(first, { inputsDigest: 'x', values: [value] })).toEqual({ ok: true, value: { finished: false } });
      expect(await registry.kpiHistory('p', 'fenced')).toEqual([]);
      const ended = await registry.finishWindow(second, { inputsDigest: 'digest' }, 180_000);
      expect(ended).toMatchObject({ ok: true, value: { finished: true, next: { from: 1, owner: 'late', attempt: 2 } } });
      expect((await registry.windowLedger('p')).filter(({ job }) => job === 'kpi')[0]).toMatchObject({ status: 'done', inputsDigest: 'digest', attempts: 2 });
      expect(await registry.oldestOpenWindow()).toEqual({ project: 'p', job: 'kpi', unit: 'hour', from: 1, to: 2 });
      expect(await registry.reopenWindows('p', 0, 1)).toBe(1);
      expect(await registry.oldestOpenWindow()).toMatchObject({ job: 'kpi', from: 0 });
      if (other !== registry) await other.close();
    });

    it('leaves out windows of named projects, as the next of one that ends too, and counts one that waits as no attempt', async () => {
      const window = (project: string, from: number): JobWindow => ({ project, job: 'left-out', unit: 'day', from, to: from + 1 });
      await registry.planWindows([window('p', 1), window('p', 2), window('q', 3), window('q', 4)]);
      const take = async (...leftOut: readonly string[]): Promise<WindowClaim> => (await registry.claimWindow('o', 60_000, 'left-out', leftOut)) as WindowClaim;
      const third = await take('p');
      expect(third).toMatchObject({ project: 'q', from: 3, attempt: 1 });
      expect(await registry.finishWindow(third, { inputsDigest: 'a' }, 60_000, ['p'])).toMatchObject({ value: { finished: true, next: { project: 'q', from: 4 } } });
      expect(await registry.claimWindow('o', 60_000, 'left-out', ['q', 'p'])).toBeUndefined();
      const waiting = await take();
      expect(await registry.postponeWindow(waiting, 'not yet', clock.now() + 5_000_000)).toBe(true);
      expect(await registry.postponeWindow(waiting, 'not yet', clock.now())).toBe(false);
      expect((await registry.windowLedger('p')).filter(({ job }) => job === 'left-out')[0]).toMatchObject({ status: 'due', attempts: 0, lastError: 'not yet', dueAt: clock.now() + 5_000_000 });
      expect(await take()).toMatchObject({ project: 'p', from: 2 });
      clock.advance(5_000_000);
      expect(await take()).toMatchObject({ project: 'p', from: 1, attempt: 1 });
    });

    it('relays every change once marked, in order, without gaps', async () => {
      const pending = await registry.pendingChanges(10_000);
      expect(pending.map(({ id }) => id)).toEqual(Array.from({ length: await registry.revision() }, (_, n) => n + 1));
      await registry.markJournalled(3);
      expect((await registry.pendingChanges(1))[0]?.id).toBe(4);
    });

    it('is rebuilt from its changes to the same state, and refuses altered ones', async () => {
      const changes = await registry.changes(0, 10_000);
      const { registry: copy } = await factory(clock);
      const altered = changes.map((change): RegistryChange => (change.id === 1 ? { ...change, after: { ...(change.after as object), nameEn: 'Forged' } } : change));
      expect(await copy.rebuild(altered)).toMatchObject({ ok: false });
      expect(await copy.rebuild(changes.slice(1))).toMatchObject({ ok: false });
      expect((await copy.rebuild(changes)).ok).toBe(true);
      const state = async (of: Registry): Promise<unknown> =>
        [await of.inventories(), await of.contractHistory('p'), await of.credentials(), await of.kpiHistory('p', 'networked-ratio'), await of.simulatedDevices('p'), await of.revision(), await of.changes(0, 10_000)];
      expect(await state(copy)).toEqual(await state(registry));
      await copy.close();
    }, 180_000);

    it('takes 2 000 devices at once', async () => {
      expect((await registry.saveDevices('q', Array.from({ length: 2_000 }, (_, n) => device(`d${n}`)))).ok).toBe(true);
      expect((await registry.inventory('q'))?.devices).toHaveLength(2_000);
    });
  });
}
