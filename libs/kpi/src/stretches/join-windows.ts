import type { Micros } from '@yanshou/telemetry';
import { WindowSeries } from '../window-series.js';
import type { WindowTerms } from '../window-series.js';
import { joinTracks } from './growth-track.js';
import type { SeriesStretch, WindowStretch } from './series-stretch.js';
import type { StretchTerms } from './stretch-terms.js';

/** Windows of two stretches, one after the other; none where there are none, undefined where the second's depend on more than what is kept. */
export function joinWindows(one: SeriesStretch, next: SeriesStretch, terms: StretchTerms, bounds: readonly Micros[]): Pick<SeriesStretch, 'windows'> | undefined {
  if (!one.windows || !next.windows) return {};
  const growth = joinGrowth(one, one.windows, next.windows);
  if (terms.kind === 'counter' && !growth) return undefined;
  const series = windowsOf(one.day, one.days + next.days, terms, bounds);
  for (const [part, day] of [[one.windows, 0], [next.windows, one.days]] as const) series.continueWith(part, day)?.();
  for (const told of growth?.growth ?? []) series.grow(told);
  const [origins, delay] = [one.windows.origins | next.windows.origins, Math.max(one.windows.delay, next.windows.delay)];
  return { windows: { ...series.kept(), origins, delay, ...(growth && { growth: growth.track }) } };
}

const joinGrowth = ({ days }: SeriesStretch, one: WindowStretch, next: WindowStretch): ReturnType<typeof joinTracks> =>
  one.growth && next.growth && joinTracks(one.growth, next.growth, days);

function windowsOf(first: number, count: number, { windows: terms, kind, resolution }: StretchTerms, bounds: readonly Micros[]): WindowSeries {
  const places = Array.from({ length: count }, (_, place) => first + place);
  const days = places.map((place) => ({ day: '', midnight: bounds[place] as Micros, start: bounds[place] as Micros, end: bounds[place + 1] as Micros }));
  // What a counter counts is in its track: no register follows the levels a second time.
  return new WindowSeries(terms as WindowTerms, { resolution, isCounter: kind === 'counter', intervalMinutes: 1 }, { days, spans: [], until: Infinity }, () => undefined);
}
