import canonicalize from 'canonicalize';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';

// The package is CommonJS behind an ESM-style declaration: its default import is the function itself.
const serialize = canonicalize as unknown as (value: unknown) => string | undefined;

/** RFC 8785: one text for each value. Members that are undefined are left out. Throws for what JSON has no word for. */
export function canonicalJson(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** Why a text is refused: it is no JSON, or it says the same as its canonical text in other words. */
export type CanonicalFault = 'json-malformed' | 'json-not-canonical';

/** The value of a text that is its own canonical form; doubled members, other orders and spare spaces are refused. */
export function parseCanonical(text: string): Result<unknown, CanonicalFault> {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? ok(value) : fail('json-not-canonical');
  } catch {
    return fail('json-malformed');
  }
}
