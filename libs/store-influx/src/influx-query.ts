import { FORM } from './influx-dialect.js';
import { queryFailed, targetMissing } from './influx-failures.js';
import type { InfluxLink } from './influx-link.js';
import { refusal } from './influx-refusal.js';
import type { InfluxQl } from './influxql.js';

/** The rows of one statement, in the order of time; `cut` where the server gave fewer than there are. */
export interface StatementRows {
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
  readonly cut: boolean;
}

interface RawResult {
  readonly statement_id?: number;
  readonly error?: string;
  readonly series?: readonly { readonly columns: string[]; readonly values?: unknown[][]; readonly partial?: boolean }[];
  readonly partial?: boolean;
}

const NONE: StatementRows = { columns: [], values: [], cut: false };

/** Runs `count` statements, times in microseconds. Throws what the server's refusal stands for; never a short answer. */
export async function runQuery(link: InfluxLink, database: string, { query, count }: { readonly query: InfluxQl; readonly count: number }): Promise<StatementRows[]> {
  const { dialect } = await link.ready();
  const { q, params } = dialect.query(query);
  const body = String(new URLSearchParams({ db: database, epoch: 'u', q, ...(params === undefined ? {} : { params }) }));
  const answer = await link.connection.ask('/query', { method: 'POST', headers: { ...dialect.headers, ...FORM }, body });
  if (answer.status !== 200) throw refusal(answer, database);
  const results = (answer.json as { readonly results?: readonly RawResult[] } | undefined)?.results;
  if (!results || results.length !== count) throw queryFailed(`${results?.length ?? 0} answers to ${count} statements`);
  return results.map((result) => rowsOf(result, database));
}

function rowsOf({ error, series, partial }: RawResult, database: string): StatementRows {
  if (error !== undefined) throw /database not found|bucket.*not found/i.test(error) ? targetMissing(database, error) : queryFailed(error);
  const [first] = series ?? [];
  if (!first) return NONE;
  return { columns: first.columns, values: first.values ?? [], cut: partial === true || first.partial === true };
}
