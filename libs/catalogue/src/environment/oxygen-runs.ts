import type { LegDay, LevelRun } from '../series-window.js';
import type { OxygenRun } from './fishery-oxygen.js';

const [MINUTE, HOUR] = [60_000_000, 3_600_000_000];
type Stretch = readonly [from: number, to: number];

/** The platform's downtime by places `day hour`, in microseconds since the hour began. */
export function downByPlace(days: readonly LegDay[]): ReadonlyMap<string, readonly Stretch[]> {
  const places = new Map<string, Stretch[]>();
  for (const { day, downSpans = [] } of days) {
    for (const [since, until] of downSpans) {
      for (let hour = Math.floor(since / 60); hour * 60 < until; hour += 1) {
        const part: Stretch = [Math.max(0, since - hour * 60) * MINUTE, Math.min(HOUR, (until - hour * 60) * MINUTE)];
        places.set(`${day} ${hour}`, [...(places.get(`${day} ${hour}`) ?? []), part]);
      }
    }
  }
  return places;
}

/** What is known of an hour, and what of the rest the platform was down for. */
export function hourRuns(levels: readonly LevelRun[], down: readonly Stretch[]): readonly OxygenRun[] {
  if (down.length === 0) return levels;
  const lost = down.flatMap(([since, until]): readonly OxygenRun[] => {
    const edges = levels.filter(({ from, to }) => to > since && from < until);
    const starts = [since, ...edges.map(({ to }) => to)];
    const ends = [...edges.map(({ from }) => from), until];
    return starts.map((from, place): OxygenRun => ({ from, to: ends[place] ?? until, level: 'lost' })).filter(({ from, to }) => from < to);
  });
  return [...levels, ...lost].sort((one, other) => one.from - other.from);
}
