import { MICROS_PER_HOUR, ORIGINS } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import { WindowSeries } from '../window-series.js';
import type { WindowTerms } from '../window-series.js';
import { GrowthRecorder } from './growth-track.js';
import type { WindowStretch } from './series-stretch.js';
import type { StretchTerms } from './stretch-terms.js';

/** The windows of one local day of a series. */
export class DayWindows {
  private readonly windows: WindowSeries;
  private readonly growth: GrowthRecorder | undefined;
  private origins = 0;
  private delay = 0;

  constructor(terms: WindowTerms, { kind, resolution }: Pick<StretchTerms, 'kind' | 'resolution'>, [from, to]: readonly [Micros, Micros]) {
    const windowOf = terms.unit === 'day' ? () => 0 : (at: Micros) => Math.floor((at - from) / MICROS_PER_HOUR);
    const growth = kind === 'counter' ? new GrowthRecorder((rest) => { this.windows.grow(rest); }, windowOf) : undefined;
    this.growth = growth;
    // Which part of a window a reading stands for is a question to whoever reads the windows.
    const over = { days: [{ day: '', midnight: from, start: from, end: to }], spans: [[from, to] as const], until: Infinity };
    this.windows = new WindowSeries(terms, { resolution, isCounter: kind === 'counter', intervalMinutes: 1 }, over, growth && ((steps, at) => { growth.add(steps, at); }));
  }

  /** Whether a reading was delivered in time is a question to the contract: the longest delay is told. */
  add(reading: ExtractReading): void {
    const { origin, at, received = at } = reading;
    if (this.windows.add(reading, true)) this.origins |= 1 << ORIGINS.indexOf(origin);
    if (origin === 'live') this.delay = Math.max(this.delay, received - at);
  }

  finish(): WindowStretch {
    return { ...this.windows.kept(), origins: this.origins, delay: this.delay, ...(this.growth && { growth: this.growth.finish() }) };
  }
}
