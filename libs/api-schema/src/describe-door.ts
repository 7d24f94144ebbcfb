import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Door, DoorCredential } from './doors.js';

/** For the document: what each way to show who one is looks like. */
export const DOOR_SCHEMES = {
  deviceToken: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token {设备密钥}`，如 Influx 客户端所写 / `Token {device secret}`, as Influx clients write it' },
  deviceBearer: { type: 'http', scheme: 'bearer', description: '设备密钥 / the device secret' },
  deviceBasic: { type: 'http', scheme: 'basic', description: '密码为设备密钥；用户名任意，含 / 的须为 项目/设备 / the device secret as the password; any user, one with a slash must be {project}/{device}' },
  deviceQuery: { type: 'apiKey', in: 'query', name: 'p', description: '设备密钥，InfluxDB 1.x 的写法（可带 u） / the device secret, as in InfluxDB 1.x (beside u)' },
  broker: { type: 'http', scheme: 'bearer', description: 'YANSHOU_BROKER_SECRET' },
} as const satisfies Readonly<Record<DoorCredential, object>>;

const RETRY_AFTER = { 'retry-after': { description: '秒 / seconds', required: true, schema: { type: 'integer', minimum: 1 } } } as const;

/** A door as the document has it: below the server's root, not below the API's prefix. */
export const describeDoor = (operationId: string, { tag, summary, description, credentials, query, headers, body, answers }: Door): ZodOpenApiOperationObject => ({
  operationId, tags: [tag], servers: [{ url: '/' }],
  summary: `${summary.zh} / ${summary.en}`, description: `${description.zh} / ${description.en}`,
  security: credentials.map((name) => ({ [name]: [] })),
  ...(query || headers ? { requestParams: { ...(query ? { query } : {}), ...(headers ? { header: headers } : {}) } } : {}),
  requestBody: { required: true, content: { [body.media]: { schema: body.schema } } },
  responses: Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, {
    description: `${answer.description.zh} / ${answer.description.en}`,
    ...(answer.json === undefined ? {} : { content: { 'application/json': { schema: answer.json } } }),
    ...(answer.retryAfter === undefined ? {} : { headers: RETRY_AFTER }),
  }])) as ZodOpenApiResponsesObject,
});
