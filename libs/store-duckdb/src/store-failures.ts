import { Failure } from '@yanshou/telemetry';

export const storeLocked = (file: string, holder: string): Failure =>
  new Failure('store-locked', `The store ${file} is already open (${holder}).`, false, {
    zh: `遥测库 ${file} 已被打开（${holder}）。同一数据目录只能由一个进程使用，请先停止另一个实例。`,
    en: `The telemetry store ${file} is already open (${holder}). One data directory serves one process: stop the other instance first.`,
  });

export const storeOfOtherJournal = (stored: string, asked: string): Failure =>
  new Failure('store-other-journal', `The store holds journal ${stored}, not ${asked}.`, false, {
    zh: `遥测库属于日志 ${stored}，而不是 ${asked}。请移走遥测库文件，由日志重建。`,
    en: `The telemetry store was built from journal ${stored}, not ${asked}. Move the store's file away; it is rebuilt from the journal.`,
  });

export const storeTooNew = (version: number): Failure =>
  new Failure('store-damaged', `The store has schema version ${version}, which this program does not know.`, false, {
    zh: `遥测库的结构版本为 ${version}，当前程序无法识别。请使用较新的程序，或移走该文件由日志重建。`,
    en: `The telemetry store has schema version ${version}, unknown to this program. Use a newer program, or move the file away to rebuild it from the journal.`,
  });

export const engineTooOld = (version: string): Failure =>
  new Failure('store-engine-too-old', `DuckDB ${version} is too old: 1.5 or newer is required.`, false, {
    zh: `DuckDB ${version} 版本过低：写满磁盘时可能丢失数据，需要 1.5 及以上版本。`,
    en: `DuckDB ${version} is too old: before 1.5 a full disk can lose rows. Install 1.5 or newer.`,
  });

export const storeClosed = (file: string): Failure =>
  new Failure('store-closed', `The store ${file} has been closed.`, false, {
    zh: '遥测库已关闭，平台正在停止。请在平台重新启动后重试。',
    en: 'The telemetry store has been closed: the platform is stopping. Try again after it has been restarted.',
  });

const storeUnavailable = (cause: Error): Failure =>
  new Failure('store-unavailable', `The store cannot work at the moment: ${cause.message}`, true, {
    zh: '遥测库暂时不可用（磁盘已满、读写错误或数据库需要重新打开）。平台会自动重试；请检查磁盘空间。',
    en: 'The telemetry store cannot work at the moment (full disk, I/O error, or it must be reopened). The platform retries; check the disk space.',
  }, { cause });

export const storeReopened = (): Failure =>
  new Failure('store-unavailable', 'The store has been opened again under a stream that was being read.', true, {
    zh: '读取期间遥测库被重新打开，本次读取已中断，请重试。',
    en: 'The telemetry store was opened again while it was being read: this reading has been broken off, try again.',
  });

const storeDamaged = (cause: Error): Failure =>
  new Failure('store-damaged', `The store is damaged: ${cause.message}`, false, {
    zh: '遥测库文件已损坏。请将该文件及其 .wal 文件改名保留，重新启动后由日志重建。',
    en: "The telemetry store's file is damaged. Rename it and its .wal file (keep both) and restart: it is rebuilt from the journal.",
  }, { cause });

const INVALIDATED = /database has been invalidated|^FATAL Error/i;
const OPERATIONAL = /^(IO|Out of Memory|Interrupt|Connection) Error|No space left|disk is full|^TransactionContext Error|connection (disconnected|closed)|instance closed/i;
const DAMAGED = /checksum|corrupt|^Serialization Error|Failure while replaying WAL|not a valid DuckDB database/i;
const LOCKED = /Could not set lock on file/i;

/** After this error the instance answers nothing more until it is opened again. */
export const invalidates = (error: unknown): boolean => INVALIDATED.test(messageOf(error));

/** An engine error as the fault it stands for; anything else (a defect of ours) stays what it is. */
export function asFailure(error: unknown, file: string): unknown {
  if (error instanceof Failure) return error;
  const message = messageOf(error);
  const cause = error as Error;
  if (LOCKED.test(message)) return storeLocked(file, 'another process');
  if (INVALIDATED.test(message)) return storeUnavailable(cause);
  if (DAMAGED.test(message)) return storeDamaged(cause);
  return OPERATIONAL.test(message) ? storeUnavailable(cause) : error;
}

// Errors of the native client may come from another realm, where `instanceof Error` is false.
const messageOf = (error: unknown): string => String((error as { readonly message?: unknown } | undefined)?.message ?? '');
