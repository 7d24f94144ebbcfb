import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import { WEEK } from './simulated-week.js';

/** What stands for each variable of a dashboard, as Grafana would put it into a pattern. */
export type Choices = Readonly<Record<string, string>>;

/** What "all" stands for where a value of its own is set for it. */
export const EVERYTHING: Choices = { project: '.*', indicator: '.*', site: '.*', zone: 'Asia/Shanghai' };

/** Several values of a variable in a pattern, or "all" of those that are offered. */
export const anyOf = (values: readonly string[]): string => {
  const escaped = values.map((value) => value.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&'));
  return escaped.length === 1 ? (escaped[0] as string) : `(${escaped.join('|')})`;
};

export interface Asked {
  /** Length of a bucket. */
  readonly interval?: string | undefined;
  /** How far back, in place of the week: hours, as a panel says it. */
  readonly timeFrom?: string | undefined;
}

/** A query with its variables in place, over the simulated week. */
export function substituted(query: string, choices: Choices, { interval = '1h', timeFrom }: Asked = {}): string {
  const from = timeFrom === undefined ? WEEK.from : WEEK.to - Number.parseInt(timeFrom, 10) * MICROS_PER_HOUR;
  const range = `time >= ${from / MICROS_PER_MILLISECOND}ms AND time <= ${WEEK.to / MICROS_PER_MILLISECOND}ms`;
  const whole = query.replaceAll('$timeFilter', range).replaceAll('$__interval', interval);
  return whole.replace(/\$\{?([a-z]+)\}?/g, (_, name: string) => {
    const value = choices[name];
    if (value === undefined) throw new Error(`no value for $${name} in ${query}`);
    return value;
  });
}

export interface Series {
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

interface Answer {
  readonly results?: readonly { readonly error?: string; readonly series?: readonly Series[] }[];
  readonly error?: string;
  /** Of a 2.x. */
  readonly message?: string;
}

/** The series of an answer. Throws what the server says is wrong. */
export async function answered(ask: (query: string) => Promise<unknown>, query: string): Promise<readonly Series[]> {
  const { results = [], error, message } = (await ask(query)) as Answer;
  const wrong = error ?? message ?? results.find((result) => result.error !== undefined)?.error;
  if (wrong !== undefined) throw new Error(`${wrong}: ${query}`);
  return results.flatMap(({ series = [] }) => series);
}

/** Columns of a series without a value: Grafana draws each column as a series of its own, and names it in the legend. */
export const emptyColumns = ({ tags, columns, values }: Series): readonly { readonly tags: Series['tags']; readonly column: string }[] =>
  columns.flatMap((column, index) => (column === 'time' || values.some((row) => row[index] !== null && row[index] !== undefined) ? [] : [{ tags, column }]));

/** Columns of an answer that hold something, the time left out. Throws what the server says is wrong. */
export async function filledColumns(ask: (query: string) => Promise<unknown>, query: string): Promise<Map<string, number>> {
  const filled = new Map<string, number>();
  for (const { columns, values } of await answered(ask, query)) {
    columns.forEach((column, index) => {
      if (column === 'time') return;
      const count = values.filter((row) => row[index] !== null && row[index] !== undefined).length;
      filled.set(column, (filled.get(column) ?? 0) + count);
    });
  }
  return filled;
}
