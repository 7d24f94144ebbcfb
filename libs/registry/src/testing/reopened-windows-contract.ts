import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock, defaultSettings } from '@yanshou/telemetry';
import type { DeclaredFigure, InventoryDevice, ProjectContract } from '@yanshou/telemetry';
import type { Registry } from '../registry.js';
import { CONTRACT_CHANGED, FIGURES_CHANGED, INVENTORY_CHANGED, PLANNED_TIME_CHANGED } from '../reopening/terms-causes.js';
import type { JobWindow, WindowClaim } from '../window-records.js';
import { ACCEPTED, approvalPaper } from './approval-paper.js';
import { contract as signedContract, device, deviceClass, project } from './registry-contract.js';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const START = 1_800_000_000_000_000;
const day = (n: number): number => START + n * DAY;
const window = (job: string, unit: JobWindow['unit'], from: number, to: number): JobWindow => ({ project: 'w', job, unit, from, to });
/** By name: what is due is told by these. */
const WINDOWS: Readonly<Record<string, JobWindow>> = {
  // Compared with the baseline though it lies before it.
  before: window('d', 'day', day(-9), day(-8)),
  base: window('b', 'baseline', day(-2), day(0)), hour: window('h', 'hour', day(0), day(0) + HOUR), day0: window('d', 'day', day(0), day(1)), day1: window('d', 'day', day(1), day(2)),
  day2: window('d', 'day', day(2), day(3)), late: window('h', 'hour', day(2), day(2) + HOUR), month: window('m', 'month', day(0), day(3)), whole: window('r', 'reporting', day(0), day(1)), asked: window('c', 'term', day(0), day(3)),
};
const ALL = ['before', 'base', 'hour', 'day0', 'day1', 'day2', 'late', 'month', 'whole'];
const FROM_DAY_2 = ['day2', 'late', 'month', 'whole'];
const contract: ProjectContract = {
  ...signedContract('w'), window: { from: day(0), to: day(3) }, baseline: { from: day(-2), to: day(0) }, lateDeliveryHours: 48, efficiency: { definition: 'machine-hours', standards: [] },
};
const target = contract.targets[0] as ProjectContract['targets'][number];
const night = { zone: 'Asia/Shanghai', shifts: [{ start: '20:00', end: '06:00' }] };
const officer = { who: 'officer', approval: 'JK-1' };
const programmeTarget = { direction: contract.direction, indicator: 'standards', comparator: '>=' as const, value: 3, unit: '项', clause: '通知 2' };

