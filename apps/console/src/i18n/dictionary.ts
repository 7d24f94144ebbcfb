import { en } from './en.js';
import type { Language } from './language.js';
import { zh } from './zh.js';

/** The shape of some texts: what the Chinese has, any language has, and no more. */
export type Texts<T> = {
  readonly [Key in keyof T]: T[Key] extends (...values: infer Values) => string ? (...values: Values) => string : T[Key] extends string ? string : Texts<T[Key]>;
};

/** All texts; a key that a language lacks, or has too much, does not compile. */
export type Dictionary = Texts<typeof zh>;

export const DICTIONARIES: Readonly<Record<Language, Dictionary>> = { zh, en };
