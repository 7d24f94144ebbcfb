import { describe, expect, it } from '@jest/globals';
import { aRow } from '../../testing/rows.js';
import { restatedLines } from './restatement-view.js';

const line = (indicator: string, changed: boolean) => ({ indicator, nameZh: '', nameEn: '', unit: '%', before: aRow(), after: aRow(), difference: { value: changed ? 1 : 0 }, changed });

describe('what an assessment corrects', () => {
  it('is listed with its clauses, what changed first', () => {
    const statement = { indicators: [{ row: { indicator: 'b', clause: '任务书 三(一)' } }], restatement: { indicators: [line('a', false), line('b', true)] } };
    expect(restatedLines(statement).map(({ indicator, clause, changed }) => [indicator, clause, changed])).toEqual([['b', '任务书 三(一)', true], ['a', '', false]]);
  });

  it.each([undefined, null, {}, { indicators: [] }])('is nothing of %j', (statement) => expect(restatedLines(statement)).toEqual([]));
});
