import { plannedCalendars } from '@yanshou/telemetry';
import type { AssessmentWindow, InventoryDevice, PlannedCalendar, PlannedHours, PlannedTime } from '@yanshou/telemetry';
import type { CalendarSlots } from './device-intervals.js';
import { downSlots } from './down-slots.js';
import type { EvaluationContext } from './evaluation-context.js';
import { judgingSlots } from './judging-slots.js';
import type { MinuteRange } from './minute-range.js';
import { downtime } from './platform-silence.js';

/** Intervals of one length by calendar. */
export type SlotTables = (minutes: number) => CalendarSlots;

/** The planned time of a leg, of each device; devices with the same calendar share its masks and its tables of intervals. */
export class LegPlans {
  /** All minutes of the leg. */
  readonly window: PlannedHours;
  private readonly inventory: ReadonlyMap<string, InventoryDevice>;
  private readonly known = new Map<PlannedCalendar, PlannedHours>();
  private readonly tables = new Map<PlannedHours, SlotTables>();
  private readonly down: readonly MinuteRange[];

  constructor(private readonly context: Pick<EvaluationContext, 'contract' | 'inventory' | 'platformSilence'>, private readonly period: AssessmentWindow) {
    const { contract, inventory, platformSilence } = context;
    this.inventory = new Map(inventory.devices.map((device) => [device.id, device]));
    this.down = downtime(platformSilence);
    const allTime: PlannedTime = { zone: contract.plannedTime.zone, shifts: [] };
    this.window = plannedCalendars(contract).hours(plannedCalendars(contract).project, period.from, period.to, () => withinDays(allTime, period));
  }

  /** The project's for who is in no inventory. */
  calendarOf(device: string): PlannedCalendar {
    const calendars = plannedCalendars(this.context.contract);
    const own = this.inventory.get(device);
    return own === undefined ? calendars.project : calendars.of(own);
  }

  planned(device: string): PlannedHours {
    return this.hoursOf(this.calendarOf(device));
  }

  hoursOf(calendar: PlannedCalendar): PlannedHours {
    const { from, to } = this.period;
    const hours = this.known.get(calendar) ?? plannedCalendars(this.context.contract).hours(calendar, from, to, (plannedTime) => withinDays(plannedTime, this.period));
    this.known.set(calendar, hours);
    return hours;
  }

  slots(device: string): SlotTables {
    const planned = this.planned(device);
    const tables = this.tables.get(planned) ?? slotTables(planned, this.window, this.down);
    this.tables.set(planned, tables);
    return tables;
  }
}

/** A window of single days cuts every calendar down to them. */
export const withinDays = (calendar: PlannedTime, { days }: AssessmentWindow): PlannedTime => (days === undefined ? calendar : { ...calendar, days });

/** One table of slots an interval length. */
function slotTables(planned: PlannedHours, window: PlannedHours, down: readonly MinuteRange[]): SlotTables {
  const tables = new Map<number, CalendarSlots>();
  const cut = (minutes: number): CalendarSlots => {
    const left = downSlots({ planned, window }, down, minutes);
    return { planned: judgingSlots(planned, minutes), window: judgingSlots(window, minutes), ...(left && { down: left }) };
  };
  return (minutes) => {
    const slots = tables.get(minutes) ?? cut(minutes);
    tables.set(minutes, slots);
    return slots;
  };
}
