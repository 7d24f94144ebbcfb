import type { CellObject } from 'write-excel-file/node';

/** Of a cell, in characters: with more a spreadsheet calls the file damaged. */
const LONGEST_TEXT = 32_767;

/** A text never becomes anything else, however it begins. */
export function cell(content: string | number | null): CellObject {
  if (content === null || content === '') return {};
  if (typeof content === 'number') return { type: Number, value: content, alignVertical: 'top' };
  return { type: String, value: fitting(writable(content)), wrap: true, alignVertical: 'top' };
}

/** A number keeps every digit, whatever the format shows of it. */
export const formattedCell = (content: number | null, format: string): CellObject => (content === null ? {} : { ...cell(content), format });

export const boldCell = (content: string): CellObject => ({ ...cell(content), fontWeight: 'bold' });

export const widths = (of: readonly number[]): { width: number }[] => of.map((width) => ({ width }));

/** Characters that XML cannot hold are shown by their number; what a spreadsheet would take for one of its escapes is escaped. */
const writable = (text: string): string =>
  (text in Object.prototype ? escapedFirst(text) : text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`));

// The library looks texts up in a plain object, and would write a cell whose text names one of its members (toString) without one.
const escapedFirst = (text: string): string => `_x${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_${text.slice(1)}`;

const fitting = (text: string): string => (text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`);
