import { parseBrokerUrl } from '@yanshou/broker-mqtt';
import { readNatsUrl } from '@yanshou/journal-jetstream';
import { DATABASE_LIMITS } from '@yanshou/registry';
import { z } from 'zod';
import { decimalNumber, isUrlOf, wholeNumber } from './setting-types.js';

const port = wholeNumber(0, 65_535);
const count = wholeNumber(1);
const text = z.string().min(1);
const seconds = (fallback: number) => decimalNumber(0.001).default(fallback);
const share = (fallback: number) => decimalNumber(0, 1).default(fallback);
/** A day at most: a timer counts no longer than some. */
const limit = (fallback: number) => decimalNumber(0.001, 86_400).default(fallback);
/** Below it a journal is full before a few of the largest messages (256 KiB) are in it. */
const LEAST_JOURNAL_BYTES = 1_048_576;
/** A value that is never shown, and that `NAME_FILE` may name a file for. */
const secret = <T extends z.ZodType>(type: T): T => type.meta({ ...type.meta(), secret: true });

/**
 * Every setting, read once. The key is the environment variable, the description its line in `.env.example`.
 * Empty values count as unset.
 */
export const settings = {
  YANSHOU_HTTP_PORT: port.default(3000).describe('HTTP 端口 / HTTP port'),
  YANSHOU_HTTP_HOST: text.default('127.0.0.1').describe('HTTP 监听地址 / HTTP address'),
  YANSHOU_TRUSTED_PROXIES: text.optional().describe('反向代理的地址，逗号分隔；信任其 X-Forwarded-* / addresses of reverse proxies whose X-Forwarded-* is trusted, by commas'),
  YANSHOU_PUBLIC_URL: z.string().refine((url) => /^[^\s?#]+$/.test(url) && isUrlOf(url, ['http:', 'https:']), '须为 http(s)://主机[:端口][/路径] / must be http(s)://host[:port][/path]').optional().describe('公众访问平台的网址，写入追溯二维码；不设则取请求的网址，仅供试用 / address by which the public reaches the platform, put into QR codes; the address of the request when unset, for trials only'),
  YANSHOU_ADMIN_PASSWORD: secret(z.string().min(12).max(256).optional().describe('首次启动时管理员 admin 的密码（至少 12 个字符）；不设则生成一次性密码并显示一次 / password of the first administrator (12 characters or more); a one-time password is made and shown when unset')),
  YANSHOU_MQTT_PORT: port.default(1883).describe('MQTT 端口 / MQTT port'),
  YANSHOU_MQTT_HOST: text.default('127.0.0.1').describe('MQTT 监听地址 / MQTT address'),
  YANSHOU_MQTTS_PORT: port.optional().describe('MQTT over TLS 端口 / MQTT over TLS port'),
  YANSHOU_TLS_CERT: text.optional().describe('TLS 证书文件 / TLS certificate file'),
  YANSHOU_TLS_KEY: text.optional().describe('TLS 私钥文件 / TLS private key file'),
  YANSHOU_TLS_CLIENT_CA: text.optional().describe('设备证书的 CA 文件 / CA file for device certificates'),
  MQTT_URL: secret(text.refine((url) => parseBrokerUrl(url) !== undefined, 'must be mqtt:// or mqtts://[user:password@]host[:port], special characters percent-encoded').optional().describe('外部 MQTT 5 broker（mqtt:// 或 mqtts://用户:密码@主机:端口）；设置后平台从它领取消息，不再自带 broker / external MQTT 5 broker; when set the platform consumes from it and embeds none')),
  YANSHOU_MOSQUITTO_DIR: text.optional().describe('为 Mosquitto 生成密码与访问规则文件的目录；需要 MQTT_URL / folder for the password and access files generated for Mosquitto; needs MQTT_URL'),
  YANSHOU_BROKER_SECRET: secret(z.string().min(16).max(256).optional().describe('EMQX 向 /broker/authenticate 与 /broker/authorize 出示的密钥（至少 16 个字符）；不设则不开放；需要 MQTT_URL / secret that EMQX shows at both (16 characters or more); closed when unset; needs MQTT_URL')),
  YANSHOU_BROKER_GRANT_SECONDS: z.coerce.number().int().min(60).max(2_592_000).default(86_400).describe('EMQX：设备登录后多少秒内无须再问平台即可收发；到时断开、重新登录，吊销最迟在此后生效 / EMQX: for how many seconds after its login a device may act without the platform being asked; then it is cut and logs in again, and a revocation is in force after that at the latest'),
  NATS_URL: secret(text.refine((url) => readNatsUrl(url) !== undefined, 'must be nats:// or tls://[user:password@]host[:port], several by commas, special characters percent-encoded').optional().describe('NATS JetStream 集群（逗号分隔多台）；设置后日志写入其中，三副本；需要 DATABASE_URL 与 YANSHOU_STORE=influxdb / NATS JetStream servers, by commas; when set they keep the journal, three replicas; needs DATABASE_URL and YANSHOU_STORE=influxdb')),
  NATS_CREDS: text.optional().describe('NATS 用户的 .creds 文件（JWT 与密钥种子，nsc 生成），代替 NATS_URL 中的用户名；需要 NATS_URL / .creds file of the NATS user (JWT and seed, made by nsc) in place of a user in NATS_URL; needs NATS_URL'),
  NATS_CA: text.optional().describe('签发 NATS 服务器证书的 CA 文件（PEM）；不设则用 Node.js 自带的；需要 NATS_URL 以 tls:// 开头 / PEM file of the authority of the NATS servers\' certificates; those that Node.js knows when unset; needs tls:// in NATS_URL'),
  NATS_CERT: text.optional().describe('向 NATS 出示的客户端证书文件（PEM）；需要 NATS_KEY 与 tls:// / PEM file of the certificate shown to NATS; needs NATS_KEY and tls://'),
  NATS_KEY: text.optional().describe('其私钥文件（PEM，无口令） / PEM file of its key, without passphrase'),
  YANSHOU_DATA_DIR: text.default('./data').describe('数据目录 / data directory'),
  YANSHOU_SHARED_DIR: text.optional().describe('密钥、凭证文件与报告包的目录；不设则在数据目录内，角色分开时必填且所有进程相同 / folder for keys, evidence files and bundles; in the data directory when unset; with roles apart needed, and the same for all processes'),
  YANSHOU_ROLES: text.default('all').describe('角色 / roles: all, or some of ingest,project,jobs,api by commas; apart they need DATABASE_URL, YANSHOU_STORE=influxdb and YANSHOU_SHARED_DIR, and NATS_URL where ingest and project are apart'),
  YANSHOU_INSTANCE: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'must be 1 to 64 letters, digits, dots, colons, hyphens or underscores, beginning with a letter or digit').optional().describe('本进程的名称，用于告警与看板，各进程不同且重启不变；不设则为 主机名:HTTP 端口 / name of this process in alarms and on dashboards, another one for each and the same after a restart; host name:HTTP port when unset'),
  YANSHOU_DEVICE_RATE: count.default(50).describe('每台设备每秒消息数 / messages per second and device'),
  YANSHOU_DEVICE_BURST: count.default(500).describe('每台设备突发消息数 / burst of messages per device'),
  YANSHOU_JOURNAL_MAX_BYTES: wholeNumber(LEAST_JOURNAL_BYTES).optional().describe('日志总大小上限（字节，至少 1048576）；JetStream 日志不用它，其上限在服务器上设置 / largest size of the journal in bytes, 1048576 or more; of no use to a journal in JetStream, whose limits are the servers\''),
  YANSHOU_STORE: z.enum(['duckdb', 'influxdb']).default('duckdb').describe('时序库 / telemetry store'),
  INFLUX_URL: z.string().refine((url) => isUrlOf(url, ['http:', 'https:']), '须为 http(s)://主机[:端口] / must be http(s)://host[:port]').optional().describe('InfluxDB 地址（YANSHOU_STORE=influxdb 时必填） / address of InfluxDB, needed with YANSHOU_STORE=influxdb'),
  INFLUX_DATABASE: text.optional().describe('1.x：数据库名前缀，每个项目一个库 {前缀}_{项目} / 1.x: prefix of the databases, one a project: {prefix}_{project}'),
  INFLUX_USERNAME: text.optional().describe('1.x：用户名 / 1.x: user'),
  INFLUX_PASSWORD: secret(text.optional().describe('1.x：密码 / 1.x: password')),
  INFLUX_BUCKET: text.optional().describe('2.x、3.x：桶名前缀，每个项目一个桶 {前缀}_{项目} / 2.x, 3.x: prefix of the buckets, one a project: {prefix}_{project}'),
  INFLUX_TOKEN: secret(text.optional().describe('2.x、3.x：令牌 / 2.x, 3.x: token')),
  INFLUX_ORG: text.optional().describe('2.x：组织 / 2.x: organisation'),
  YANSHOU_INFLUX_READERS_DIR: text.optional().describe('平台在 InfluxDB 为每个项目、专项与平台自身各建一个只读账号，密钥写入此目录（供 Grafana）；不设则不建。角色分开时由 jobs 进程写，须为同一目录 / folder for the secrets of read-only accounts, one a project, a programme and the platform, that the platform keeps in InfluxDB for Grafana; none when unset. With roles apart the jobs processes write it: the same folder for all of them'),
  YANSHOU_RETENTION_DAYS: count.optional().describe('InfluxDB 中读数的保留天数；不设则永久保留。短于任务书所需（基线开始至验收后五年）时拒绝启动 / days for which readings are kept in InfluxDB; for ever when unset. Less than a contract needs (from its baseline to five years after acceptance) stops the start'),
  YANSHOU_RETENTION_CONFIRMED_DAYS: count.optional().describe('确认较短的保留期：与 YANSHOU_RETENTION_DAYS 相同的天数 / confirms a shorter retention: the same number of days'),
  DATABASE_URL: secret(z.string().refine((url) => isUrlOf(url, ['postgres:', 'postgresql:']), '须为 postgres://[用户:密码@]主机[:端口]/库 / must be postgres://[user:password@]host[:port]/database').optional().describe('PostgreSQL；不设则用内嵌库 / PostgreSQL; embedded when unset')),
  YANSHOU_DATABASE_CONNECT_SECONDS: limit(DATABASE_LIMITS.connectSeconds).describe('PostgreSQL：建立（或等到空闲）连接的时限，秒 / PostgreSQL: limit for a connection, or a free one, in seconds'),
  YANSHOU_DATABASE_STATEMENT_SECONDS: limit(DATABASE_LIMITS.statementSeconds).describe('PostgreSQL：一条语句的时限，秒；服务器到时终止，再过 5 秒仍无答复则断开 / PostgreSQL: limit for a statement, in seconds; the server ends it then, and one that says nothing for 5 more is cut off'),
  YANSHOU_DATABASE_READ_SECONDS: limit(DATABASE_LIMITS.readSeconds).describe('PostgreSQL：大量读取投影账的语句的时限，也是等待其空闲连接的时限，秒 / PostgreSQL: the same for what reads much of the book of a projection, and for a free connection to read it by'),
  YANSHOU_DATABASE_LONG_SECONDS: limit(DATABASE_LIMITS.longSeconds).describe('PostgreSQL：可能很久的语句（升级表结构、整理投影账）的时限，秒 / PostgreSQL: the same for what may take long (migrations, sweeping the book of a projection)'),
  YANSHOU_DATABASE_CLOSE_SECONDS: limit(DATABASE_LIMITS.closeSeconds).describe('PostgreSQL：停止平台时为未答复的语句等待多久，秒 / PostgreSQL: how long an end of the platform waits for what is not answered, in seconds'),
  YANSHOU_TIMEZONE: text.default('Asia/Shanghai').describe('默认时区 / default time zone (IANA)'),
  YANSHOU_ALARM_LAG_SECONDS: seconds(300).describe('告警：投影滞后超过多少秒 / alarm: the projection is so many seconds behind'),
  YANSHOU_ALARM_QUARANTINE_SHARE: share(0.05).describe('告警：十分钟内被隔离消息的占比超过多少（0–1） / alarm: so large a share of ten minutes of messages went to quarantine (0–1)'),
  YANSHOU_ALARM_DISK_FREE_SHARE: share(0.15).describe('告警：数据目录或共享目录所在磁盘剩余占比低于多少（0–1） / alarm: less than so large a share of the disk of data directory or shared folder is free (0–1)'),
  YANSHOU_ALARM_ACK_P99_SECONDS: seconds(1).describe('告警：一分钟内确认延迟 p99 超过多少秒 / alarm: the p99 of a minute of acknowledgements takes longer, in seconds'),
  YANSHOU_ALARM_JOB_SECONDS: seconds(7_200).describe('告警：定时任务停滞超过多少秒 / alarm: jobs have not got on for so many seconds'),
  YANSHOU_ALARM_REGISTRY_SECONDS: seconds(30).describe('告警：登记库变更多少秒未生效 / alarm: changes of the registry are not in force for so many seconds'),
  YANSHOU_ALARM_FAULT_SECONDS: seconds(60).describe('告警：时序库或投影持续异常多少秒 / alarm: the store or its projection has failed for so many seconds'),
  YANSHOU_ALARM_CLOCK_SECONDS: seconds(60).describe('告警：InfluxDB 服务器时钟与平台相差超过多少秒 / alarm: the clocks of InfluxDB and the platform differ by more seconds'),
  YANSHOU_ALARM_JOURNAL_FREE_SHARE: share(0.1).describe('告警：日志余量占比低于多少（0–1）：磁盘（除去保留部分）、设定大小或 JetStream 限额，取最紧者 / alarm: less than so large a share of what the journal may take is left (0–1), of the disk without its reserve, the set size or the limits of JetStream, whichever is tightest'),
  YANSHOU_ALARM_HOLD_SECONDS: seconds(60).describe('告警解除前须恢复正常多少秒 / how many seconds a value has to be good again before its alarm ends'),
  YANSHOU_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('日志级别 / log level'),
} as const;

export const schema = z.object(settings);
export type Settings = z.infer<typeof schema>;

export const isSetting = (key: string): key is keyof Settings => Object.hasOwn(settings, key);
/** Holds a password or a token: as it is, or within a URL. */
export const isSecret = (key: string): boolean => isSetting(key) && settings[key].meta()?.['secret'] === true;
