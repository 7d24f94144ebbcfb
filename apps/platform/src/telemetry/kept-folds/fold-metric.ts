import { placed } from '@yanshou/kpi';
import type { ExtractReading, Piece, PieceMetric, PlacedStretch } from '@yanshou/kpi';
import type { ReadingQuery, TelemetryView } from '@yanshou/store';
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

/** Devices, and the beginning of the day from which on they are still to be folded. */
type Due = ReadonlyMap<string, Micros>;

/**
 * Folds a metric over the tiles of a leg, from what is kept: what a quarter does not tell from its months, what a month does
 * not tell from its days, and what a day does not tell from its readings. Each series ascending by time.
 */
export async function foldMetric({ store, inventory, of, tiles }: MetricSources, folds: LegFolds): Promise<void> {
  const fold = new MetricFold(store, { project: inventory.project, metric: of.metric }, new PieceShelf(store, inventory, of, tiles), folds);
  for (const tile of tiles) await fold.take(tile);
}

class MetricFold {
  constructor(
    private readonly store: TelemetryView,
    private readonly of: Pick<ReadingQuery, 'project' | 'metric'>,
    private readonly shelf: PieceShelf,
    private readonly folds: LegFolds,
  ) {}

  /** `due`: what is left of the tile; all of it when absent. */
  async take(tile: LegTile, due?: Due): Promise<void> {
    if (tile.unit === 'rest') return this.readAll(tile);
    const begun = due && new Map([...due].filter(([, since]) => since > tile.from));
    const whole = due && new Set([...due.keys()].filter((device) => begun?.has(device) === false));
    const refused = whole?.size === 0 ? new Map<string, Micros>() : takePiece(await this.shelf.piece(tile), this.folds, whole);
    const left: Due = new Map([...(begun ?? []), ...refused]);
    if (left.size === 0) return;
    if (tile.unit === 'day') await readDevices(this.store, { ...this.of, from: tile.from, to: tile.to }, new Set(left.keys()), (reading) => { this.folds.add(reading); });
    if (tile.unit === 'month') await this.shelf.open(tile.parts);
    for (const part of tile.parts) {
      const inPart = new Map([...left].filter(([, since]) => since < part.to));
      if (inPart.size > 0) await this.take(part, inPart);
    }
  }

  private async readAll({ from, to }: LegTile): Promise<void> {
    for await (const page of this.store.readings({ ...this.of, from, to })) {
      for (let row = 0; row < page.length; row += 1) this.folds.add(readingAt(page, row));
    }
  }
}

/** Takes what can be taken; of a series all that comes before what cannot. */
function takePiece(piece: Piece, folds: LegFolds, devices?: ReadonlySet<string>): Due {
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
