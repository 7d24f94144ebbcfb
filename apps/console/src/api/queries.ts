import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { Session } from '@yanshou/api-schema';
import { readAllBatches, readAllDevices, readLibrary } from './paged.js';
import type { LibraryFilter } from '../library/library-filter.js';
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

/** Whose fault the gaps of a period are: its totals, and the first events. */
export const gapsQuery = (project: string, { from, to }: { readonly from: string; readonly to: string }) => queryOptions({
  queryKey: ['project', project, 'gaps', from, to],
  queryFn: ({ signal }) => request(ROUTES.readGaps, { params: { p: project }, query: { from, to }, signal }),
});

/** Why the project may not pass, and forecasts, which are no conclusions. */
export const outlookQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'outlook'],
  refetchInterval: REFRESH_MILLIS,
  queryFn: ({ signal }) => request(ROUTES.readOutlook, { params: { p: project }, signal }),
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

/** Every project of a library that the filter lets through; what was found before stays until the new answer is there. */
export const libraryQuery = (programme: string, filter: LibraryFilter) => queryOptions({
  queryKey: ['library', programme, filter],
  placeholderData: keepPreviousData,
  queryFn: ({ signal }) => readLibrary(programme, filter, signal),
});

export const selfAssessmentQuery = (project: string, year: string) => queryOptions({
  queryKey: ['project', project, 'self-assessment', year],
  queryFn: ({ signal }) => request(ROUTES.readSelfAssessment, { params: { p: project, y: year }, signal }),
});

export const devicesQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'devices'],
  refetchInterval: REFRESH_MILLIS,
  queryFn: ({ signal }) => readAllDevices(project, signal),
});

export const batchesQuery = (project: string) => queryOptions({
  queryKey: ['project', project, 'batches'],
  queryFn: ({ signal }) => readAllBatches(project, signal),
});

export const batchQuery = (project: string, batch: string) => queryOptions({
  queryKey: ['project', project, 'batches', batch],
  queryFn: ({ signal }) => request(ROUTES.readBatch, { params: { p: project, b: batch }, signal }),
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
