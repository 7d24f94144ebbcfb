import { joinStretches } from './join-stretches.js';
import type { Piece, PieceSeries, SeriesStretch } from './piece.js';
import { isMadeFor } from './stretch-terms.js';
import type { StretchTerms } from './stretch-terms.js';

/** Pieces that follow each other as one. All hold the same devices, on the same terms (`unfit` tells none of any). */
export function joinPieces(pieces: readonly Piece[]): Piece {
  const [first, last] = [pieces[0] as Piece, pieces.at(-1) as Piece];
  const byDevice = new Map<string, SeriesStretch[]>(first.series.map(({ device }) => [device, []]));
  let days = 0;
  for (const { series, bounds } of pieces) {
    for (const { device, stretches } of series) byDevice.get(device)?.push(...stretches.map((stretch) => ({ ...stretch, day: stretch.day + days })));
    days += bounds.length - 1;
  }
  const bounds = [...pieces.flatMap((piece) => piece.bounds.slice(0, -1)), last.bounds.at(-1) as number];
  return {
    metric: first.metric, bounds,
    series: first.series.map(({ device, terms }) => ({ device, terms, stretches: joinStretches(byDevice.get(device) ?? [], terms, bounds) })),
  };
}

/** The devices for which the piece does not hold what it would hold if it were made now. */
export function unfit({ series }: Piece, terms: ReadonlyMap<string, StretchTerms>): ReadonlySet<string> {
  const held = new Map(series.map((one) => [one.device, one.terms]));
  return new Set([...terms].filter(([device, wanted]) => {
    const own = held.get(device);
    return own === undefined || !isMadeFor(own, wanted);
  }).map(([device]) => device));
}

/** A day's piece with the series of some devices made anew; without what is in no inventory any more. */
export function renewed(day: Piece, anew: Piece, terms: ReadonlyMap<string, StretchTerms>): Piece {
  const series = new Map<string, PieceSeries>([...day.series, ...anew.series].map((one) => [one.device, one]));
  return { ...day, series: [...terms.keys()].map((device) => series.get(device)).filter((one) => one !== undefined) };
}
