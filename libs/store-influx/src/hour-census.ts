import { Failure, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { InfluxLink } from './influx-link.js';
import { runQuery } from './influx-query.js';
import type { StatementRows } from './influx-query.js';
import { influxql } from './influxql.js';
import type { InfluxQl } from './influxql.js';
import { SAMPLES } from './line-protocol.js';
import type { HourSpans, Witness } from './recent-lines.js';

/** Of UTC hours: how many points there are and what their commits add up to. Whatever is written again where it was changes nothing of it. */
export type HourCensus = ReadonlyMap<number, string>;

/** A month: no query has more buckets. */
const HOURS_PER_STATEMENT = 744;
const STATEMENTS_PER_REQUEST = 50;

/** What a database holds between the ends of these hours' spans; nothing where it is not there. */
export async function censusOf(link: InfluxLink, database: string, spans: HourSpans): Promise<HourCensus> {
  const census = new Map<number, string>();
  for (const { columns, values } of await answersTo(link, database, runsOf(spans).map((run) => countIn(run, spans)))) {
    const [time, count, sum] = ['time', 'count', 'sum'].map((name) => columns.indexOf(name)) as [number, number, number];
    for (const row of values) census.set((row[time] as number) / MICROS_PER_HOUR, `${String(row[count])}/${String(row[sum])}`);
  }
  return census;
}

/** Those of the witnesses, all of one project, whose point is not there. */
export async function missingOf(link: InfluxLink, database: string, witnesses: readonly Witness[]): Promise<Witness[]> {
  const answers = await answersTo(link, database, witnesses.map(({ at, commit }) =>
    influxql`SELECT count("batch") FROM ${{ identifier: SAMPLES }} WHERE time >= ${nanos(at)} AND time <= ${nanos(at)} AND "batch" = ${BigInt(commit)}`));
  return witnesses.filter((_, index) => (answers[index]?.values.length ?? 0) === 0);
}

async function answersTo(link: InfluxLink, database: string, statements: readonly InfluxQl[]): Promise<StatementRows[]> {
  const answers: StatementRows[] = [];
  try {
    for (let from = 0; from < statements.length; from += STATEMENTS_PER_REQUEST) answers.push(...(await runQuery(link, database, statements.slice(from, from + STATEMENTS_PER_REQUEST))));
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'store-target-missing') throw error;
  }
  return answers;
}

function countIn(run: readonly number[], spans: HourSpans): InfluxQl {
  const [from, to] = [spans.get(run[0] as number)?.from ?? 0, spans.get(run.at(-1) as number)?.to ?? 0];
  return influxql`SELECT count("batch"), sum("batch") FROM ${{ identifier: SAMPLES }} WHERE time >= ${nanos(from)} AND time <= ${nanos(to)} GROUP BY time(1h) fill(none)`;
}

/** Hours that follow one another. */
function runsOf(spans: HourSpans): number[][] {
  const runs: number[][] = [];
  for (const hour of [...spans.keys()].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.at(-1) === hour - 1 && last.length < HOURS_PER_STATEMENT) last.push(hour);
    else runs.push([hour]);
  }
  return runs;
}

const nanos = (at: number): bigint => BigInt(at) * 1_000n;
