/**
 * An operational fault: something that is nobody's bad input. `code` is stable, `retryable` says whether the same
 * call may succeed later, `help` says in both languages what to do.
 */
export class Failure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retryable: boolean,
    readonly help: { readonly zh: string; readonly en: string },
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'Failure';
  }
}
