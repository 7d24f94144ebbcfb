import type { BilingualText } from '@yanshou/catalogue';
import { z } from 'zod';

/** How one shows who one is at a door; see the document's security schemes. */
export type DoorCredential = 'deviceToken' | 'deviceBearer' | 'deviceBasic' | 'deviceQuery' | 'broker';

interface DoorAnswer {
  readonly description: BilingualText;
  /** Of the body; without it there is none. */
  readonly json?: z.ZodType;
  /** Tells when to come again. */
  readonly retryAfter?: true;
}

/** A `POST` outside `/api/v1`, in the words of another system: it has that system's bodies, and its own credentials. */
export interface Door {
  /** From the server's root. */
  readonly path: string;
  readonly tag: 'line-protocol' | 'broker';
  readonly summary: BilingualText;
  readonly description: BilingualText;
  /** Any one of them. */
  readonly credentials: readonly DoorCredential[];
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body: { readonly media: string; readonly schema: z.ZodType };
  readonly answers: Readonly<Record<number, DoorAnswer>>;
}

/** InfluxDB's error body, which its clients show. */
const writeError = z.object({ code: z.string(), message: z.string() }).meta({ id: 'WriteError', example: { code: 'not found', message: '桶 bucket "x" 不存在；留空或填项目编号 / not found: leave it empty or name the project' } });
const refusedWrite = (zh: string, en: string): DoorAnswer => ({ description: { zh, en }, json: writeError });
const laterWrite = (zh: string, en: string): DoorAnswer => ({ ...refusedWrite(zh, en), retryAfter: true });

const writeLines: Door = {
  path: '/api/v2/write', tag: 'line-protocol',
  summary: { zh: '以 InfluxDB 行协议写入', en: 'write InfluxDB line protocol' },
  description: {
    zh: '供 Telegraf 与各种 Influx 客户端；答复 204 即全部已写入日志，与 MQTT 的确认同义。其他答复时可能已存入一部分，重发即可：带时间戳的行不会重复。读不懂的行进入隔离区',
    en: 'for Telegraf and any Influx client. 204: all of it is in the journal, as an acknowledgement over MQTT says. After any other answer part of it may be stored: send it again, lines with a time stamp are recognised. Lines that cannot be read are found in quarantine',
  },
  credentials: ['deviceToken', 'deviceBearer', 'deviceBasic', 'deviceQuery'],
  query: z.object({
    org: z.string().optional().meta({ description: '可填任意内容，平台不用 / anything: not looked at' }),
    bucket: z.string().optional().meta({ description: '项目编号，或留空 / the project, or empty' }),
    precision: z.enum(['ns', 'us', 'ms', 's']).optional().meta({ description: '时间戳的单位，默认 ns / the unit of time stamps, ns by default' }),
  }),
  headers: z.object({ 'content-encoding': z.enum(['gzip', 'x-gzip', 'deflate', 'identity']).optional() }),
  body: { media: 'text/plain', schema: z.string().meta({ description: '每行一条；解压后至多 10 MiB，每行至多 256 KiB；不论内容类型 / a point a line; at most 10 MiB when decompressed, a line at most 256 KiB; whatever content type is named', example: 'telemetry temperature=21.5 1767225600' }) },
  answers: {
    204: { description: { zh: '全部已在日志中', en: 'all of it is in the journal' } },
    400: refusedWrite('精度不可用，或请求体无法解压', 'an unknown precision, or a body that cannot be decompressed'),
    401: refusedWrite('令牌无效或已吊销', 'the token is not valid or was revoked'),
    404: refusedWrite('桶不是该设备的项目', "the bucket is not the device's project"),
    413: refusedWrite('请求体或其中一行太大', 'the body, or a line of it, is too large'),
    415: refusedWrite('不支持的内容编码', 'an unknown content encoding'),
    429: laterWrite('超过设备速率限制', 'over the rate of the device'),
    500: refusedWrite('平台内部故障，请重发', 'a fault of the platform: send it again'),
    503: laterWrite('日志暂不接收，或同时写入的数据过多', 'the journal refuses for now, or too much is written at once'),
  },
};

const brokerOnly = {
  zh: '仅供外部 broker（EMQX 5）提问；未设置 YANSHOU_BROKER_SECRET 时不开放',
  en: "an external broker's (EMQX 5) question; closed unless YANSHOU_BROKER_SECRET is set",
} as const;
const decision = z.enum(['allow', 'deny']);
const grant = z.object({ permission: z.literal('allow'), action: z.enum(['publish', 'subscribe']), topic: z.string() }).meta({ id: 'BrokerGrant' });
const client = { username: z.string().optional(), clientid: z.string().optional() };

const brokerAnswers = (json: z.ZodType): Door['answers'] => ({
  200: { description: { zh: '允许或拒绝', en: 'allowed or denied' }, json },
  400: { description: { zh: '请求体不是 JSON 对象，或超过 16 KiB', en: 'the body is no JSON object, or larger than 16 KiB' } },
  401: { description: { zh: '未出示 broker 的密钥', en: "without the broker's secret" } },
});

const authenticate: Door = {
  path: '/broker/authenticate', tag: 'broker', credentials: ['broker'],
  summary: { zh: 'broker 询问：客户端是谁', en: 'a broker asks who a client is' }, description: brokerOnly,
  body: { media: 'application/json', schema: z.object({ ...client, password: z.string().optional(), cert_common_name: z.string().optional() }) },
  answers: brokerAnswers(z.object({
    result: decision, is_superuser: z.literal(false),
    acl: z.array(grant).optional().meta({ description: '不必再问即可做的事 / what it may do without being asked about again' }),
    expire_at: z.int().optional().meta({ description: '须重新登录的时刻，Unix 秒 / when it has to log in again, in seconds of Unix time' }),
  })),
};

const authorize: Door = {
  path: '/broker/authorize', tag: 'broker', credentials: ['broker'],
  summary: { zh: 'broker 询问：客户端可否发布或订阅', en: 'a broker asks whether a client may publish or subscribe' }, description: brokerOnly,
  body: { media: 'application/json', schema: z.object({ ...client, action: z.enum(['publish', 'subscribe']), topic: z.string() }) },
  answers: brokerAnswers(z.object({ result: decision })),
};

/** Every door by the id of its operation; the platform opens them at the paths that stand here. */
export const DOORS = { writeLines, authenticateClient: authenticate, authorizeClient: authorize } as const satisfies Readonly<Record<string, Door>>;
export type DoorId = keyof typeof DOORS;

/** All doors, in this order. */
export const doorList = (): readonly (Door & { readonly id: DoorId })[] => (Object.keys(DOORS) as DoorId[]).map((id) => ({ id, ...DOORS[id] }));
