export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What of the browser a choice of language needs. */
export interface LanguageMemory {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = 'yanshou.language';
const isLanguage = (text: string | null): text is Language => (LANGUAGES as readonly (string | null)[]).includes(text);

/** The language chosen before; else English where the browser asks for it first; else Chinese. A memory that fails is none. */
export function initialLanguage(memory: LanguageMemory, preferred: readonly string[]): Language {
  const chosen = attempt(() => memory.getItem(KEY)) ?? null;
  if (isLanguage(chosen)) return chosen;
  return preferred[0]?.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

/** Keeps the choice for the next visit, where the browser allows it. */
export function rememberLanguage(memory: LanguageMemory, language: Language): void {
  attempt(() => memory.setItem(KEY, language));
}

/** Browsers that forbid storage throw when it is touched. */
function attempt<T>(touch: () => T): T | undefined {
  try {
    return touch();
  } catch {
    return undefined;
  }
}

/** Value of the `lang` attribute. */
export const htmlLanguage = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en');
