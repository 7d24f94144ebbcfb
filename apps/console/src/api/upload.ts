import type { AnswerOf, OperationId, ParamsOf } from '@yanshou/api-schema';
import { problemOf, unreachable, unreadable } from './problem.js';
import { addressOf } from './request.js';
import type { Route } from './request.js';

interface UploadParts<Id extends OperationId> {
  readonly params: ParamsOf<Id>;
  readonly form: FormData;
  /** Told the share 0…1 of the bytes that are on their way. */
  readonly onProgress?: (share: number) => void;
}

/** Sends a form with its file; fails as `request` does. `fetch` cannot tell how far an upload is, so this is the older way. */
export function upload<Id extends OperationId>(called: Route<Id>, { params, form, onProgress }: UploadParts<Id>): Promise<AnswerOf<Id>> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open(called.method.toUpperCase(), addressOf(called.path, params));
    sending.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(total === 0 ? 1 : loaded / total));
    sending.addEventListener('error', () => reject(unreachable()));
    sending.addEventListener('load', () => {
      const body = parsed(sending.responseText);
      if (sending.status < 200 || sending.status > 299) return reject(problemOf(sending.status, body));
      return body === undefined ? reject(unreadable(sending.status)) : resolve(body as unknown as AnswerOf<Id>);
    });
    sending.send(form);
  });
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** A form without the fields that were left empty: for the platform those are not stated. */
export function statedForm(form: FormData): FormData {
  const stated = new FormData();
  for (const [name, value] of form) if (typeof value !== 'string' || value.trim() !== '') stated.append(name, value);
  return stated;
}
