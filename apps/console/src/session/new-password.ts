import type { Dictionary } from '../i18n/dictionary.js';

/** The platform refuses shorter ones. */
export const LEAST_PASSWORD = 12;

/** What is wrong with a new password entered twice; undefined: nothing. */
export function passwordFault(password: string, repeated: string, texts: Dictionary['session']): string | undefined {
  if (password.length < LEAST_PASSWORD) return texts.passwordTooShort(LEAST_PASSWORD);
  return password === repeated ? undefined : texts.passwordsDiffer;
}
