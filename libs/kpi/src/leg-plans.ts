import { plannedCalendars } from '@yanshou/telemetry';
import type { AssessmentWindow, InventoryDevice, PlannedCalendar, PlannedHours, PlannedTime } from '@yanshou/telemetry';
import type { EvaluationContext } from './evaluation-context.js';
import { downtime } from './platform-silence.js';
import { SlotTables } from './slot-tables.js';
import type { SlotTable } from './slot-tables.js';

/** The planned time of a leg, of each device; devices with the same calendar share its masks and its tables of intervals. */
export class LegPlans {
  /** All minutes of the leg. */
  readonly window: PlannedHours;
  private readonly inventory: ReadonlyMap<string, InventoryDevice>;
  private readonly known = new Map<PlannedCalendar, PlannedHours>();
  private readonly tables: SlotTables;

  constructor(private readonly context: Pick<EvaluationContext, 'contract' | 'inventory' | 'platformSilence'>, private readonly period: AssessmentWindow) {
    const { contract, inventory, platformSilence } = context;
    this.inventory = new Map(inventory.devices.map((device) => [device.id, device]));
    const allTime: PlannedTime = { zone: contract.plannedTime.zone, shifts: [] };
    this.window = plannedCalendars(contract).hours(plannedCalendars(contract).project, period.from, period.to, () => withinDays(allTime, period));
    this.tables = new SlotTables(this.window, downtime(platformSilence));
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

  slots(device: string): SlotTable {
    return this.tables.of(this.planned(device));
  }
}

/** A window of single days cuts every calendar down to them. */
export const withinDays = (calendar: PlannedTime, { days }: AssessmentWindow): PlannedTime => (days === undefined ? calendar : { ...calendar, days });
