import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type { ZodOpenApiObject, ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { DOOR_SCHEMES, describeDoor } from './describe-door.js';
import { doorList } from './doors.js';
import type { Door } from './doors.js';
import type { Answer, Body, Operation, Tag } from './operation.js';
import { problem } from './problem.js';
import { problemsOf } from './problems-of.js';
import { API_PREFIX, operationList } from './table.js';

const TAGS: Readonly<Record<Tag | Door['tag'], string>> = {
  session: '登录 / log in and out',
  programmes: '计划 / programmes and their portfolios',
  projects: '项目、任务书、计划时间 / projects, contracts, planned time',
  inventory: '设备台账 / inventory',
  figures: '填报数值与佐证材料 / declared figures and evidence',
  telemetry: '读数、收支台账、隔离区 / readings, ledger, quarantine',
  indicators: '考核指标 / indicators',
  assessments: '指标核算 / assessments, reports, bundles',
  opinions: '核查意见与核查数值 / auditors\' opinions and audited figures',
  life: '进度节点、项目阶段、资金 / milestones, life cycle, money',
  traceability: '批次追溯 / batches and their way',
  administration: '用户、令牌、签名公钥 / users, tokens, signing key',
  'line-protocol': 'InfluxDB 行协议 / InfluxDB line protocol',
  broker: '外部 MQTT broker / an external MQTT broker',
};

/** The OpenAPI 3.1 document of the API. */
export const openApiDocument = (version: string) => createDocument(source(version));

const source = (version: string): ZodOpenApiObject => ({
  openapi: '3.1.1',
  info: {
    title: '验收 Yanshou', version, license: { name: 'UNLICENSED', identifier: 'LicenseRef-proprietary' },
    description: '物联网遥测与验收数据平台的接口。错误为 RFC 9457 问题文档，`code` 稳定（沿用其他系统格式的接口另有说明）；时间为带时区的 ISO 8601。 / Errors are RFC 9457 problem documents with a stable `code`, except where another system’s own are named; times are ISO 8601 with a zone.',
  },
  servers: [{ url: API_PREFIX }],
  tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  security: [{ session: [] }, { token: [] }],
  components: {
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: 'yanshou_session', description: 'POST /session 设置 / set by POST /session' },
      token: { type: 'http', scheme: 'bearer', description: '接口令牌 / API token' },
      ...DOOR_SCHEMES,
    },
  },
  paths: paths(),
});

function paths(): ZodOpenApiPathsObject {
  const all: ZodOpenApiPathsObject = {};
  for (const operation of operationList()) all[operation.path] = { ...all[operation.path], [operation.method]: describe(operation.id, operation) };
  for (const door of doorList()) all[door.path] = { post: describeDoor(door.id, door) };
  return all;
}

function describe(operationId: string, operation: Operation): ZodOpenApiOperationObject {
  const { params, query, headers, body } = operation;
  return {
    operationId,
    tags: [operation.tag],
    summary: `${operation.summary.zh} / ${operation.summary.en}`,
    ...(operation.need === 'nothing' ? { security: [] } : {}),
    ...(params || query || headers ? { requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}), ...(headers ? { header: headers } : {}) } } : {}),
    ...(body ? { requestBody: { required: true, content: contentOf(body) } } : {}),
    responses: responses(operation),
  };
}

function contentOf(body: Body) {
  switch (body.kind) {
    case 'json':
      return { 'application/json': { schema: body.schema } };
    case 'csv':
      return { 'text/csv': { schema: z.string().meta({ description: `${body.description.zh} / ${body.description.en}` }) } };
    case 'multipart':
      return { 'multipart/form-data': { schema: body.fields.extend({ file: z.file() }) } };
  }
}

function responses(operation: Operation): ZodOpenApiResponsesObject {
  const problems = Object.entries(problemsOf(operation)).map(([status, description]) => [status, { description, content: { 'application/problem+json': { schema: problem } } }]);
  return { [String(operation.answer.status)]: { description: '成功 / done', ...answerContent(operation.answer) }, ...Object.fromEntries(problems) } as ZodOpenApiResponsesObject;
}

function answerContent(answer: Answer) {
  if ('json' in answer) return { content: { 'application/json': { schema: answer.json } } };
  if (!('media' in answer)) return {};
  const { events } = answer;
  const schema = (media: string) => (events === undefined ? z.string().meta({ contentMediaType: media }) : eventStream(events));
  return { content: Object.fromEntries(answer.media.map((media) => [media, { schema: schema(media) }])) };
}

/** OpenAPI 3.1 has no word for a stream: one item is one event, its `data` is written as JSON. */
function eventStream(events: Readonly<Record<string, z.ZodObject>>) {
  const [first, ...rest] = Object.entries(events).map(([event, data]) => z.object({ event: z.literal(event), id: z.string().optional(), data }));
  return z.array(first === undefined ? z.never() : z.union([first, ...rest])).meta({ format: 'event-stream' });
}
