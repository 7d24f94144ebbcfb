import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemPanel } from './problem-panel.js';
import { Loading } from './states.js';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** How high the place is that is kept while loading. */
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** What was read; until then that it is being read; and what went wrong, above what was read before. */
export function Loaded<T>({ query: { data, error, refetch }, lines = 6, children }: LoadedProps<T>) {
  return (
    <>
      {error && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data === undefined ? !error && <Loading lines={lines} /> : children(data)}
    </>
  );
}
