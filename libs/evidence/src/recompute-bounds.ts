import { gapMaskHours, roleMetrics, windowPlan } from '@yanshou/kpi';
import { LEGS, MICROS_PER_HOUR, PROJECT_SCOPE, legPeriod, partsOf, patternOf } from '@yanshou/telemetry';
import type { DeviceClass, Leg, ProjectContract, ScopedCalendar } from '@yanshou/telemetry';
import type { BundleContents } from './bundle-contents.js';
import { DATA_FILES } from './bundle-layout.js';
import { finding } from './findings.js';
import type { Finding } from './findings.js';

/**
 * What a bundle may ask of a verifier: a few bytes can name hours, devices and metrics without end. Each bound lies beyond what a
 * project of 2 000 devices with a baseline and a reporting period of a year needs, and keeps memory below two gigabytes and the work
 * that does not follow from the bundle's size to tens of seconds. Checked in this order: later ones are reckoned from what earlier ones bound.
 */
export const RECOMPUTE_BOUNDS = {
  /** Hours of one period: ten years. Calendars are made day by day. */
  periodHours: 87_672,
  /** Shifts of a day of all planned times that differ, on every day of both periods; 20 to 50 µs each. */
  shiftDays: 1_000_000,
  /** Planned times of all devices that differ, with the exemptions of each. */
  calendarParts: 2_000_000,
  /** Hours of both periods of the calendars that differ, once for each planned time that one is made of. */
  calendarHours: 20_000_000,
  series: 1_000_000,
  /** Characters of all metrics of all devices, as every digest reads them. */
  inventoryCharacters: 64 * 2 ** 20,
  deviceHours: 40_000_000,
  /** Device hours of all indicators together: each judges them anew. */
  judgedHours: 500_000_000,
  /** Of gateways, sites and machines that say they are off, for the causes of gaps. */
  gapHours: 128_000_000,
  windows: 20_000_000,
} as const;

type Bound = keyof typeof RECOMPUTE_BOUNDS;

interface Asked {
  readonly bound: Bound;
  readonly file: string;
  readonly place: string;
  readonly unit: string;
  readonly amount: () => number;
}

/** The first bound that the contents pass, as a finding with both numbers. */
export function tooLarge(contents: BundleContents): Finding | undefined {
  for (const { bound, file, place, unit, amount } of asked(contents)) {
    const [most, actual] = [RECOMPUTE_BOUNDS[bound], Math.round(amount())];
    if (!(actual <= most)) return finding('recomputation-impossible', file, { place, expected: `≤ ${most} ${unit}`, actual: String(actual) });
  }
  return undefined;
}

const asked = (contents: BundleContents): readonly Asked[] => [
  { bound: 'periodHours', file: DATA_FILES.contract, place: 'window', unit: 'hours of a period', amount: () => Math.max(...LEGS.map((leg) => hoursOf(contents, leg))) },
  { bound: 'shiftDays', file: DATA_FILES.contract, place: 'plannedTime.shifts', unit: 'shifts of all days', amount: () => (shiftsOf(contents.contract) * bothHours(contents)) / HOURS_OF_A_DAY },
  { bound: 'calendarParts', file: DATA_FILES.contract, place: 'calendars', unit: 'planned times and exemptions of all devices', amount: () => sum(calendarsOf(contents).map(({ parts, exemptions }) => parts * (1 + exemptions))) },
  { bound: 'calendarHours', file: DATA_FILES.contract, place: 'calendars', unit: 'hours of all calendars', amount: () => sum(calendarsOf(contents).map(({ parts }) => parts)) * bothHours(contents) },
  { bound: 'series', file: DATA_FILES.inventory, place: 'classes', unit: 'series', amount: () => sumOfDevices(contents, ({ metrics }) => metrics.length) },
  { bound: 'inventoryCharacters', file: DATA_FILES.inventory, place: 'classes', unit: 'characters of metrics of all devices', amount: () => sumOfDevices(contents, charactersOf) },
  { bound: 'deviceHours', file: DATA_FILES.contract, place: 'window', unit: 'device hours', amount: () => bothHours(contents) * contents.inventory.devices.length },
  { bound: 'judgedHours', file: DATA_FILES.contract, place: 'targets', unit: 'device hours of all indicators', amount: () => bothHours(contents) * contents.inventory.devices.length * judgedOf(contents) },
  { bound: 'gapHours', file: DATA_FILES.inventory, place: 'gateways', unit: 'hours of gateways, sites and machines with a state', amount: () => gapMaskHours(contents.inventory, contents.contract) },
  { bound: 'windows', file: DATA_FILES.contract, place: 'targets', unit: 'windows', amount: () => windowsOf(contents) },
];

