import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '@yanshou/api-schema';
import { request, route } from '../api/request.js';

export const PROGRAMME_ROUTES = {
  readContractTemplate: route<'readContractTemplate'>('get', '/programmes/{g}/directions/{d}/contract-template'),
} as const;

export type Template = AnswerOf<'readContractTemplate'>;

/** What a contract of a direction starts from; of a batch that names targets of its own, with those. */
export const templateQuery = (programme: string, direction: string, batch: string) => queryOptions({
  queryKey: ['programme', programme, 'template', direction, batch],
  queryFn: ({ signal }) => request(PROGRAMME_ROUTES.readContractTemplate, { params: { g: programme, d: direction }, query: batch === '' ? {} : { batch }, signal }),
});
