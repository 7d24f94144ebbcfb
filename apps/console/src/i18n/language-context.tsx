import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { DICTIONARIES } from './dictionary.js';
import type { Dictionary } from './dictionary.js';
import { htmlLanguage, initialLanguage, rememberLanguage } from './language.js';
import type { Language } from './language.js';

interface LanguageChoice {
  readonly language: Language;
  readonly texts: Dictionary;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice>({ language: 'zh', texts: DICTIONARIES.zh, choose: () => undefined });

interface LanguageProviderProps {
  /** Fixed for tests; otherwise what was chosen before or what the browser asks for. */
  readonly language?: Language;
  readonly children: ReactNode;
}

/** Gives every component below it the texts of the chosen language; the choice outlives the visit. */
export function LanguageProvider({ language: fixed, children }: LanguageProviderProps) {
  const [language, setLanguage] = useState<Language>(() => fixed ?? initialLanguage(localStorage, navigator.languages));
  useEffect(() => void (document.documentElement.lang = htmlLanguage(language)), [language]);
  const choice = useMemo<LanguageChoice>(() => ({
    language,
    texts: DICTIONARIES[language],
    choose: (chosen) => {
      rememberLanguage(localStorage, chosen);
      setLanguage(chosen);
    },
  }), [language]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

/** The texts of the chosen language. */
export const useTexts = (): Dictionary => useContext(LanguageContext).texts;

/** The chosen language, and how to choose another. */
export const useLanguage = (): LanguageChoice => useContext(LanguageContext);
