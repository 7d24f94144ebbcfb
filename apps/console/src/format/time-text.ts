/** Date and time as `2026-10-01 08:30` in a project's zone, the same in both languages. */
export const timeText = (iso: string, zone: string): string => {
  const { date, hour, minute } = partsOf(iso, zone);
  return `${date} ${hour}:${minute}`;
};

/** The calendar day in a project's zone, `2026-10-01`. */
export const dayText = (iso: string, zone: string): string => partsOf(iso, zone).date;

/**
 * A period from ≤ t < to as people write it: whole days by their first and last day, anything else by its two instants.
 */
export function periodText({ from, to }: { readonly from: string; readonly to: string }, zone: string): string {
  const [start, end] = [partsOf(from, zone), partsOf(to, zone)];
  if (!isMidnight(start) || !isMidnight(end)) return `${timeText(from, zone)} – ${timeText(to, zone)}`;
  const last = lastDay(to, zone);
  return start.date >= last ? start.date : `${start.date} – ${last}`;
}

/** The last calendar day that a period ending before `to` touches. */
export const lastDay = (to: string, zone: string): string => dayText(new Date(Date.parse(to) - 1).toISOString(), zone);

const MINUTES_PER_DAY = 1_440;

/** The instant at which a calendar day of the zone begins, ISO 8601 with the zone's offset; `offset` 1 is the day after. */
export const startOfDay = (day: string, zone: string, offset = 0): string =>
  instantOf(Date.parse(`${day}T00:00:00Z`) + offset * MINUTES_PER_DAY * 60_000, zone);

/** The instant of a wall-clock time of the zone, `2026-10-01T08:30` as a form gives it, ISO 8601 with the zone's offset. */
export const instantAt = (local: string, zone: string): string => instantOf(Date.parse(`${local}Z`), zone);

/** A wall-clock time of the zone as a form takes it, `2026-10-01T08:30`. */
export const localText = (iso: string, zone: string): string => timeText(iso, zone).replace(' ', 'T');

/** `wall`: the wall clock read as if it were UTC, in milliseconds. */
function instantOf(wall: number, zone: string): string {
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guess = wall - offsetMinutes(wall, zone) * 60_000;
  const minutes = offsetMinutes(guess, zone);
  const sign = minutes < 0 ? '-' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${new Date(wall).toISOString().slice(0, 19)}${sign}${two(hours)}:${two(rest)}`;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** Minutes that the zone is ahead of UTC. */
function offsetMinutes(at: number, zone: string): number {
  const { date, hour, minute } = partsOf(new Date(at).toISOString(), zone);
  const local = Date.parse(`${date}T${hour}:${minute}:00Z`);
  return Math.round((local - Math.floor(at / 60_000) * 60_000) / 60_000);
}

interface Parts {
  readonly date: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const isMidnight = ({ hour, minute, second }: Parts): boolean => hour === '00' && minute === '00' && second === '00';

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsOf(iso: string, zone: string): Parts {
  const parts = new Map(formatterOf(zone).formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { date: `${part('year')}-${part('month')}-${part('day')}`, hour: part('hour'), minute: part('minute'), second: part('second') };
}

/** Making one costs more than using it. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...digits });
  formatters.set(zone, made);
  return made;
}
