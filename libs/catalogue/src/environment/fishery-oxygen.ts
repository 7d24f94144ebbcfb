/** Dissolved oxygen of one hour: how long it is known and how long of that it was above 5 mg/L, in microseconds, and its least value's verdict. */
export interface OxygenHour {
  readonly known: number;
  readonly above: number;
  /** Whether any reading was below the floor: 3 mg/L, 4 mg/L for salmonids. */
  readonly belowFloor: boolean;
  /** How long of what is not known the platform was down; 0 when absent. */
  readonly down?: number;
}

/** Whether 24 h meet GB 11607-89; `undecided` where what is not known could decide either way, `lost` where that is so by the platform's downtime alone. */
export const OXYGEN_VERDICTS = ['compliant', 'breach', 'undecided', 'lost'] as const;
export type OxygenVerdict = (typeof OXYGEN_VERDICTS)[number];

export const FISHERY_LEVEL = 5;
export const FISHERY_FLOOR = { ordinary: 3, salmonid: 4 } as const;
const HOUR = 3_600_000_000;
const HOURS = 24;
const DEMANDED = 16 * HOUR;

/** GB 11607-89: of any 24 h in a row more than 16 h above 5 mg/L, and never below the floor. */
export function oxygenVerdict(hours: readonly OxygenHour[]): OxygenVerdict {
  const above = hours.reduce((sum, hour) => sum + hour.above, 0);
  const unknown = HOURS * HOUR - hours.reduce((sum, hour) => sum + hour.known, 0);
  if (hours.some(({ belowFloor }) => belowFloor) || above + unknown <= DEMANDED) return 'breach';
  // What was not measured may have been below the floor.
  if (above > DEMANDED && unknown <= TOLERATED) return 'compliant';
  const down = hours.reduce((sum, hour) => sum + (hour.down ?? 0), 0);
  return down > 0 && unknown - down <= TOLERATED ? 'lost' : 'undecided';
}

/** Four of 24 h may be missing from a day (GB 3095, table 4, taken over). */
const TOLERATED = 4 * HOUR;

/** The verdict of every 24 h that end with an hour of the series; hours come without gaps, ascending. */
export function rollingOxygen(hours: readonly OxygenHour[]): Readonly<Record<OxygenVerdict, number>> {
  const counts: Record<OxygenVerdict, number> = { compliant: 0, breach: 0, undecided: 0, lost: 0 };
  for (let end = HOURS; end <= hours.length; end += 1) counts[oxygenVerdict(hours.slice(end - HOURS, end))] += 1;
  return counts;
}