/** What every database of the registry must do so that no window keeps a value of an inventory or of terms that were changed. */
export function reopenedWindowsContract(name: string, factory: (clock: ManualClock) => Promise<{ registry: Registry }>): void {
  describe(`windows and what they are judged by, over ${name}`, () => {
    const clock = new ManualClock(day(4));
    let registry: Registry;
    let number = 0;
    const finishAll = async (of = registry): Promise<void> => {
      for (let claim = await of.claimWindow('w', 60_000); claim !== undefined; claim = await of.claimWindow('w', 60_000)) await of.finishWindow(claim, { inputsDigest: 'a' });
    };
    const nameOf = (one: JobWindow): string => Object.keys(WINDOWS).find((key) => WINDOWS[key]?.job === one.job && WINDOWS[key]?.from === one.from) ?? '';
    /** Names of the windows that are due, in the order of `WINDOWS`, and why. */
    const due = async (of = registry): Promise<readonly [names: readonly string[], causes: readonly number[]]> => {
      const open = (await of.windowLedger('w')).filter(({ status }) => status === 'due');
      const names = new Set(open.map(nameOf));
      return [Object.keys(WINDOWS).filter((key) => names.has(key)), [...new Set(open.map(({ causes }) => causes ?? 0))]];
    };
    const change = async (save: Promise<{ readonly ok: boolean }>, names: readonly string[], ...causes: readonly number[]): Promise<void> => {
      expect(await save).toMatchObject({ ok: true });
      expect(await due()).toEqual([names, causes]);
      await finishAll();
    };
    const saved = (change: Partial<InventoryDevice>) => registry.saveDevices('w', [device('m1', change)]);
    const signed = (change: Partial<ProjectContract> = {}) => registry.saveContract({ ...contract, ...change }, officer);

    beforeAll(async () => {
      ({ registry } = await factory(clock));
      await registry.saveProgramme({ id: contract.programme, nameZh: '专项', nameEn: 'programme' });
      await registry.saveProject(project('w'));
      await registry.saveSite('w', { id: 'hall', nameZh: '厅', nameEn: 'Hall' });
      for (const id of [deviceClass.id, 'unused']) await registry.saveClass('w', { ...deviceClass, id });
      await registry.saveDevices('w', [device('m1', { intelligent: true, intelligentGround: '数控' })], { who: 'wang' });
      await signed();
      await registry.planWindows(Object.values(WINDOWS));
    }, 180_000);
    beforeEach(() => finishAll());
    afterAll(() => registry.close());

    it('are left as they are by labels, by what is of no value, and by the same once more', async () => {
      const labelled = { intelligent: true, intelligentGround: '带网络接口', nameZh: '一号机', nameEn: 'one', assetNumber: 'A-9', factorySerial: 'S', controllerSerial: 'C' };
      await change(saved(labelled), []);
      await change(saved(labelled), []);
      await change(registry.approveIntelligence('w', 'm1', '认定 1 号', { who: 'li' }), []);
      await change(registry.saveClass('w', { ...deviceClass, nameZh: '数控铣床', nameEn: 'CNC', metrics: deviceClass.metrics.map((metric) => ({ ...metric, nameZh: '转速', max: 30_000, limits: { high: 20_000, basis: '规程' } })) }), []);
      await change(registry.saveClass('w', { ...deviceClass, id: 'unused', judgingIntervalMinutes: 60 }), []);
      await change(registry.saveSite('w', { id: 'hall', nameZh: '大厅', nameEn: 'Great hall' }), []);
      await change(registry.saveGateway('w', { id: 'gw', nameZh: '网关', nameEn: 'Gateway', children: ['m1'] }), []);
      await change(signed({ units: [{ name: '某公司', role: 'lead' }], term: { from: day(-9), to: day(9) } }), []);
      await change(signed({ window: { from: day(0), to: day(9) } }), []);
      await change(signed({ targets: [{ ...target, isKey: true, byYear: [{ year: 2027, value: 50 }] }] }), []);
      await change(registry.saveProgrammeSettings({ ...defaultSettings(contract.programme), rollUp: { kind: 'key-met', share: 1 } }, officer), []);
      await change(registry.saveProgrammeSettings({ ...defaultSettings(contract.programme), targets: [{ ...programmeTarget, direction: 'another' }] }, officer), []);
      await change(signed(), []);
      expect(await registry.saveContract({ ...contract, networkedThreshold: 0.7 })).toMatchObject({ ok: false, reason: { code: 'approval-required' } });
      expect(await due()).toEqual([[], []]);
    });

    it('are all due again by another machine, kind, class or site, and by another class of what is there', async () => {
      await change(saved({ intelligent: true, intelligentGround: '数控' }), []);
      await change(saved({ intelligent: false }), ALL, INVENTORY_CHANGED);
      await change(saved({ assetKind: 'test' }), ALL, INVENTORY_CHANGED);
      await change(saved({ siteId: 'hall' }), ALL, INVENTORY_CHANGED);
      await change(registry.addDevices('w', [device('m2', { commissionedAt: day(2) })]), ALL, INVENTORY_CHANGED);
      await change(registry.saveClass('w', { ...deviceClass, judgingIntervalMinutes: 10 }), ALL, INVENTORY_CHANGED);
      await change(registry.saveClass('w', { ...deviceClass, metrics: [] }), ALL, INVENTORY_CHANGED);
    });

    it('are due again by a date of a device from the earlier of both dates on, and those that are compared with a baseline in which that is', async () => {
      await change(saved({ commissionedAt: day(2) }), ALL, INVENTORY_CHANGED);
      await change(saved({ commissionedAt: day(2) + HOUR }), FROM_DAY_2, INVENTORY_CHANGED);
      await change(saved({ commissionedAt: day(3) }), ['day2', 'month', 'whole'], INVENTORY_CHANGED);
      await change(saved({ commissionedAt: day(9) }), ['whole'], INVENTORY_CHANGED);
      await change(saved({ commissionedAt: day(2) }), FROM_DAY_2, INVENTORY_CHANGED);
      await change(registry.decommission('w', 'm1', { at: day(2) + 1, reason: '报废' }, officer), FROM_DAY_2, INVENTORY_CHANGED);
      await change(registry.decommission('w', 'm1', { at: day(2) + 2, reason: '转让' }, officer), FROM_DAY_2, INVENTORY_CHANGED);
      await change(registry.decommission('w', 'm1', { at: day(2) + 2, reason: '报废' }, officer), []);
      await change(saved({ commissionedAt: day(-1) }), ALL, INVENTORY_CHANGED);
      await change(saved({ commissionedAt: day(-1), decommissionedAt: day(4), decommissionReason: '报废' }), ['whole'], INVENTORY_CHANGED);
      await change(saved({ commissionedAt: day(-1) + 1, decommissionedAt: day(4), decommissionReason: '报废' }), ALL, INVENTORY_CHANGED);
      await change(saved({ commissionedAt: day(0), decommissionedAt: day(4), decommissionReason: '报废' }), ALL, INVENTORY_CHANGED);
      await change(saved({ commissionedAt: day(0) + 1, decommissionedAt: day(4), decommissionReason: '报废' }), ALL.filter((one) => one !== 'before' && one !== 'base'), INVENTORY_CHANGED);
    });

    it.each<readonly [string, Partial<ProjectContract>]>([
      ['the threshold', { networkedThreshold: 0.6 }], ['the least coverage of the platform', { minimumPlatformCoverage: 0.8 }], ['the least coverage of devices', { minimumDeviceCoverage: 0.7 }],
      ['the definition of a gain', { efficiency: { definition: 'oee', standards: [] } }], ['what the data has to be', { sufficiency: { minimumDays: 0.5 } }], ['late delivery', { lateDeliveryHours: 24 }],
      ['single days', { window: { ...contract.window, days: ['2027-01-16'] } }], ['the value of a target', { targets: [{ ...target, value: 80 }] }], ['the clause of one', { targets: [{ ...target, clause: '补充协议' }] }],
      ['the own window of a figure', { targets: [{ ...target, window: { from: day(1), to: day(2) } }] }], ['a target more', { targets: [target, { ...target, indicator: 'transmission' }] }],
      ['the text that air is judged by', { environment: { airStandard: 'HJ 633-2012' } }],
    ])('are all due again by %s of the contract, and by its taking back', async (_, terms) => {
      await change(signed(terms), ALL, CONTRACT_CHANGED);
      await change(signed(), ALL, CONTRACT_CHANGED);
    });

    it('are due again by another baseline but for hours, by a programme’s target of the direction, and by planned time with a cause of its own', async () => {
      const long = ALL.filter((one) => !['hour', 'late'].includes(one));
      await change(signed({ baseline: { from: day(-3), to: day(0) } }), long, CONTRACT_CHANGED);
      await change(signed({ baseline: { from: day(-2), to: day(0) }, networkedThreshold: 0.6 }), ALL, CONTRACT_CHANGED);
      await change(registry.saveProgrammeSettings({ ...defaultSettings(contract.programme), targets: [programmeTarget] }, officer), ALL, CONTRACT_CHANGED);
      await change(registry.saveProgrammeSettings({ ...defaultSettings(contract.programme), targets: [{ ...programmeTarget, value: 4, batches: ['2020-1'] }, programmeTarget] }, officer), []);
      await change(signed({ batch: '2020-1' }), ALL, CONTRACT_CHANGED);
      await change(signed({ plannedTime: night }), ALL, CONTRACT_CHANGED | PLANNED_TIME_CHANGED);
      await change(registry.saveCalendar('w', 'project', night), []);
      await change(registry.saveCalendar('w', 'class:mill', night), ALL, PLANNED_TIME_CHANGED);
      await change(signed({ plannedTime: night }), []);
      await change(signed(), ALL, PLANNED_TIME_CHANGED);
    });

    it('are due again but for hours when a figure that stands for a period of a gain is accepted or withdrawn', async () => {
      const figure = (change: Partial<DeclaredFigure>): DeclaredFigure => ({
        project: 'w', id: 'f', indicator: 'energy-utilisation-gain', purpose: 'baseline', quantity: 'energy', amount: 1, unit: 'kWh', sourceKind: 'entered', status: 'submitted', statedBy: 'member', statedAt: day(0), ...change,
      });
      const long = ALL.filter((one) => !['hour', 'late'].includes(one));
      await change(registry.saveFigure(figure({})), []);
      await change(registry.saveFigure(figure({ id: 'own', purpose: 'own', quantity: 'value', status: 'accepted' })), []);
      await change(registry.saveFigure(figure({ status: 'accepted' })), long, FIGURES_CHANGED);
      await change(registry.askWithdrawal('w', 'f', '计量已接入', { who: 'member' }), []);
      await change(registry.decideWithdrawal('w', 'f', 'accepted', { who: 'li' }), long, FIGURES_CHANGED);
    });

    it('that are being computed are due when they end, with the cause, and are due where the history of changes is replayed', async () => {
      await registry.reopenWindow(WINDOWS['day1'] as JobWindow);
      const claim = (await registry.claimWindow('w', 60_000)) as WindowClaim;
      await signed({ networkedThreshold: 0.7 });
      await registry.finishWindow(claim, { inputsDigest: 'before' });
      expect(await due()).toEqual([ALL, [CONTRACT_CHANGED]]);
      const { registry: copy } = await factory(clock);
      expect(await copy.rebuild(await registry.changes(0, 100_000))).toMatchObject({ ok: true });
      expect(await due(copy)).toEqual([ALL, [CONTRACT_CHANGED]]);
      await copy.close();
      await finishAll();
      expect(await due()).toEqual([[], []]);
    }, 180_000);

    it('are due again one by one, whatever overlaps them, and keep the causes until they are computed', async () => {
      await registry.planWindows([window('c', 'term', day(1), day(3))]);
      await finishAll();
      const asked = WINDOWS['asked'] as JobWindow;
      expect([await registry.reopenWindow(asked, 5), await registry.reopenWindow(asked, 2), await registry.reopenWindow({ ...asked, from: day(-1) })]).toEqual([true, false, false]);
      expect((await registry.windowLedger('w')).filter(({ status }) => status === 'due')).toEqual([expect.objectContaining({ ...asked, causes: 7 })]);
      expect(await registry.claimWindow('w', 60_000)).toMatchObject({ ...asked, causes: 7 });
    });

    it('are due again after the freeze by what is accepted, from when it holds, and not by a name', async () => {
      clock.advance(120_000_000);
      await finishAll();
      await registry.saveEvidence(approvalPaper('w'));
      await saved({ commissionedAt: day(0) });
      await finishAll();
      await registry.saveCalendar('w', 'class:mill', night);
      await finishAll();
      await registry.saveFreeze('w', clock.now(), officer);
      const accepted = async (asked: Parameters<Registry['proposeChange']>[1]['change']) => {
        const id = `f${(number += 1)}`;
        expect(await registry.proposeChange('w', { id, reason: '更正', change: asked }, { who: 'member' })).toMatchObject({ ok: true });
        return registry.decideChange('w', id, ACCEPTED, officer);
      };
      await change(accepted({ kind: 'device', device: device('m1', { commissionedAt: day(0), nameZh: '二号机' }) }), []);
      await change(accepted({ kind: 'device', device: device('m1', { commissionedAt: day(0), decommissionedAt: day(2) + 1, decommissionReason: '报废' }) }), FROM_DAY_2, INVENTORY_CHANGED);
      await change(accepted({ kind: 'class', deviceClass: { ...deviceClass, judgingIntervalMinutes: 30 } }), ALL, INVENTORY_CHANGED);
      await change(accepted({ kind: 'calendar', scope: 'project', plannedTime: night, validFrom: day(2) }), FROM_DAY_2, PLANNED_TIME_CHANGED);
      await change(accepted({ kind: 'calendar-removal', scope: 'class:mill', validFrom: day(2) + HOUR }), ['day2', 'month', 'whole'], PLANNED_TIME_CHANGED);
      expect(await registry.proposeChange('w', { id: 'again', reason: '更正', change: { kind: 'calendar-removal', scope: 'class:mill', validFrom: day(2) + HOUR } }, { who: 'member' })).toMatchObject({ ok: false, reason: { code: 'unknown' } });
    });
  });
}
