import { LIBRARY_DECISIONS, LIBRARY_RESULTS, PRINCIPAL_ID, RECOMMENDER_KINDS } from '@yanshou/telemetry';
import type { LibraryResult, RecommenderKind } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { because, day, id, isoTime, note, page, text } from './primitives.js';

const result = z.enum(Object.keys(LIBRARY_RESULTS) as [LibraryResult, ...LibraryResult[]]).meta({ id: 'LibraryResult' });
const recommenderKind = z.enum(Object.keys(RECOMMENDER_KINDS) as [RecommenderKind, ...RecommenderKind[]]).meta({ id: 'RecommenderKind' });
const creditCode = z.string().regex(/^[0-9A-Z]{18}$/).meta({ description: '统一社会信用代码 / unified social credit code' });

const entry = {
  id, batch: text, libraryClass: id, field: id, nameZh: text, nameEn: text, summary: note, region: text,
  applicant: z.strictObject({ name: text, creditCode }), recommender: z.strictObject({ kind: recommenderKind, name: text }),
  approval: text.optional().meta({ description: '超出一般推荐数量时的批准文号 / number of the approval for more than the usual quota' }),
};
const promotion = { on: day, form: text, place: text, note };
const step = z.object({ from: result, to: result, reason: z.string().optional(), approval: z.string().optional(), who: z.string(), at: isoTime });

const recommender = z.object({ id: id.optional(), kind: recommenderKind, name: z.string() });

export const libraryProject = z.object({
  ...entry, recommender, result, promotions: z.array(z.object({ ...promotion, at: isoTime })),
  /** Only for people of the programme: who recommended and decided, and why. */
  course: z.object({ recommendedBy: z.string(), recommendedAt: isoTime, steps: z.array(step) }).nullable(),
}).meta({ id: 'LibraryProject' });
export type LibraryProjectView = z.infer<typeof libraryProject>;

const quota = z.object({
  batch: z.string(), recommender, recommended: z.int(), limit: z.int(),
  /** “In general”: more are admitted by an approval. */
  isUsual: z.boolean(), exceeded: z.boolean(),
}).meta({ id: 'LibraryQuota' });

const registered = z.object({ id, kind: recommenderKind, name: z.string(), registeredBy: z.string(), registeredAt: isoTime }).meta({ id: 'Recommender' });

const filter = {
  text: z.string().max(200).optional(), libraryClass: id.optional(), field: id.optional(), region: text.optional(), applicant: text.optional(), result: result.optional(), batch: text.optional(),
};
/** Of an entry among those of all programmes. */
const place = z.string()
  .refine((written) => /^[^/]+\/[^/]+$/.test(written) && written.split('/').every((part) => PRINCIPAL_ID.test(part)), because('须为上一页答复中的 next，如 P4/iot-1', 'must be the `next` of the page before, such as P4/iot-1'))
  .meta({ example: 'P4/iot-1' });

const ofProgramme = z.strictObject({ g: id });
const ofEntry = ofProgramme.extend({ l: id });

export const libraryOperations = operations({
  searchLibraries: {
    method: 'get', path: '/library', tag: 'programmes', need: 'self',
    summary: { zh: '检索所有专项的项目库：本人专项的可见全部，其他专项的可见已推广的', en: 'search the project libraries of all programmes: all of one’s own, of others what is promoted' },
    query: page.extend({ ...filter, programme: id.optional(), after: place.optional() }),
    answer: { status: 200, json: z.object({ items: z.array(libraryProject.extend({ programme: id })), total: z.int(), next: place.nullable(), mayRecommend: z.array(id).meta({ description: '本人可推荐入库的专项 / programmes that the caller may recommend to' }) }) },
  },
  recommendToLibrary: {
    method: 'post', path: '/library', tag: 'programmes', need: 'work-programme', decidedFor: 'body.programme',
    summary: { zh: '推荐项目入库，专项写在请求体中；规则同 /programmes/{g}/library', en: 'recommend a project for the library of the programme in the body; the rules are those of /programmes/{g}/library' },
    body: { kind: 'json', schema: z.strictObject({ ...entry, programme: id }) }, answer: { status: 201, json: libraryProject.extend({ programme: id }) },
  },
  searchLibrary: {
    method: 'get', path: '/programmes/{g}/library', tag: 'programmes', need: 'self',
    summary: { zh: '检索项目库：专项人员可见全部，其他登录用户可见已推广的', en: 'search the project library: people of the programme see all, others what is promoted' }, params: ofProgramme,
    query: page.extend(filter),
    answer: { status: 200, json: z.object({ items: z.array(libraryProject), total: z.int(), next: id.nullable(), mayRecommend: z.boolean() }) },
  },
  recommendProject: {
    method: 'post', path: '/programmes/{g}/library', tag: 'programmes', need: 'work-programme',
    summary: { zh: '推荐项目入库；推荐单位须已登记，超出名额的拒绝', en: 'recommend a project for the library, by a registered organisation; more than the quota is refused' }, params: ofProgramme,
    body: { kind: 'json', schema: z.strictObject(entry) }, answer: { status: 201, json: libraryProject },
  },
  readLibraryProject: {
    method: 'get', path: '/programmes/{g}/library/{l}', tag: 'programmes', need: 'self',
    summary: { zh: '项目库中的一个项目', en: 'one project of the library' }, params: ofEntry, answer: { status: 200, json: libraryProject },
  },
  decideLibraryProject: {
    method: 'post', path: '/programmes/{g}/library/{l}/result', tag: 'programmes', need: 'work-programme',
    summary: { zh: '登记评审、入选（须名单文号）、未入选或撤回（须理由）', en: 'record review, selection (with the number of the list), rejection or withdrawal (with the reason)' }, params: ofEntry,
    body: { kind: 'json', schema: z.strictObject({ to: z.enum(LIBRARY_DECISIONS), reason: text.optional(), approval: text.optional() }) }, answer: { status: 200, json: libraryProject },
  },
  promoteLibraryProject: {
    method: 'post', path: '/programmes/{g}/library/{l}/promotions', tag: 'programmes', need: 'work-programme',
    summary: { zh: '登记一次推广', en: 'record a promotion' }, params: ofEntry,
    body: { kind: 'json', schema: z.strictObject(promotion) }, answer: { status: 201, json: libraryProject },
  },
  listRecommenders: {
    method: 'get', path: '/programmes/{g}/recommenders', tag: 'programmes', need: 'read-programme',
    summary: { zh: '已登记的推荐单位', en: 'organisations that may recommend' }, params: ofProgramme, answer: { status: 200, json: z.object({ items: z.array(registered) }) },
  },
  registerRecommender: {
    method: 'post', path: '/programmes/{g}/recommenders', tag: 'programmes', need: 'administer',
    summary: { zh: '登记推荐单位或更改其名称；名额按登记的单位计', en: 'register an organisation that may recommend, or give it another name; quotas are counted by it' }, params: ofProgramme,
    body: { kind: 'json', schema: z.strictObject({ id, kind: recommenderKind, name: text }) }, answer: { status: 201, json: registered },
  },
  readLibraryQuotas: {
    method: 'get', path: '/programmes/{g}/library-quotas', tag: 'programmes', need: 'read-programme',
    summary: { zh: '各推荐单位已用名额', en: 'how much of its quota each recommender has used' }, params: ofProgramme, query: z.strictObject({ batch: text.optional() }),
    answer: { status: 200, json: z.object({ items: z.array(quota) }) },
  },
});
