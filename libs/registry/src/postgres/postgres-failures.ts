import { Failure } from '@yanshou/telemetry';

export const unreachable = (cause: unknown): Failure =>
  new Failure('registry-unreachable', 'PostgreSQL does not answer', true, {
    zh: '无法连接 PostgreSQL，或连接已全部占用：请检查 DATABASE_URL、网络和账号，并查看 pg_stat_activity。',
    en: 'PostgreSQL cannot be reached, or all connections are in use: check DATABASE_URL, the network and the account, and look at pg_stat_activity.',
  }, { cause });

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
export const SERVER_FAULTS: ReadonlySet<string> = new Set(['registry-unreachable', 'registry-silent', 'registry-statement-limit']);
