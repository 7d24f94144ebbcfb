import type { AnswerOf, Operation, OperationId } from '@yanshou/api-schema';
import { API_PREFIX, operationOf, problemsOf } from '@yanshou/api-schema';
import { undocumented } from './undocumented.js';

export interface ApiInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  /** A string goes as the operation's own type, a form as multipart, bytes as they are; everything else as JSON. */
  readonly body?: unknown;
  /** Beside, and before, the caller's own. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A test that computes for seconds would find a kept connection closed by the other side just when it uses it again. */
export const ONE_CONNECTION = { connection: 'close' } as const;
/** Every problem document names its request: with one name for all of them, answers that must not differ are equal. */
const ONE_NAME = { 'x-request-id': 'acceptance-tests' } as const;

/** Somebody who calls the API over HTTP: a credential, and nothing else remembered. */
export class ApiClient {
  constructor(
    readonly http: string,
    readonly credential: Readonly<Record<string, string>> = {},
    private readonly onSuccess: (id: OperationId) => void = () => undefined,
  ) {}

  /** The same caller; `onSuccess` is told of every operation that succeeded and answered as the table says. */
  watched(onSuccess: (id: OperationId) => void): ApiClient {
    return new ApiClient(this.http, this.credential, onSuccess);
  }

  bearing(token: string): ApiClient {
    return new ApiClient(this.http, { authorization: `Bearer ${token}` }, this.onSuccess);
  }

  /** As one of our own pages in a browser that holds the session. */
  holding(cookie: string): ApiClient {
    return new ApiClient(this.http, { cookie, origin: this.http }, this.onSuccess);
  }

  async logIn(username: string, password: string): Promise<ApiClient> {
    return this.holding(sessionCookieOf(await this.succeed('logIn', { body: { username, password } })));
  }

  /** Sends it; whatever the answer is, is the answer: rejects for a status alone that the operation does not document. */
  async attempt(id: OperationId, input: ApiInput = {}): Promise<ApiAnswer> {
    const operation = operationOf(id);
    const { body, type } = bodyOf(operation, input.body);
    const response = await fetch(`${this.http}${pathOf(operation, input)}`, {
      method: operation.method.toUpperCase(), body: body ?? null, redirect: 'manual',
      headers: { ...ONE_CONNECTION, ...ONE_NAME, ...this.credential, ...(type === undefined ? {} : { 'content-type': type }), ...input.headers },
    });
    if (response.status !== operation.answer.status && problemsOf(operation)[response.status] === undefined) throw new Error(`${id}: ${response.status} is not documented\n${await response.text()}`);
    const bytes = response.headers.get('content-type')?.startsWith('text/event-stream') === true ? await beginningOf(response) : Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
  }

  /** The JSON that it answers with; rejects for anything that the table does not say. */
  async call<Id extends OperationId>(id: Id, input: ApiInput = {}): Promise<AnswerOf<Id>> {
    const { text } = await this.succeed(id, input);
    return (text === '' ? undefined : JSON.parse(text)) as AnswerOf<Id>;
  }

  /** As `call`, for what is no JSON. */
  async succeed(id: OperationId, input: ApiInput = {}): Promise<ApiAnswer> {
    const answer = await this.attempt(id, input);
    const fault = faultOf(operationOf(id), answer);
    if (fault !== undefined) throw new Error(`${id}: ${fault}\n${answer.status} ${answer.text.slice(0, 2_000)}`);
    this.onSuccess(id);
    return answer;
  }
}

/** A stream has no end of its own. */
async function beginningOf(response: Response): Promise<Buffer> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return Buffer.from(value ?? []);
}

/** `name=value` of the session cookie that an answer sets. */
export const sessionCookieOf = ({ headers }: ApiAnswer): string => (headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

/** Parameters go into the path as they are: what is to be escaped comes escaped. */
export function pathOf({ path }: Operation, { params = {}, query = {} }: ApiInput = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'none');
  const search = new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, String(value)])).toString();
  return `${API_PREFIX}${filled}${search === '' ? '' : `?${search}`}`;
}

const OWN_TYPES = { json: 'application/json', csv: 'text/csv', multipart: undefined } as const;

function bodyOf(operation: Operation, body: unknown): { readonly body?: string | FormData | Uint8Array<ArrayBuffer>; readonly type?: string | undefined } {
  if (body === undefined) return {};
  if (body instanceof FormData) return { body };
  const type = operation.body === undefined ? undefined : OWN_TYPES[operation.body.kind];
  if (typeof body === 'string' || body instanceof Uint8Array) return { body: body as string | Uint8Array<ArrayBuffer>, type };
  return { body: JSON.stringify(body), type: 'application/json' };
}

/** What of an answer is not as the table says; undefined when all is. */
function faultOf({ answer }: Operation, { status, headers, text, bytes }: ApiAnswer): string | undefined {
  if (status !== answer.status) return `is not ${answer.status}`;
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  if ('media' in answer) return answer.media.includes(type) ? undefined : `${type} is none of ${answer.media.join(', ')}`;
  if (!('json' in answer)) return bytes.length === 0 ? undefined : 'has a body';
  if (type !== 'application/json') return `${type} is no JSON`;
  const found = undocumented(answer.json, JSON.parse(text) as unknown);
  return found.length === 0 ? undefined : found.join('; ');
}
