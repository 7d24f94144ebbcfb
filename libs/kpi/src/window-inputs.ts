import { LEGS, MICROS_PER_HOUR, highBit, hourOf, lowBit, minuteOfHour, plannedCalendars } from '@yanshou/telemetry';
import type { InventoryDevice, Leg, PlannedCalendar, PlannedHours, PlannedTime, ProjectContract } from '@yanshou/telemetry';
import type { LegDay, SeriesInput, WindowInputs } from '@yanshou/catalogue';
import { downSpansOf, downtimeOfDays, hourlyDowntime } from './day-downtime.js';
import type { EvaluationContext } from './evaluation-context.js';
import { legDays, wholeHours } from './leg-days.js';
import type { DaySpan } from './leg-days.js';
import { datedMembers, memberOf } from './membership.js';
import type { Membership } from './membership.js';
import type { MinuteRange } from './minute-range.js';
import { downtime } from './platform-silence.js';
import { intervalMinutesOf, roleMetrics } from './role-metrics.js';
import { windowPlan } from './window-plan.js';

/** Both legs by windows: every series that the plan reads, also the silent ones. */
export function windowInputs(context: EvaluationContext): Readonly<Record<Leg, WindowInputs>> {
  const plan = windowPlan(context.contract);
  const of = (leg: Leg): WindowInputs => {
    const plans = new DayPlans(context, plan.size === 0 ? [] : legDays(context.contract, leg));
    const siteDays = plans.ofSites();
    return { days: plans.project, ...(siteDays && { siteDays }), series: plans.project.length === 0 ? [] : seriesInputs(context, leg, plans) };
  };
  return Object.fromEntries(LEGS.map((leg) => [leg, of(leg)])) as Record<Leg, WindowInputs>;
}

/** The days of a leg by calendar: of devices and sites with the same planned time once. */
class DayPlans {
  readonly project: readonly LegDay[];
  private readonly known = new Map<PlannedCalendar, readonly LegDay[]>();
  private readonly devices: ReadonlyMap<string, InventoryDevice>;

  constructor({ contract, inventory, platformSilence }: EvaluationContext, readonly days: readonly DaySpan[]) {
    this.contract = contract;
    this.devices = new Map(inventory.devices.map((device) => [device.id, device]));
    const down = downtimeOfDays(days, downtime(platformSilence));
    this.bare = days.map((day, place) => ({ day: day.day, hours: wholeHours(day), planned: 0, ...downOf(day, down.get(place) ?? []) }));
    this.project = this.by(plannedCalendars(contract).project);
  }

  private readonly contract: ProjectContract;
  private readonly bare: readonly LegDay[];

  /** Undefined where they are the project's. */
  of(id: string): readonly LegDay[] | undefined {
    const device = this.devices.get(id);
    return device && this.unlessProject(plannedCalendars(this.contract).of(device));
  }

  /** Of the bases that have a calendar of their own; undefined where none has. */
  ofSites(): Readonly<Record<string, readonly LegDay[]>> | undefined {
    const { bases } = this.contract;
    const sites = new Set([bases, ...Object.values(bases?.byKind ?? {})].flatMap((kind) => kind?.sites ?? []));
    const own = [...sites].sort().flatMap((site) => {
      const days = this.unlessProject(plannedCalendars(this.contract).ofSite(site));
      return days === undefined ? [] : [[site, days] as const];
    });
    return own.length === 0 ? undefined : Object.fromEntries(own);
  }

  private readonly unlessProject = (calendar: PlannedCalendar): readonly LegDay[] | undefined =>
    (calendar === plannedCalendars(this.contract).project ? undefined : this.by(calendar));

  private by(calendar: PlannedCalendar): readonly LegDay[] {
    const days = this.known.get(calendar) ?? this.madeOf(calendar);
    this.known.set(calendar, days);
    return days;
  }

