import { escape } from '@influxdata/influxdb-client';
import type { ConflictRow } from '@yanshou/store';
import { ValueKind, valueKindOf } from '@yanshou/telemetry';
import type { ReadingColumns } from '@yanshou/telemetry';

export const READINGS = 'reading';
export const CONFLICTS = 'conflict';

/** Where the gateway's number begins in the field `flags`: the lower bits are a reading's own. */
export const VIA_STEP = 65_536;

/** Measurement and tags; everything else of a reading is a field, because every tag value makes a series. */
export const lineHead = (device: string, metric: string, measurement = READINGS): string =>
  `${measurement},device=${escape.tag(device)},metric=${escape.tag(metric)}`;

/**
 * One reading. A text and a number are two fields, as InfluxDB keeps one type a field and a metric may change its mind;
 * all other fields are always there, so that a point written again holds nothing of what it was before.
 */
export function readingLine(head: string, readings: ReadingColumns, row: number, commit: number): string {
  const flags = readings.flags[row] as number;
  const value = valueField(valueKindOf(flags) === ValueKind.text ? (readings.text[row] as string) : (readings.number[row] as number));
  const word = flags + (readings.via[row] as number) * VIA_STEP;
  return `${head} ${value},flags=${word}i,received=${readings.received[row] as number}i,sequence=${readings.sequence[row] as number}i,batch=${commit}i ${nanoseconds(readings.at[row] as number)}`;
}

/** InfluxDB overwrites a point of equal series and time: a contradicting one stands some nanoseconds beside it, always the same. */
export function conflictLine(device: string, metric: string, row: ConflictRow, commit: number): string {
  const besides = String(1 + (row.sequence % 999)).padStart(3, '0');
  const head = lineHead(device, metric, CONFLICTS);
  return `${head} ${valueField(row.value)},flags=${row.flags}i,received=${row.received}i,sequence=${row.sequence}i,batch=${commit}i ${row.at}${besides}`;
}

const valueField = (value: number | string): string =>
  typeof value === 'string' ? `text=${escape.quoted(value)}` : `number=${value}`;

/** Microseconds as nanoseconds. As text: the number of nanoseconds is beyond what a double holds. */
const nanoseconds = (at: number): string => (at === 0 ? '0' : `${at}000`);
