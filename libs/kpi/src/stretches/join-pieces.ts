import { joinStretches } from './join-stretches.js';
import type { Piece, PieceSeries, SeriesStretch } from './piece.js';
import { isMadeFor } from './stretch-terms.js';
import type { StretchTerms } from './stretch-terms.js';

/** Pieces that follow each other as one, on these terms, which all of them fit (`unfit`): of devices that one of them does not have nothing is told. */
export function joinPieces(pieces: readonly Piece[], terms: ReadonlyMap<string, StretchTerms>): Piece {
  const [first, last] = [pieces[0] as Piece, pieces.at(-1) as Piece];
  const bounds = [...pieces.flatMap((piece) => piece.bounds.slice(0, -1)), last.bounds.at(-1) as number];
  const byDevice = pieces.map(({ series }) => new Map(series.map(({ device, stretches }) => [device, stretches])));
  const firstDays = pieces.map((_, place) => pieces.slice(0, place).reduce((days, piece) => days + piece.bounds.length - 1, 0));
  const series = [...terms].flatMap(([device, own]): readonly PieceSeries[] => {
    const parts = byDevice.map((held) => held.get(device));
    if (parts.some((part) => part === undefined)) return [];
    const stretches = parts.flatMap((part, place) => (part ?? []).map((stretch) => ({ ...asked(stretch, own), day: stretch.day + (firstDays[place] as number) })));
    return [{ device, terms: own, stretches: joinStretches(stretches, own, bounds) }];
  });
  return { metric: first.metric, bounds, series };
}

/** Windows that nobody asks for may be of different terms. */
function asked(stretch: SeriesStretch, { windows: terms }: StretchTerms): SeriesStretch {
  const { windows, ...rest } = stretch;
  return terms && windows ? stretch : rest;
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