  private madeOf(calendar: PlannedCalendar): readonly LegDay[] {
    const hours = (as: (plannedTime: PlannedTime) => PlannedTime): PlannedHours =>
      plannedCalendars(this.contract).hours(calendar, this.days[0]?.start ?? 0, this.days.at(-1)?.end ?? 0, as);
    const planned = hours((plannedTime) => plannedTime);
    const filled = calendar.spans.some(({ plannedTime }) => drains(plannedTime).length > 0) ? hours(stockedTime) : undefined;
    return this.bare.map((bare, place) => {
      const day = this.days[place] as DaySpan;
      return { ...bare, planned: plannedHoursOf(day, planned), ...(filled && drainedHours(day, filled)) };
    });
  }
}

/** Nothing where the platform was there in all of the day's hours. */
function downOf(day: DaySpan, down: readonly MinuteRange[]): Pick<LegDay, 'platformDown' | 'downSpans'> {
  const platformDown = down.length === 0 ? [] : hourlyDowntime(day, down);
  return platformDown.some((minutes) => minutes > 0) ? { platformDown, downSpans: downSpansOf(day, down) } : {};
}

function seriesInputs({ inventory, contract, windows }: EvaluationContext, leg: Leg, plans: DayPlans): readonly SeriesInput[] {
  const plan = windowPlan(contract);
  const rows = new Map(windows.filter((row) => row.leg === leg).map((row) => [`${row.device}\n${row.metric}`, row]));
  const members = datedMembers(inventory);
  return roleMetrics(inventory).filter(({ metric }) => plan.get(metric.role)?.legs.includes(leg)).map((role): SeriesInput => {
    const { device, metric: { name, role: of, resolution, unit } } = role;
    const row = rows.get(`${device}\n${name}`);
    const days = plans.of(device);
    return {
      device, metric: name, role: of, resolution, unit, origins: row?.origins ?? [], windows: row?.windows ?? [],
      intervalMinutes: intervalMinutesOf(role), ...daysOfMember(memberOf(members, device), plans.days), ...(days && { days }),
    };
  });
}

/** Fish keep no shifts: all time but that of drained ponds. */
const stockedTime = (plannedTime: PlannedTime): PlannedTime => ({ zone: plannedTime.zone, shifts: [], exemptions: drains(plannedTime) });

const drains = ({ exemptions = [] }: PlannedTime): NonNullable<PlannedTime['exemptions']> => exemptions.filter(({ kind }) => kind === 'drained');

function drainedHours(day: DaySpan, filled: PlannedHours): { readonly drained?: number } {
  const whole = 2 ** wholeHours(day) - 1;
  const drained = whole & ~plannedHoursOf(day, filled);
  return drained === 0 ? {} : { drained };
}

/** Hours of a day of which every minute is planned, as bits from midnight on. */
function plannedHoursOf({ midnight, start, end }: DaySpan, { firstHour, low, high }: PlannedHours): number {
  let hours = 0;
  for (let hour = 0, from = midnight; from + MICROS_PER_HOUR <= end; hour += 1, from += MICROS_PER_HOUR) {
    if (from < start) continue;
    const [first, minute] = [hourOf(from) - firstHour, minuteOfHour(from)];
    const isPlanned = (at: number): boolean => {
      const place = at >= MINUTES ? first + 1 : first;
      return (((low[place] ?? 0) & lowBit(at % MINUTES)) | ((high[place] ?? 0) & highBit(at % MINUTES))) !== 0;
    };
    if (Array.from({ length: MINUTES }, (_, index) => minute + index).every(isPlanned)) hours |= 1 << hour;
  }
  return hours;
}

const MINUTES = 60;

/** `~` is after every day: the device was commissioned after the leg. Without an end nothing is said of one. */
function daysOfMember({ from, until }: Membership, days: readonly DaySpan[]): Pick<SeriesInput, 'since' | 'until'> {
  const since = from <= (days[0]?.midnight ?? Infinity) ? '' : (days.find(({ midnight }) => midnight >= from)?.day ?? '~');
  const after = days.find(({ end }) => end > until)?.day;
  return { since, ...(after !== undefined && { until: after }) };
}
