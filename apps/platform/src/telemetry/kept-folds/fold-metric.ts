import { placed } from '@yanshou/kpi';
import type { ExtractReading, Piece, PieceMetric, PlacedStretch } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import type { Micros, ProjectInventory } from '@yanshou/telemetry';
import { readingAt } from '../reading-at.js';
import type { LegTile } from './leg-tiles.js';
import { PieceShelf } from './piece-shelf.js';
import { readDevices } from './read-devices.js';

/** Folds of one leg, of which each takes readings and those that know how stretches too. */
export interface LegFolds {
  add(reading: ExtractReading): void;
  /** What takes in the stretch; undefined where one of the folds needs its readings. */
  continueWith(stretch: PlacedStretch): (() => void) | undefined;
}

/** A metric of a leg, and its tiles. */
export interface MetricSources {
  readonly store: TelemetryView;
  readonly inventory: ProjectInventory;
  readonly of: PieceMetric;
  readonly tiles: readonly LegTile[];
}

/** A day of a piece from which on a device's readings are needed. */
type Refused = ReadonlyMap<string, Micros>;

/**
 * Folds a metric over the tiles of a leg: months and days from what is kept, what a month does not tell from its days, and
 * what a day does not tell from its readings. Each series ascending by time.
 */
export async function foldMetric({ store, inventory, of, tiles }: MetricSources, folds: LegFolds): Promise<void> {
  const shelf = new PieceShelf(store, inventory, of, tiles);
  const [{ project }, { metric }] = [inventory, of];
  for (const tile of tiles) {
    if (tile.unit === 'rest') {
      await readAll(store, { project, metric, ...tile }, folds);
      continue;
    }
    const refused = takePiece(await shelf.piece(tile), folds);
    if (refused.size === 0) continue;
    const days = tile.unit === 'month' ? await shelf.days(tile) : [undefined];
    for (const [place, day] of days.entries()) {
      const [from, to] = [tile.bounds[place] as Micros, tile.bounds[place + 1] as Micros];
      const due = new Set([...refused].filter(([, since]) => since <= from).map(([device]) => device));
      const read = day && due.size > 0 ? new Set(takePiece(day, folds, due).keys()) : due;
      if (read.size > 0) await readDevices(store, { project, metric, from, to }, read, (reading) => { folds.add(reading); });
    }
  }
}

async function readAll(store: TelemetryView, { project, metric, from, to }: { readonly project: string; readonly metric: string; readonly from: Micros; readonly to: Micros }, folds: LegFolds): Promise<void> {
  for await (const page of store.readings({ project, metric, from, to })) {
    for (let row = 0; row < page.length; row += 1) folds.add(readingAt(page, row));
  }
}

/** Takes what can be taken; of a series all that comes before what cannot. */
function takePiece(piece: Piece, folds: LegFolds, devices?: ReadonlySet<string>): Refused {
  const refused = new Map<string, Micros>();
  for (const { device, stretches } of piece.series) {
    if (devices?.has(device) === false) continue;
    for (const stretch of stretches) {
      const one = placed(piece, device, stretch);
      const take = folds.continueWith(one);
      if (!take) {
        refused.set(device, one.from);
        break;
      }
      take();
    }
  }
  return refused;
}
