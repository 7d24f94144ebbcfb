import type { InfluxSettings } from '@yanshou/store-influx';

/**
 * Number of the layout in which readings are kept (libs/store-influx/src/line-protocol.ts): grows with every change after
 * which the points of before are not read. 1 was a point a reading in the measurement `reading`.
 */
const LAYOUT = 2;

type Prefixed = Pick<InfluxSettings, 'prefix'>;

/** Books of one database are told apart by what they are the book of; a new prefix or a new layout is a new beginning from the journal. */
export const bookName = ({ prefix }: Prefixed): string => `influxdb/${LAYOUT}:${prefix}`;

/** Of a partition, where the journal is split. */
export const partitionBookName = (settings: Prefixed, partition: number): string => `${bookName(settings)}#${String(partition).padStart(2, '0')}`;

/** The name that a book with this one's readings had in the layout before; undefined for a book of anything else. */
export function earlierBookName(settings: Prefixed, name: string): string | undefined {
  const own = bookName(settings);
  return name === own || name.startsWith(`${own}#`) ? `influxdb:${settings.prefix}${name.slice(own.length)}` : undefined;
}
