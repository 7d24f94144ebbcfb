import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock, defaultSettings } from '@yanshou/telemetry';
import type { Milestone, ProgrammeSettings } from '@yanshou/telemetry';
import type { Registry } from '../registry.js';
import { ACCEPTED, approvalPaper } from './approval-paper.js';
import { contract, device, deviceClass, project } from './registry-contract.js';

const NOW = 1_800_000_000_000_000;
const officer = { who: 'officer' };
const member = { who: 'member' };
const night = { zone: 'Asia/Shanghai', shifts: [{ start: '20:00', end: '06:00' }] };
const calendarChange = (id: string) => ({ id, reason: '增加夜班', change: { kind: 'calendar' as const, scope: 'project', plannedTime: night } });
const step = (id: string, due: number): Milestone => ({ project: 'p', id, nameZh: '节点', nameEn: 'step', planned: '设备到货', due, reports: [], changes: [] });

/** What every database of the registry must do for the life of a project. */
export function projectLifeContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`life of a project over ${name}`, () => {
    const clock = new ManualClock(NOW);
    let registry: Registry;
    beforeAll(async () => {
      ({ registry } = await factory(clock));
      for (const id of ['p', 'q']) {
        await registry.saveProject(project(id));
        await registry.saveClass(id, deviceClass);
        await registry.saveDevices(id, [device('m1')]);
      }
      await registry.saveEvidence(approvalPaper('p'));
    }, 180_000);
    afterAll(() => registry.close());

    it('keeps what a programme sets, and refuses a batch of two documents', async () => {
      const document = { number: 'N1', title: '办法', validFrom: '2020-01-01', batches: ['2020-1'] };
      const settings: ProgrammeSettings = { ...defaultSettings('P'), ruleDocuments: [document], rollUp: { kind: 'key-met', share: 0.8 } };
      expect(await registry.programmeSettings('P')).toBeUndefined();
      expect((await registry.saveProgrammeSettings(settings, officer)).ok).toBe(true);
      expect(await registry.programmeSettings('P')).toEqual(settings);
      const refused: readonly (readonly [string, Partial<ProgrammeSettings>])[] = [
        ['ruleDocuments', { ruleDocuments: [document, { ...document, batches: [] }] }],
        ['ruleDocuments.batches', { ruleDocuments: [document, { ...document, number: 'N2' }] }],
        ['ruleDocuments[0].validTo', { ruleDocuments: [{ ...document, validTo: '2019-12-31' }] }],
        ['rollUp.share', { rollUp: { kind: 'key-met', share: 1.1 } }],
        ['dayCounts.apply', { dayCounts: { ...settings.dayCounts, apply: 0 } }],
        ['dayCounts.remindBefore[0]', { dayCounts: { ...settings.dayCounts, remindBefore: [0.5] } }],
      ];
      for (const [field, change] of refused) expect(await registry.saveProgrammeSettings({ ...settings, ...change })).toMatchObject({ ok: false, reason: { field } });
    });

    it('keeps the programme’s targets of directions, one of an indicator and batch, and never in a contract', async () => {
      const target = { direction: 'P1.1.1', indicator: 'standards', comparator: '>=' as const, value: 3, unit: '项', clause: '通知 2' };
      const settings: ProgrammeSettings = { ...defaultSettings('T'), targets: [target, { ...target, value: 4, batches: ['2020-1'], approval: 'TZ-1' }] };
      expect((await registry.saveProgrammeSettings(settings, officer)).ok).toBe(true);
      expect(await registry.programmeSettings('T')).toEqual(settings);
      const refused: readonly (readonly [string, readonly object[]])[] = [
        ['targets', [target, target]], ['targets', [{ ...target, batches: ['a'] }, { ...target, batches: ['b', 'a'] }]], ['targets[0].batches', [{ ...target, batches: [] }]],
        ['targets[0].value', [{ ...target, value: NaN }]], ['targets[0].clause', [{ ...target, clause: ' ' }]], ['targets[0].direction', [{ ...target, direction: '' }]],
      ];
      for (const [field, targets] of refused) expect([field, await registry.saveProgrammeSettings({ ...settings, targets: targets as never }, officer)]).toMatchObject([field, { ok: false, reason: { field } }]);
      const { direction, ...set } = target;
      expect(await registry.saveContract({ ...contract('q'), programmeTargets: [set] })).toMatchObject({ ok: false, reason: { field: 'programmeTargets' } });
    });

    it('lets inventory and planned time be changed until the freeze, and from then on by nobody alone', async () => {
      expect(await registry.saveFreeze('p', NOW + 1_000, { ...officer, approval: 'JK-1' })).toMatchObject({ ok: true, value: { at: NOW + 1_000, who: 'officer', approval: 'JK-1' } });
      expect((await registry.saveDevices('p', [device('m2')])).ok).toBe(true);
      expect(await registry.proposeChange('p', calendarChange('early'), member)).toMatchObject({ ok: false, reason: { code: 'invalid' } });
      clock.advance(1_000);
      const frozen = { ok: false, reason: { code: 'frozen' } };
      expect(await registry.saveDevices('p', [device('m1', { nameEn: 'other' })])).toMatchObject(frozen);
      expect(await registry.addDevices('p', [device('m3')])).toMatchObject(frozen);
      expect(await registry.saveClass('p', { ...deviceClass, nameEn: 'other' })).toMatchObject(frozen);
      expect(await registry.saveCalendar('p', 'project', night)).toMatchObject(frozen);
      expect(await registry.saveFreeze('p', NOW * 2, officer)).toMatchObject({ ok: false, reason: { code: 'frozen', field: 'at' } });
      expect((await registry.saveDevices('p', [device('m1'), device('m2')])).ok).toBe(true);
      expect((await registry.saveDevices('q', [device('m9')])).ok).toBe(true);
      expect((await registry.inventory('p'))?.devices).toEqual([device('m1'), device('m2')]);
    });

    it('applies a change when somebody else accepts it, and until then the frozen state counts', async () => {
      const renamed = device('m1', { nameEn: 'renamed' });
      expect(await registry.proposeChange('p', { id: 'c1', reason: '更换控制器', change: { kind: 'device', device: renamed } }, member)).toMatchObject({ ok: true, value: { status: 'submitted', before: device('m1') } });
      expect(await registry.proposeChange('p', calendarChange('c2'), member)).toMatchObject({ ok: true, value: { before: null } });
      expect((await registry.inventory('p'))?.devices[0]).toEqual(device('m1'));
      expect(await registry.decideChange('p', 'c1', ACCEPTED, member)).toMatchObject({ ok: false, reason: { code: 'same-person' } });
      expect(await registry.decideChange('q', 'c1', ACCEPTED, officer)).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await registry.decideChange('p', 'c1', { ...ACCEPTED, approval: 'JK-2' }, officer)).toMatchObject({ ok: true, value: { status: 'accepted', decidedBy: 'officer', approval: 'JK-2', approvedAt: NOW, file: 'paper', decidedAt: clock.now() } });
      expect(await registry.decideChange('p', 'c2', { decision: 'rejected', note: '理由不足' }, officer)).toMatchObject({ ok: true, value: { status: 'rejected', decisionNote: '理由不足' } });
      expect(await registry.decideChange('p', 'c2', ACCEPTED, officer)).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect((await registry.inventory('p'))?.devices[0]).toEqual(renamed);
      expect(await registry.calendars('p')).toEqual([]);
      expect((await registry.changeRequests('p')).map(({ id, status }) => [id, status])).toEqual([['c1', 'accepted'], ['c2', 'rejected']]);
    });

    it('accepts a change of what is frozen by the number, the date and the file of its approval only', async () => {
      expect((await registry.proposeChange('p', { id: 'a1', reason: '更名', change: { kind: 'device', device: device('m1', { nameEn: 'approved' }) } }, member)).ok).toBe(true);
      for (const part of ['approval', 'approvedAt', 'file'] as const) {
        const { [part]: _, ...rest } = ACCEPTED;
        expect(await registry.decideChange('p', 'a1', rest, officer)).toMatchObject({ ok: false, reason: { code: 'approval-required', field: part } });
      }
      expect(await registry.decideChange('p', 'a1', { ...ACCEPTED, file: 'none' }, officer)).toMatchObject({ ok: false, reason: { code: 'unknown-reference', field: 'file' } });
      expect((await registry.changeRequests('p')).find(({ id }) => id === 'a1')?.status).toBe('submitted');
      expect((await registry.decideChange('p', 'a1', { decision: 'rejected' }, officer)).ok).toBe(true);
    });

    it('counts the planned time that is frozen: the contract cannot change it, and an accepted change holds from when it says', async () => {
      await registry.saveProject(project('r'));
      await registry.saveContract(contract('r'), officer);
      await registry.saveEvidence(approvalPaper('r'));
      const signed = contract('r');
      expect(await registry.contract('r')).toEqual(signed);
      expect((await registry.saveContract({ ...signed, plannedTime: night }, { ...officer, approval: 'JK-5' })).ok).toBe(true);
      expect((await registry.saveCalendar('r', 'site:pond', { zone: 'Asia/Shanghai', shifts: [] }, officer)).ok).toBe(true);
      expect(await registry.contract('r')).toEqual({ ...signed, plannedTime: night, calendars: [{ scope: 'site:pond', plannedTime: { zone: 'Asia/Shanghai', shifts: [] } }] });
      expect((await registry.saveFreeze('r', clock.now(), officer)).ok).toBe(true);
      expect(await registry.saveContract(signed, { ...officer, approval: 'JK-6' })).toMatchObject({ ok: false, reason: { code: 'frozen', field: 'plannedTime' } });
      expect(await registry.saveCalendar('r', 'device:m1', night, officer)).toMatchObject({ ok: false, reason: { code: 'frozen' } });

      const [minute, drained] = [60_000_000, { zone: 'Asia/Shanghai', shifts: [], exemptions: [{ from: NOW, to: NOW * 2, reason: '清塘', kind: 'drained' as const }] }];
      const ask = (id: string, change: object) => registry.proposeChange('r', { id, reason: '清塘', change: { kind: 'calendar', scope: 'site:pond', plannedTime: drained, ...change } }, member);
      expect(await ask('half', { validFrom: NOW + 1 })).toMatchObject({ ok: false, reason: { field: 'validFrom' } });
      expect((await ask('x1', { validFrom: NOW })).ok).toBe(true);
      expect((await ask('x2', { scope: 'project', plannedTime: signed.plannedTime, validFrom: NOW + minute })).ok).toBe(true);
      expect((await ask('x3', { validFrom: NOW + minute })).ok).toBe(true);
      expect((await registry.contract('r'))?.calendars).toHaveLength(1);
      for (const id of ['x1', 'x2']) expect((await registry.decideChange('r', id, ACCEPTED, officer)).ok).toBe(true);
      expect(await registry.decideChange('r', 'x3', ACCEPTED, officer)).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      expect(await registry.contract('r')).toEqual({ ...signed, calendars: [
        { scope: 'project', plannedTime: signed.plannedTime, validFrom: NOW + minute, earlier: [{ plannedTime: night }] },
        { scope: 'site:pond', plannedTime: drained, validFrom: NOW, earlier: [{ plannedTime: { zone: 'Asia/Shanghai', shifts: [] } }] },
      ] });
      expect((await registry.saveContract({ ...signed, networkedThreshold: 0.6 }, { ...officer, approval: 'JK-7' })).ok).toBe(true);
      expect(await registry.contract('r')).toMatchObject({ networkedThreshold: 0.6, plannedTime: signed.plannedTime, calendars: [{ scope: 'project' }, { scope: 'site:pond' }] });
    });

    it('removes planned time of a site, class or device: directly until the freeze, by an accepted change from when on it says afterwards', async () => {
      await registry.saveProject(project('w'));
      await registry.saveContract(contract('w'), officer);
      await registry.saveEvidence(approvalPaper('w'));
      const signed = contract('w');
      for (const scope of ['site:pond', 'device:m1']) expect((await registry.saveCalendar('w', scope, night, officer)).ok).toBe(true);
      expect(await registry.removeCalendar('w', 'project', officer)).toMatchObject({ ok: false, reason: { code: 'invalid', field: 'scope' } });
      expect(await registry.removeCalendar('w', 'class:none', officer)).toMatchObject({ ok: false, reason: { code: 'unknown', field: 'scope' } });
      expect((await registry.removeCalendar('w', 'device:m1', officer)).ok).toBe(true);
      expect(await registry.removeCalendar('w', 'device:m1', officer)).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect([await registry.contract('w'), (await registry.calendars('w')).map(({ scope }) => scope)]).toEqual([{ ...signed, calendars: [{ scope: 'site:pond', plannedTime: night }] }, ['site:pond']]);
      expect((await registry.saveFreeze('w', clock.now(), officer)).ok).toBe(true);
      expect(await registry.removeCalendar('w', 'site:pond', officer)).toMatchObject({ ok: false, reason: { code: 'frozen' } });

      const ask = (id: string, change: object = {}) => registry.proposeChange('w', { id, reason: '不再单独排班', change: { kind: 'calendar-removal', scope: 'site:pond', ...change } }, member);
      expect(await ask('half', { validFrom: NOW + 1 })).toMatchObject({ ok: false, reason: { field: 'validFrom' } });
      expect(await ask('all', { scope: 'project' })).toMatchObject({ ok: false, reason: { field: 'scope' } });
      expect(await ask('none', { scope: 'device:m1' })).toMatchObject({ ok: false, reason: { code: 'unknown', field: 'scope' } });
      expect(await ask('w1', { validFrom: NOW })).toMatchObject({ ok: true, value: { before: { plannedTime: night } } });
      expect((await ask('w2')).ok).toBe(true);
      expect((await registry.contract('w'))?.calendars).toEqual([{ scope: 'site:pond', plannedTime: night }]);
      expect((await registry.decideChange('w', 'w1', ACCEPTED, officer)).ok).toBe(true);
      expect((await registry.contract('w'))?.calendars).toEqual([{ scope: 'site:pond', plannedTime: signed.plannedTime, wider: true, validFrom: NOW, earlier: [{ plannedTime: night }] }]);
      expect(await registry.decideChange('w', 'w2', ACCEPTED, officer)).toMatchObject({ ok: false, reason: { code: 'duplicate' } });
      // From then on the scope has no planned time of its own already, until some begins again.
      const later = NOW + 2 * 86_400_000_000;
      for (const validFrom of [NOW, NOW + 60_000_000, later]) expect(await ask('again', { validFrom })).toMatchObject({ ok: false, reason: { code: 'unknown', field: 'scope' } });
      expect((await registry.proposeChange('w', { id: 'w5', reason: '恢复夜班', change: { kind: 'calendar', scope: 'site:pond', plannedTime: night, validFrom: later } }, member)).ok).toBe(true);
      expect((await registry.decideChange('w', 'w5', ACCEPTED, officer)).ok).toBe(true);
      for (const validFrom of [NOW - 60_000_000, NOW, later + 60_000_000]) expect(await ask(`from${validFrom}`, { validFrom })).toMatchObject({ ok: true });
      expect((await ask('w3')).ok).toBe(true);
      expect((await registry.decideChange('w', 'w3', ACCEPTED, officer)).ok).toBe(true);
      expect([await registry.contract('w'), await registry.calendars('w')]).toEqual([signed, []]);
      expect(await ask('w4')).toMatchObject({ ok: false, reason: { code: 'unknown' } });
    });

    it('makes the windows due again that an accepted change holds for', async () => {
      const windows = [0, 1].map((day) => ({ project: 'r', job: 'planned', unit: 'day' as const, from: NOW + day * 86_400_000_000, to: NOW + (day + 1) * 86_400_000_000 }));
      await registry.planWindows(windows);
      for (let done = 0; done < 2; done += 1) {
        const claim = await registry.claimWindow('w', 1_000, 'planned');
        if (claim !== undefined) await registry.finishWindow(claim, { inputsDigest: 'a' });
      }
      const due = async () => (await registry.windowLedger('r')).map(({ status }) => status);
      expect(await due()).toEqual(['done', 'done']);
      expect((await registry.proposeChange('r', { id: 'y1', reason: '夜班', change: { kind: 'calendar', scope: 'project', plannedTime: night, validFrom: NOW + 86_400_000_000 } }, member)).ok).toBe(true);
      expect(await due()).toEqual(['done', 'done']);
      expect((await registry.decideChange('r', 'y1', ACCEPTED, officer)).ok).toBe(true);
      expect(await due()).toEqual(['done', 'due']);
    });

    it('makes every window due again when planned time is changed before the freeze, on its own or with the contract, and none when it is not', async () => {
      await registry.saveProject(project('s'));
      await registry.saveContract(contract('s'), officer);
      await registry.planWindows([0, 1].map((day) => ({ project: 's', job: 'unfrozen', unit: 'day' as const, from: NOW + day * 86_400_000_000, to: NOW + (day + 1) * 86_400_000_000 })));
      const signed = contract('s');
      const changes: readonly (readonly [string, number, () => Promise<{ readonly ok: boolean }>])[] = [
        ['as the contract says it', 0, () => registry.saveCalendar('s', 'project', signed.plannedTime, officer)],
        ['of a site', 2, () => registry.saveCalendar('s', 'site:pond', night, officer)],
        ['of a site, once more', 0, () => registry.saveCalendar('s', 'site:pond', night, officer)],
        ['of a site, removed', 2, () => registry.removeCalendar('s', 'site:pond', officer)],
        ['of the project', 2, () => registry.saveCalendar('s', 'project', night, officer)],
        ['with the contract', 2, () => registry.saveContract(signed, { ...officer, approval: 'JK-8' })],
        ['with another part of the contract', 2, () => registry.saveContract({ ...signed, networkedThreshold: 0.6 }, { ...officer, approval: 'JK-9' })],
      ];
      for (const [what, due, change] of changes) {
        for (let claim = await registry.claimWindow('w', 1_000, 'unfrozen'); claim !== undefined; claim = await registry.claimWindow('w', 1_000, 'unfrozen')) await registry.finishWindow(claim, { inputsDigest: 'a' });
        const saved = await change();
        expect([what, saved.ok, (await registry.windowLedger('s')).filter(({ status }) => status === 'due').length]).toEqual([what, true, due]);
      }
    });

    it('refuses to apply a change of what has changed since, and a change that is none', async () => {
      for (const [id, nameEn] of [['d1', 'one'], ['d2', 'two']] as const) {
        expect((await registry.proposeChange('p', { id, reason: '更名', change: { kind: 'device', device: device('m2', { nameEn }) } }, member)).ok).toBe(true);
      }
      expect((await registry.decideChange('p', 'd1', ACCEPTED, officer)).ok).toBe(true);
      expect(await registry.decideChange('p', 'd2', ACCEPTED, officer)).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'decision' } });
      expect((await registry.decideChange('p', 'd2', { decision: 'rejected' }, officer)).ok).toBe(true);
      expect(await registry.proposeChange('p', { ...calendarChange('bad'), reason: ' ' }, member)).toMatchObject({ ok: false, reason: { field: 'reason' } });
      const classless = { kind: 'device' as const, device: device('m7', { classId: 'nope' }) };
      expect((await registry.proposeChange('p', { id: 'd3', reason: '新增', change: classless }, member)).ok).toBe(true);
      expect(await registry.decideChange('p', 'd3', ACCEPTED, officer)).toMatchObject({ ok: false, reason: { code: 'unknown-reference', field: 'classId' } });
      expect((await registry.changeRequests('p')).find(({ id }) => id === 'd3')?.status).toBe('submitted');
    });

    it('keeps the plan of a milestone, its reports, and how it was moved', async () => {
      expect((await registry.addMilestones([step('b', NOW + 20), step('a', NOW + 30)], officer)).ok).toBe(true);
      expect(await registry.addMilestones([step('c', NOW), step('a', NOW)], officer)).toMatchObject({ ok: false, reason: { code: 'duplicate', field: 'milestones[1].id' } });
      const progress = { state: '已到货', done: false, asOf: clock.now() };
      expect((await registry.reportMilestone('p', 'a', progress, member)).ok).toBe(true);
      expect(await registry.reportMilestone('p', 'a', { ...progress, asOf: clock.now() + 1 }, member)).toMatchObject({ ok: false, reason: { field: 'asOf' } });
      expect(await registry.reportMilestone('p', 'a', { ...progress, evidence: 'none' }, member)).toMatchObject({ ok: false, reason: { code: 'unknown-reference', field: 'evidence' } });
      const move = { to: NOW + 10, reason: '供货', approvedAt: NOW, approval: 'JK-3', file: 'paper' };
      expect(await registry.moveMilestone('p', 'a', { ...move, file: 'none' }, officer)).toMatchObject({ ok: false, reason: { code: 'unknown-reference', field: 'file' } });
      expect(await registry.moveMilestone('p', 'z', move, officer)).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect((await registry.moveMilestone('p', 'a', move, officer)).ok).toBe(true);
      const [first, second, ...rest] = await registry.milestones('p');
      expect([first?.id, second?.id, rest]).toEqual(['a', 'b', []]);
      expect(first).toMatchObject({ due: NOW + 10, reports: [{ ...progress, who: 'member' }], changes: [{ ...move, from: NOW + 30, who: 'officer', at: clock.now() }] });
    });

    it('takes steps of the life cycle one by one, and keeps them for good', async () => {
      const at = clock.now();
      expect(await registry.takeStep('p', { to: 'extension-asked', at, reason: '供货' }, officer)).toMatchObject({ ok: false, reason: { code: 'unknown-reference' } });
      await registry.saveContract({ ...contract('p'), term: { from: NOW - 10, to: NOW + 1_000_000 } });
      expect((await registry.takeStep('p', { to: 'extension-asked', at, reason: '供货' }, officer)).ok).toBe(true);
      expect(await registry.takeStep('p', { to: 'passed', at }, officer)).toMatchObject({ ok: false, reason: { code: 'no-such-step', zh: expect.stringContaining('申请延期') } });
      const granted = { to: 'running' as const, at, approval: 'JK-4', file: 'paper', until: NOW + 2_000_000 };
      expect(await registry.takeStep('p', { ...granted, file: 'none' }, officer)).toMatchObject({ ok: false, reason: { code: 'unknown-reference', field: 'file' } });
      const both = await Promise.all([registry.takeStep('p', granted, officer), registry.takeStep('p', granted, officer)]);
      expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect((await registry.lifeCycle('p')).map(({ number, from, to, who, recordedAt }) => [number, from, to, who, recordedAt])).toEqual([
        [1, 'running', 'extension-asked', 'officer', at], [2, 'extension-asked', 'running', 'officer', at],
      ]);
    });

    it('takes a budget until it is audited, by somebody else, from a report that is there', async () => {
      const statement = {
        applicant: { code: '91120000X', name: '某公司' }, items: [{ id: 'i1', line: 'equipment', kind: 'eligible', investedOn: '2019-01-01', budget: '100', requested: '20' }],
        sources: [{ year: 2019, own: '80', programme: '20' }], districtMatching: null, construction: { from: '2019-01-01' },
      };
      const item = statement.items[0] as typeof statement.items[number];
      expect(await registry.auditMoney('p', { named: false, amounts: [], evidence: 'paper' }, officer)).toMatchObject({ ok: false, reason: { code: 'unknown-reference' } });
      for (const [field, change] of [
        ['items[0].budget', { items: [{ ...item, budget: '-1' }] }], ['items[0].requested', { items: [{ ...item, requested: '1.5' }] }], ['items', { items: [item, item] }],
        ['items[0].investedOn', { items: [{ ...item, investedOn: '2019-13-01' }] }], ['sources', { sources: [...statement.sources, ...statement.sources] }], ['districtMatching', { districtMatching: '01' }],
      ] as const) expect(await registry.stateMoney('p', { ...statement, ...change }, member)).toMatchObject({ ok: false, reason: { field } });
      expect(await registry.stateMoney('p', statement, member)).toMatchObject({ ok: true, value: { statedBy: 'member' } });
      const audit = { named: true, amounts: [{ item: 'i1', audited: '90' }], evidence: 'paper' };
      expect(await registry.auditMoney('p', audit, member)).toMatchObject({ ok: false, reason: { code: 'same-person' } });
      expect(await registry.auditMoney('p', { ...audit, evidence: 'none' }, officer)).toMatchObject({ ok: false, reason: { field: 'evidence' } });
      expect(await registry.auditMoney('p', { ...audit, amounts: [{ item: 'i2', audited: '90' }] }, officer)).toMatchObject({ ok: false, reason: { field: 'amounts[0].item' } });
      expect(await registry.auditMoney('p', audit, officer)).toMatchObject({ ok: true, value: { audit: { ...audit, who: 'officer' } } });
      expect(await registry.stateMoney('p', statement, member)).toMatchObject({ ok: false, reason: { code: 'frozen' } });
      expect((await registry.moneyOfApplicant('91120000X')).map(({ project: id }) => id)).toEqual(['p']);
    });

    it('takes a device out of service with date and reason: freely before the freeze, by an approved change after it', async () => {
      const out = { at: NOW, reason: '报废' };
      expect(await registry.decommission('q', 'm1', { at: NOW - 5, reason: '报废' }, member)).toMatchObject({ ok: true });
      expect(await registry.decommission('q', 'm1', out, member)).toMatchObject({ ok: true });
      expect((await registry.inventory('q'))?.devices[0]).toEqual(device('m1', { decommissionedAt: NOW, decommissionReason: '报废' }));
      expect(await registry.decommission('q', 'nobody', out, member)).toMatchObject({ ok: false, reason: { code: 'unknown' } });
      expect(await registry.decommission('q', 'm1', { at: NOW, reason: ' ' }, member)).toMatchObject({ ok: false, reason: { field: 'reason' } });
      expect(await registry.decommission('p', 'm2', out, member)).toMatchObject({ ok: false, reason: { code: 'frozen' } });
      const refused = [
        ['reason-required', 'devices[0].decommissionReason', { decommissionedAt: 9 }], ['invalid', 'devices[0].decommissionedAt', { decommissionReason: '报废' }],
        ['invalid', 'devices[0].decommissionedAt', { commissionedAt: 9, decommissionedAt: 9, decommissionReason: '报废' }],
      ] as const;
      for (const [code, field, facts] of refused) expect(await registry.saveDevices('q', [device('m1', facts)])).toMatchObject({ ok: false, reason: { code, field } });
      const change = { kind: 'device' as const, device: device('m2', { decommissionedAt: NOW, decommissionReason: '报废' }) };
      expect(await registry.proposeChange('p', { id: 'out', reason: '报废', change }, member)).toMatchObject({ ok: true });
      expect(await registry.decideChange('p', 'out', ACCEPTED, officer)).toMatchObject({ ok: true });
      const back = { kind: 'device' as const, device: device('m2') };
      expect(await registry.proposeChange('p', { id: 'back', reason: '误报', change: back }, member)).toMatchObject({ ok: true, value: { before: change.device } });
      expect(await registry.decideChange('p', 'back', ACCEPTED, officer)).toMatchObject({ ok: true });
    });

    it('is rebuilt from its changes', async () => {
      const { registry: copy } = await factory(clock);
      expect(await copy.rebuild(await registry.changes(0, 10_000))).toMatchObject({ ok: true });
      const state = async (of: Registry): Promise<unknown> =>
        [await of.programmeSettings('P'), await of.freeze('p'), await of.changeRequests('p'), await of.milestones('p'), await of.lifeCycle('p'), await of.money('p'), await of.inventory('p')];
      expect(await state(copy)).toEqual(await state(registry));
      await copy.close();
    }, 180_000);
  });
}
