import type { Content, TableCell } from './document.js';
import type { TextCell, TextTable } from '../text-table.js';
import { COLOURS, GRID, TITLED_GRID, roomFor } from './page-style.js';

const SMALL = 7.5;
const USUAL = 8.5;
const MANY_COLUMNS = 6;
/** Of the text that decides a column's width, in characters of half a hanzi. */
const NARROWEST = 6;
const WIDEST = 44;
const ROWS_LOOKED_AT = 60;
const LONGEST_WORD = 14;
/** Of such a character, in points. */
const CHARACTER = 5.2;
const SMALL_CHARACTER = 4.6;
const SLACK = 4;
const NO_BORDER: [boolean, boolean, boolean, boolean] = [false, false, false, false];
/** A row that might be higher than a page has to break. */
const LONGEST_UNBROKEN = 400;

/** A table that repeats its title and head on every page it goes on. */
export function pdfTable(table: TextTable, widths = naturalWidths(table)): readonly Content[] {
  const { title, columns, rows, more } = table;
  const head = columns.map((column): TableCell => ({ text: column, bold: true, fillColor: COLOURS.head }));
  const titled: TableCell[][] = title === null ? [] : [[{ text: title, bold: true, colSpan: columns.length, border: NO_BORDER, margin: [-2, 4, 0, 1] }, ...columns.slice(1).map(() => ({ text: '', border: NO_BORDER }))]];
  const body = [...titled, head, ...rows.map((row) => row.map(pdfCell))];
  return [
    {
      layout: title === null ? GRID : TITLED_GRID, fontSize: columns.length > MANY_COLUMNS ? SMALL : USUAL, margin: [0, 2, 0, 5],
      table: { headerRows: titled.length + 1, keepWithHeaderRows: rows.length === 0 ? 0 : 1, dontBreakRows: isShort(rows), widths, body },
    },
    ...(more === null ? [] : [{ text: more, style: 'muted' }]),
  ];
}

/** Labels and texts in two columns, a line for each of several texts. */
export function pdfFacts(facts: readonly (readonly [string, string | readonly string[]])[], labelWidth = 124): Content {
  const rows = facts.map(([label, text]) => [label, typeof text === 'string' ? text : { lines: text }] as const);
  return {
    layout: GRID, fontSize: USUAL, margin: [0, 2, 0, 5],
    table: {
      dontBreakRows: isShort(rows), widths: [labelWidth, roomFor(2) - labelWidth],
      body: rows.map(([label, text]) => [{ text: label, bold: true, fillColor: COLOURS.head }, pdfCell(text)]),
    },
  };
}

/** Points for each column: a width that is only asked for would be overrun by a long word. */
export function widthsOf(shares: readonly number[]): number[] {
  return shares.map((share) => (roomFor(shares.length) * share) / sumOf(shares));
}

function pdfCell(cell: TextCell): TableCell {
  if (typeof cell === 'string') return { text: cell };
  return 'number' in cell ? { text: cell.number, alignment: 'right' } : { stack: cell.lines.map((line) => ({ text: line })) };
}

const textOf = (cell: TextCell): string => (typeof cell === 'string' ? cell : 'number' in cell ? cell.number : cell.lines.join('\n'));
const isShort = (rows: readonly (readonly TextCell[])[]): boolean => rows.every((row) => row.every((cell) => textOf(cell).length <= LONGEST_UNBROKEN));

/**
 * As wide as the longest text of each column, where the page has room for all of them; else no narrower than a word, and
 * the rest of the room in proportion. A hanzi is as wide as two letters.
 */
function naturalWidths({ columns, rows }: TextTable): number[] {
  const character = columns.length > MANY_COLUMNS ? SMALL_CHARACTER : CHARACTER;
  const texts = columns.map((column, index) => [column, ...rows.slice(0, ROWS_LOOKED_AT).map((row) => textOf(row[index] ?? ''))]);
  const longest = (of: readonly string[], separator: RegExp, most: number): number => SLACK + character * Math.min(most, Math.max(NARROWEST, ...of.map((text) => widest(text, separator))));
  const natural = texts.map((of) => longest(of, /\n/, WIDEST));
  const least = texts.map((of) => longest(of, /\s|(?<=[⺀-￿])/u, LONGEST_WORD));
  const [room, asked, needed] = [roomFor(columns.length), sumOf(natural), sumOf(least)];
  if (asked <= room) return natural;
  return needed >= room ? least.map((width) => (width * room) / needed) : least.map((width, index) => width + ((room - needed) * ((natural[index] ?? width) - width)) / (asked - needed));
}

const sumOf = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);
const widest = (text: string, separator: RegExp): number => Math.max(...text.split(separator).map((part) => [...part].reduce((width, character) => width + (character > '\u2e7f' ? 2 : 1), 0)));
