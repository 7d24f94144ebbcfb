import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '@yanshou/api-schema';
import { request, route } from '../api/request.js';

/** The programme with a library (S003). */
export const LIBRARY_PROGRAMME = 'P4';

export const LIBRARY_ROUTES = {
  recommendProject: route<'recommendProject'>('post', '/programmes/{g}/library'),
  decideLibraryProject: route<'decideLibraryProject'>('post', '/programmes/{g}/library/{l}/result'),
  promoteLibraryProject: route<'promoteLibraryProject'>('post', '/programmes/{g}/library/{l}/promotions'),
  listRecommenders: route<'listRecommenders'>('get', '/programmes/{g}/recommenders'),
  registerRecommender: route<'registerRecommender'>('post', '/programmes/{g}/recommenders'),
  readLibraryQuotas: route<'readLibraryQuotas'>('get', '/programmes/{g}/library-quotas'),
} as const;

export type RecommenderView = AnswerOf<'registerRecommender'>;

/** What was read of the library: projects, recommenders and quotas. */
export const LIBRARY_KEY = ['library', LIBRARY_PROGRAMME];

/** For people of the programme: how much of its quota each recommender has used. */
export const quotasQuery = queryOptions({
  queryKey: [...LIBRARY_KEY, 'quotas'],
  queryFn: async ({ signal }) => (await request(LIBRARY_ROUTES.readLibraryQuotas, { params: { g: LIBRARY_PROGRAMME }, query: {}, signal })).items,
});

/** For people of the programme: the organisations that may recommend. */
export const recommendersQuery = queryOptions({
  queryKey: [...LIBRARY_KEY, 'recommenders'],
  queryFn: async ({ signal }) => (await request(LIBRARY_ROUTES.listRecommenders, { params: { g: LIBRARY_PROGRAMME }, signal })).items,
});
