import type { Reading, ReadingWindow } from '@yanshou/api-schema';
import type { ReadingPage, WindowAggregate } from '@yanshou/store';
import { LATE, SERVER_STAMPED, ValueKind, originName, originOf, qualityLetter, qualityOf, valueKindOf } from '@yanshou/telemetry';
import type { Aggregate } from './aggregate.js';
import { aggregateOf } from './aggregate.js';
import { iso } from './times.js';

/** The readings of a page as the API shows them. */
export function* pageReadings(page: ReadingPage): Generator<Reading> {
  for (let row = 0; row < page.length; row += 1) yield readingView(page, row, page.device[row] as string, page.metric[row] as string);
}

type Values = Pick<ReadingPage, 'at' | 'received' | 'number' | 'text' | 'flags'>;

/** A row as the API shows it. */
export function readingView(values: Values, row: number, device: string, metric: string): Reading {
  const flags = values.flags[row] as number;
  return {
    device, metric, at: iso(values.at[row] as number), received: iso(values.received[row] as number),
    value: valueAt(values, row, flags), quality: qualityLetter(qualityOf(flags)), origin: originName(originOf(flags)),
    late: (flags & LATE) !== 0, serverStamped: (flags & SERVER_STAMPED) !== 0,
  };
}

function valueAt(values: Values, row: number, flags: number): Reading['value'] {
  const kind = valueKindOf(flags);
  if (kind === ValueKind.text) return values.text[row] as string;
  const number = values.number[row] as number;
  return kind === ValueKind.boolean ? number !== 0 : number;
}

export const windowView = (device: string, metric: string, window: WindowAggregate, fn: Aggregate): ReadingWindow => ({
  device, metric, from: iso(window.from), to: iso(window.to), value: aggregateOf(window, fn), count: window.count, valid: window.valid,
});

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** `{"items":[…]}` in pieces, one for each group of rows. */
export async function* jsonChunks(groups: AsyncIterable<Iterable<Row>>): AsyncGenerator<string> {
  let before = '{"items":[';
  for await (const rows of groups) {
    let text = '';
    for (const row of rows) {
      text += `${before}\n${JSON.stringify(row)}`;
      before = ',';
    }
    if (text !== '') yield text;
  }
  yield before === ',' ? '\n]}\n' : `${before}]}\n`;
}

/** CSV (RFC 4180) with a header, in pieces; the header comes with the first rows, so that nothing is sent before there are any. It is opened in spreadsheets: a text that one would run as a formula stands behind an apostrophe. */
export async function* csvChunks(columns: readonly string[], groups: AsyncIterable<Iterable<Row>>): AsyncGenerator<string> {
  let text = `${columns.join(',')}\r\n`;
  for await (const rows of groups) {
    for (const row of rows) text += `${columns.map((column) => cell(row[column])).join(',')}\r\n`;
    if (text !== '') yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** Apostrophes before it count too: whoever takes one away has every text as it was. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r\n\0]/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

const inert = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);

const cell = (value: Row[string] | undefined): string => {
  const text = typeof value === 'string' ? inert(value) : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const READING_COLUMNS = ['device', 'metric', 'at', 'received', 'value', 'quality', 'origin', 'late', 'serverStamped'] as const;
export const WINDOW_COLUMNS = ['device', 'metric', 'from', 'to', 'value', 'count', 'valid'] as const;
