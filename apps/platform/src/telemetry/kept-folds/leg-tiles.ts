import { windowOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';

/** A part of a leg: a whole month of whole closed days, one such day, or a rest of which nothing is kept. `bounds`: where each day begins, and where the last ends. */
export interface LegTile {
  readonly unit: 'month' | 'day' | 'rest';
  readonly from: Micros;
  readonly to: Micros;
  readonly bounds: readonly Micros[];
}

/** The stretches of a leg as tiles, ascending. `closedUntil`: what comes later to the time before is told by the store as late. */
export function legTiles(spans: readonly (readonly [Micros, Micros])[], zone: string, closedUntil: Micros): readonly LegTile[] {
  return spans.flatMap(([from, to]) => {
    const tiles: LegTile[] = [];
    for (let at = from; at < to;) {
      const tile = tileAt(at, to, zone, closedUntil);
      tiles.push(tile);
      at = tile.to;
    }
    return joinRests(tiles);
  });
}

function tileAt(at: Micros, end: Micros, zone: string, closedUntil: Micros): LegTile {
  const until = Math.min(end, closedUntil);
  const month = windowOf(at, 'month', zone);
  if (month.from === at && month.to <= until) return { unit: 'month', from: at, to: month.to, bounds: daysOf(at, month.to, zone) };
  const day = windowOf(at, 'day', zone);
  if (day.from === at && day.to <= until) return { unit: 'day', from: at, to: day.to, bounds: [at, day.to] };
  // Once it is not closed any more, all that follows is read.
  return { unit: 'rest', from: at, to: day.to > until && until < end ? end : Math.min(day.to, end), bounds: [] };
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

function daysOf(from: Micros, to: Micros, zone: string): readonly Micros[] {
  const bounds = [from];
  for (let day = windowOf(from, 'day', zone); day.to <= to; day = windowOf(day.to, 'day', zone)) bounds.push(day.to);
  return bounds;
}
