import { AsyncLocalStorage } from 'node:async_hooks';

/** What the log lines of one piece of work have in common. */
export interface Correlation {
  /** Of an HTTP request; the caller knows it too. */
  readonly request?: string;
  /** Of one run of a job. */
  readonly run?: string;
  readonly job?: string;
}

const current = new AsyncLocalStorage<Correlation>();

/** Does the work; every line that is logged on its way, also after an await, carries these fields. */
export const correlated = <T>(fields: Correlation, work: () => T): T => current.run({ ...current.getStore(), ...fields }, work);

/** The fields of the work in hand; none outside of any. */
export const correlation = (): Correlation => current.getStore() ?? {};
