export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Chooses between the two texts of everything that people read. */
export type Say = (zh: string, en: string) => string;

export const sayIn = (language: Language): Say => (zh, en) => (language === 'zh' ? zh : en);

/** Uids are the same in both sets but for the ending: addresses of the Chinese set are the plain ones. */
export const uidIn = (language: Language, name: string): string => `yanshou-${name}${language === 'zh' ? '' : `-${language}`}`;
