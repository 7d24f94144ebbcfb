import { describe, expect, it } from '@jest/globals';
import { sampleSelfAssessment } from '@yanshou/reports/testing';
import type { SelfAssessmentVersion } from '@yanshou/telemetry';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { renderSelfAssessment } from './render-self-assessment.js';
import { selfAssessmentSheet } from './self-assessment-sheet.js';
import { basisCellsOf, cellsOf } from './table-cells.js';
import { BASIS_COLUMNS, COLUMNS } from './words.js';

const NASTY = ['=1+1', '+SUM(A1)', '-2', '@x', '\t=cmd', '<script>alert(1)</script>', 'a & "b"\n第二行', 'bell \u0007', '  两端空格  ', '＝全角', '_x0041_', '100'];
const proposed = sampleSelfAssessment();
const version: SelfAssessmentVersion = {
  project: 'workshop', year: 2026, version: 2, who: '张三 <x>', at: 0, reason: '=复核',
  entries: proposed.rows.map(({ row, weight }, index) => ({ row, weight, score: index === 0 ? null : Math.floor(weight), deviation: NASTY[index] ?? '' })),
};
const table = sampleSelfAssessment(version);

describe('the self-assessment as .xlsx', () => {
  /** What a cell of it reads back as: XML has no bell, and an empty text is an empty cell. */
  const readBack = (cell: string | number | null): string | number | null => (typeof cell === 'string' ? cell.replace('\u0007', 'U+0007') : cell) || (cell === 0 ? 0 : null);

  it.each(['zh', 'en'] as const)('reads back as what the table says, in both sheets: %s', async (language) => {
    const bytes = await selfAssessmentSheet(table, 'sha256:0', language);
    const form = await readSheet(Buffer.from(bytes), 1, { trim: false });
    const at = form.findIndex(([first]) => first === COLUMNS[0][language]);
    expect(form[at]?.slice(0, 8)).toEqual(COLUMNS.map((column) => column[language]));
    const rows = form.slice(at + 1, at + 1 + table.rows.length).map((row) => row.slice(0, 8));
    expect(rows).toEqual(table.rows.map((row) => cellsOf(row, language).map(readBack)));
    expect(form[at + 1 + table.rows.length]?.slice(5, 7)).toEqual([100, null]);
    const basis = await readSheet(Buffer.from(bytes), 2, { trim: false });
    expect(basis).toEqual([BASIS_COLUMNS.map((column) => column[language]), ...table.rows.map((row) => basisCellsOf(row, language).map(readBack))]);
  });

  it('holds no formula, however a text begins, and no link', async () => {
    const parts = unzipSync(await selfAssessmentSheet(table, null, 'zh'));
    const xml = Object.values(parts).map((part) => strFromU8(part)).join('\n');
    expect(xml).toContain('SUM(A1)');
    expect(xml).not.toMatch(/<f[ >]|<hyperlink|t="str"/);
  });
});

describe('the self-assessment as a page', () => {
  const text = (language: 'zh' | 'en') => renderSelfAssessment(table, 'sha256:0', language);

  it('shows every value with its verdict, coverage, clause and digest, and every text as a text', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const { figure, planned, actual } of table.rows) {
        for (const part of [figure.inputsDigest, figure.clause, planned[language], actual[language]]) expect(text(language)).toContain(part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'));
      }
    }
    expect(text('zh')).toContain('设备 100.00 % / 平台');
    expect(text('zh')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text('zh')).not.toMatch(/<script|javascript:|undefined|\[object/);
    expect(text('zh')).toContain('bell U+0007');
  });

  it('says what hinders its issue until it is issued, and the digest then', () => {
    expect(text('zh')).toContain('印发前须补正');
    const issued = renderSelfAssessment({ ...table, state: 'issued' }, 'sha256:0', 'en');
    expect(issued).not.toContain('To be put right');
    expect(issued).toMatch(/Digest at issue<\/th><td>sha256:0/);
  });
});
