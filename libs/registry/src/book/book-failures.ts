import { Failure } from '@yanshou/telemetry';
import { SERVER_FAULTS } from '../postgres/postgres-failures.js';

const bookUnavailable = (cause: Error): Failure =>
  new Failure('book-unavailable', `The database of the projection does not answer: ${cause.message}`, true, {
    zh: `存放游标与台账的数据库暂时不可用（${cause.message}）。数据未丢失，平台会一直重试；请检查 PostgreSQL 或磁盘空间。`,
    en: `The database that holds cursor and ledger is not available (${cause.message}). Nothing is lost, the platform keeps trying. Check PostgreSQL, or the disk space.`,
  }, { cause });

export const bookTaken = (name: string): Failure =>
  new Failure('book-taken', `Another process has opened the book ${name}.`, false, {
    zh: `另一个进程已接管 ${name} 的投影，本进程停止写入。同一数据只能由一个平台投影。`,
    en: `Another process has taken over the projection of ${name}; this one writes no more. One platform projects a set of data.`,
  });

export const bookLeaseLost = (name: string): Failure =>
  new Failure('book-lease-lost', `The lease for the book ${name} is no longer in force.`, true, {
    zh: `${name} 的投影已由另一个进程接管，本进程不再打开它；无需处理。`,
    en: `Another process has taken over the projection of ${name}, so this one does not open it. Nothing needs to be done.`,
  });

export const bookHoldLost = (cause: unknown): Failure =>
  new Failure('book-hold-lost', 'Commits were held for a reader, and went on before it was done.', true, {
    zh: '读取期间，数据库结束了用来保持同一状态的连接（连接中断，或读取超过 15 分钟），其间可能写入了新数据。所读内容已作废，没有签发任何文件；请稍后重试，反复如此则检查 PostgreSQL 与网络。',
    en: 'The connection that kept one state for the reader was ended by the database (cut off, or it took more than 15 minutes), so newer data may be mixed in. What was read is discarded and nothing was issued. Try again later; if it happens again, check PostgreSQL and the network.',
  }, { cause });

/** Connection lost, server ending or starting, out of room: what an operator can mend. */
const OPERATIONAL = /^(08|53|57P|58|40)/;
const SYSTEM = /ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|ENOSPC|No space left|Connection terminated|timeout exceeded/;

/** An error of the database as the fault it stands for; a defect of ours stays what it is. */
export function asBookFailure(error: unknown): unknown {
  if (error instanceof Failure) return SERVER_FAULTS.has(error.code) ? bookUnavailable(error) : error;
  const { code, message = '' } = (error ?? {}) as { readonly code?: unknown; readonly message?: string };
  const text = typeof code === 'string' ? code : '';
  return OPERATIONAL.test(text) || SYSTEM.test(text) || SYSTEM.test(message) ? bookUnavailable(error as Error) : error;
}
