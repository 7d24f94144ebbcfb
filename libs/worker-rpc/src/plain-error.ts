import type { PlainError } from './message.js';

interface ErrorFields {
  code?: unknown;
  retryable?: unknown;
  help?: unknown;
}

/** The fields of an error that survive the way between threads. Anything thrown is accepted. */
export function toPlainError(thrown: unknown): PlainError {
  if (!(thrown instanceof Error) && !looksLikeError(thrown)) return { name: 'Error', message: String(thrown) };
  const { code, retryable, help } = thrown as ErrorFields;
  return {
    name: thrown.name,
    message: thrown.message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof retryable === 'boolean' ? { retryable } : {}),
    ...(isHelp(help) ? { help: { zh: help.zh, en: help.en } } : {}),
    ...(thrown.stack === undefined ? {} : { stack: thrown.stack }),
  };
}

/** An Error with the fields of `plain`; its stack is the one of the thread in which it was thrown. */
export function fromPlainError(plain: PlainError): Error {
  const { name, message, stack, ...fields } = plain;
  const error = Object.assign(new Error(message), fields);
  Object.defineProperty(error, 'name', { value: name, configurable: true });
  if (stack !== undefined) error.stack = stack;
  return error;
}

// An error of another realm (a vm context) is no instance of this realm's Error.
const looksLikeError = (thrown: unknown): thrown is Error =>
  typeof thrown === 'object' && thrown !== null && typeof (thrown as Error).message === 'string' && typeof (thrown as Error).name === 'string';

const isHelp = (help: unknown): help is { zh: string; en: string } =>
  typeof help === 'object' && help !== null && typeof (help as { zh?: unknown }).zh === 'string' && typeof (help as { en?: unknown }).en === 'string';
