import { escape } from '@influxdata/influxdb-client';
import type { Micros } from '@yanshou/telemetry';

/** A number of things, kept as an integer; a plain number is kept as a float whatever its value. */
export interface Count {
  readonly count: number;
}

export const count = (number: number): Count => ({ count: number });

export interface FigurePoint {
  readonly measurement: string;
  /** Those without a text are left out. */
  readonly tags: Readonly<Record<string, string | undefined>>;
  /** Those that are null are left out: the time of a point that can have such a field must never come twice with other values. */
  readonly fields: Readonly<Record<string, number | string | Count | null>>;
  readonly at: Micros;
}

/** One line of line protocol; equal series and time overwrite. */
export function pointLine({ measurement, tags, fields, at }: FigurePoint): string {
  const named = Object.entries(tags).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`,${name}=${escape.tag(value)}`]));
  const held = Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [`${name}=${fieldText(value)}`]));
  return `${measurement}${named.join('')} ${held.join(',')} ${at}000`;
}

function fieldText(value: number | string | Count): string {
  if (typeof value === 'string') return escape.quoted(value);
  return typeof value === 'number' ? String(value) : `${value.count}i`;
}
