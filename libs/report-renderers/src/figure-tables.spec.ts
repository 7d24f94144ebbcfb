import { describe, expect, it } from '@jest/globals';
import { cellText, figureTables } from './figure-tables.js';
import { htmlTable } from './html-table.js';

const table = (rows: number) => ({
  title: { zh: '逐日', en: 'by day' }, columns: [{ zh: '日期', en: 'day' }, { zh: '值', en: 'value' }],
  rows: Array.from({ length: rows }, (_, index) => [`<${index}>`, index / 3] as const),
});

describe('a table of figures', () => {
  it('writes whole numbers as they are, others to four places and below one to six, and a dash for none', () => {
    expect([3, 4 / 3, 1 / 3, 0.00005, null, 'PM2.5', { zh: '溶解氧', en: 'oxygen' }].map((cell) => cellText(cell, 'zh'))).toEqual(['3', '1.3333', '0.333333', '0.000050', '—', 'PM2.5', '溶解氧']);
    expect(cellText({ zh: '溶解氧', en: 'oxygen' }, 'en')).toBe('oxygen');
  });

  it('escapes what it is given, is cut where nobody would read on, and is left out when it is empty', () => {
    const [page] = figureTables([table(501), table(0)], 'en').map(htmlTable);
    expect(page?.text).toContain('by day (501)');
    expect(page?.text).toContain('&lt;499&gt;');
    expect(page?.text).not.toContain('&lt;500&gt;');
    expect(page?.text).toContain('in all 501');
    expect(figureTables([table(0)], 'zh')).toEqual([]);
    expect(figureTables(undefined, 'zh')).toEqual([]);
  });
});
