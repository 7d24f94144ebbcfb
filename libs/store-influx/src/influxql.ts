/**
 * A value on its way into a query: a text, an integer, a regular expression, a name of a measurement, field or database, a
 * list of such names, or whole days (undefined: for ever).
 */
export type QueryValue =
  | string | bigint | { readonly regex: string } | { readonly identifier: string } | { readonly identifiers: readonly string[] } | { readonly days: number | undefined };

/** InfluxQL with its values apart. Made by the tag `influxql` only, so that no value can become syntax. */
export interface InfluxQl {
  readonly parts: readonly string[];
  readonly values: readonly QueryValue[];
}

export const influxql = (parts: TemplateStringsArray, ...values: QueryValue[]): InfluxQl => ({ parts, values });

/** Several statements in one request; the server answers each under its number. */
export function statements(all: readonly InfluxQl[]): InfluxQl {
  const parts: string[] = [''];
  const values: QueryValue[] = [];
  all.forEach((one, index) => {
    one.parts.forEach((part, place) => {
      if (place > 0) parts.push(part);
      else parts.push(`${parts.pop() as string}${index === 0 ? '' : '; '}${part}`);
    });
    values.push(...one.values);
  });
  return { parts, values };
}

export interface QueryText {
  readonly q: string;
  readonly params?: string;
}

/** The values as parameters of the request. Integers are written by hand: JSON numbers of JavaScript end at 2^53. */
export function bound({ parts, values }: InfluxQl): QueryText {
  const q = parts.map((part, index) => `${part}${index < values.length ? placeOf(values[index] as QueryValue, index) : ''}`).join('');
  return { q, params: `{${values.flatMap(paramsOf).join(',')}}` };
}

/** No server takes a duration of its own statements as a parameter; of a number of days there is nothing to escape. */
function placeOf(value: QueryValue, index: number): string {
  if (isList(value)) return value.identifiers.map((_, place) => `$v${index}_${place}`).join(', ');
  return isDuration(value) ? literalOf(value) : `$v${index}`;
}

function paramsOf(value: QueryValue, index: number): string[] {
  if (isList(value)) return value.identifiers.map((identifier, place) => `"v${index}_${place}":${JSON.stringify({ identifier })}`);
  return isDuration(value) ? [] : [`"v${index}":${typeof value === 'bigint' ? value : JSON.stringify(value)}`];
}

const isDuration = (value: QueryValue): value is { readonly days: number | undefined } => typeof value === 'object' && 'days' in value;
const isList = (value: QueryValue): value is { readonly identifiers: readonly string[] } => typeof value === 'object' && 'identifiers' in value;

/** The values as literals, for servers that take no parameters. */
export const literal = ({ parts, values }: InfluxQl): QueryText =>
  ({ q: parts.map((part, index) => `${part}${index < values.length ? literalOf(values[index] as QueryValue) : ''}`).join('') });

function literalOf(value: QueryValue): string {
  if (typeof value === 'bigint') return String(value);
  if (isDuration(value)) return value.days === undefined ? 'INF' : `${Math.trunc(value.days)}d`;
  if (isList(value)) return value.identifiers.map((identifier) => literalOf({ identifier })).join(', ');
  if (typeof value === 'object' && 'regex' in value) return `/${value.regex.replaceAll('/', '\\/')}/`;
  return typeof value === 'string' ? `'${escaped(value, "'")}'` : `"${escaped(value.identifier, '"')}"`;
}

// The scanner of InfluxQL knows \n, \\, \" and \' inside quotes, and takes every other character as it is.
const escaped = (text: string, quote: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\n', '\\n');
