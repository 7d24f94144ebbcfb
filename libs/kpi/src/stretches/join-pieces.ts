import type { ProjectInventory } from '@yanshou/telemetry';
import { roleMetrics } from '../role-metrics.js';
import { joinStretches } from './join-stretches.js';
import type { Piece, PieceSeries, SeriesStretch } from './piece.js';
import { isSameTerms, stretchTerms } from './stretch-terms.js';

/** Days that follow each other as one piece. All hold the same devices, on the same terms (`unfit` tells none of any). */
export function joinPieces(days: readonly Piece[]): Piece {
  const [first, last] = [days[0] as Piece, days.at(-1) as Piece];
  const byDevice = new Map<string, SeriesStretch[]>(first.series.map(({ device }) => [device, []]));
  days.forEach(({ series }, day) => {
    for (const { device, stretches } of series) byDevice.get(device)?.push(...stretches.map((stretch) => ({ ...stretch, day: stretch.day + day })));
  });
  return {
    metric: first.metric, bounds: [...days.map(({ bounds }) => bounds[0] as number), last.bounds.at(-1) as number],
    series: first.series.map(({ device, terms }) => ({ device, terms, stretches: joinStretches(byDevice.get(device) ?? [], terms) })),
  };
}

/** The devices of the inventory for which the piece does not hold what it would hold if it were made now. */
export function unfit({ metric, series }: Piece, inventory: ProjectInventory): ReadonlySet<string> {
  const held = new Map(series.map(({ device, terms }) => [device, terms]));
  const roles = roleMetrics(inventory).filter((role) => role.metric.name === metric);
  return new Set(roles.filter((role) => {
    const terms = held.get(role.device);
    return terms === undefined || !isSameTerms(terms, stretchTerms(role));
  }).map(({ device }) => device));
}

/** A day's piece with the series of some devices made anew; without what is in no inventory any more. */
export function renewed(day: Piece, anew: Piece, inventory: ProjectInventory): Piece {
  const series = new Map<string, PieceSeries>([...day.series, ...anew.series].map((one) => [one.device, one]));
  const devices = roleMetrics(inventory).filter((role) => role.metric.name === day.metric).map(({ device }) => device);
  return { ...day, series: devices.map((device) => series.get(device)).filter((one) => one !== undefined) };
}
