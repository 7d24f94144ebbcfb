/** Microseconds since 1970-01-01T00:00:00Z; an integer, exact in a double until the year 2255. */
export type Micros = number;

export const MICROS_PER_MILLISECOND = 1_000;
export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
export const MICROS_PER_DAY = 24 * MICROS_PER_HOUR;

/** Number of the UTC hour that holds `at`, counted from 1970. */
export const hourOf = (at: Micros): number => Math.floor(at / MICROS_PER_HOUR);

const ISO_WITH_ZONE =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/;

/**
 * ISO 8601 date and time with a zone to microseconds; digits finer than a microsecond are cut off.
 * Returns undefined for anything else: a missing zone, a 31st of June, hour 25.
 */
export function parseIsoMicros(text: string): Micros | undefined {
  const parts = ISO_WITH_ZONE.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number, number, number, number, number, number,
  ];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const millis = Date.UTC(year, month - 1, day, hour, minute, second);
  const check = new Date(millis);
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day || year < 1000) return undefined;
  const fraction = Number((parts[7] ?? '').padEnd(6, '0').slice(0, 6));
  return millis * MICROS_PER_MILLISECOND + fraction - zoneOffsetMicros(parts[8] as string);
}

function zoneOffsetMicros(zone: string): Micros {
  if (zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * MICROS_PER_MINUTE;
}

/** ISO 8601 in UTC; microseconds are written only when there are any. */
export function formatIsoMicros(at: Micros): string {
  const millis = Math.floor(at / MICROS_PER_MILLISECOND);
  const rest = at - millis * MICROS_PER_MILLISECOND;
  const text = new Date(millis).toISOString();
  return rest === 0 ? text : `${text.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}
