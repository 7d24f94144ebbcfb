import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import { VERDICTS } from '@yanshou/catalogue';
import { restatementOf, supersededOf } from '@yanshou/reports';
import type { StatedIndicator, Statement } from '@yanshou/reports';
import { sampleStatement } from '@yanshou/reports/testing';
import { renderXlsx } from './render-xlsx.js';
import { sheetName } from './sheet.js';
import { SHEET_WORDS } from './sheet-words.js';
import { statedFormat, valueFormat } from './value-format.js';
import type { PrintContext } from '../print-context.js';
import { anyStatement } from '../testing/any-statement.js';
import { WORDS } from '../words.js';

const LANGUAGES = ['zh', 'en'] as const;
const contextIn = (language: 'zh' | 'en', supersededBy: string | null = null): PrintContext => ({ language, fingerprint: 'key-1', statementDigest: `sha256:${'a'.repeat(64)}`, supersededBy });

type Rows = readonly (readonly unknown[])[];

/** Sheets by name. */
async function read(bytes: Uint8Array): Promise<ReadonlyMap<string, Rows>> {
  const sheets = await readWorkbook(Buffer.from(bytes), { trim: false });
  return new Map(sheets.map(({ sheet, data }) => [sheet, data as Rows]));
}

/** Rows below the heads as records by their heads. */
function records(rows: Rows, firstHead: string): readonly Readonly<Record<string, unknown>>[] {
  const at = rows.findIndex(([first]) => first === firstHead);
  const heads = rows[at] ?? [];
  return rows.slice(at + 1).map((row) => Object.fromEntries(heads.map((head, index) => [String(head), row[index] ?? null])));
}

describe.each(LANGUAGES)('the report as .xlsx in %s', (language) => {
  const statement = sampleStatement({ origin: 'simulated' });
  const written = renderXlsx(statement, contextIn(language));
  const sheets = written.then(read);
  const sheetOf = async (word: keyof typeof SHEET_WORDS): Promise<Rows> => (await sheets).get(SHEET_WORDS[word][language]) ?? [];

  it('has each value unrounded as a number, with clause, coverage, verdict and the digest of its inputs', async () => {
    const rows = records(await sheetOf('summary'), '#');
    expect(rows.map((row) => row[WORDS.computed[language]])).toEqual(statement.indicators.map(({ row }) => row.value));
    for (const [index, { row }] of statement.indicators.entries()) {
      expect(rows[index]).toMatchObject({
        [SHEET_WORDS.id[language]]: row.indicator, [WORDS.clause[language]]: row.clause, [WORDS.target[language]]: row.target, [WORDS.numerator[language]]: row.numerator, [WORDS.denominator[language]]: row.denominator,
        [WORDS.deviceCoverage[language]]: row.coverage, [WORDS.platformCoverage[language]]: row.platformCoverage, [WORDS.verdict[language]]: VERDICTS[row.verdict][language], [WORDS.digest[language]]: row.inputsDigest,
      });
    }
  });

  it('has the four figures side by side, who stated them, and the differences', async () => {
    const rows = records(await sheetOf('figures'), WORDS.indicator[language]);
    expect(rows[0]).toMatchObject({
      [WORDS.target[language]]: 70, [WORDS.own[language]]: 72.5, [WORDS.computed[language]]: 40, [WORDS.audited[language]]: 40, [WORDS.platformMinusOwn[language]]: -32.5, [WORDS.auditedMinusPlatform[language]]: 0,
      [`${WORDS.own[language]} · ${WORDS.explanation[language]}`]: '含 2 台已到货未安装的设备 & 备机',
    });
    expect(rows.map((row) => row[WORDS.digest[language]])).toEqual(statement.indicators.map(({ row }) => row.inputsDigest));
  });

  it('has a sheet of devices for each indicator that judges them, below its value', async () => {
    const all = [...(await sheets)].filter(([name]) => name.startsWith(SHEET_WORDS.devices[language]));
    const judged = statement.indicators.filter(({ row }) => row.figures.perDevice !== undefined || row.devices.length > 0);
    expect(all).toHaveLength(judged.length);
    for (const [index, { row }] of judged.entries()) {
      const [, rows = []] = all[index] ?? [];
      expect(rows[1]?.[0]).toEqual(expect.stringContaining(row.inputsDigest));
      expect(rows[1]?.[0]).toEqual(expect.stringContaining(row.clause));
      const listed = records(rows, WORDS.device[language]);
      expect(listed.map((device) => device[WORDS.device[language]])).toEqual((row.figures.perDevice ?? row.devices.map((id) => ({ id }))).map(({ id }) => id));
      expect(listed.map((device) => device[SHEET_WORDS.valid[language]] ?? null)).toEqual(row.figures.perDevice?.map(({ valid }) => valid) ?? row.devices.map(() => null));
    }
  });

  it('has gaps, definitions, balance, how to verify it, and its stamps above every table', async () => {
    const rows = records(await sheetOf('gaps'), WORDS.indicator[language]);
    const total = (of: Statement): number => of.indicators.flatMap(({ row }) => row.figures.gaps?.totals ?? []).reduce((sum, { intervals }) => sum + intervals, 0);
    expect(total(statement)).toBeGreaterThan(0);
    expect(rows.reduce((sum, row) => sum + Number(row[SHEET_WORDS.missing[language]]), 0)).toBe(total(statement));
    expect(records(await sheetOf('definitions'), WORDS.indicator[language]).map((row) => row[WORDS.formula[language]])).toEqual(statement.indicators.map(({ definition }) => definition.formula[language]));
    expect(JSON.stringify(await sheetOf('balance'))).toContain('900 = 890 + 10 + 0');
    expect(JSON.stringify(await sheetOf('about'))).toContain('npm run verify -- workshop-a-2026-11.zip --key key-1');
    for (const rowsOfSheet of (await sheets).values()) expect(rowsOfSheet[0]?.[0]).toEqual(expect.stringContaining(`sha256:${'a'.repeat(64)} [模拟数据 SIMULATED]`));
  });

  it('keeps the heads in view and shows shares as per cent', async () => {
    const parts = unzipSync(await written);
    const worksheets = Object.entries(parts).filter(([path]) => path.startsWith('xl/worksheets/sheet'));
    expect(worksheets).toHaveLength((await sheets).size);
    for (const [, part] of worksheets) expect(strFromU8(part)).toMatch(/<pane ySplit="[234]" [^>]*state="frozen"/);
    expect(strFromU8(parts['xl/styles.xml'] ?? new Uint8Array())).toContain('formatCode="0.00%"');
  });
});

