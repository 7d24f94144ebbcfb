import { createHash } from 'node:crypto';

/** JSON with sorted keys and without spaces: equal states give equal text, whatever order their fields came in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}

/** SHA-256 in hex of the canonical JSON of `value`. */
export const stateHash = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
