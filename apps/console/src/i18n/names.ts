import type { Language } from './language.js';

/** The name in a language; an object without one goes by its id. */
export const nameIn = (named: { readonly nameZh: string; readonly nameEn: string }, language: Language): string =>
  language === 'zh' ? named.nameZh : named.nameEn;

/** Several of them in a sentence. */
export const listIn = (items: readonly string[], language: Language): string => items.join(language === 'zh' ? '、' : ', ');