describe('what is shown of a number', () => {
  it('has as many places as on paper: more where the rounded figure would lead to another verdict', () => {
    const [{ row }] = sampleStatement().indicators as [StatedIndicator];
    expect(valueFormat(row, 'zh')).toBe('0.00" %"');
    expect(valueFormat({ ...row, value: 69.996, numerator: 17_499, denominator: 25_000, scale: 100, target: 70, comparator: '>=' }, 'zh')).toBe('0.000" %"');
    expect([statedFormat(72.5, '%', 'en'), statedFormat(3, '件', 'zh'), statedFormat(1e-7, '', 'zh'), statedFormat(1e21, '', 'zh')]).toEqual(['0.0" %"', '0" 件"', '0.0000000', '0']);
  });
});

describe('names of sheets', () => {
  it('are what a spreadsheet takes', () => {
    expect(sheetName("'a[b]:c*d?e/f\\g'")).toBe('a b  c d e f g');
    expect(sheetName('')).toBe('-');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(sheetName(name)).toMatch(/^[^[\]:*?/\\]{1,31}$/);
    }));
  });
});

describe('a statement that corrects another, or was corrected', () => {
  it('says so above every table, and what was before', async () => {
    const statement = sampleStatement();
    const rows = statement.indicators.map(({ row }) => row);
    const earlier = { ...statement, assessment: 'a-0', indicators: statement.indicators.map((one) => ({ ...one, row: { ...one.row, readings: one.row.readings - 3 } })) };
    const restatement = restatementOf(supersededOf(earlier, 'sha256:1'), rows);
    const sheets = await read(await renderXlsx({ ...statement, supersedes: 'a-0', restatement }, contextIn('zh', 'a-9')));
    for (const [first] of sheets.values()) expect(first?.[0]).toMatch(/已被核算 a-9 更正.*更正报告：替代核算 a-0/);
    expect(records(sheets.get('更正内容') ?? [], '指标')[0]).toMatchObject({ 更正前: 2697, 更正后: 2700, 差异: 3 });
  });
});

describe('any statement', () => {
  it.each(Object.getOwnPropertyNames(Object.prototype))('has the text %s as it is', async (note) => {
    const sheets = await read(await renderXlsx({ ...sampleStatement(), note }, contextIn('zh')));
    expect([...sheets.values()].flat(2)).toContain(note);
  });

  it('is written without a formula or a link, and twice the same', async () => {
    await fc.assert(fc.asyncProperty(anyStatement, fc.constantFrom(...LANGUAGES), async (statement, language) => {
      const [once, again] = [await renderXlsx(statement, contextIn(language)), await renderXlsx(statement, contextIn(language))];
      expect(Buffer.compare(Buffer.from(once), Buffer.from(again))).toBe(0);
      const xml = Object.values(unzipSync(once)).map((part) => strFromU8(part)).join('\n');
      expect(xml).not.toMatch(/<f[ >]|<hyperlink|t="str"/);
      expect((await read(once)).size).toBeGreaterThanOrEqual(6);
    }), { numRuns: 15 });
  });
});
