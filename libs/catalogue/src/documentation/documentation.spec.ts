import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { COMPUTED_INDICATORS, INDICATORS } from '../catalogue.js';
import { decimalFraction, ratioFraction } from '../fraction.js';
import { indicatorDocuments } from './indicator.page.js';
import { decimalText, markdownTable } from './markdown.js';

const folder = new URL('../../../../docs/indicators/', import.meta.url);
const documents = indicatorDocuments();

describe('docs/indicators', () => {
  it('holds a page for every indicator and the list, and nothing else: run node tools/indicator-docs.mjs', () => {
    expect(readdirSync(folder).sort()).toEqual([...INDICATORS.map(({ id }) => `${id}.md`), 'README.md'].sort());
  });

  it.each(documents.map(({ file, text }) => [file, text] as const))('%s is what the catalogue says: run node tools/indicator-docs.mjs', (file, text) => {
    expect(readFileSync(new URL(file, folder), 'utf8')).toBe(text);
  });

  it('has a worked example with its value for every indicator that is computed', () => {
    for (const { id, workedExamples } of COMPUTED_INDICATORS) {
      const { text = '' } = documents.find(({ file }) => file === `${id}.md`) ?? {};
      expect([id, text.match(/^## 算例 /gm)?.length, text.match(/^\*\*值 \/ value\*\* = -?\d/gm)?.length]).toEqual([id, workedExamples.length, workedExamples.length]);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

describe('figures in a document', () => {
  it('are rounded half to even, without zeros at the end', () => {
    expect([ratioFraction(1, 3), ratioFraction(5, 2), decimalFraction(-0.00005), ratioFraction(7, 1), ratioFraction(100, 1), decimalFraction(0.00015)].map((value) => decimalText(value, 4)))
      .toEqual(['0.3333', '2.5', '0', '7', '100', '0.0002']);
  });

  it('stand in tables that are cut where nobody would read on', () => {
    expect(markdownTable(['a'], [])).toEqual([]);
    expect(markdownTable(['a|b'], [['1'], ['2'], ['3']], 2)).toEqual(['| a\\|b |', '| --- |', '| 1 |', '| 2 |', '', '… 1 行未列出 / rows left out', '']);
  });
});
