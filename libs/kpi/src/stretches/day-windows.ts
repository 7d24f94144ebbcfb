import { ORIGINS } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import { WindowSeries } from '../window-series.js';
import type { WindowTerms } from '../window-series.js';
import type { WindowStretch } from './series-stretch.js';

/** The windows of one local day of a series that is no counter. */
export class DayWindows {
  private readonly windows: WindowSeries;
  private origins = 0;
  private delay = 0;

  constructor(terms: WindowTerms, resolution: number, [from, to]: readonly [Micros, Micros]) {
    // Which part of a window a reading stands for is a question to whoever reads the windows.
    this.windows = new WindowSeries(terms, { resolution, isCounter: false, intervalMinutes: 1 }, { days: [{ day: '', midnight: from, start: from, end: to }], spans: [[from, to]], until: Infinity });
  }

  /** Whether a reading was delivered in time is a question to the contract: the longest delay is told. */
  add(reading: ExtractReading): void {
    const { origin, at, received = at } = reading;
    if (this.windows.add(reading, true)) this.origins |= 1 << ORIGINS.indexOf(origin);
    if (origin === 'live') this.delay = Math.max(this.delay, received - at);
  }

  finish(): WindowStretch {
    return { ...this.windows.kept(), origins: this.origins, delay: this.delay };
  }
}
