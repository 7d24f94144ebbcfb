import { windowOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';

/** Lengths of what is kept, each made of the next. */
const UNITS = ['quarter', 'month', 'day'] as const;
export type TileUnit = (typeof UNITS)[number];

/** A part of a leg: a whole quarter or month of whole closed days, one such day, or a rest of which nothing is kept. */
export interface LegTile {
  readonly unit: TileUnit | 'rest';
  readonly from: Micros;
  readonly to: Micros;
  /** Where each day begins, and where the last ends. */
  readonly bounds: readonly Micros[];
  /** The months of a quarter, the days of a month. */
  readonly parts: readonly LegTile[];
}

export interface TileTerms {
  readonly zone: string;
  /** What comes later to the time before is told by the store as late. */
  readonly closedUntil: Micros;
  /** What is kept is no longer. */
  readonly longest: TileUnit;
}

/** The stretches of a leg as tiles, ascending. */
export function legTiles(spans: readonly (readonly [Micros, Micros])[], terms: TileTerms): readonly LegTile[] {
  return spans.flatMap(([from, to]) => {
    const tiles: LegTile[] = [];
    for (let at = from; at < to;) {
      const tile = wholeTile(at, Math.min(to, terms.closedUntil), terms) ?? restTile(at, to, terms);
      tiles.push(tile);
      at = tile.to;
    }
    return joinRests(tiles);
  });
}

/** All of it in one, of which nothing is kept. */
export const restOf = ({ from, to }: { readonly from: Micros; readonly to: Micros }): readonly LegTile[] => (from < to ? [{ unit: 'rest', from, to, bounds: [], parts: [] }] : []);

function wholeTile(at: Micros, until: Micros, { zone, longest }: TileTerms): LegTile | undefined {
  const unit = UNITS.slice(UNITS.indexOf(longest)).find((one) => {
    const { from, to } = windowOf(at, one, zone);
    return from === at && to <= until;
  });
  return unit && tileOf(at, unit, zone);
}

function tileOf(from: Micros, unit: TileUnit, zone: string): LegTile {
  const { to } = windowOf(from, unit, zone);
  const shorter = UNITS[UNITS.indexOf(unit) + 1];
  if (!shorter) return { unit, from, to, bounds: [from, to], parts: [] };
  const parts: LegTile[] = [];
  for (let at = from; at < to; at = (parts.at(-1) as LegTile).to) parts.push(tileOf(at, shorter, zone));
  return { unit, from, to, bounds: [from, ...parts.flatMap(({ bounds }) => bounds.slice(1))], parts };
}

/** Up to the next day; once days are not closed any more, all that follows. */
function restTile(at: Micros, end: Micros, { zone, closedUntil }: TileTerms): LegTile {
  const { to } = windowOf(at, 'day', zone);
  return { unit: 'rest', from: at, to: to > closedUntil ? end : Math.min(to, end), bounds: [], parts: [] };
}

function joinRests(tiles: readonly LegTile[]): readonly LegTile[] {
  const joined: LegTile[] = [];
  for (const tile of tiles) {
    const last = joined.at(-1);
    if (last?.unit === 'rest' && tile.unit === 'rest') joined[joined.length - 1] = { ...last, to: tile.to };
    else joined.push(tile);
  }
  return joined;
}
