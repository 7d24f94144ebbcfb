import { escape } from '@influxdata/influxdb-client';
import type { ConflictRow } from '@yanshou/store';
import { fieldsText, shapeOf } from './shape.js';

/**
 * A point holds the readings of one message that have device, time and flags in common. A layout whose points are read in
 * another way has another measurement, and another number in the names of its books (apps/platform).
 */
export const SAMPLES = 'sample';
export const CONFLICTS = 'conflict';
const SHAPES = 'shape';

/** Where the gateway's number begins in the field `flags`: the lower bits are the readings' own, but for their kind. */
export const VIA_STEP = 65_536;

/** Measurement and tags; everything else is a field, because every tag value makes a series. */
export const sampleHead = (device: string, fields: readonly string[]): string =>
  `${SAMPLES},device=${escape.tag(device)},shape=${escape.tag(shapeOf(fieldsText(fields)))} `;

/** What a digest in place of a shape's text stands for, for those who look for a device's metrics; undefined where the text stands for itself. */
export function shapeNote(device: string, fields: readonly string[]): string | undefined {
  const text = fieldsText(fields);
  return shapeOf(text) === text ? undefined : `${SHAPES},device=${escape.tag(device)},fields=${escape.tag(text)} shape=${textValue(shapeOf(text))}`;
}

/** The name of a value field as it stands before its value. */
export const fieldKey = (field: string): string => `${escape.tag(field)}=`;

export const textValue = (text: string): string => escape.quoted(text);

/** InfluxDB overwrites a point of equal series and time: a contradicting one stands some nanoseconds beside it, always the same. */
export function conflictLine(device: string, metric: string, row: ConflictRow, commit: number): string {
  const besides = String(1 + (row.sequence % 999)).padStart(3, '0');
  const value = typeof row.value === 'string' ? `text=${textValue(row.value)}` : `number=${row.value}`;
  return `${CONFLICTS},device=${escape.tag(device)},metric=${escape.tag(metric)} ${value},flags=${row.flags}i,received=${row.received}i,sequence=${row.sequence}i,batch=${commit}i ${row.at}${besides}`;
}

/** Microseconds as nanoseconds. As text: the number of nanoseconds is beyond what a double holds. */
export const nanoseconds = (at: number): string => (at === 0 ? '0' : `${at}000`);
