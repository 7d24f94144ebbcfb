import type { DuckDBConnection } from '@duckdb/node-api';
import type { ConflictRow, ReadingPage, ReadingQuery } from '@yanshou/store';
import { rowsByKey } from './reader.by-key.js';
import { chunkColumns, concatenated, readColumns } from './column-reader.js';
import type { Columns } from './column-reader.js';
import type { Database } from './database.js';

interface SelectedSeries {
  readonly length: number;
  readonly series: Int32Array;
  readonly device: readonly string[];
  readonly metric: readonly string[];
}

type Selection = Pick<ReadingQuery, 'project' | 'device' | 'metric'>;

/** The series of a project, device or metric in the order of device and metric, that is, of every page. */
export async function selectSeries(connection: DuckDBConnection, { project, device, metric }: Selection): Promise<SelectedSeries> {
  const found = await connection.run(
    `select s.series, p.device, s.metric from series s join principals p on p.number = s.principal
     where p.project = $1 and ($2 is null or p.device = $2) and ($3 is null or s.metric = $3)
     order by p.device, s.metric, s.series`,
    [project, device ?? null, metric ?? null],
  );
  const { length, columns } = await readColumns(found, 'itt');
  const [series, devices, metrics] = columns as unknown as readonly [Int32Array, string[], string[]];
  return { length, series, device: devices, metric: metrics };
}

/** Series numbers as a relation with their place in the order; integers only, so nothing can be injected. */
export const seriesRelation = (series: Int32Array): string =>
  `(select unnest([${series.join(',')}]::integer[]) as series, unnest(range(${series.length}))::integer as place)`;

const READING = 'r.source_time, r.received, r.number, r.text, r.flags, r.sequence';
const READING_KINDS = 'lldthl';
const ROWS_PER_PAGE = 8192;

/** Pages in order, read as the caller takes them: the database sorts, spilling to disk, and nothing is collected here. */
export async function* streamReadings(database: Database, query: ReadingQuery): AsyncGenerator<ReadingPage> {
  const lease = await database.lease();
  try {
    const selected = await database.guarded(() => lease.use((connection) => selectSeries(connection, query)));
    if (selected.length === 0) return;
    await database.guarded(() => lease.stream(readingsInOrder(selected.series), [query.from, query.to].map(BigInt)));
    let pending: Columns[] = [];
    let rows = 0;
    const next = () => database.guarded(() => lease.fetch());
    for (let chunk = await next(); chunk; chunk = await next()) {
      pending.push(chunkColumns(chunk, `i${READING_KINDS}`));
      rows += chunk.rowCount;
      if (rows < ROWS_PER_PAGE) continue;
      yield pageOf(concatenated(pending, rows), selected);
      [pending, rows] = [[], 0];
    }
    if (rows > 0) yield pageOf(concatenated(pending, rows), selected);
  } finally {
    await lease.end();
  }
}

function readingsInOrder(series: Int32Array): string {
  const range = 'r.source_time >= $1 and r.source_time < $2';
  if (series.length === 1) {
    return `select 0::integer, ${READING} from readings r where r.series = ${series[0]} and ${range} order by r.source_time, r.sequence`;
  }
  return `select k.place, ${READING} from readings r join ${seriesRelation(series)} k on k.series = r.series
    where ${range} order by k.place, r.source_time, r.sequence`;
}

/** Newest reading of each series, of any quality and kind. */
export async function readLatest(database: Database, project: string, device: string | undefined): Promise<ReadingPage> {
  return database.read(async (connection) => {
    const selected = await selectSeries(connection, device === undefined ? { project } : { project, device });
    if (selected.length === 0) return pageOf({ length: 0, columns: emptyPage() }, selected);
    const found = await connection.run(
      `select k.place, max(h.latest_at) from series_hours h join ${seriesRelation(selected.series)} k on k.series = h.series
       group by k.place order by k.place`,
    );
    const newest = await readColumns(found, 'id');
    const place = newest.columns[0] as Int32Array;
    const keys = { series: Int32Array.from(place, (at) => selected.series[at] as number), at: newest.columns[1] as Float64Array };
    const rows = await rowsByKey(connection, keys, READING, READING_KINDS);
    return pageOf(inOrder({ length: rows.length, columns: [Int32Array.from(rows.columns[0] as Int32Array, (row) => place[row] as number), ...rows.columns.slice(1)] }), selected);
  });
}

export async function readConflicts(database: Database, query: ReadingQuery): Promise<ConflictRow[]> {
  return database.read(async (connection) => {
    const selected = await selectSeries(connection, query);
    if (selected.length === 0) return [];
    const found = await connection.run(
      `select r.series, r.source_time, r.received, r.sequence, r.number, r.text, r.flags
       from conflicts r join ${seriesRelation(selected.series)} k on k.series = r.series
       where r.source_time >= $1 and r.source_time < $2 order by k.place, r.source_time, r.sequence`,
      [query.from, query.to].map(BigInt),
    );
    const { length, columns } = await readColumns(found, 'illldth');
    const [series, at, received, sequence, number, text, flags] = columns as unknown as readonly [
      Int32Array, Float64Array, Float64Array, Float64Array, Float64Array, string[], Uint16Array,
    ];
    return Array.from({ length }, (_, row) => ({
      series: series[row] as number, at: at[row] as number, received: received[row] as number, sequence: sequence[row] as number,
      value: valueAt(number, text, flags, row), flags: flags[row] as number,
    }));
  });
}

const TEXT_KIND = 2;
/** A reading's value as the port gives it: flags, not NaN, say what is a text. */
export const valueAt = (number: Float64Array, text: readonly string[], flags: Uint16Array, row: number): number | string =>
  ((flags[row] as number) & 3) === TEXT_KIND ? (text[row] as string) : (number[row] as number);

const emptyPage = (): Columns['columns'] => [
  new Int32Array(0), new Float64Array(0), new Float64Array(0), new Float64Array(0), [], new Uint16Array(0), new Float64Array(0),
];

function pageOf({ length, columns }: Columns, selected: SelectedSeries): ReadingPage {
  const [place, at, received, number, text, flags, sequence] = columns as unknown as readonly [
    Int32Array, Float64Array, Float64Array, Float64Array, string[], Uint16Array, Float64Array,
  ];
  // A loop: mapping from a typed array takes three times as long, and a day of a large project has millions.
  const [device, metric] = [new Array<string>(length), new Array<string>(length)];
  for (let row = 0; row < length; row += 1) {
    const series = place[row] as number;
    device[row] = selected.device[series] as string;
    metric[row] = selected.metric[series] as string;
  }
  return { length, device, metric, at, received, number, text, flags, sequence };
}

function inOrder({ length, columns }: Columns): Columns {
  const place = columns[0] as Int32Array;
  const order = Array.from(place, (_, row) => row).sort((a, b) => (place[a] as number) - (place[b] as number));
  return {
    length,
    columns: columns.map((column) => Array.isArray(column)
      ? order.map((row) => column[row] as string)
      : (column.constructor as Float64ArrayConstructor).from(order, (row) => column[row] as number)),
  };
}
