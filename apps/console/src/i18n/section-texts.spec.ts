import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { entriesOf } from '../testing/text-entries.js';
import type { SectionTexts } from './section-texts.js';

const source = resolve(import.meta.dirname, '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('-texts.ts') && !file.startsWith('i18n'));

/** Where English readers need the Chinese word itself: a unit of money, headings of a workbook. */
const KEPT = /^(?:about|fileHint) .*(?:万元|资产编号)/;

describe.each(files)('the texts of %s', (file) => {
  let [zh, en]: readonly (readonly (readonly [string, string])[])[] = [];
  beforeAll(async () => {
    const loaded = Object.values((await import(join(source, file))) as Readonly<Record<string, SectionTexts<object>>>);
    [zh, en] = (['zh', 'en'] as const).map((language) => loaded.flatMap((texts) => entriesOf(texts[language])));
  });

  it('are there in both languages, each in its own', () => {
    expect(zh?.length).toBeGreaterThan(0);
    expect(en?.map(([key]) => key)).toEqual(zh?.map(([key]) => key));
    expect([...(zh ?? []), ...(en ?? [])].filter(([, text]) => text.trim() === '')).toEqual([]);
    expect(en?.filter(([key, text]) => /\p{Script=Han}/u.test(text) && !KEPT.test(`${key} ${text}`))).toEqual([]);
  });

  it('never use the words kept for others', () => {
    expect(zh?.filter(([, text]) => /盖章|造假|验收合格/.test(text))).toEqual([]);
  });
});
