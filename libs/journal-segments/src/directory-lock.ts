import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './file-system.port.js';
import { lockedFailure } from './faults.js';

const LOCK_FILE = 'lock';
const ATTEMPTS = 5;

/** Who holds the lock: a pid alone says nothing, it is given out again; pid, start and boot together name one process. */
interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly boot: string;
  readonly token: string;
}

/** Locks `directory` against every other process and this one; a holder that no longer lives is put aside. */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, LOCK_FILE);
  const mine: Holder = { pid: process.pid, started: startOf(process.pid), boot: bootId(), token: randomUUID() };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await claim(path, mine)) return () => release(path, mine);
    const holder = await readHolder(path);
    if (holder === 'gone') continue;
    if (holder !== 'torn' && isAlive(holder)) throw lockedFailure(directory, holder.pid);
    await putAside(path, holder);
  }
  throw lockedFailure(directory, 0);
}

// A link appears with its content, so nobody ever reads a lock that is only half written.
async function claim(path: string, mine: Holder): Promise<boolean> {
  const draft = `${path}.${mine.token}`;
  const file = await open(draft, 'wx', 0o640);
  try {
    await file.writeFile(JSON.stringify(mine));
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

async function readHolder(path: string): Promise<Holder | 'gone' | 'torn'> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'gone' : 'torn';
  }
}

// Two starters may find the same dead holder: whoever moved away a living one instead gives it back.
async function putAside(path: string, dead: Holder | 'torn'): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (typeof moved === 'object' && (dead === 'torn' || moved.token !== dead.token)) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function release(path: string, mine: Holder): Promise<void> {
  const holder = await readHolder(path);
  if (typeof holder === 'object' && holder.token === mine.token) await rm(path, { force: true });
}

function isAlive(holder: Holder): boolean {
  if (holder.boot !== bootId()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  const started = startOf(holder.pid);
  return started === '' || holder.started === '' || started === holder.started;
}

/** Clock ticks from boot to the start of `pid` (proc(5), field 22), '' where there is no /proc. */
function startOf(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`);
  // The command's name, field 2, may hold blanks and brackets: count from its last bracket.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

const bootId = (): string => readText('/proc/sys/kernel/random/boot_id').trim();

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
