import { PROJECT_SCOPE, plannedCalendars, unitedRanges } from '@yanshou/telemetry';
import type { Exemption, InventoryDevice, PlannedCalendar, PlannedHours, PlannedTime, ProjectContract } from '@yanshou/telemetry';
import type { JudgingSlots } from '../judging-slots.js';
import type { MergedMinutes } from '../merged-minutes.js';
import { SlotCache } from '../slot-tables.js';
import { rangeHalves } from '../minute-range.js';
import type { MinuteRange } from '../minute-range.js';
import type { Halves } from './halves.js';

/** The calendars that tell what is missing from what was never expected. */
export interface GapCalendars {
  /** Whose time off it is: '' of the project, else the scopes. Time off of one calendar is one event. */
  readonly scope: string;
  /** Shifts with nothing taken out. */
  readonly shift: PlannedHours;
  /** Minutes of exemptions of a growing cycle. */
  readonly season: Halves;
  readonly exemptions: readonly Exemption[];
  /** One table an interval length. */
  readonly slots: (minutes: number) => GapSlots;
}

export interface GapSlots {
  readonly shift: JudgingSlots;
  /** Shifts without holidays, and without exemptions as well. */
  readonly workday: JudgingSlots;
  readonly planned: JudgingSlots;
}

/** The calendars of the window by device: of devices with the same planned time once. */
export class GapPlans {
  private readonly known = new Map<PlannedCalendar, GapCalendars>();
  private readonly slots = new SlotCache();

  constructor(private readonly contract: ProjectContract, private readonly hours: Pick<MergedMinutes, 'firstHour' | 'hours'>) {}

  of(device: InventoryDevice): GapCalendars {
    const calendar = plannedCalendars(this.contract).of(device);
    const calendars = this.known.get(calendar) ?? this.madeOf(calendar);
    this.known.set(calendar, calendars);
    return calendars;
  }

  private madeOf(calendar: PlannedCalendar): GapCalendars {
    const { window } = this.contract;
    const exemptions = exemptionsOf(calendar);
    const minutes = (as: (plannedTime: PlannedTime) => PlannedTime): PlannedHours => plannedCalendars(this.contract).hours(calendar, window.from, window.to, (one) => {
      const days = window.days ?? one.days;
      return { ...as(one), ...(days && { days }) };
    });
    const shift = minutes(({ zone, shifts }) => ({ zone, shifts }));
    const workday = minutes(({ zone, shifts, holidays = [] }) => ({ zone, shifts, holidays }));
    const planned = minutes((one) => one);
    return {
      scope: calendar.scopes[0] === PROJECT_SCOPE ? '' : calendar.scopes.join(' '), shift, exemptions,
      season: rangeHalves(seasons(exemptions), this.hours.firstHour, this.hours.hours),
      slots: (length) => ({ shift: this.slots.of(shift, length), workday: this.slots.of(workday, length), planned: this.slots.of(planned, length) }),
    };
  }
}

/** Each as far as the planned time holds that it is part of. */
const exemptionsOf = ({ spans }: PlannedCalendar): readonly Exemption[] => spans.flatMap(({ from, to, plannedTime: { exemptions = [] } }) =>
  exemptions.filter((one) => one.from < to && one.to > from).map((one) => ({ ...one, from: Math.max(one.from, from), to: Math.min(one.to, to) })));

const MICROS = 60_000_000;

/** Widened to whole minutes, as exemptions are. */
const seasons = (exemptions: readonly Exemption[]): readonly MinuteRange[] =>
  unitedRanges(exemptions.filter(({ kind }) => kind === 'drained' || kind === 'closed-season').map(({ from, to }) => ({ from: Math.floor(from / MICROS), to: Math.ceil(to / MICROS) })));
