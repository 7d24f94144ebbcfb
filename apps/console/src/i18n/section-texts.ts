import type { Texts } from './dictionary.js';
import { useLanguage } from './language-context.js';
import type { Language } from './language.js';

/** The texts of a part of the console, beside it and loaded with it; the dictionary has what every page needs. */
export type SectionTexts<T> = Readonly<Record<Language, Texts<T>>>;

/** A text that one language lacks, or has too much, does not compile. */
export const sectionTexts = <const T extends object>(zh: T, en: Texts<T>): SectionTexts<T> => ({ zh: zh as unknown as Texts<T>, en });

/** Those of the chosen language. */
export const useSectionTexts = <T>(texts: SectionTexts<T>): Texts<T> => texts[useLanguage().language];
