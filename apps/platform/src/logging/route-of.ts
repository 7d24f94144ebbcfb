/** Doors that are no operation of the API, by the beginning of their path. */
const DOORS: readonly (readonly [string, string])[] = [
  ['/healthz', 'health'], ['/readyz', 'health'], ['/metrics', 'health'], ['/api/v2/write', 'line-protocol'], ['/broker/', 'broker-door'],
  ['/api/docs', 'documentation'], ['/api/openapi.json', 'documentation'], ['/api/', 'unknown'], ['/assets/', 'console'],
];

/** One of few words for a path, whatever callers ask for: it is a label of metrics. */
export const doorOf = (path: string): string => DOORS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'console';
