import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellText, shownTables } from './shown-table.js';

const words = (zh: string, en: string) => ({ zh, en });

describe('tables of figures', () => {
  it('are read where they have rows', () => {
    const table = { title: words('逐日', 'by day'), columns: [words('日期', 'day')], rows: [['2026-05-01', 3, null, words('溶解氧', 'oxygen')]] };
    expect(shownTables([table, { ...table, rows: [] }])).toEqual([table]);
    expect(shownTables(undefined)).toEqual([]);
  });

  it('write a cell in the language of the reader, a number to six places at most, and a dash for none', () => {
    expect([words('氧', 'oxygen'), 'AIR-1', 1 / 3, 25, null].map((cell) => cellText(cell, 'en'))).toEqual(['oxygen', 'AIR-1', '0.333333', '25', '—']);
    expect(cellText(words('氧', 'oxygen'), 'zh')).toBe('氧');
  });

  it('of whatever shape break nothing', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      for (const { rows } of shownTables([value, { rows: value }, { rows: [value], columns: value, title: value }])) {
        for (const cell of rows.flat()) expect(typeof cellText(cell, 'zh')).toBe('string');
      }
    }));
  });
});
