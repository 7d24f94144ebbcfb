import { DOORS } from '@yanshou/api-schema';
import type { Door, DoorId, Operation } from '@yanshou/api-schema';

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

/** What of the answer of a door is not documented: its status, its body, when to come again. */
export async function undocumentedAnswer(id: DoorId, response: Response): Promise<readonly string[]> {
  const answers: Door['answers'] = DOORS[id].answers;
  const answer = answers[response.status];
  const body = await response.clone().text();
  if (answer === undefined) return [`${response.status} is not documented`];
  if ((answer.retryAfter === true) !== (response.headers.get('retry-after') !== null)) return [`${response.status} with or without retry-after`];
  if (answer.json === undefined) return body === '' ? [] : [`${response.status} with a body`];
  const type = response.headers.get('content-type') ?? '';
  return /^application\/json(?:;|$)/.test(type) ? undocumented(answer.json, JSON.parse(body) as unknown) : [`${response.status} is ${type}`];
}
