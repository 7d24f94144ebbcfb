import { Failure } from '@yanshou/telemetry';

const MEBIBYTE = 1024 * 1024;

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Nobody answers at these addresses, or not in time. */
export const unreachableFailure = (cause: unknown): Failure =>
  new Failure('journal-unreachable', `the NATS servers do not answer: ${messageOf(cause)}`, true, {
    zh: 'NATS 服务器无应答：请检查服务器、网络与 NATS_URL；恢复后自动继续，未确认的消息会由设备重发。',
    en: 'The NATS servers do not answer: check the servers, the network and NATS_URL. It goes on by itself; devices send again what was not acknowledged.',
  }, { cause });

/** As `unreachableFailure`, of some streams alone: the majority of their replicas is away, or all servers are and the others were not written to since. */
export const partlyUnreachableFailure = (streams: readonly string[], all: number, cause: Failure): Failure =>
  new Failure(cause.code, `${streams.join(', ')}: ${cause.message}`, cause.retryable, {
    zh: `NATS 日志 ${all} 个流中有 ${streams.length} 个无应答：${streams.join('、')}。其中的项目暂停接收；其余各流上一次写入有应答。请以 nats stream report 查看这些流的副本所在的服务器，并检查网络；恢复后自动继续，未确认的消息会由设备重发。`,
    en: `${streams.length} of the journal's ${all} NATS streams ${streams.length === 1 ? 'does' : 'do'} not answer: ${streams.join(', ')}. Their projects are refused; the others answered when they were last written to. See with nats stream report on which servers their replicas are, and check the network; it goes on by itself, devices send again what was not acknowledged.`,
  }, { cause });

export const credentialsFailure = (cause: unknown): Failure =>
  new Failure('journal-credentials-refused', `NATS refused the credentials: ${messageOf(cause)}`, false, {
    zh: 'NATS 拒绝了凭据，或该账户无权使用所需主题：请核对 NATS_URL 中的用户名与密码、NATS_CREDS 文件（是否吊销、过期、属于另一个 operator）或 NATS_CERT 的主体，以及权限。',
    en: 'NATS refused the credentials, or they may not use the subjects: check user and password in NATS_URL, the file of NATS_CREDS (revoked, expired, of another operator) or the subject of NATS_CERT, and the permissions.',
  }, { cause });

/** No encrypted connection: one side does not take the other's certificate, or the server has no TLS. */
export const tlsFailure = (cause: unknown): Failure =>
  new Failure('journal-tls-refused', `no TLS connection to NATS: ${messageOf(cause)}`, false, {
    zh: `无法与 NATS 建立 TLS 连接（${messageOf(cause)}）：请核对 NATS_CA 是否签发了服务器证书、证书是否含 NATS_URL 中的主机名且未过期、服务器是否要求 NATS_CERT 与 NATS_KEY，以及服务器是否启用 TLS。`,
    en: `There is no TLS connection to NATS (${messageOf(cause)}): check that NATS_CA has signed the servers' certificates, that these name the hosts of NATS_URL and are in date, whether the servers demand NATS_CERT and NATS_KEY, and whether they have TLS.`,
  }, { cause });

export const disabledFailure = (cause: unknown): Failure =>
  new Failure('journal-jetstream-disabled', `no JetStream on the NATS server: ${messageOf(cause)}`, false, {
    zh: 'NATS 服务器未启用 JetStream：请在服务器配置中加入 jetstream 并为该账户开启，然后重新启动。',
    en: 'The NATS server has no JetStream: enable jetstream in its configuration and for this account, then start again.',
  }, { cause });

export const tooFewServersFailure = (replicas: number, cause: unknown): Failure =>
  new Failure('journal-too-few-servers', `a stream of ${replicas} replicas cannot be placed: ${messageOf(cause)}`, true, {
    zh: `日志需要 ${replicas} 个副本，而可用的 NATS 服务器不足：请启动至少 ${replicas} 台组成集群、启用 JetStream 的服务器。`,
    en: `The journal needs ${replicas} replicas and there are too few NATS servers: start a cluster of at least ${replicas} with JetStream.`,
  }, { cause });

export const settingsFailure = (stream: string, setting: string, found: unknown, wanted: unknown): Failure =>
  new Failure('journal-stream-settings', `stream ${stream} has ${setting} = ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`, false, {
    zh: `流 ${stream} 的设置 ${setting} 是 ${JSON.stringify(found)}，应为 ${JSON.stringify(wanted)}：日志不得过期或被删除。请改正该设置；若此流不属于本平台，请换用其他账户。`,
    en: `Setting ${setting} of stream ${stream} is ${JSON.stringify(found)}, and has to be ${JSON.stringify(wanted)}: the journal must not expire or be deleted. Correct it, or use another account if the stream is not this platform's.`,
  });

export const fullFailure = (freeBytes: number): Failure =>
  new Failure('journal-full', `the journal is full, ${Math.floor(freeBytes / MEBIBYTE)} MiB free`, true, {
    zh: 'JetStream 存储已满：请扩大流的 max_bytes、账户限额或服务器磁盘，平台会自动恢复接收。',
    en: "JetStream has no room: enlarge the stream's max_bytes, the account's limit or the servers' disks; the platform accepts again by itself.",
  });

/** The servers refused for a reason that does not pass. */
export const failedFailure = (cause: unknown): Failure =>
  new Failure('journal-failed', `the stream cannot be written: ${messageOf(cause)}`, false, {
    zh: 'JetStream 拒绝写入日志流：请检查该流（是否被封存、删除或更改），然后重新启动平台；未确认的消息会由设备重发。',
    en: 'JetStream refuses to write the stream: check whether it was sealed, deleted or changed, then start the platform again; devices send again what was not acknowledged.',
  }, { cause });

export const closedFailure = (): Failure =>
  new Failure('journal-closed', 'the journal is closed', false, {
    zh: '日志已关闭，不再接收。',
    en: 'The journal is closed and accepts nothing more.',
  });

export const tooLargeFailure = (bytes: number, limit: number): Failure =>
  new Failure('journal-record-too-large', `a record of ${bytes} bytes exceeds ${limit}`, false, {
    zh: `单条日志记录不得超过 ${limit} 字节；上限由 NATS 服务器的 max_payload 决定。`,
    en: `One record of the journal is at most ${limit} bytes: the limit is the NATS servers' max_payload.`,
  });

/** What is stored is not what was. Nothing is changed: an operator decides. */
export const damagedFailure = (stream: string, sequence: number, reason: string): Failure =>
  new Failure('journal-damaged', `message ${sequence} of ${stream}: ${reason}`, false, {
    zh: `流 ${stream} 的第 ${sequence} 条消息缺失或损坏（${reason}）。数据未改动。请检查各副本，从完好的副本恢复后重新启动。`,
    en: `Message ${sequence} of stream ${stream} is missing or damaged (${reason}). Nothing was changed. Check the replicas, restore from a good one, then start again.`,
  });

export const missingFailure = (stream: string): Failure =>
  new Failure('journal-missing', `there is no stream ${stream}`, true, {
    zh: `没有流 ${stream}：请检查 NATS_URL，或先启动平台的接收角色。`,
    en: `There is no stream ${stream}: check NATS_URL, or start the platform's ingest role first.`,
  });
