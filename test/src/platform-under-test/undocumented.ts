import type { Operation } from '@yanshou/api-schema';

type Schema = Extract<Operation['answer'], { readonly json: unknown }>['json'];

/**
 * What of a JSON value its schema does not say: values that do not fit, and fields that it does not name, by their paths.
 * Schemas of answers let unknown fields pass, for clients of older versions; parsing drops them, and that is how they are found.
 */
export function undocumented(schema: Schema, value: unknown): readonly string[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? dropped(value, parsed.data, '') : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function dropped(sent: unknown, kept: unknown, path: string): string[] {
  if (typeof sent !== 'object' || sent === null) return Object.is(sent, kept) ? [] : [`${path} is changed by its schema`];
  if (typeof kept !== 'object' || kept === null) return [`${path} is not kept`];
  const named = kept as Readonly<Record<string, unknown>>;
  return Object.entries(sent).flatMap(([key, part]) => (Object.hasOwn(named, key) ? dropped(part, named[key], `${path}.${key}`) : [`${path}.${key} is not documented`]));
}
