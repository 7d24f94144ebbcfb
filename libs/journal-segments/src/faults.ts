import { Failure } from '@yanshou/telemetry';

const MEBIBYTE = 1024 * 1024;

/** The disk, or the journal's share of it, is full. Retryable: it accepts again by itself. */
export const fullFailure = (freeBytes: number): Failure =>
  new Failure('journal-full', `the journal is full, ${Math.floor(freeBytes / MEBIBYTE)} MiB free`, true, {
    zh: '日志磁盘已满：请释放空间或扩容，平台会自动恢复接收。',
    en: 'The journal has no room: free some space or enlarge the disk; the platform accepts again by itself.',
  });

/** A write or a flush failed. Never retried: what the kernel holds after a failed flush is unknown. */
export const failedFailure = (cause: unknown): Failure =>
  new Failure('journal-failed', `the journal cannot be written: ${messageOf(cause)}`, false, {
    zh: '日志写入或落盘出错：请检查磁盘，然后重新启动平台；未确认的消息会由设备重发。',
    en: 'Writing or flushing the journal failed: check the disk, then start the platform again; devices send again what was not acknowledged.',
  }, { cause });

export const closedFailure = (): Failure =>
  new Failure('journal-closed', 'the journal is closed', false, {
    zh: '日志已关闭，不再接收。',
    en: 'The journal is closed and accepts nothing more.',
  });

export const tooLargeFailure = (bytes: number, limit: number): Failure =>
  new Failure('journal-record-too-large', `a record of ${bytes} bytes exceeds ${limit}`, false, {
    zh: `单条日志记录不得超过 ${limit} 字节。`,
    en: `One record of the journal is at most ${limit} bytes.`,
  });

export const lockedFailure = (directory: string, pid: number): Failure =>
  new Failure('journal-locked', `${directory} is in use by process ${pid}`, false, {
    zh: `日志目录正被进程 ${pid} 使用：请先停止该进程；同一目录只能有一个平台实例。`,
    en: `Process ${pid} uses this journal: stop it first; one directory serves one platform.`,
  });

/** Bytes that had been durable are wrong or missing. Nothing is changed: an operator decides. */
export const damagedFailure = (file: string, offset: number, reason: string): Failure =>
  new Failure('journal-damaged', `${file} is damaged at byte ${offset}: ${reason}`, false, {
    zh: `日志段 ${file} 在第 ${offset} 字节处损坏（${reason}）。原始字节未改动。请先备份，再执行 npm run journal -- set-aside ${file}，缺失的序号会被声明。`,
    en: `Segment ${file} is damaged at byte ${offset} (${reason}). No byte was changed. Make a copy, then run: npm run journal -- set-aside ${file}; the missing sequences are then declared.`,
  });

/** There is no journal to read, or its mark cannot be read yet. */
export const missingFailure = (directory: string): Failure =>
  new Failure('journal-missing', `there is no journal in ${directory}`, true, {
    zh: `目录 ${directory} 中没有日志：请检查路径，或先启动平台的接收角色。`,
    en: `There is no journal in ${directory}: check the path, or start the platform's ingest role first.`,
  });

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