/** A figure with a window of its own is measured apart, which costs about as much again as judging it twice. */
const judgedOf = ({ report, contract }: BundleContents): number => report.indicators.length + 2 * contract.targets.filter(({ window }) => window !== undefined).length;

const HOURS_OF_A_DAY = 24;

const hoursOf = ({ contract }: BundleContents, leg: Leg): number => {
  const { from = 0, to = 0 } = legPeriod(contract, leg) ?? {};
  return Math.max(0, to - from) / MICROS_PER_HOUR;
};
const bothHours = (contents: BundleContents): number => LEGS.reduce((sum, leg) => sum + hoursOf(contents, leg), 0);

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const scopesOf = ({ plannedTime, calendars = [] }: ProjectContract): ReadonlyMap<string, Omit<ScopedCalendar, 'scope'>> =>
  new Map<string, Omit<ScopedCalendar, 'scope'>>([[PROJECT_SCOPE, { plannedTime }], ...calendars.map((calendar) => [calendar.scope, calendar] as const)]);

/** Shifts of a day of all planned times; those with the same are made once. Days are gone through for holidays alone, too: that costs as one shift does. */
function shiftsOf(contract: ProjectContract): number {
  const planned = [...scopesOf(contract).values()].flatMap(partsOf).map(({ plannedTime }) => plannedTime);
  return sum([...new Map(planned.map((one) => [patternOf(one), Math.max(1, one.shifts.length)])).values()]);
}

/** How many planned times and exemptions each of the calendars is made of that devices and bases have; nothing is made here. */
function calendarsOf({ contract, inventory }: BundleContents): readonly { readonly parts: number; readonly exemptions: number }[] {
  const scopes = scopesOf(contract);
  const sizes = new Map([...scopes].map(([scope, calendar]) => [scope, partsOf(calendar)] as const).map(([scope, parts]) => [scope, { parts: parts.length, exemptions: sum(parts.map(({ plannedTime: { exemptions = [] } }) => exemptions.length)) }]));
  const own = inventory.devices.map(({ id, classId, siteId }) => [`device:${id}`, `class:${classId}`, ...(siteId === undefined ? [] : [`site:${siteId}`])].filter((scope) => scopes.has(scope)));
  const bases = [contract.bases, ...Object.values(contract.bases?.byKind ?? {})].flatMap((kind) => kind?.sites ?? []).map((site) => [`site:${site}`].filter((scope) => scopes.has(scope)));
  const distinct = new Map([[], ...own, ...bases].map((held) => [held.join('\n'), [...held, PROJECT_SCOPE]] as const));
  return [...distinct.values()].map((held) => ({ parts: sum(held.map((scope) => sizes.get(scope)?.parts ?? 0)), exemptions: sum(held.map((scope) => sizes.get(scope)?.exemptions ?? 0)) }));
}

/** Without a list of all series: that is what is bounded. */
function sumOfDevices({ inventory }: BundleContents, of: (deviceClass: DeviceClass) => number): number {
  const classes = new Map(inventory.classes.map((one) => [one.id, of(one)]));
  return inventory.devices.reduce((sum, { classId }) => sum + (classes.get(classId) ?? 0), 0);
}

const charactersOf = ({ metrics }: DeviceClass): number => metrics.reduce((sum, { name, kind, role = '' }) => sum + name.length + kind.length + role.length, 0);

/** Windows that the contract's indicators can ask for: hours or days of every series with such a role. */
function windowsOf(contents: BundleContents): number {
  const plan = windowPlan(contents.contract);
  return roleMetrics(contents.inventory).reduce((sum, { metric }) => {
    const { unit, legs } = plan.get(metric.role) ?? { unit: 'day', legs: [] };
    return sum + legs.reduce((total, leg) => total + hoursOf(contents, leg), 0) / (unit === 'day' ? HOURS_OF_A_DAY : 1);
  }, 0);
}
