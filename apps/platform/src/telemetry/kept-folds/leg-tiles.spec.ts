import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, parseIsoMicros, windowOf } from '@yanshou/telemetry';
import fc from 'fast-check';
import { legTiles, restOf } from './leg-tiles.js';
import type { LegTile } from './leg-tiles.js';

const at = (text: string): number => parseIsoMicros(text) ?? NaN;
const FROM = at('2026-01-01T00:00:00Z');
const unitsOf = (tiles: readonly LegTile[]): readonly string[] => tiles.map(({ unit }) => unit);
const leaves = (tile: LegTile): readonly LegTile[] => (tile.parts.length === 0 ? [tile] : tile.parts.flatMap(leaves));

describe('the tiles of a leg', () => {
  it('are quarters, months and days where they are whole, and rests at its ends', () => {
    const leg = [[at('2026-02-27T08:00:00+08:00'), at('2026-08-02T12:00:00+08:00')]] as const;
    const tiles = legTiles(leg, { zone: 'Asia/Shanghai', closedUntil: Infinity, longest: 'quarter' });
    expect(unitsOf(tiles)).toEqual(['rest', 'day', 'month', 'quarter', 'month', 'day', 'rest']);
    expect(tiles[3]).toMatchObject({ from: at('2026-04-01T00:00:00+08:00'), to: at('2026-07-01T00:00:00+08:00') });
    expect(tiles[3]?.bounds).toHaveLength(92);
    expect(unitsOf(legTiles(leg, { zone: 'Asia/Shanghai', closedUntil: Infinity, longest: 'day' }))).toEqual(['rest', ...Array<string>(1 + 31 + 91 + 31 + 1).fill('day'), 'rest']);
  });

  it('end in one rest where days are not closed any more', () => {
    const leg = [[at('2026-04-01T00:00:00Z'), at('2026-07-01T00:00:00Z')]] as const;
    const tiles = legTiles(leg, { zone: 'UTC', closedUntil: at('2026-05-02T23:59:59Z'), longest: 'quarter' });
    expect(unitsOf(tiles)).toEqual(['month', 'day', 'rest']);
    expect(tiles[2]).toMatchObject({ from: at('2026-05-02T00:00:00Z'), to: leg[0][1] });
    expect(unitsOf(legTiles(leg, { zone: 'UTC', closedUntil: -Infinity, longest: 'quarter' }))).toEqual(['rest']);
    expect([restOf({ from: 1, to: 1 }), unitsOf(restOf({ from: 1, to: 2 }))]).toEqual([[], ['rest']]);
  });

  it('cover each stretch once and in order; what is kept is whole days of the zone, also where the clock changes', () => {
    const stretch = fc.tuple(fc.nat(500 * 24), fc.integer({ min: 1, max: 200 * 24 }));
    const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC');
    fc.assert(fc.property(stretch, fc.nat(600 * 24), zone, fc.constantFrom('quarter' as const, 'month' as const, 'day' as const), ([first, hours], closed, of, longest) => {
      const [from, to, closedUntil] = [FROM + first * MICROS_PER_HOUR, FROM + (first + hours) * MICROS_PER_HOUR, FROM + closed * MICROS_PER_HOUR];
      const tiles = legTiles([[from, to]], { zone: of, closedUntil, longest });
      expect([tiles[0]?.from, tiles.at(-1)?.to]).toEqual([from, to]);
      tiles.slice(1).forEach((tile, place) => { expect(tile.from).toBe(tiles[place]?.to); });
      for (const day of tiles.filter(({ unit }) => unit !== 'rest').flatMap(leaves)) {
        const { from: midnight, to: next } = windowOf(day.from, 'day', of);
        expect([day.unit, day.from, day.to, day.to <= closedUntil]).toEqual(['day', midnight, next, true]);
      }
      for (const { unit, bounds, parts } of tiles) expect(unit === 'rest' || bounds.length === parts.flatMap(leaves).length + 1 || bounds.length === 2).toBe(true);
    }), { numRuns: 60 });
  });
});
