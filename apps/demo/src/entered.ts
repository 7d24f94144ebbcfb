import type { Outcome } from '@yanshou/registry';

/** The demonstration's own definitions must be acceptable: anything else is a mistake in them. */
export function entered<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.reason));
}
