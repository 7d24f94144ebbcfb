import { Failure, MASK_INTERVALS, evidenceBefore, isEquipment } from '@yanshou/telemetry';
import type { AssessmentWindow, DeviceClass, InventoryDevice, Leg, Micros } from '@yanshou/telemetry';
import type { DeviceInput, IndicatorInputs, ProcessPointInput } from '@yanshou/catalogue';
import { dayPresence } from './day-presence.js';
import type { DayPresence } from './day-presence.js';
import { countIntervals, hasValidMinute } from './device-intervals.js';
import type { EvaluationContext } from './evaluation-context.js';
import { exemptShareOf } from './exempt-share.js';
import { baselineMinutes, legInputs } from './leg-inputs.js';
import type { LegMinutes } from './leg-inputs.js';
import { LegPlans } from './leg-plans.js';
import { memberHours, membershipOf } from './membership.js';
import { mergeMinutes } from './merged-minutes.js';
import type { MergedMinutes } from './merged-minutes.js';
import { traceInputs, trainingInputs } from './trace-inputs.js';
import { windowInputs } from './window-inputs.js';

/** A context read once: what every indicator of the project computes from. */
export interface Measurement {
  readonly context: EvaluationContext;
  readonly inputs: IndicatorInputs;
  readonly merged: MergedMinutes;
  /** The same of the baseline; null without one. */
  readonly baseline: MergedMinutes | null;
  /** Minutes and calendars of both legs; null for one that the contract does not name. */
  readonly minutes: Readonly<Record<Leg, LegMinutes | null>>;
  /** Share of the shifts' minutes in the window that holidays and exemptions take away; null without shifts in it. */
  readonly exemptShare: number | null;
  /** Valid readings of the metrics that the device's class defines, in the window. */
  readonly readings: ReadonlyMap<string, number>;
  /** (device, metric, valid) of those metrics, ascending, one row a series. */
  readonly activity: readonly (readonly [device: string, metric: string, valid: number])[];
}

/** Merges and counts; linear in the rows. Throws Failure `inventory-inconsistent` for a device without a usable class. */
export function measure(context: EvaluationContext): Measurement {
  const { contract, inventory } = context;
  const { from, to } = contract.window;
  const classes = classesOf(context);
  const plans = new LegPlans(context, contract.window);
  const merged = mergeMinutes(context, plans.window, { leg: 'reporting', isWhole: contract.window.days === undefined });
  const baseline = baselineMinutes(context);
  const legs = { baseline, reporting: { merged, plans } };
  const presence = dayPresence(context, merged);
  const activity = activityOf(context, classes);
  const valid = new Map(activity.map(([device, metric, count]) => [`${device}\n${metric}`, count]));
  return {
    context,
    merged,
    baseline: baseline?.merged ?? null,
    minutes: legs,
    inputs: {
      hasWindow: to > from,
      networkedThreshold: contract.networkedThreshold,
      devices: deviceInputs(context, { merged, classes, plans, presence }),
      processPoints: inventory.devices.filter((device) => isOfWindow(device, contract.window)).flatMap((device) => processPoints(device, classes.get(device.id), valid)),
      windows: windowInputs(context),
      legs: legInputs(context, legs),
      periods: { baseline: periodOf(contract.baseline), reporting: periodOf(contract.window) },
      zone: contract.plannedTime.zone,
      efficiency: contract.efficiency ?? null,
      energy: contract.energy ?? null,
      environment: contract.environment ?? null,
      cost: contract.cost ?? null,
      managedLinks: contract.managedLinks ?? [],
      bases: contract.bases ?? null,
      messages: context.messages ?? { received: 0, stored: 0 },
      term: contract.term ?? { from, to },
      evidence: context.evidence.map((item) => evidenceBefore(item, to)),
      units: (contract.units ?? []).map(({ name }) => name),
      figures: context.figures.filter((figure) => figure.project === contract.project),
      trace: traceInputs(context),
      training: trainingInputs(context),
    },
    exemptShare: exemptShareOf(context, plans, inventory.devices.filter((device) => isOfWindow(device, contract.window)).map(({ id }) => id)),
    readings: readingsByDevice(activity),
    activity,
  };
}

