import { useLanguage } from '../i18n/language-context.js';
import type { Language } from '../i18n/language.js';
import { ChoiceGroup } from './choice-group.js';

/** Each language by its own name, so that everyone finds theirs. */
const CHOICES: readonly { readonly value: Language; readonly label: string }[] = [{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }];

export function LanguageSwitch() {
  const { language, texts, choose } = useLanguage();
  return <ChoiceGroup label={texts.language} choices={CHOICES} chosen={language} onChoose={choose} />;
}
