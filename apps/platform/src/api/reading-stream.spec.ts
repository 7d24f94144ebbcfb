import { describe, expect, it } from '@jest/globals';
import { readingWindowsAnswer, readingsAnswer } from '@yanshou/api-schema';
import type { ReadingPage } from '@yanshou/store';
import { LATE, SERVER_STAMPED, ValueKind, originCode, packFlags, qualityCode } from '@yanshou/telemetry';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { READING_COLUMNS, WINDOW_COLUMNS, csvChunks, jsonChunks, pageReadings, windowView } from './reading-stream.js';

type Row = Record<string, string | number | boolean | null>;

async function* stream(groups: readonly (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  yield* groups;
}
async function all(chunks: AsyncIterable<string>): Promise<string[]> {
  const seen: string[] = [];
  for await (const chunk of chunks) seen.push(chunk);
  return seen;
}
const jsonOf = async (...groups: Row[][]): Promise<string> => (await all(jsonChunks(stream(groups)))).join('');
const csvOf = async (columns: readonly string[], ...groups: Row[][]): Promise<string> => (await all(csvChunks(columns, stream(groups)))).join('');
const cellsOf = (csv: string): string[][] => parse(csv, { recordDelimiter: '\r\n' });
const cellOf = async (value: Row[string]): Promise<string | undefined> => cellsOf(await csvOf(['v', 'w'], [{ v: value, w: 0 }]))[1]?.[0];

const anyText = fc.string({ unit: fc.constantFrom('a', '车', ',', '"', '\r', '\n', ' ', "'", '=', '+', '-', '@', '1', '.', '＝', '\t'), maxLength: 6 });
const anyValue = fc.oneof(anyText, fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), fc.boolean(), fc.constant(null));
const anyGroups = fc.array(fc.array(fc.record({ a: anyValue, b: anyValue }).map((row): Row => ({ ...row })), { maxLength: 4 }), { maxLength: 4 });

describe('readings in JSON', () => {
  it.each<[string, Row[][], Row[]]>([
    ['no group', [], []], ['an empty group', [[]], []], ['one row', [[{ a: 1 }]], [{ a: 1 }]], ['empty groups between others', [[], [{ a: 1 }, { a: null }], [], [{ a: 'x"\n' }], []], [{ a: 1 }, { a: null }, { a: 'x"\n' }]],
  ])('are one document of %s', async (_what, groups, items) => {
    expect(JSON.parse(await jsonOf(...groups))).toEqual({ items });
  });

  it('are one document, whatever they hold', async () => {
    await fc.assert(fc.asyncProperty(anyGroups, async (groups) => {
      expect(JSON.parse(await jsonOf(...groups))).toEqual({ items: groups.flat() });
    }));
  });

  it('come in a piece for each group that holds any, and an end', async () => {
    expect(await all(jsonChunks(stream([[{ a: 1 }, { a: 2 }], [], [{ a: 3 }]])))).toHaveLength(3);
  });
});

