import { describe, expect, it } from '@jest/globals';
import { LEDGER_COUNTERS } from '@yanshou/store';
import type { LedgerCounts } from '@yanshou/store';
import { balances, demoJson, demoTotals, totalsLine } from './demo-output.js';

const counts = (given: Partial<LedgerCounts>): LedgerCounts => ({ ...(Object.fromEntries(LEDGER_COUNTERS.map((name) => [name, 0])) as LedgerCounts), ...given });

describe('the totals of the demonstration', () => {
  const good = counts({ messages: 5, projected: 4, quarantined: 1, received: 10, stored: 7, duplicates: 1, conflicts: 1, rejected: 1, gaps: 2 });

  it('balance when every acknowledged message and every reading is accounted for', () => {
    expect(balances(demoTotals(5, 0, good))).toBe(true);
    expect(balances(demoTotals(7, 2, good))).toBe(true);
  });

  it('do not balance when a message is missing or counted twice', () => {
    expect(balances(demoTotals(6, 0, good))).toBe(false);
    expect(balances(demoTotals(4, 0, good))).toBe(false);
    expect(balances(demoTotals(5, 0, { ...good, stored: 8 }))).toBe(false);
  });

  it('are one JSON object with the rows', () => {
    expect(JSON.parse(demoJson({ rows: [], totals: demoTotals(5, 0, good), bundle: '/tmp/b.zip', verified: true }))).toEqual({
      rows: [], bundle: '/tmp/b.zip', verified: true, gaps: 2, messages: { acknowledged: 5, projected: 4, quarantined: 1, pending: 0 },
      readings: { received: 10, stored: 7, duplicates: 1, conflicts: 1, rejected: 1 },
    });
  });

  it('read in both languages', () => {
    expect(totalsLine(demoTotals(5, 0, good), 'zh')).toContain('已确认 5 = 已投影 4 + 隔离 1');
    expect(totalsLine(demoTotals(5, 0, good), 'en')).toContain('acknowledged 5 = projected 4 + quarantined 1');
  });
});
