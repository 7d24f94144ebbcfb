import { queryOptions } from '@tanstack/react-query';
import { request, route } from '../api/request.js';

/** The programme with a library (S003). */
export const LIBRARY_PROGRAMME = 'P4';

export const LIBRARY_ROUTES = {
  recommendProject: route<'recommendProject'>('post', '/programmes/{g}/library'),
  decideLibraryProject: route<'decideLibraryProject'>('post', '/programmes/{g}/library/{l}/result'),
  promoteLibraryProject: route<'promoteLibraryProject'>('post', '/programmes/{g}/library/{l}/promotions'),
  readLibraryQuotas: route<'readLibraryQuotas'>('get', '/programmes/{g}/library-quotas'),
} as const;

/** What was read of the library: projects and quotas. */
export const LIBRARY_KEY = ['library', LIBRARY_PROGRAMME];

/** For people of the programme: how much of its quota each recommender has used. */
export const quotasQuery = queryOptions({
  queryKey: [...LIBRARY_KEY, 'quotas'],
  queryFn: async ({ signal }) => (await request(LIBRARY_ROUTES.readLibraryQuotas, { params: { g: LIBRARY_PROGRAMME }, query: {}, signal })).items,
});
