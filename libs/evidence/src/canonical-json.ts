import canonicalize from 'canonicalize';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { isTooMuch } from './json-size.js';

// The package is CommonJS behind an ESM-style declaration: its default import is the function itself.
const serialize = canonicalize as unknown as (value: unknown) => string | undefined;

/** RFC 8785: one text for each value. Members that are undefined are left out. Throws for what JSON has no word for. */
export function canonicalJson(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** Why a text is refused: it is no JSON, it says the same as its canonical text in other words, or it is there to fill memory. */
export type CanonicalFault = 'json-malformed' | 'json-not-canonical' | 'json-too-large';

/** The value of a text that is its own canonical form; doubled members, other orders and spare spaces are refused. */
export function parseCanonical(text: string): Result<unknown, CanonicalFault> {
  if (isTooMuch(text)) return fail('json-too-large');
  try {
    const value: unknown = JSON.parse(text);
    return isCanonical(value, text) ? ok(value) : fail('json-not-canonical');
  } catch {
    return fail('json-malformed');
  }
}

/** What the engine writes for a value is canonical when its keys are in order, and takes a tenth of the memory; of keys that are numbers it has its own order. */
const isCanonical = (value: unknown, text: string): boolean => (JSON.stringify(value) === text && hasSortedKeys(value)) || canonicalJson(value) === text;

function hasSortedKeys(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(hasSortedKeys);
  const keys = Object.keys(value);
  return keys.every((key, index) => index === 0 || (keys[index - 1] as string) < key) && Object.values(value).every(hasSortedKeys);
}
