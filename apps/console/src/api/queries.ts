import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Session } from '@yanshou/api-schema';
import { readAllDevices } from './paged.js';
import { readPortfolios } from './portfolios.js';
import { SESSION_KEY } from './query-client.js';
import { hasStatus, request } from './request.js';
import { ROUTES } from './routes.js';

/** Values are computed at most this often, so asking more often would show nothing new. */
const REFRESH_MILLIS = 60_000;

/** Who is logged in; null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  staleTime: Infinity,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await request(ROUTES.readSession, { signal });
    } catch (error) {
      if (hasStatus(error, 401)) return null;
      throw error;
    }
  },
});

/** Every programme that the caller may see, with its projects and their indicators. */
export const portfoliosQuery = queryOptions({
  queryKey: ['portfolios'],
  refetchInterval: REFRESH_MILLIS,
  queryFn: ({ signal }) => readPortfolios(signal),
});

export const projectQuery = (project: string) => queryOptions({
  queryKey: ['project', project],
  queryFn: ({ signal }) => request(ROUTES.readProject, { params: { p: project }, signal }),
});

export const indicatorsQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'indicators'],
  refetchInterval: REFRESH_MILLIS,
  queryFn: async ({ signal }) => (await request(ROUTES.readIndicators, { params: { p: project }, signal })).items,
});

/** One value a day, oldest first as the platform stores them. */
export const historyQuery = (project: string, indicator: string) => queryOptions({
  queryKey: ['project', project, 'history', indicator],
  queryFn: async ({ signal }) => (await request(ROUTES.readIndicatorHistory, { params: { p: project, i: indicator }, query: { unit: 'day' }, signal })).items,
});

/** How a value came about. */
export const traceQuery = (project: string, indicator: string) => queryOptions({
  queryKey: ['project', project, 'trace', indicator],
  queryFn: ({ signal }) => request(ROUTES.explainIndicator, { params: { p: project, i: indicator }, signal }),
});

export const figuresQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'figures'],
  queryFn: async ({ signal }) => (await request(ROUTES.listFigures, { params: { p: project }, signal })).items,
});

export const assessmentsQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'assessments'],
  queryFn: async ({ signal }) => (await request(ROUTES.listAssessments, { params: { p: project }, signal })).items,
});

export const devicesQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'devices'],
  refetchInterval: REFRESH_MILLIS,
  queryFn: ({ signal }) => readAllDevices(project, signal),
});

/** Definitions change with the version of the platform only. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  staleTime: Infinity,
  queryFn: ({ signal }) => request(ROUTES.readCatalogue, { signal }),
});

export const keyQuery = queryOptions({
  queryKey: ['key'],
  staleTime: Infinity,
  queryFn: ({ signal }) => request(ROUTES.readKey, { signal }),
});

/** The session of this browser. */
export const useSession = () => useQuery(sessionQuery);
