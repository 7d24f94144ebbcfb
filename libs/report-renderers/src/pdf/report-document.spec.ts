import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleStatement } from '@yanshou/reports/testing';
import { anyStatement } from '../testing/any-statement.js';
import { PADDING, PAGE } from './page-style.js';
import { reportDocument } from './report-document.js';

const CONTEXT = { language: 'zh', fingerprint: 'key', statementDigest: 'sha256:0', supersededBy: null } as const;

interface LaidOut {
  readonly table?: { readonly widths?: readonly (number | string)[]; readonly dontBreakRows?: boolean; readonly body: readonly (readonly unknown[])[] };
}

/** Every table of a document, however deep. */
function tablesOf(node: unknown): readonly NonNullable<LaidOut['table']>[] {
  if (typeof node !== 'object' || node === null) return [];
  const { table } = node as LaidOut;
  return [...(table === undefined ? [] : [table]), ...Object.values(node).flatMap(tablesOf)];
}

describe('the definition of a report', () => {
  it('says in what language it is, and is of the moment of its statement', () => {
    const { language, info, pageSize } = reportDocument(sampleStatement(), CONTEXT);
    expect([language, pageSize, info?.creationDate?.toISOString(), info?.subject]).toEqual(['zh-CN', 'A4', '2026-11-05T02:00:00.000Z', 'a-2026-11']);
    expect(reportDocument(sampleStatement(), { ...CONTEXT, language: 'en' }).language).toBe('en');
  });

  it('has no table that is wider than the page, whatever is written in it', () => {
    fc.assert(fc.property(anyStatement, (statement) => {
      const tables = tablesOf(reportDocument(statement, CONTEXT).content);
      expect(tables.length).toBeGreaterThanOrEqual(4);
      for (const { widths = [] } of tables) {
        const points = widths.filter((width): width is number => typeof width === 'number');
        expect(points.reduce((sum, width) => sum + width + 2 * PADDING, 0)).toBeLessThanOrEqual(PAGE.width + 0.01);
      }
    }), { numRuns: 30 });
  });

  it('keeps the rows of a table together, unless one might be higher than a page', () => {
    const statement = sampleStatement();
    const noted = (note: string) => tablesOf(reportDocument({ ...statement, note }, CONTEXT).content).find(({ body }) => JSON.stringify(body).includes(note));
    expect(noted('短')?.dontBreakRows).toBe(true);
    expect(noted('长'.repeat(5_000))?.dontBreakRows).toBe(false);
  });
});
