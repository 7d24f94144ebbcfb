import { plannedCalendars, popCount } from '@yanshou/telemetry';
import type { PlannedCalendar, PlannedHours } from '@yanshou/telemetry';
import type { EvaluationContext } from './evaluation-context.js';
import { withinDays } from './leg-plans.js';
import type { LegPlans } from './leg-plans.js';

/** Share of the shifts' minutes of all devices in the window that holidays and exemptions take away; of the project's where it has none; null without shifts. */
export function exemptShareOf({ contract }: Pick<EvaluationContext, 'contract'>, plans: LegPlans, devices: readonly string[]): number | null {
  const counts = new Map<PlannedCalendar, number>();
  for (const device of devices) counts.set(plans.calendarOf(device), (counts.get(plans.calendarOf(device)) ?? 0) + 1);
  if (counts.size === 0) counts.set(plannedCalendars(contract).project, 1);
  const [shifts, planned] = [...counts].reduce(([all, left], [calendar, times]) => {
    const { from, to } = contract.window;
    const whole = plannedCalendars(contract).hours(calendar, from, to, (plannedTime) => withinDays({ zone: plannedTime.zone, shifts: plannedTime.shifts }, contract.window));
    return [all + times * minutesOf(whole), left + times * minutesOf(plans.hoursOf(calendar))] as const;
  }, [0, 0] as readonly [number, number]);
  return shifts === 0 ? null : (shifts - planned) / shifts;
}

function minutesOf({ low, high }: PlannedHours): number {
  let minutes = 0;
  for (let hour = 0; hour < low.length; hour += 1) minutes += popCount(low[hour] ?? 0) + popCount(high[hour] ?? 0);
  return minutes;
}
