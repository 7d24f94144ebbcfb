import type { AnswerOf, BodyInputOf, OPERATIONS, OperationId, ParamsOf, QueryOf } from '@yanshou/api-schema';
import { ApiProblem, problemOf, unreachable, unreadable } from './problem.js';

type Row<Id extends OperationId> = (typeof OPERATIONS)[Id];

/** An operation as the console calls it: method and path are those of the table, or it does not compile. */
export interface Route<Id extends OperationId> {
  readonly method: Row<Id>['method'];
  readonly path: Row<Id>['path'];
  /** Keeps the id in the type. */
  readonly id?: Id;
}

export const route = <Id extends OperationId>(method: Row<Id>['method'], path: Row<Id>['path']): Route<Id> => ({ method, path });

export interface RequestParts<Id extends OperationId> {
  readonly params?: ParamsOf<Id>;
  readonly query?: Partial<QueryOf<Id>>;
  readonly body?: BodyInputOf<Id>;
  readonly signal?: AbortSignal;
}

const PREFIX = '/api/v1';

/** Calls an operation. Throws ApiProblem for every answer that is no success, and when there is no answer. */
export async function request<Id extends OperationId>(called: Route<Id>, parts: RequestParts<Id> = {}): Promise<AnswerOf<Id>> {
  const response = await send(called.method, addressOf(called.path, parts.params, parts.query), parts.body, parts.signal);
  const body = response.status === 204 ? undefined : await jsonOf(response);
  if (!response.ok) throw problemOf(response.status, body);
  return body as AnswerOf<Id>;
}

/** The address of an operation, e.g. of a file to be opened or downloaded. */
export function addressOf(path: string, params: object = {}, query: object = {}): string {
  const values = new Map<string, unknown>(Object.entries(params));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]));
  return `${PREFIX}${filled}${search.size === 0 ? '' : `?${search}`}`;
}

async function send(method: string, address: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  try {
    return await fetch(address, { method: method.toUpperCase(), credentials: 'same-origin', ...sent, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw unreadable(response.status);
  }
}

/** Whether an error is a problem with this code. */
export const isProblem = (error: unknown, code: string): boolean => error instanceof ApiProblem && error.view.code === code;

/** Whether an error is a problem of this HTTP status. */
export const hasStatus = (error: unknown, status: number): boolean => error instanceof ApiProblem && error.view.status === status;
