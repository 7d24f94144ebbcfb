import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.js';
import { hasStatus, isProblem } from './request.js';

const RETRIES = 2;
const FRESH_MILLIS = 30_000;

export const SESSION_KEY = ['session'] as const;

/** Asks again only where that can help; an ended session or a password to be changed leads back to the session. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        const ended = hasStatus(error, 401) || isProblem(error, 'password-change-required');
        if (ended && query.queryKey[0] !== SESSION_KEY[0]) void client.invalidateQueries({ queryKey: SESSION_KEY });
      },
    }),
    defaultOptions: { queries: { retry: isWorthAnother, staleTime: FRESH_MILLIS } },
  });
  return client;
}

/** A refusal stays a refusal; a missing answer or an overloaded platform may pass. */
export const isWorthAnother = (failures: number, error: unknown): boolean =>
  failures < RETRIES && error instanceof ApiProblem && (error.view.status === 0 || error.view.status >= 500);
