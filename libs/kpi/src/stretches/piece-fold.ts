import type { Micros, Origin, ProjectInventory } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import { countedOriginNames } from '../reading-rules.js';
import { DayStretch } from './day-stretch.js';
import type { Piece, PieceSeries, SeriesStretch } from './piece.js';
import type { StretchTerms } from './stretch-terms.js';

/** A series whose readings are being read, and the day that they are in. */
interface OpenSeries {
  readonly terms: StretchTerms;
  readonly stretches: SeriesStretch[];
  day: number;
  stretch: DayStretch | undefined;
}

/** A metric, and how its series are folded (`pieceTerms`). */
export interface PieceMetric {
  readonly metric: string;
  readonly terms: ReadonlyMap<string, StretchTerms>;
}

/**
 * Folds the readings of one metric in days that follow each other (`bounds`: where each begins, and where the last ends) into
 * one piece a day. Readings of a device come ascending by time; those of devices that are not asked for, or that do not
 * count by their origin or use, change nothing.
 */
export class PieceFold {
  private readonly series = new Map<string, OpenSeries>();
  private readonly counted: ReadonlySet<Origin>;

  constructor(inventory: Pick<ProjectInventory, 'demonstration'>, private readonly of: PieceMetric, private readonly bounds: readonly Micros[], devices?: ReadonlySet<string>) {
    this.counted = countedOriginNames(inventory);
    for (const [device, terms] of of.terms) {
      if (devices?.has(device) !== false) this.series.set(device, { terms, stretches: [], day: 0, stretch: undefined });
    }
  }

  add(reading: ExtractReading): void {
    const series = reading.unused || !this.counted.has(reading.origin) ? undefined : this.series.get(reading.device);
    if (!series) return;
    while (reading.at >= (this.bounds[series.day + 1] ?? Infinity)) this.endDay(series);
    series.stretch ??= new DayStretch(series.terms, this.bounds[series.day] as Micros, this.bounds[series.day + 1] as Micros);
    series.stretch.add(reading);
  }

  /** A piece a day, ascending. Ends the fold. */
  finish(): readonly Piece[] {
    for (const series of this.series.values()) this.endDay(series);
    const days = this.bounds.slice(0, -1).map((from, day) => ({ metric: this.of.metric, bounds: [from, this.bounds[day + 1] as Micros], series: [] as PieceSeries[] }));
    for (const [device, { terms, stretches }] of this.series) {
      const byDay = new Map(stretches.map((stretch) => [stretch.day, { ...stretch, day: 0 }]));
      days.forEach(({ series }, day) => { series.push({ device, terms, stretches: [byDay.get(day)].filter((one) => one !== undefined) }); });
    }
    return days;
  }

  private endDay(series: OpenSeries): void {
    if (series.stretch) series.stretches.push(series.stretch.finish(series.day));
    series.stretch = undefined;
    series.day += 1;
  }
}
