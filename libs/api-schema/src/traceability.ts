import { DECISION_STATES, TRACE_STEPS } from '@yanshou/telemetry';
import { z } from 'zod';
import { operations } from './operation.js';
import { bilingual, id, isoTime, label, metricName, page, text } from './primitives.js';
import { ofProject } from './projects.js';

const step = z.enum(TRACE_STEPS).meta({ id: 'TraceStep' });
const place = z.union([z.strictObject({ site: id }), z.strictObject({ name: text })])
  .meta({ id: 'TracePlace', description: '项目地点的编号，或项目以外地点的名称 / a site of the project by its id, or another place by its name' });

const batchFields = {
  id: id.meta({ description: '批次号，由项目编制，不出现在公开页面 / batch number of the project; never on the public page' }),
  label: z.string().regex(/^[\u0021-\u007e]{1,200}$/).optional().meta({ description: 'EPC、GS1 等电子标签号 / EPC, GS1 key or the like', example: 'urn:epc:id:sgtin:690123.0000001.1' }),
  product: text, variety: text.optional(), base: id.meta({ description: '基地，项目的地点 / the base: a site of the project' }),
  quantity: z.number().positive(), unit: label(50).min(1), producedAt: isoTime,
};
const eventFields = {
  id: id.meta({ description: '事件号，由发送方编制；重发同一事件不产生新记录 / the sender\'s own; sending an event again records nothing' }),
  step, at: isoTime, until: isoTime.optional(), place, to: place.optional().meta({ description: '此后所在；缺省为 place / where the goods are afterwards' }),
  actor: text.meta({ description: '实施单位（单位名称，会公开；勿填个人姓名）/ the unit that did it: public, so no name of a person' }),
  readings: z.strictObject({ device: id, metric: metricName }).optional().meta({ description: '冷链温度测点；数值由平台自遥测计算 / series of the temperature; figures are computed by the platform' }),
  corrects: id.optional(), reason: text.optional(),
};
const newBatch = z.strictObject(batchFields);
const newEvent = z.strictObject(eventFields);

/** What telemetry says of an event's span: judging intervals expected, left out because the platform was down, covered, and within the limits. */
const coldChain = z.object({
  unit: z.string(), expected: z.int(), platformFault: z.int().meta({ description: '平台停机（有心跳证明）且事后未补传、不计的判定间隔 / intervals left out: the platform was down (its heartbeat shows it) and nothing was delivered for them later' }), covered: z.int(), inRange: z.int().nullable(), min: z.number().nullable(), max: z.number().nullable(), readings: z.int(), origins: z.array(z.string()),
});
/** How far a correction has come: until somebody else accepts it, what it corrects counts. */
const correction = z.object({ state: z.enum(DECISION_STATES), decidedBy: z.string().optional(), decidedAt: isoTime.optional(), note: z.string().optional() });
const event = z.object({
  ...eventFields, recordedBy: z.string(), recordedAt: isoTime, correctedBy: id.optional().meta({ description: '已获批准的更正 / the accepted correction of it' }),
  correction: correction.optional(), coldChain: coldChain.nullable(),
}).meta({ id: 'TraceEvent' });
export type TraceEventView = z.infer<typeof event>;

const finding = z.object({ code: z.string(), step, event: id.nullable(), zh: z.string(), en: z.string() });
const batchSummary = z.object({
  ...batchFields, publicId: z.string(), publicUrl: z.string(), recordedBy: z.string(), recordedAt: isoTime,
  withdrawn: z.object({ reason: z.string(), who: z.string(), at: isoTime }).optional(),
  complete: z.boolean(), findings: z.array(finding),
}).meta({ id: 'TraceBatchSummary' });
export type TraceBatchSummary = z.infer<typeof batchSummary>;

const batch = batchSummary.extend({
  events: z.array(event), rule: z.object({ version: z.string(), label: bilingual }), digest: z.string(),
}).meta({ id: 'TraceBatch' });
export type TraceBatchView = z.infer<typeof batch>;

