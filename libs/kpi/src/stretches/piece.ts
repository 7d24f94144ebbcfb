import type { Micros } from '@yanshou/telemetry';
import type { SeriesStretch } from './series-stretch.js';
import type { StretchTerms } from './stretch-terms.js';

export type { SeriesStretch } from './series-stretch.js';

/** The stretches of one series in a piece; none where it was silent. */
export interface PieceSeries {
  readonly device: string;
  readonly terms: StretchTerms;
  readonly stretches: readonly SeriesStretch[];
}

/** What a metric said in whole local days that follow each other, of every device that has it with a role. Plain data. */
export interface Piece {
  readonly metric: string;
  /** Where each day begins, and where the last one ends. */
  readonly bounds: readonly Micros[];
  /** Ascending by device. */
  readonly series: readonly PieceSeries[];
}

/** A stretch where it lies in time: from ≤ t < to. */
export interface PlacedStretch {
  readonly device: string;
  readonly metric: string;
  readonly from: Micros;
  readonly to: Micros;
  readonly stretch: SeriesStretch;
}

export const placed = ({ metric, bounds }: Piece, device: string, stretch: SeriesStretch): PlacedStretch =>
  ({ device, metric, from: bounds[stretch.day] as Micros, to: bounds[stretch.day + stretch.days] as Micros, stretch });
