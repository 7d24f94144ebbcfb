import { MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import { WEEK } from './simulated-week.js';

/** What stands for each variable of a dashboard, as Grafana would put it into a pattern. */
export type Choices = Readonly<Record<string, string>>;

export const EVERYTHING: Choices = { project: '.*', indicator: '.*', site: '.*', device: '.*', metric: '.*', zone: 'Asia/Shanghai' };

/** A query with its variables in place, over the simulated week. */
export function substituted(query: string, choices: Choices, interval = '1h'): string {
  const range = `time >= ${WEEK.from / MICROS_PER_MILLISECOND}ms AND time <= ${WEEK.to / MICROS_PER_MILLISECOND}ms`;
  const whole = query.replaceAll('$timeFilter', range).replaceAll('$__interval', interval);
  return whole.replace(/\$\{?([a-z]+)\}?/g, (_, name: string) => {
    const value = choices[name];
    if (value === undefined) throw new Error(`no value for $${name} in ${query}`);
    return value;
  });
}

interface Answer {
  readonly results?: readonly { readonly error?: string; readonly series?: readonly { readonly columns: readonly string[]; readonly values: readonly (readonly unknown[])[] }[] }[];
  readonly error?: string;
}

/** Columns of an answer that hold something, the time left out. Throws what the server says is wrong. */
export async function filledColumns(ask: (query: string) => Promise<unknown>, query: string): Promise<Map<string, number>> {
  const { results = [], error } = (await ask(query)) as Answer;
  const wrong = error ?? results.find((result) => result.error !== undefined)?.error;
  if (wrong !== undefined) throw new Error(`${wrong}: ${query}`);
  const filled = new Map<string, number>();
  for (const { columns, values } of results.flatMap(({ series = [] }) => series)) {
    columns.forEach((column, index) => {
      if (column === 'time') return;
      const count = values.filter((row) => row[index] !== null && row[index] !== undefined).length;
      filled.set(column, (filled.get(column) ?? 0) + count);
    });
  }
  return filled;
}