describe('readings in CSV', () => {
  it('have a header, and every row ends with CRLF', async () => {
    expect(await csvOf(['a', 'b'], [{ b: 2, a: 1 }], [{ a: 'x', b: null }])).toBe('a,b\r\n1,2\r\nx,\r\n');
    expect(await csvOf(['a', 'b'])).toBe('a,b\r\n');
  });

  it('have their header with the first rows, and a piece for each group that holds any', async () => {
    expect(await all(csvChunks(['a'], stream([[{ a: 1 }], [], [{ a: 2 }, { a: 3 }]])))).toEqual(['a\r\n1\r\n', '2\r\n3\r\n']);
  });

  it.each([['a comma', '1,2', '"1,2"'], ['a quote', 'a"b', '"a""b"'], ['a line end', 'a\nb', '"a\nb"'], ['a carriage return', 'a\rb', '"a\rb"'], ['nothing special', '车 床', '车 床']])(
    'quote a text with %s', async (_what, value, written) => expect(await csvOf(['a'], [{ a: value }])).toBe(`a\r\n${written}\r\n`));

  it.each([[-1.5, '-1.5'], [1e21, '1e+21'], [0.1, '0.1'], [-0, '0'], [true, 'true'], [false, 'false'], [null, '']])('have %p as %s', async (value, written) => {
    expect(await cellOf(value)).toBe(written);
  });

  it.each(['=1+1', '=HYPERLINK("http://evil.example")', '+cmd|\' /C calc\'!A0', '-2+3', '@SUM(A1)', '＝1+1', '＋1+1', '－1', '＠SUM(A1)', '\t=1', '\r=1', '\n=1', '=1,"2"'])(
    'let no spreadsheet run the text %j', async (text) => expect(await cellOf(text)).toBe(`'${text}`));

  it.each(['-5', '+3.25', '-1e-9', '5', 'a=b', 'running', "'tis", ' =1', '2026-01-01T00:00:00.000Z', ''])('leave the text %j as it is', async (text) => expect(await cellOf(text)).toBe(text));

  it('begin no text like a formula, and have every text back when an apostrophe is taken away', async () => {
    await fc.assert(fc.asyncProperty(anyText, async (text) => {
      const written = (await cellOf(text)) ?? '';
      expect(written).not.toMatch(/^[=@＝＠＋－\t\r\n]|^[+-](?![\d.e+-]+$)/);
      expect(/^'+[=+\-@＝＋－＠\t\r\n]/.test(written) ? written.slice(1) : written).toBe(text);
    }));
  });

  it('read back as they were, but for those apostrophes', async () => {
    await fc.assert(fc.asyncProperty(anyGroups, async (groups) => {
      const [header, ...rows] = cellsOf(await csvOf(['a', 'b'], ...groups));
      expect(header).toEqual(['a', 'b']);
      expect(rows.flat().map((cell) => cell.replace(/^'(?='*[=+\-@＝＋－＠\t\r\n])/, ''))).toEqual(groups.flat().flatMap(({ a, b }) => [a, b].map((value) => String(value ?? ''))));
    }));
  });
});

const AT = Date.UTC(2026, 0, 1) * 1_000;
function pageOf(rows: readonly { flags: number; number?: number; text?: string }[]): ReadingPage {
  return {
    length: rows.length, device: rows.map(() => 'L1'), metric: rows.map(() => '温度'), at: Float64Array.from(rows, (_, row) => AT + row), received: Float64Array.from(rows, () => AT + 5_000_000),
    number: Float64Array.from(rows, ({ number = 0 }) => number), text: rows.map(({ text = '' }) => text), flags: Uint16Array.from(rows, ({ flags }) => flags), sequence: new Float64Array(rows.length),
  };
}
const code = (letter: string): number => qualityCode(letter) ?? 0;

describe('a page of readings', () => {
  it('is shown value by value, each of its kind, as the table of operations says', () => {
    const items = [...pageReadings(pageOf([
      { flags: packFlags(ValueKind.number, code('N'), originCode('live') ?? 9), number: 21.5 },
      { flags: packFlags(ValueKind.boolean, code('D'), originCode('simulated') ?? 9) | LATE, number: 1 },
      { flags: packFlags(ValueKind.boolean, 0, originCode('replayed') ?? 9), number: 0 },
      { flags: packFlags(ValueKind.text, code('B'), originCode('imported') ?? 9) | SERVER_STAMPED, text: 'running' },
    ]))];
    expect(items.map(({ value, quality, origin, late, serverStamped }) => [value, quality, origin, late, serverStamped])).toEqual([
      [21.5, 'N', 'live', false, false], [true, 'D', 'simulated', true, false], [false, '', 'replayed', false, false], ['running', 'B', 'imported', false, true],
    ]);
    expect(items[3]).toMatchObject({ device: 'L1', metric: '温度', at: '2026-01-01T00:00:00.000003Z', received: '2026-01-01T00:00:05.000Z' });
    expect(readingsAnswer.parse({ items })).toEqual({ items });
    expect(Object.keys(items[0] ?? {})).toEqual([...READING_COLUMNS]);
  });

  it('of nothing shows nothing', () => expect([...pageReadings(pageOf([]))]).toEqual([]));
});

describe('a window of readings', () => {
  it('is shown with its value and how many readings are in it', () => {
    const edge = { at: AT, value: 2 };
    const item = windowView('L1', '温度', { from: AT, to: AT + 60_000_000, count: 3, valid: 2, numeric: 2, sum: 50n, resolution: 0.1, min: 2, max: 3, first: edge, last: edge }, 'mean');
    expect(item).toEqual({ device: 'L1', metric: '温度', from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:01:00.000Z', value: 2.5, count: 3, valid: 2 });
    expect(readingWindowsAnswer.parse({ items: [item] })).toEqual({ items: [item] });
    expect(Object.keys(item)).toEqual([...WINDOW_COLUMNS]);
  });
});
