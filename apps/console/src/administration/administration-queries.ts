import { queryOptions } from '@tanstack/react-query';
import { request, route } from '../api/request.js';
import { ROUTES } from '../api/routes.js';

export const ADMINISTRATION_ROUTES = {
  listUsers: route<'listUsers'>('get', '/users'),
  createUser: route<'createUser'>('post', '/users'),
  listTokens: route<'listTokens'>('get', '/tokens'),
  createToken: route<'createToken'>('post', '/tokens'),
  revokeToken: route<'revokeToken'>('delete', '/tokens/{t}'),
  createProgramme: route<'createProgramme'>('post', '/programmes'),
  readProgrammeSettings: route<'readProgrammeSettings'>('get', '/programmes/{g}/settings'),
  saveProgrammeSettings: route<'saveProgrammeSettings'>('put', '/programmes/{g}/settings'),
} as const;

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }) => (await request(ADMINISTRATION_ROUTES.listUsers, { signal })).items,
});

/** All of them for an administrator, else the caller's own. */
export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => (await request(ADMINISTRATION_ROUTES.listTokens, { signal })).items,
});

export const programmesQuery = queryOptions({
  queryKey: ['programmes'],
  queryFn: async ({ signal }) => (await request(ROUTES.listProgrammes, { signal })).items,
});

export const settingsQuery = (programme: string) => queryOptions({
  queryKey: ['programme', programme, 'settings'],
  queryFn: ({ signal }) => request(ADMINISTRATION_ROUTES.readProgrammeSettings, { params: { g: programme }, signal }),
});