const outcome = z.object({
  id: z.string(), batch: z.string().optional(), repeated: z.boolean(), publicId: z.string().optional(),
}).meta({ id: 'TraceOutcome' });
export type TraceOutcome = z.infer<typeof outcome>;

const ofBatch = ofProject.extend({ b: id });
/** As many as a JSON body of 1 MB holds. */
const MOST_ITEMS = 5_000;
/** Each batch is judged by its readings: a page of them has fewer entries than other lists. */
const batchPage = page.extend({ limit: z.coerce.number().int().min(1).max(200).default(100) });

export const traceOperations = operations({
  listBatches: {
    method: 'get', path: '/projects/{p}/batches', tag: 'traceability', need: 'read-project',
    summary: { zh: '追溯批次及其完整性', en: 'batches, and whether each is complete end to end' }, params: ofProject, query: batchPage,
    answer: { status: 200, json: z.object({ items: z.array(batchSummary), next: id.nullable() }) },
  },
  createBatch: {
    method: 'post', path: '/projects/{p}/batches', tag: 'traceability', need: 'work-project',
    summary: { zh: '登记批次；同一内容可重发', en: 'enter a batch; the same may be sent again' }, params: ofProject, body: { kind: 'json', schema: newBatch }, answer: { status: 201, json: batch },
  },
  importTrace: {
    method: 'post', path: '/projects/{p}/batch-imports', tag: 'traceability', need: 'work-project',
    summary: { zh: '批量登记批次与事件：全部登记或一条不登，逐条说明原因', en: 'enter batches and events in bulk: all or none, with the reason of each that is refused' }, params: ofProject,
    body: { kind: 'json', schema: z.strictObject({ batches: z.array(newBatch).max(MOST_ITEMS).default([]), events: z.array(newEvent.extend({ batch: id })).max(MOST_ITEMS).default([]) }) },
    answer: { status: 200, json: z.object({ batches: z.array(outcome), events: z.array(outcome) }) },
  },
  readBatch: {
    method: 'get', path: '/projects/{p}/batches/{b}', tag: 'traceability', need: 'read-project',
    summary: { zh: '批次、历次事件（含已更正的）与完整性', en: 'a batch with all its events, corrected ones too, and what it lacks' }, params: ofBatch, answer: { status: 200, json: batch },
  },
  addTraceEvent: {
    method: 'post', path: '/projects/{p}/batches/{b}/events', tag: 'traceability', need: 'work-project',
    summary: { zh: '登记事件或更正；只增不改，更正经他人批准后生效', en: 'record an event, or a correction, which counts once somebody else has accepted it; nothing is overwritten' }, params: ofBatch, body: { kind: 'json', schema: newEvent }, answer: { status: 201, json: batch },
  },
  decideCorrection: {
    method: 'post', path: '/projects/{p}/batches/{b}/events/{v}/decision', tag: 'traceability', need: 'decide-project',
    summary: { zh: '批准或退回事件的更正；不得由登记者本人决定', en: 'accept or reject the correction of an event; never by the person who recorded it' }, params: ofBatch.extend({ v: id }),
    body: { kind: 'json', schema: z.strictObject({ decision: z.enum(['accept', 'reject']), note: text.optional() }) }, answer: { status: 200, json: batch },
  },
  withdrawBatch: {
    method: 'post', path: '/projects/{p}/batches/{b}/withdrawal', tag: 'traceability', need: 'decide-project',
    summary: { zh: '撤回批次：不再计入指标，公开页面不再可见', en: 'withdraw a batch: it counts for nothing, and its public page is gone' }, params: ofBatch,
    body: { kind: 'json', schema: z.strictObject({ reason: text }) }, answer: { status: 201, json: batch },
  },
  readBatchQr: {
    method: 'get', path: '/projects/{p}/batches/{b}/qr.svg', tag: 'traceability', need: 'read-project',
    summary: { zh: '批次公开页面的二维码', en: 'QR code of the public page of a batch' }, params: ofBatch, answer: { status: 200, media: ['image/svg+xml'] },
  },
});
