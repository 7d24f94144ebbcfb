import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VERDICTS } from '@yanshou/catalogue';
import { formatShare, valueText } from '@yanshou/kpi';
import { restatementOf, supersededOf } from '@yanshou/reports';
import type { StatedIndicator, Statement } from '@yanshou/reports';
import { sampleStatement } from '@yanshou/reports/testing';
import { fourFigureLines, statedText, targetText } from '../four-figures.js';
import { indicatorFacts } from '../indicator-facts.js';
import type { PrintContext } from '../print-context.js';
import { PRINT_WORDS, pageText, supersededText } from '../print-words.js';
import { anyStatement } from '../testing/any-statement.js';
import { pdfBookmarks, pdfPages, tight } from '../testing/pdf-text.js';
import { stepLines } from '../trace-lines.js';
import { WORDS } from '../words.js';
import { renderPdf } from './render-pdf.js';

const LANGUAGES = ['zh', 'en'] as const;
const contextIn = (language: 'zh' | 'en', facts: Partial<PrintContext> = {}): PrintContext =>
  ({ language, fingerprint: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k', statementDigest: `sha256:${'3f6c91d0'.repeat(8)}`, supersededBy: null, ...facts });
const nameIn = ({ row }: StatedIndicator, language: 'zh' | 'en'): string => (language === 'zh' ? row.nameZh : row.nameEn);

describe.each(LANGUAGES)('the report on paper in %s', (language) => {
  const statement = sampleStatement({ origin: 'simulated' }, { note: '含 🌱 与 \u202e 反向', promise: { zh: '写入日志后确认', en: 'acknowledged after the journal' } });
  const context = contextIn(language);
  const printed = renderPdf(statement, context);
  const pages = printed.then(pdfPages);

  it('says on its cover whose it is, of which period, and what tells it apart from another', async () => {
    const [cover = ''] = await pages;
    for (const text of [statement.title[language], 'workshop', 'P1.1.1', PRINT_WORDS.contractNumber[language], '2026-10-01 08:00 – 2026-10-01 11:00 (Asia/Shanghai)', '2026-11-05 10:00', context.fingerprint, context.statementDigest, '模拟数据 SIMULATED', PRINT_WORDS.purpose[language]]) {
      expect(cover).toContain(tight(text));
    }
  });

  it('has the digest, the page and how many there are at the foot of every page, and its stamps at the head', async () => {
    const all = await pages;
    all.forEach((page, index) => {
      expect(page).toContain(tight(context.statementDigest));
      expect(page).toContain(tight(pageText(index + 1, all.length, language)));
      expect(page).toContain('模拟数据SIMULATED');
    });
  });

  it('has each value in the acceptance table with its clause, target, coverage, verdict and the digest of its inputs', async () => {
    const summary = (await pages)[1] ?? '';
    for (const { row, figures } of statement.indicators) {
      for (const text of [row.clause, targetText(figures, language), valueText(row, language), statedText(figures.own, language), formatShare(row.coverage), formatShare(row.platformCoverage), VERDICTS[row.verdict][language], row.inputsDigest.slice(0, 19)]) {
        expect([row.indicator, summary]).toEqual([row.indicator, expect.stringContaining(tight(text))]);
      }
    }
  });

  it('says of each indicator in its section all that is said of it: figures, definition, measurement, steps', async () => {
    const all = (await pages).slice(2).join('');
    for (const [index, indicator] of statement.indicators.entries()) {
      const from = all.indexOf(tight(`${index + 1}. ${nameIn(indicator, language)} ${indicator.row.indicator}`));
      const next = statement.indicators[index + 1];
      const section = all.slice(from, next === undefined ? undefined : all.indexOf(tight(`${index + 2}. ${nameIn(next, language)} ${next.row.indicator}`)));
      const said = [
        ...fourFigureLines(indicator, language, statement.period.zone).flatMap(({ cells }) => cells), ...indicatorFacts(indicator, language).flatMap(([word, text]) => [WORDS[word][language], text].flat()),
        ...(indicator.trace?.steps ?? []).flatMap((step) => stepLines(step, language)), ...indicator.row.devices,
      ];
      expect(from).toBeGreaterThanOrEqual(0);
      // Lines that a page ends in have its foot and the next one's head between them.
      const missing = said.filter((text) => !section.includes(tight(text)) && !joined(section, statement, context).includes(tight(text)));
      expect([indicator.row.indicator, missing]).toEqual([indicator.row.indicator, []]);
    }
  });

  it('ends with the balance, how to verify it, and where to sign', async () => {
    const closing = (await pages).slice(-2).join('');
    for (const text of ['900 = 890 + 10 + 0', `npm run verify -- workshop-a-2026-11.zip --key ${context.fingerprint}`, 'sha256sum data/report.json', PRINT_WORDS.signatures[language], ...(['unit', 'officer', 'auditor', 'experts'] as const).map((who) => PRINT_WORDS[who][language])]) {
      expect(closing).toContain(tight(text));
    }
    for (const limit of statement.limits) expect(closing).toContain(tight(limit[language]));
    expect(closing).not.toContain('盖章');
  });

  it('has a bookmark for each part and each indicator', async () => {
    const bookmarks = await pdfBookmarks(await printed);
    expect(bookmarks).toEqual([
      WORDS.summary[language], WORDS.details[language], ...statement.indicators.map((indicator, index) => `${index + 1}. ${nameIn(indicator, language)}`),
      WORDS.data[language], WORDS.limits[language], PRINT_WORDS.howToVerify[language], PRINT_WORDS.signatures[language],
    ]);
  });

  it('shows a character that its font does not have, or that nobody would see, by its number', async () => {
    expect((await pages)[0]).toContain(tight('含 U+1F331 与 U+202E 反向'));
  });

  it('is the same file for the same statement', async () => {
    expect(Buffer.compare(Buffer.from(await renderPdf(statement, context)), Buffer.from(await printed))).toBe(0);
  });
});

describe('a report that corrects another, or was corrected', () => {
  const statement = sampleStatement();
  const rows = statement.indicators.map(({ row }) => row);
  const earlier = { ...statement, assessment: 'a-0', indicators: statement.indicators.map((one) => ({ ...one, row: { ...one.row, readings: one.row.readings - 3, inputsDigest: 'sha256:earlier' } })) };

  it('says so on its cover, and what was before', async () => {
    const restatement = restatementOf(supersededOf(earlier, `sha256:${'1'.repeat(64)}`), rows);
    const pages = await pdfPages(await renderPdf({ ...statement, supersedes: 'a-0', restatement, indicators: statement.indicators.slice(0, 1) }, contextIn('zh')));
    expect(pages[0]).toContain(tight('更正报告：替代核算 a-0'));
    for (const text of ['更正内容', `sha256:${'1'.repeat(64)}`, 'sha256:earlier', '+3']) expect(pages.slice(1, 4).join('')).toContain(tight(text));
  });

  it('says on every page that it holds no more', async () => {
    for (const language of LANGUAGES) {
      const pages = await pdfPages(await renderPdf({ ...statement, indicators: statement.indicators.slice(0, 1) }, contextIn(language, { supersededBy: 'a-2026-12' })));
      for (const page of pages) expect(page).toContain(tight(supersededText('a-2026-12', language)));
    }
  });
});

describe('a report on many devices', () => {
  it('has every one of them, below heads that are repeated on each page', async () => {
    const statement = sampleStatement();
    const devices = Array.from({ length: 320 }, (_, index) => `CNC-${String(index).padStart(4, '0')}`);
    const perDevice = devices.map((id, index) => ({ id, expected: 8_640, valid: 8_640 - index, networked: true, calendarExpected: 10, calendarValid: 9, calendarNetworked: true, reason: null }));
    const [first] = statement.indicators.map((one) => ({ ...one, row: { ...one.row, devices, figures: { ...one.row.figures, perDevice } } }));
    const pages = await pdfPages(await renderPdf({ ...statement, indicators: [first as StatedIndicator] }, contextIn('en')));
    const listing = pages.filter((page) => page.includes('CNC-'));
    expect(listing.length).toBeGreaterThan(3);
    for (const page of listing) expect(page).toContain(tight(`${WORDS.devicesCounted.en} (320)`));
    for (const { id, valid, expected } of perDevice) expect(listing.join('')).toContain(tight(`${id}${valid} / ${expected}`));
  });
});

describe('any statement', () => {
  it('can be printed, and twice the same', async () => {
    await fc.assert(fc.asyncProperty(anyStatement, fc.constantFrom(...LANGUAGES), async (statement, language) => {
      const [once, again] = [await renderPdf(statement, contextIn(language)), await renderPdf(statement, contextIn(language))];
      expect(Buffer.from(once.subarray(0, 5)).toString()).toBe('%PDF-');
      expect(Buffer.compare(Buffer.from(once), Buffer.from(again))).toBe(0);
    }), { numRuns: 6 });
  });
});

/** The text of a section with the heads and feet of its pages taken out. */
function joined(section: string, statement: Statement, { language, statementDigest }: PrintContext): string {
  const name = language === 'zh' ? statement.project.nameZh : statement.project.nameEn;
  const head = tight(`${name} · ${statement.assessment}${statement.stamps.join(' · ')}`);
  const foot = tight(`${statement.project.id} · ${statement.assessment} · ${statementDigest}`);
  return section.replaceAll(head, '').replaceAll(foot, '').replace(language === 'zh' ? /第\d+页\/共\d+页/g : /page\d+of\d+/g, '');
}