type Classes = ReadonlyMap<string, DeviceClass>;

/** Device id → its class. */
function classesOf({ inventory }: EvaluationContext): Classes {
  const classes = new Map(inventory.classes.map((one) => [one.id, one]));
  return new Map(inventory.devices.map((device) => {
    const found = classes.get(device.classId);
    if (!found || !(MASK_INTERVALS as readonly number[]).includes(found.judgingIntervalMinutes)) throw inconsistent(device);
    return [device.id, found];
  }));
}

const inconsistent = (device: InventoryDevice): Failure =>
  new Failure('inventory-inconsistent', `device ${device.id}: class ${device.classId} is missing or has no usable judging interval`, false, {
    zh: `请在设备类别“${device.classId}”中设置判定间隔（分钟，须整除 60）`,
    en: `Define the device class "${device.classId}" with a judging interval in minutes that divides an hour`,
  });

interface DeviceMeasures {
  readonly merged: MergedMinutes;
  readonly classes: Classes;
  readonly plans: LegPlans;
  readonly presence: DayPresence;
}

function deviceInputs({ inventory, contract, everConnected }: EvaluationContext, measures: DeviceMeasures): readonly DeviceInput[] {
  const { merged, classes, plans, presence } = measures;
  const rows = new Map(merged.devices.map((id, row) => [id, row]));
  return inventory.devices.filter((device) => isOfWindow(device, contract.window)).map((device) => {
    const row = rows.get(device.id) ?? 0;
    const minutes = classes.get(device.id)?.judgingIntervalMinutes ?? 1;
    return {
      id: device.id,
      equipment: isEquipment(device.assetKind),
      assetKind: device.assetKind,
      site: device.siteId ?? null,
      intelligent: device.intelligent,
      intelligentApproved: device.intelligentApproval !== undefined,
      ...countIntervals(merged, row, plans.slots(device.id)(minutes), memberHours(membershipOf(device), merged.firstHour)),
      everConnected: everConnected.has(device.id),
      validInWindow: hasValidMinute(merged, row),
      verifiedOnSite: device.verifiedOnSite ?? false,
      ...presence.of(device, membershipOf(device)),
    };
  });
}

/** What had left the project before the window began is none of its devices. */
const isOfWindow = (device: InventoryDevice, { from }: AssessmentWindow): boolean => membershipOf(device).until > from;

function processPoints(device: InventoryDevice, defined: DeviceClass | undefined, valid: ReadonlyMap<string, number>): readonly ProcessPointInput[] {
  const metrics = defined?.metrics.filter((metric) => metric.kind === 'process') ?? [];
  return metrics.map((metric) => ({ device: device.id, metric: metric.name, valid: valid.get(`${device.id}\n${metric.name}`) ?? 0 }));
}

/** Metrics that no class defines are stored under a lenient policy and used nowhere. */
function activityOf(context: EvaluationContext, classes: Classes): Measurement['activity'] {
  const defined = new Set([...classes].flatMap(([device, { metrics }]) => metrics.map((metric) => `${device}\n${metric.name}`)));
  const sums = new Map<string, number>();
  for (const { device, metric, valid } of context.activity) {
    const key = `${device}\n${metric}`;
    if (valid > 0 && defined.has(key)) sums.set(key, (sums.get(key) ?? 0) + valid);
  }
  return [...sums].sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, count]) => {
    const [device = '', metric = ''] = key.split('\n');
    return [device, metric, count] as const;
  });
}

function readingsByDevice(activity: Measurement['activity']): ReadonlyMap<string, number> {
  const readings = new Map<string, number>();
  for (const [device, , valid] of activity) readings.set(device, (readings.get(device) ?? 0) + valid);
  return readings;
}

const periodOf = (window: AssessmentWindow | undefined): { readonly from: Micros; readonly to: Micros } | null =>
  window === undefined ? null : { from: window.from, to: window.to };
