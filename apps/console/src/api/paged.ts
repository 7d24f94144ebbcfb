import type { AnswerOf } from '@yanshou/api-schema';
import { askedOf } from '../library/library-filter.js';
import type { LibraryFilter } from '../library/library-filter.js';
import { request } from './request.js';
import { ROUTES } from './routes.js';

const MOST_PER_PAGE = 1_000;
const MOST_BATCHES_PER_PAGE = 200;

/** The whole inventory of a project: filtering and paging are then instant. */
export const readAllDevices = (project: string, signal?: AbortSignal): Promise<AnswerOf<'listDevices'>['items']> =>
  everyPage((query) => request(ROUTES.listDevices, { params: { p: project }, query, ...(signal === undefined ? {} : { signal }) }));

/** Every batch of a project. */
export const readAllBatches = (project: string, signal?: AbortSignal): Promise<AnswerOf<'listBatches'>['items']> =>
  everyPage((query) => request(ROUTES.listBatches, { params: { p: project }, query, ...(signal === undefined ? {} : { signal }) }), MOST_BATCHES_PER_PAGE);

/** Every project that the caller may see. */
export const readAllProjects = (signal?: AbortSignal): Promise<AnswerOf<'listProjects'>['items']> =>
  everyPage((query) => request(ROUTES.listProjects, { query, ...(signal === undefined ? {} : { signal }) }));

/** Every project of a library that a filter lets through. */
export const readLibrary = (programme: string, filter: LibraryFilter, signal?: AbortSignal): Promise<AnswerOf<'searchLibrary'>['items']> =>
  everyPage((query) => request(ROUTES.searchLibrary, { params: { g: programme }, query: { ...askedOf(filter), ...query }, ...(signal === undefined ? {} : { signal }) }));

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Page after page, each after the last id of the one before. */
export async function everyPage<T>(read: (query: { readonly limit: number; readonly after?: string }) => Promise<Page<T>>, limit = MOST_PER_PAGE): Promise<T[]> {
  const all: T[] = [];
  let after: string | null = null;
  do {
    const page: Page<T> = await read({ limit, ...(after === null ? {} : { after }) });
    all.push(...page.items);
    after = page.next;
  } while (after !== null);
  return all;
}
