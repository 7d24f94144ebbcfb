import { Failure } from '@yanshou/telemetry';

const unreachable = (cause: unknown): Failure =>
  new Failure('registry-unreachable', 'PostgreSQL does not answer', true, {
    zh: '无法连接 PostgreSQL，或连接已全部占用：请检查 DATABASE_URL、网络和账号，并查看 pg_stat_activity。',
    en: 'PostgreSQL cannot be reached, or all connections are in use: check DATABASE_URL, the network and the account, and look at pg_stat_activity.',
  }, { cause });

/** It is there, and does not let this account in. Retryable: whoever runs it may mend it meanwhile, and the platform goes on. */
const refused = (cause: unknown): Failure =>
  new Failure('registry-credentials-refused', `PostgreSQL refused the account: ${messageOf(cause)}`, true, {
    zh: 'PostgreSQL 拒绝了 DATABASE_URL 中的用户名或密码，或该账号不得从此主机连接：请核对用户名、密码（特殊字符须百分号编码）与 pg_hba.conf。',
    en: 'PostgreSQL refuses the user or the password of DATABASE_URL, or the account may not connect from this host: check both (special characters are percent-encoded) and pg_hba.conf.',
  }, { cause });

const noDatabase = (cause: unknown): Failure =>
  new Failure('registry-database-missing', `PostgreSQL has no such database: ${messageOf(cause)}`, true, {
    zh: 'PostgreSQL 中没有 DATABASE_URL 所指的数据库：请核对其名称，或先以 createdb 建立。',
    en: 'PostgreSQL has no database of the name in DATABASE_URL: check the name, or make it with createdb first.',
  }, { cause });

/** By SQLSTATE (PostgreSQL 15, appendix A): 28P01 invalid_password, 28000 invalid_authorization_specification, 3D000 invalid_catalog_name. */
const ANSWERS: ReadonlyMap<unknown, (cause: unknown) => Failure> = new Map([['28P01', refused], ['28000', refused], ['3D000', noDatabase]]);

/** Why there is no connection: what the server said, or that it said nothing. */
export const notConnected = (cause: unknown): Failure => (ANSWERS.get((cause as { readonly code?: unknown } | null)?.code) ?? unreachable)(cause);

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Whether the statement was carried out, nobody here knows. */
export const silent = (seconds: number): Failure =>
  new Failure('registry-silent', `PostgreSQL has not answered a statement for ${seconds} s`, true, {
    zh: `PostgreSQL 接受了连接，但 ${seconds} 秒内没有答复，该连接已断开：请检查其主机、磁盘与网络。最后一项改动是否已保存未知，重试前请先查看。`,
    en: `PostgreSQL accepted the connection and has not answered for ${seconds} s; the connection was cut. Check its host, disk and network. Whether the last change was stored is not known: look before it is sent again.`,
  });

/** The statement was not carried out; `setting` names the limit of its pool. */
export const cancelled = (seconds: number, setting: string, cause: unknown): Failure =>
  new Failure('registry-statement-limit', `PostgreSQL ended a statement before it was done (limit ${seconds} s)`, true, {
    zh: `PostgreSQL 在语句完成前将其终止（时限 ${seconds} 秒）：可能有别的会话持锁，或服务器过载。没有保存任何内容；请查看 pg_stat_activity，必要时调大 ${setting}。`,
    en: `PostgreSQL ended a statement before it was done (limit ${seconds} s): another session may hold a lock, or the server is overloaded. Nothing was stored. Look at pg_stat_activity; raise ${setting} where it has to take longer.`,
  }, { cause });

/** Faults of the server, not of what was asked. */
export const SERVER_FAULTS: ReadonlySet<string> = new Set(['registry-unreachable', 'registry-credentials-refused', 'registry-database-missing', 'registry-silent', 'registry-statement-limit']);
