import { PieceFold, joinPieces, renewed, unfit } from '@yanshou/kpi';
import type { Piece, PieceMetric } from '@yanshou/kpi';
import type { KeptFold, TelemetryView } from '@yanshou/store';
import { Failure } from '@yanshou/telemetry';
import type { Micros, ProjectInventory } from '@yanshou/telemetry';
import type { LegTile } from './leg-tiles.js';
import { PIECE_FORM, pieceBody, pieceOf } from './piece-body.js';
import { readDevices } from './read-devices.js';

/** A day that is needed, with what of it is kept already, and the devices that have to be read anew; undefined are all. */
interface WantedDay {
  readonly from: Micros;
  readonly to: Micros;
  readonly kept: Piece | undefined;
  readonly devices: ReadonlySet<string> | undefined;
}

/** Pieces of one metric of a project: those that are kept and fit the inventory, and else made of readings and kept. */
export class PieceShelf {
  /** Of all tiles: asked for once, and opened when their turn comes. */
  private months: Promise<ReadonlyMap<Micros, KeptFold>> | undefined;

  constructor(private readonly store: TelemetryView, private readonly inventory: ProjectInventory, private readonly of: PieceMetric, private readonly tiles: readonly LegTile[]) {}

  /** One piece for a tile of whole closed days. */
  async piece(tile: LegTile): Promise<Piece> {
    if (tile.unit === 'day') return (await this.days(tile))[0] as Piece;
    const fold = (await (this.months ??= this.keptMonths())).get(tile.from);
    const kept = fold && pieceOf(fold.body);
    if (kept && isSameBounds(kept.bounds, tile.bounds) && unfit(kept, this.of.terms).size === 0) return kept;
    const sequence = await this.store.foldCursor(this.inventory.project);
    const month = joinPieces(await this.days(tile));
    await this.keep('month', [month], sequence);
    return month;
  }

  /** One piece a day of the tile, ascending. */
  async days({ from, to, bounds }: Pick<LegTile, 'from' | 'to' | 'bounds'>): Promise<readonly Piece[]> {
    const kept = new Map((await this.store.keptFolds({ ...this.kind('day'), from, to })).map(({ body }) => pieceOf(body)).map((piece) => [piece.bounds[0], piece]));
    const wanted = bounds.slice(0, -1).map((day, place): WantedDay => {
      const [piece, end] = [kept.get(day), bounds[place + 1] as Micros];
      const held = piece && piece.bounds[1] === end ? piece : undefined;
      return { from: day, to: end, kept: held, devices: held && unfit(held, this.of.terms) };
    });
    const days: Piece[] = [];
    for (const group of together(wanted)) days.push(...(await this.made(group)));
    return days;
  }

  private async keptMonths(): Promise<ReadonlyMap<Micros, KeptFold>> {
    const [from, to] = [Math.min(...this.tiles.map((tile) => tile.from)), Math.max(...this.tiles.map((tile) => tile.to))];
    return new Map((await this.store.keptFolds({ ...this.kind('month'), from, to })).map((fold) => [fold.from, fold]));
  }

  private async made(group: readonly WantedDay[]): Promise<readonly Piece[]> {
    const [first, last] = [group[0] as WantedDay, group.at(-1) as WantedDay];
    const { devices } = first;
    if (devices?.size === 0) return group.map(({ kept }) => kept as Piece);
    const sequence = await this.store.foldCursor(this.inventory.project);
    const fold = new PieceFold(this.inventory, this.of, [...group.map(({ from }) => from), last.to], devices);
    const asked = devices ?? new Set(this.of.terms.keys());
    await readDevices(this.store, { project: this.inventory.project, metric: this.of.metric, from: first.from, to: last.to }, asked, (reading) => { fold.add(reading); });
    const pieces = fold.finish().map((piece, place) => {
      const kept = group[place]?.kept;
      return kept ? renewed(kept, piece, this.of.terms) : piece;
    });
    await this.keep('day', pieces, sequence);
    return pieces;
  }


  /** A piece is only kept to be there the next time: where there is no room for it, the value is told all the same. */
  private async keep(unit: 'day' | 'month', pieces: readonly Piece[], sequence: number): Promise<void> {
    const folds = pieces.map((piece): KeptFold => ({ from: piece.bounds[0] as Micros, to: piece.bounds.at(-1) as Micros, sequence, body: pieceBody(piece) }));
    await this.store.keepFolds(this.kind(unit), folds).catch((error: unknown) => {
      if (!(error instanceof Failure) || !error.retryable) throw error;
    });
  }

  private kind(unit: 'day' | 'month') {
    return { project: this.inventory.project, form: PIECE_FORM, unit, metric: this.of.metric } as const;
  }
}

const isSameBounds = (one: readonly Micros[], other: readonly Micros[]): boolean => one.length === other.length && one.every((bound, place) => bound === other[place]);

/** Days of which few devices are read are read together; those of which all are, one by one: their readings have to be put in order. */
function together(days: readonly WantedDay[]): readonly (readonly WantedDay[])[] {
  const groups: WantedDay[][] = [];
  for (const day of days) {
    const last = groups.at(-1)?.[0];
    const isAlike = last?.devices !== undefined && day.devices !== undefined && last.devices.size === day.devices.size && [...last.devices].every((device) => day.devices?.has(device));
    if (isAlike) groups.at(-1)?.push(day);
    else groups.push([day]);
  }
  return groups;
}
