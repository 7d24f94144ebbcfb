import type { Failure } from '@yanshou/telemetry';
import { FORM } from './influx-dialect.js';
import { queryFailed, targetMissing } from './influx-failures.js';
import type { InfluxLink } from './influx-link.js';
import { refusal } from './influx-refusal.js';
import { statements } from './influxql.js';
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
  readonly series?: readonly { readonly tags?: Readonly<Record<string, string>>; readonly columns: string[]; readonly values?: unknown[][]; readonly partial?: boolean }[];
  readonly partial?: boolean;
}

const NONE: StatementRows = { columns: [], values: [], cut: false };

/** What 1.6.7 answers in place of the reason why the first of several statements failed. */
const HIDDEN = 'not executed';

/** Runs statements, times in microseconds. Throws what the server's refusal stands for; never a short answer. */
export const runQuery = async (link: InfluxLink, database: string, queries: readonly InfluxQl[]): Promise<StatementRows[]> =>
  (await resultsOf(link, database, queries)).map(rowsOf);

/** The rows of one tag set. */
export interface GroupRows {
  readonly tags: Readonly<Record<string, string | undefined>>;
  readonly values: readonly (readonly unknown[])[];
}

/** As `runQuery`, of one statement that groups by tags. Throws `store-query-failed` where the server gave fewer groups or rows than there are. */
export async function runGrouped(link: InfluxLink, database: string, query: InfluxQl): Promise<GroupRows[]> {
  const [{ series = [], partial } = {}] = await resultsOf(link, database, [query]);
  if (partial === true || series.some((one) => one.partial === true)) throw queryFailed('the answer is cut short (max-row-limit)');
  return series.map(({ tags = {}, values = [] }) => ({ tags, values }));
}

async function resultsOf(link: InfluxLink, database: string, queries: readonly InfluxQl[]): Promise<readonly RawResult[]> {
  const { dialect } = await link.ready();
  const { q, params } = dialect.query(statements(queries));
  const body = String(new URLSearchParams({ db: database, epoch: 'u', q, ...(params === undefined ? {} : { params }) }));
  const answer = await link.connection.ask('/query', { method: 'POST', headers: { ...dialect.headers, ...FORM }, body });
  if (answer.status !== 200) throw refusal(answer, database);
  const { results = [] } = (answer.json ?? {}) as { readonly results?: readonly RawResult[] };
  const failed = results.find(({ error }) => error !== undefined)?.error;
  if (failed === HIDDEN && queries.length > 1) await resultsOf(link, database, queries.slice(0, 1));
  if (failed !== undefined) throw faultOf(failed, database);
  if (results.length !== queries.length) throw queryFailed(`${results.length} answers to ${queries.length} statements`);
  return results;
}

const faultOf = (error: string, database: string): Failure => (/database not found|bucket.*not found/i.test(error) ? targetMissing(database, error) : queryFailed(error));

function rowsOf({ series, partial }: RawResult): StatementRows {
  const [first] = series ?? [];
  if (!first) return NONE;
  return { columns: first.columns, values: first.values ?? [], cut: partial === true || first.partial === true };
}
