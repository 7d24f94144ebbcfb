import type { DuckDBConnection } from '@duckdb/node-api';
import { LEDGER_COUNTERS } from '@yanshou/store';
import type { LedgerCounter, LedgerCounts, PrincipalRow, PrincipalTotals, SeriesRow, StoreState } from '@yanshou/store';
import type { Micros } from '@yanshou/telemetry';
import { readColumns } from './column-reader.js';
import type { Database } from './database.js';

/** Cursor, dictionaries and high-water times, of one snapshot. */
export function readState(database: Database): Promise<StoreState> {
  return database.read(async (connection) => {
    await connection.run('begin');
    try {
      return await stateOf(connection);
    } finally {
      await connection.run('rollback').catch(() => undefined);
    }
  });
}

async function stateOf(connection: DuckDBConnection): Promise<StoreState> {
  const meta = await connection.runAndReadAll('select journal, next_sequence::double from meta');
  const [journal, nextSequence] = meta.getRows()[0] as [string | null, number];
  return {
    journal: journal ?? undefined,
    nextSequence,
    principals: await readPrincipals(connection),
    series: await readSeries(connection),
    simulatedPrincipals: await readSimulated(connection),
  };
}

export const readPrincipalsOf = (database: Database, project: string): Promise<PrincipalRow[]> => database.read((connection) => readPrincipals(connection, project));

async function readPrincipals(connection: DuckDBConnection, of?: string): Promise<PrincipalRow[]> {
  const found = await connection.run('select number, project, device from principals where $1 is null or project = $1 order by number', [of ?? null]);
  const { length, columns } = await readColumns(found, 'itt');
  const [number, project, device] = columns as [Int32Array, string[], string[]];
  return Array.from({ length }, (_, row) => ({
    number: number[row] as number, project: project[row] as string, device: device[row] as string,
  }));
}

const SERIES = `
  select s.series, s.principal, s.metric, s.resolution, s.unused::utinyint, coalesce(h.highest, '-inf'::double)
  from series s left join (select series, max(latest_at) as highest from series_hours group by series) h using (series)
  order by s.series`;

async function readSeries(connection: DuckDBConnection): Promise<(SeriesRow & { readonly highest: Micros })[]> {
  const { length, columns } = await readColumns(await connection.run(SERIES), 'iitdbd');
  const [series, principal, metric, resolution, unused, highest] = columns as [Int32Array, Int32Array, string[], Float64Array, Uint8Array, Float64Array];
  return Array.from({ length }, (_, row) => ({
    series: series[row] as number, principal: principal[row] as number, metric: metric[row] as string,
    resolution: resolution[row] as number, unused: unused[row] === 1, highest: highest[row] as number,
  }));
}

async function readSimulated(connection: DuckDBConnection): Promise<number[]> {
  const found = await connection.run('select distinct principal from simulated order by principal');
  return Array.from((await readColumns(found, 'i')).columns[0] as Int32Array);
}

/** Database columns of the ledger's counters, in the order of LEDGER_COUNTERS. */
export const LEDGER_COLUMNS = LEDGER_COUNTERS.map((counter) => counter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

export async function readTotals(database: Database, project: string | undefined): Promise<LedgerCounts> {
  const sums = LEDGER_COLUMNS.map((column) => `coalesce(sum(${column}), 0)::double`).join(', ');
  const where = project === undefined ? '' : 'where principal in (select number from principals where project = $1)';
  return database.read(async (connection) => {
    const found = await connection.run(`select ${sums} from ledger ${where}`, project === undefined ? undefined : [project]);
    const { columns } = await readColumns(found, 'd'.repeat(LEDGER_COLUMNS.length));
    return countsAt(columns as readonly Float64Array[], 0);
  });
}

/** In place of an hour; a column without NULLs needs no mask. */
const NEVER = -2_147_483_648;

export async function readTotalsByPrincipal(database: Database, project: string): Promise<PrincipalTotals[]> {
  const [byHour, sums] = [LEDGER_COLUMNS.map((column) => `sum(l.${column}) as ${column}`), LEDGER_COLUMNS.map((column) => `sum(${column})::double`)];
  return database.read(async (connection) => {
    const found = await connection.run(
      `with hours as (
         select p.number, p.device, l.hour, ${byHour.join(', ')} from ledger l join principals p on p.number = l.principal
         where p.project = $1 group by p.number, p.device, l.hour)
       select number, device, coalesce(max(hour) filter (where messages + received + gaps > 0), ${NEVER}), ${sums.join(', ')}
       from hours group by number, device order by number`, [project]);
    const { length, columns } = await readColumns(found, `iti${'d'.repeat(LEDGER_COLUMNS.length)}`);
    const [number, device, lastHour, ...counts] = columns as unknown as readonly [Int32Array, string[], Int32Array, ...Float64Array[]];
    return Array.from({ length }, (_, row) => ({
      principal: { number: number[row] as number, project, device: device[row] as string }, counts: countsAt(counts, row),
      lastHour: lastHour[row] === NEVER ? null : (lastHour[row] as number),
    }));
  });
}

/** Row `row` of columns in the order of LEDGER_COUNTERS. */
export const countsAt = (columns: readonly Float64Array[], row: number): LedgerCounts =>
  Object.fromEntries(LEDGER_COUNTERS.map((counter, index) => [counter, columns[index]?.[row] ?? 0])) as Record<LedgerCounter, number>;
