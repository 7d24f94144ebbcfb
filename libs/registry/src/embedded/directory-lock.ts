import { closeSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { Failure } from '@yanshou/telemetry';

/**
 * Takes the lock file, which names its process; the database itself takes none. Returns the function that gives it
 * back. Throws Failure `registry-in-use` while another process, or this one, holds it.
 */
export function lockDirectory(file: string): () => void {
  const holder = processName(process.pid);
  if (!tryCreate(file, holder)) {
    const present = readHolder(file);
    if (present !== undefined && isAlive(present)) throw inUse(file, present);
    setAside(file, present);
    if (!tryCreate(file, holder)) throw inUse(file, readHolder(file) ?? '?');
  }
  return () => {
    if (readHolder(file) === holder) unlinkSync(file);
  };
}

function tryCreate(file: string, holder: string): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, holder);
    closeSync(descriptor);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Renaming is atomic: of two processes that find the same stale lock one alone moves it away. */
function setAside(file: string, stale: string | undefined): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readHolder(aside) === stale) unlinkSync(aside);
  else renameSync(aside, file);
}

function readHolder(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(holder: string): boolean {
  const pid = Number(holder.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // In a container the process id is the same after every restart; the start time is not.
  return processName(pid) === holder;
}

function processName(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${pid} ${fields[19] ?? ''} ${boot}`;
  } catch {
    return `${pid}`;
  }
}

const inUse = (file: string, holder: string): Failure =>
  new Failure('registry-in-use', `${file} is held by process ${holder.split(' ')[0] ?? ''}`, false, {
    zh: `登记库已被另一个进程使用（${file}）：请先停止它，或换一个数据目录。`,
    en: `The registry is in use by another process (${file}): stop it first, or choose another data directory.`,
  });
