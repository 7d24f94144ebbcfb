import type { Registry } from '@yanshou/registry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, defaultSettings } from '@yanshou/telemetry';
import type { DeviceClass, InventoryDevice, MetricDefinition, Micros, PlannedTime, ProjectContract } from '@yanshou/telemetry';

/** An edit of what people register, by a number that chooses among its variants. Answers whether it was taken. */
export type Edit = (registry: Registry, project: string, variant: number) => Promise<{ readonly ok: boolean }>;
type Saving = ReturnType<Edit>;

const AUTHOR = { who: 'officer', approval: '批复 1 号' };

export interface TermEdits {
  readonly deviceClass: DeviceClass;
  readonly devices: readonly InventoryDevice[];
  readonly contract: (project: string) => ProjectContract;
  /** By name; those of `labels` change nothing that a value reads. */
  readonly edits: Readonly<Record<string, Edit>>;
  readonly labels: Readonly<Record<string, Edit>>;
}

const metric = (name: string, more: Partial<MetricDefinition>): MetricDefinition => ({ name, unit: '件', valueType: 'number', kind: 'process', resolution: 1, reporting: 'periodic', ...more });
const pick = <T>(all: readonly T[], variant: number): T => all[variant % all.length] as T;

/** A workshop whose contract has a day of baseline and two days of window from `from` on, and everything of it that a value reads and somebody may change. */
export function termEdits(from: Micros, zone: string): TermEdits {
  const deviceClass: DeviceClass = {
    id: 'c', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 60, metrics: [
      metric('good', { kind: 'counter', role: 'good-quantity' }), metric('energy', { unit: 'kWh', kind: 'counter', role: 'energy' }),
      metric('running', { unit: '', valueType: 'boolean', kind: 'state', role: 'production-state' }), metric('oxygen', { unit: 'mg/L', role: 'dissolved-oxygen' }),
    ],
  };
  const device = (id: string, more: Partial<InventoryDevice> = {}): InventoryDevice =>
    ({ id, assetNumber: id, nameZh: '设备', nameEn: 'device', assetKind: 'production', classId: 'c', intelligent: false, reporting: 'periodic', ...more });
  const shifts = (start: string, end: string): PlannedTime => ({ zone, shifts: [{ start, end }] });
  const contract = (project: string): ProjectContract => ({
    // A programme of its own, or its targets would be those of all projects of a test.
    project, programme: project, direction: 'P1.1.1', networkedThreshold: 0.6, minimumPlatformCoverage: 0.6, window: { from, to: from + 2 * MICROS_PER_DAY },
    baseline: { from: from - MICROS_PER_DAY, to: from }, plannedTime: shifts('00:00', '24:00'),
    efficiency: { definition: 'oee', standards: ['d1', 'd2'].map((of) => ({ device: of, millisecondsPerPiece: 1_500 })) },
    targets: ['networked-device-ratio', 'connected-equipment', 'process-data-points', 'overall-equipment-effectiveness', 'fishery-oxygen-compliance', 'energy-utilisation-gain', 'production-efficiency-gain']
      .map((indicator) => ({ indicator, comparator: '>=', value: 1, unit: '%', clause: '任务书' })),
  });

  /** The last version of the contract with other terms. */
  const terms = async (registry: Registry, project: string, change: (present: ProjectContract) => Partial<ProjectContract>): Saving => {
    const present = (await registry.contract(project)) ?? contract(project);
    const { calendars, ...signed } = present;
    return registry.saveContract({ ...signed, ...change(present) }, AUTHOR);
  };
  const toDevice = async (registry: Registry, project: string, id: string, change: Partial<InventoryDevice>): Saving => {
    const present = (await registry.devices(project, '', 100)).find((one) => one.id === id) ?? device(id);
    return registry.saveDevices(project, [{ ...present, ...change }], { who: 'wang' });
  };
  const toService = async (registry: Registry, project: string, id: string): Saving => {
    const { commissionedAt, decommissionedAt, decommissionReason, ...present } = (await registry.devices(project, '', 100)).find((one) => one.id === id) ?? device(id);
    return registry.saveDevices(project, [present]);
  };
  const toClass = async (registry: Registry, project: string, change: Partial<DeviceClass>): Saving =>
    registry.saveClass(project, { ...((await registry.classes(project))[0] ?? deviceClass), ...change });
  const toMetrics = async (registry: Registry, project: string, change: Partial<MetricDefinition>): Saving =>
    toClass(registry, project, { metrics: ((await registry.classes(project))[0] ?? deviceClass).metrics.map((one) => ({ ...one, ...change })) });
  const toFigure = async (registry: Registry, project: string): Saving => {
    const stated = await registry.figures(project);
    const standing = stated.find(({ status }) => status === 'accepted');
    const figure = { project, id: `f${stated.length}`, indicator: 'energy-utilisation-gain', purpose: 'baseline', quantity: 'energy', amount: 1, unit: 'kWh' } as const;
    if (standing === undefined) return registry.saveFigure({ ...figure, sourceKind: 'entered', status: 'accepted', statedBy: 'member', statedAt: from });
    await registry.askWithdrawal(project, standing.id, '计量已接入', { who: 'member' });
    return registry.decideWithdrawal(project, standing.id, 'accepted', { who: 'li' });
  };
  /** Gives a scope planned time of its own, or takes it away where it has some. */
  const toScope = async (registry: Registry, project: string, scope: string): Saving =>
    ((await registry.calendars(project)).some((one) => one.scope === scope) ? registry.removeCalendar(project, scope, AUTHOR) : registry.saveCalendar(project, scope, shifts('09:00', '15:00'), AUTHOR));
  const hours = (variant: number): Micros => from + ((variant * 7) % 60 - 12) * MICROS_PER_HOUR + (variant % 2) * 60_000_000;

  const edits: Readonly<Record<string, Edit>> = {
    commissioned: (registry, project, n) => toDevice(registry, project, pick(['d1', 'd2'], n), { commissionedAt: hours(n) - 24 * MICROS_PER_HOUR }),
    decommissioned: (registry, project, n) => (n % 3 === 0 ? toService(registry, project, 'd2') : registry.decommission(project, 'd2', { at: hours(n) + 13 * MICROS_PER_HOUR, reason: '报废' }, AUTHOR)),
    added: (registry, project, n) => toDevice(registry, project, 'd3', n % 2 === 0 ? {} : { commissionedAt: hours(n) }),
    assetKind: (registry, project, n) => toDevice(registry, project, 'd1', { assetKind: pick(['production', 'sensor'], n) }),
    interval: (registry, project, n) => toClass(registry, project, { judgingIntervalMinutes: pick([15, 30, 60], n) }),
    resolution: (registry, project, n) => toMetrics(registry, project, { resolution: pick([1, 2], n) }),
    reporting: (registry, project, n) => toMetrics(registry, project, { reporting: pick(['periodic', 'by-exception'], n) }),
    threshold: (registry, project, n) => terms(registry, project, () => ({ networkedThreshold: pick([0.6, 0.75, 0.9], n) })),
    platform: (registry, project, n) => terms(registry, project, () => ({ minimumPlatformCoverage: pick([0.5, 0.95], n) })),
    late: (registry, project, n) => terms(registry, project, () => ({ lateDeliveryHours: pick([2, 30, 72], n) })),
    definition: (registry, project, n) => terms(registry, project, ({ efficiency }) => ({ efficiency: { standards: efficiency?.standards ?? [], definition: pick(['oee', 'machine-hours'], n) } })),
    sufficiency: (registry, project, n) => terms(registry, project, () => ({ sufficiency: { minimumDays: pick([0.6, 0.9], n) } })),
    target: (registry, project, n) => terms(registry, project, ({ targets }) => ({ targets: targets.map((target) => ({ ...target, value: pick([1, 50, 99], n) })) })),
    ownWindow: (registry, project, n) => terms(registry, project, ({ targets }) => ({
      targets: targets.map((target, index) => (index > 1 ? target : { ...target, window: { from: from + (n % 3) * 6 * MICROS_PER_HOUR, to: from + MICROS_PER_DAY } })),
    })),
    days: (registry, project, n) => terms(registry, project, ({ window }) => ({ window: { ...window, days: pick([['2026-09-30'], ['2026-09-30', '2026-10-01']], n) } })),
    baseline: (registry, project, n) => terms(registry, project, () => ({ baseline: { from: from - pick([24, 18, 20], n) * MICROS_PER_HOUR, to: from } })),
    planned: (registry, project, n) => terms(registry, project, () => ({ plannedTime: pick([shifts('00:00', '24:00'), shifts('08:00', '20:00')], n) })),
    calendar: (registry, project, n) => registry.saveCalendar(project, pick(['project', 'class:c', 'device:d1'], n), pick([shifts('06:00', '18:00'), shifts('00:00', '24:00')], n), AUTHOR),
    calendarRemoved: (registry, project, n) => toScope(registry, project, pick(['class:c', 'device:d1'], Math.floor(n / 2))),
    programme: (registry, project, n) => registry.saveProgrammeSettings({
      ...defaultSettings(project), targets: [{ direction: 'P1.1.1', indicator: 'networked-device-ratio', comparator: '>=', value: pick([10, 60, 100], n), unit: '%', clause: '通知 2' }],
    }, AUTHOR),
    figure: toFigure,
  };
  const labels: Readonly<Record<string, Edit>> = {
    deviceNames: (registry, project, n) => toDevice(registry, project, 'd1', { nameZh: `机床 ${n}`, nameEn: `machine ${n}`, assetNumber: `A-${n}`, factorySerial: `S-${n}` }),
    classNames: (registry, project, n) => toClass(registry, project, { nameZh: `类别 ${n}`, nameEn: `class ${n}` }),
    metricNames: (registry, project, n) => toMetrics(registry, project, { nameZh: `测点 ${n}` }),
    units: (registry, project, n) => terms(registry, project, () => ({ units: [{ name: `公司 ${n}`, role: 'lead' }] })),
  };
  return { deviceClass, devices: ['d1', 'd2'].map((id) => device(id)), contract, edits, labels };
}
