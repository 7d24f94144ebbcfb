import { formatIsoMicros, parseIsoMicros } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';

/** Microseconds of a time that the schema has let through. */
export function micros(iso: string): Micros {
  const at = parseIsoMicros(iso);
  if (at === undefined) throw new RangeError(`no time: ${iso}`);
  return at;
}

export const iso = (at: Micros): string => formatIsoMicros(at);

interface Span<T> {
  readonly from: T;
  readonly to: T;
}

export const spanIn = ({ from, to }: Span<string>): Span<Micros> => ({ from: micros(from), to: micros(to) });
export const spanOut = ({ from, to }: Span<Micros>): Span<string> => ({ from: iso(from), to: iso(to) });

/** The object without the fields that are undefined: what is absent stays absent in records and answers. */
export function compact<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
