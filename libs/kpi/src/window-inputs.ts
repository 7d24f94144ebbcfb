import { LEGS, MICROS_PER_HOUR, highBit, hourOf, lowBit, minuteOfHour, plannedHours } from '@yanshou/telemetry';
import type { Leg, PlannedHours, PlannedTime } from '@yanshou/telemetry';
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
    const days = plan.size === 0 ? [] : legDays(context.contract, leg);
    const planned = plannedHours(context.contract.plannedTime, days[0]?.start ?? 0, days.at(-1)?.end ?? 0);
    const stocked = stockedTime(context.contract.plannedTime);
    const filled = stocked && plannedHours(stocked, days[0]?.start ?? 0, days.at(-1)?.end ?? 0);
    const series = days.length === 0 ? [] : seriesInputs(context, leg, days);
    const down = downtimeOfDays(days, downtime(context.platformSilence));
    return {
      days: days.map((day, place) => ({
        day: day.day, hours: wholeHours(day), planned: plannedHoursOf(day, planned), ...(filled && drainedHours(day, filled)), ...downOf(day, down.get(place) ?? []),
      })),
      series,
    };
  };
  return Object.fromEntries(LEGS.map((leg) => [leg, of(leg)])) as Record<Leg, WindowInputs>;
}

/** Nothing where the platform was there in all of the day's hours. */
function downOf(day: DaySpan, down: readonly MinuteRange[]): Pick<LegDay, 'platformDown' | 'downSpans'> {
  const platformDown = down.length === 0 ? [] : hourlyDowntime(day, down);
  return platformDown.some((minutes) => minutes > 0) ? { platformDown, downSpans: downSpansOf(day, down) } : {};
}

function seriesInputs({ inventory, contract, windows }: EvaluationContext, leg: Leg, days: readonly DaySpan[]): readonly SeriesInput[] {
  const plan = windowPlan(contract);
  const rows = new Map(windows.filter((row) => row.leg === leg).map((row) => [`${row.device}\n${row.metric}`, row]));
  const members = datedMembers(inventory);
  return roleMetrics(inventory).filter(({ metric }) => plan.get(metric.role)?.legs.includes(leg)).map((role): SeriesInput => {
    const { device, metric: { name, role: of, resolution, unit } } = role;
    const row = rows.get(`${device}\n${name}`);
    return {
      device, metric: name, role: of, resolution, unit, origins: row?.origins ?? [], windows: row?.windows ?? [],
      intervalMinutes: intervalMinutesOf(role), ...daysOfMember(memberOf(members, device), days),
    };
  });
}

/** Fish keep no shifts: all time but that of drained ponds. Undefined where none ever is. */
function stockedTime({ zone, exemptions = [] }: PlannedTime): PlannedTime | undefined {
  const drained = exemptions.filter(({ kind }) => kind === 'drained');
  return drained.length === 0 ? undefined : { zone, shifts: [], exemptions: drained };
}

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
