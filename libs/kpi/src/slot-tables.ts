import type { PlannedHours } from '@yanshou/telemetry';
import type { CalendarSlots } from './device-intervals.js';
import { hoursOfSlots } from './down-slots.js';
import { judgingSlots } from './judging-slots.js';
import type { JudgingSlots } from './judging-slots.js';
import { intersect, rangeHalves } from './minute-range.js';
import type { MinuteRange } from './minute-range.js';

/** Intervals of one length by calendar. */
export type SlotTable = (minutes: number) => CalendarSlots;

/** Intervals of planned minutes, once for each length; calendars that are the same share them. */
export class SlotCache {
  private readonly known = new Map<PlannedHours, Map<number, JudgingSlots>>();

  of(planned: PlannedHours, minutes: number): JudgingSlots {
    const lengths = this.known.get(planned) ?? new Map<number, JudgingSlots>();
    this.known.set(planned, lengths);
    const slots = lengths.get(minutes) ?? judgingSlots(planned, minutes);
    lengths.set(minutes, slots);
    return slots;
  }
}

/** The tables of a leg by planned time: what is the same for all of them (the whole window, the platform's downtime) is made once. */
export class SlotTables {
  private readonly cache = new SlotCache();
  private readonly inDowntime = new Map<PlannedHours, PlannedHours>();
  private readonly halves: Int32Array | null;

  constructor(private readonly window: PlannedHours, down: readonly MinuteRange[]) {
    this.halves = down.length === 0 ? null : rangeHalves(down, window.firstHour, window.low.length);
  }

  of(planned: PlannedHours): SlotTable {
    return (minutes) => ({ planned: this.cache.of(planned, minutes), window: this.cache.of(this.window, minutes), ...this.downOf(planned, minutes) });
  }

  private downOf(planned: PlannedHours, minutes: number): Pick<CalendarSlots, 'down'> {
    const { halves } = this;
    if (halves === null) return {};
    const cut = (of: PlannedHours): JudgingSlots => {
      const down = this.inDowntime.get(of) ?? intersect(of, halves);
      this.inDowntime.set(of, down);
      return this.cache.of(down, minutes);
    };
    const window = cut(this.window);
    return { down: { hours: hoursOfSlots(window), planned: cut(planned), window } };
  }
}
