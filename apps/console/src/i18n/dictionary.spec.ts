import { describe, expect, it } from '@jest/globals';
import { VERDICTS } from '@yanshou/catalogue';
import { entriesOf } from '../testing/text-entries.js';
import { DICTIONARIES } from './dictionary.js';
import { initialLanguage, rememberLanguage } from './language.js';

const zh = entriesOf(DICTIONARIES.zh);
const en = entriesOf(DICTIONARIES.en);

describe('the dictionary', () => {
  it('has every text in both languages', () => {
    expect(en.map(([key]) => key)).toEqual(zh.map(([key]) => key));
    expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has English that is English, but for the product and the stamps', () => {
    const chinese = en.filter(([, text]) => /\p{Script=Han}/u.test(text)).map(([key]) => key);
    expect(chinese).toEqual(['product', 'stamp.simulated', 'stamp.replayed']);
  });

  it('uses the words of the catalogue for verdicts, and never those kept for others', () => {
    for (const [verdict, words] of Object.entries(VERDICTS)) {
      expect(zh).toContainEqual([`verdict.${verdict}`, words.zh]);
      expect(en.find(([key]) => key === `verdict.${verdict}`)?.[1].toLowerCase()).toBe(words.en);
    }
    expect(zh.filter(([, text]) => /盖章|造假/.test(text))).toEqual([]);
  });
});

describe('the language', () => {
  const memory = (stored: string | null) => {
    const kept = new Map(stored === null ? [] : [['yanshou.language', stored]]);
    return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  };

  it('is the one chosen before, else the browser’s, else Chinese', () => {
    expect(initialLanguage(memory('en'), ['zh-CN'])).toBe('en');
    expect(initialLanguage(memory(null), ['en-GB', 'zh-CN'])).toBe('en');
    expect(initialLanguage(memory(null), ['de', 'en'])).toBe('zh');
    expect(initialLanguage(memory('klingon'), [])).toBe('zh');
  });

  it('is remembered, and a browser that forbids that breaks nothing', () => {
    const kept = memory(null);
    rememberLanguage(kept, 'en');
    expect(initialLanguage(kept, [])).toBe('en');
    const refuse = (): never => {
      throw new Error('forbidden');
    };
    const forbidding = { getItem: refuse, setItem: refuse };
    rememberLanguage(forbidding, 'en');
    expect(initialLanguage(forbidding, ['en'])).toBe('en');
  });
});
