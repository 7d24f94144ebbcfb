import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, linkSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { storeLocked } from './store-failures.js';

interface Holder {
  readonly pid: number;
  /** Start of the process in kernel ticks, '' where /proc is missing: tells a reused pid from the holder. */
  readonly started: string;
  readonly thread: number;
  /** The holder keeps the lock file open under this number for as long as its thread lives. */
  readonly descriptor: number;
}

/** The file's one true path, so that a symbolic link is no second store. */
export function trueStorePath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return join(realpathSync(dirname(file)), basename(file));
  }
}

/**
 * Holds a store file for one thread of one process. The engine itself refuses another process, but lets a second
 * open of the same process in and then loses rows. A lock left by a dead process or thread is taken over.
 */
export class StoreLock {
  private constructor(private readonly path: string, private readonly descriptor: number) {}

  /** `file` must be a true path. Throws `store-locked`. */
  static acquire(file: string): StoreLock {
    const path = `${file}.lock`;
    const own = `${path}.${randomUUID()}`;
    const descriptor = openSync(own, 'wx+', 0o600);
    try {
      const holder: Holder = { pid: process.pid, started: startOf(process.pid), thread: threadId, descriptor };
      writeSync(descriptor, JSON.stringify(holder));
      while (!tryLink(own, path)) clearIfStale(path, file);
      return new StoreLock(path, descriptor);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    } finally {
      unlinkSync(own);
    }
  }

  release(): void {
    if (isSameFile(this.descriptor, this.path)) unlinkSync(this.path);
    closeSync(this.descriptor);
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function clearIfStale(path: string, file: string): void {
  const text = readIfThere(path);
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (holder && isAlive(holder, path)) throw storeLocked(file, `process ${holder.pid}, thread ${holder.thread}`);
  // Two starters may find the same stale lock: the one that moves away a fresh lock puts it back.
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readIfThere(aside) !== text) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.pid === process.pid) return isSameFile(holder.descriptor, path);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return holder.started === startOf(holder.pid);
}

function isSameFile(descriptor: number, path: string): boolean {
  try {
    const open = fstatSync(descriptor);
    const named = statSync(path);
    return open.ino === named.ino && open.dev === named.dev;
  } catch {
    return false;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function startOf(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`) ?? '';
  // The command name may hold blanks, so fields are counted from its closing bracket.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
