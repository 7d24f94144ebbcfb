import { ParquetWriter, fileWriter } from 'hyparquet-writer/src/node.js';
import { LATE, ORIGINS, SERVER_STAMPED, UNUSED, VALUE_TYPES, ValueKind, originOf, qualityLetter, qualityOf, valueKindOf } from '@yanshou/telemetry';
import { throughPart } from './export-file.js';
import type { Point } from './point-source.js';
import type { SeriesPoints } from './reader.readings.js';
import type { KnownSeries, SeriesDirectory } from './series-directory.js';

interface Row {
  readonly series: KnownSeries;
  readonly point: Point;
}

/** Rows that a reader must hold in memory at a time. */
const ROW_GROUP = 100_000;

const text = (name: string, repetition: 'REQUIRED' | 'OPTIONAL' = 'REQUIRED') =>
  ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: repetition }) as const;
const time = (name: string) => ({ name, type: 'INT64', converted_type: 'TIMESTAMP_MICROS', repetition_type: 'REQUIRED' }) as const;
const flag = (name: string) => ({ name, type: 'BOOLEAN', repetition_type: 'REQUIRED' }) as const;

const COLUMNS = [
  text('project'), text('device'), text('metric'), time('at'), time('received'), { name: 'value_number', type: 'DOUBLE', repetition_type: 'OPTIONAL' } as const,
  text('value_text', 'OPTIONAL'), text('quality'), text('origin'), flag('late'), flag('server_stamped'),
  { name: 'sequence', type: 'INT64', repetition_type: 'REQUIRED' } as const, text('via'), text('kind'), flag('unused'),
];

/** The columns and the order that verifiers of bundles read; row group by row group. Resolves with the number of readings. */
export function exportParquet(pieces: AsyncIterable<SeriesPoints>, directory: SeriesDirectory, path: string): Promise<number> {
  return throughPart(path, async (part) => {
    const writer = new ParquetWriter({ writer: fileWriter(part), schema: [{ name: 'root', num_children: COLUMNS.length }, ...COLUMNS], createdBy: 'yanshou' });
    let rows: Row[] = [];
    let written = 0;
    const flush = async (): Promise<void> => {
      await writer.write({ columnData: columnsOf(rows, directory), rowGroupSize: ROW_GROUP });
      written += rows.length;
      rows = [];
    };
    for await (const { series, points } of pieces) {
      for (const point of points) rows.push({ series, point });
      if (rows.length >= ROW_GROUP) await flush();
    }
    if (rows.length > 0) await flush();
    await writer.finish();
    return written;
  });
}

function columnsOf(rows: readonly Row[], directory: SeriesDirectory) {
  const column = (name: string, of: (row: Row) => unknown) => ({ name, data: rows.map(of) });
  const marked = (name: string, bit: number) => column(name, ({ point }) => (point.flags & bit) !== 0);
  const isText = ({ flags }: Point): boolean => valueKindOf(flags) === ValueKind.text;
  return [
    column('project', ({ series }) => series.project), column('device', ({ series }) => series.device), column('metric', ({ series }) => series.metric),
    column('at', ({ point }) => BigInt(point.at)), column('received', ({ point }) => BigInt(point.received)),
    column('value_number', ({ point }) => (isText(point) ? null : point.value)), column('value_text', ({ point }) => (isText(point) ? point.value : null)),
    column('quality', ({ point }) => qualityLetter(qualityOf(point.flags))), column('origin', ({ point }) => ORIGINS[originOf(point.flags)]),
    marked('late', LATE), marked('server_stamped', SERVER_STAMPED), column('sequence', ({ point }) => BigInt(point.sequence)),
    column('via', ({ point }) => directory.deviceOf(point.via)), column('kind', ({ point }) => VALUE_TYPES[valueKindOf(point.flags)]), marked('unused', UNUSED),
  ];
}
