import { PieceFold, joinPieces, renewed, unfit } from '@yanshou/kpi';
import type { Piece, PieceMetric } from '@yanshou/kpi';
import type { FoldKind, KeptFold, TelemetryView } from '@yanshou/store';
import { Failure } from '@yanshou/telemetry';
import type { Micros, ProjectInventory } from '@yanshou/telemetry';
import type { LegTile, TileUnit } from './leg-tiles.js';
import { PIECE_FORM, pieceBody, pieceOf } from './piece-body.js';
import { readDevices } from './read-devices.js';

/** A day that is needed, with what of it is kept already, and the devices that have to be read anew; undefined are all. */
interface WantedDay {
  readonly tile: LegTile;
  readonly kept: Piece | undefined;
  readonly devices: ReadonlySet<string> | undefined;
}

type FoldsByTime = ReadonlyMap<Micros, KeptFold>;

/** Pieces of one metric of a project: those that are kept and fit the inventory, and else made of shorter ones, of readings in the end, and kept. */
export class PieceShelf {
  /** By unit, of all tiles: asked for once, and opened when their turn comes. */
  private readonly folds = new Map<TileUnit, Promise<FoldsByTime>>();
  /** Where the store stood before anything was read: what is made of kept and of new parts is as old as its oldest. */
  private sequence: Promise<number> | undefined;
  /** Nothing more is kept once there was no room. */
  private isFull = false;
  /** Days that were opened last. */
  private days: ReadonlyMap<Micros, Piece> = new Map();

  constructor(private readonly store: TelemetryView, private readonly inventory: ProjectInventory, private readonly of: PieceMetric, private readonly tiles: readonly LegTile[]) {}

  /** The piece of a tile of whole closed days. */
  async piece(tile: LegTile): Promise<Piece> {
    if (tile.unit === 'day') return this.days.get(tile.from) ?? ((await this.daysOf([tile])).get(tile.from) as Piece);
    const unit = tile.unit as TileUnit;
    const fold = (await this.foldsOf(unit)).get(tile.from);
    const kept = fold && (await pieceOf(fold.body));
    if (kept && isSameBounds(kept.bounds, tile.bounds) && unfit(kept, this.of.terms).size === 0) return kept;
    const piece = joinPieces(await this.partsOf(tile), this.of.terms);
    await this.keep(unit, [piece]);
    return piece;
  }

  /** Reads days that are asked for one after the other at once. */
  async open(days: readonly LegTile[]): Promise<void> {
    this.days = await this.daysOf(days);
  }

  private async partsOf(tile: LegTile): Promise<readonly Piece[]> {
    if (tile.unit === 'month') return [...(await this.daysOf(tile.parts)).values()];
    const parts: Piece[] = [];
    for (const part of tile.parts) parts.push(await this.piece(part));
    return parts;
  }

  private foldsOf(unit: TileUnit): Promise<FoldsByTime> {
    const folds = this.folds.get(unit) ?? this.keptFolds(unit);
    this.folds.set(unit, folds);
    return folds;
  }

  private async keptFolds(unit: TileUnit): Promise<FoldsByTime> {
    const [from, to] = [Math.min(...this.tiles.map((tile) => tile.from)), Math.max(...this.tiles.map((tile) => tile.to))];
    await this.cursor();
    return new Map((await this.store.keptFolds({ ...this.kind(unit), from, to })).map((fold) => [fold.from, fold]));
  }

  /** By their beginning, ascending. */
  private async daysOf(tiles: readonly LegTile[]): Promise<ReadonlyMap<Micros, Piece>> {
    const [from, to] = [(tiles[0] as LegTile).from, (tiles.at(-1) as LegTile).to];
    await this.cursor();
    const kept = new Map<Micros, Piece | undefined>();
    for (const fold of await this.store.keptFolds({ ...this.kind('day'), from, to })) kept.set(fold.from, await pieceOf(fold.body));
    const wanted = tiles.map((tile): WantedDay => {
      const piece = kept.get(tile.from);
      const held = piece && isSameBounds(piece.bounds, tile.bounds) ? piece : undefined;
      return { tile, kept: held, devices: held && unfit(held, this.of.terms) };
    });
    const days = new Map<Micros, Piece>();
    for (const group of together(wanted)) for (const piece of await this.made(group)) days.set(piece.bounds[0] as Micros, piece);
    return days;
  }

  private async made(group: readonly WantedDay[]): Promise<readonly Piece[]> {
    const [first, last] = [group[0] as WantedDay, group.at(-1) as WantedDay];
    const { devices } = first;
    if (devices?.size === 0) return group.map(({ kept }) => kept as Piece);
    const fold = new PieceFold(this.inventory, this.of, [...group.map(({ tile }) => tile.from), last.tile.to], devices);
    const query = { project: this.inventory.project, metric: this.of.metric, from: first.tile.from, to: last.tile.to };
    await readDevices(this.store, query, devices ?? new Set(this.of.terms.keys()), (reading) => { fold.add(reading); });
    const pieces = fold.finish().map((piece, place) => {
      const kept = group[place]?.kept;
      return kept ? renewed(kept, piece, this.of.terms) : piece;
    });
    await this.keep('day', pieces);
    return pieces;
  }

  /** A piece is only kept to be there the next time: where there is no room for it, the value is told all the same. */
  private async keep(unit: TileUnit, pieces: readonly Piece[]): Promise<void> {
    if (this.isFull) return;
    const sequence = await this.cursor();
    const folds: KeptFold[] = [];
    for (const piece of pieces) folds.push({ from: piece.bounds[0] as Micros, to: piece.bounds.at(-1) as Micros, sequence, body: await pieceBody(piece) });
    await this.store.keepFolds(this.kind(unit), folds).catch((error: unknown) => {
      if (!(error instanceof Failure) || !error.retryable) throw error;
      this.isFull = true;
    });
  }

  private cursor(): Promise<number> {
    return (this.sequence ??= this.store.foldCursor(this.inventory.project));
  }

  private kind(unit: TileUnit): FoldKind {
    return { project: this.inventory.project, form: PIECE_FORM, unit, metric: this.of.metric };
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
