import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Database } from '../schema.js';
import { lockDirectory } from './directory-lock.js';
import { DurableFileSystem } from './durable-file-system.js';
import { overPglite } from './over-pglite.js';
import { copyTemplate, START_PARAMETERS } from './template.js';

export interface OpenDatabase {
  readonly db: Database;
  /** The same for reading what may be much. */
  readonly reads: Database;
  /** The same for what may take long. */
  readonly long: Database;
  /** What is in hand is about to be closed: it has as long as closing has, and not for ever. */
  hasten(): void;
  close(): Promise<void>;
}

/**
 * Opens the embedded database below `directory`, created when it is not there, then with the tables of this version. A first
 * initialisation that was cut short is started again; nothing had been stored by then. `sync` replaces fdatasync in tests.
 */
export async function openEmbedded(directory: string, sync?: (descriptor: number) => void): Promise<OpenDatabase> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(join(directory, 'lock'));
  try {
    const lite = await openDataDirectory(directory, sync);
    const db = overPglite(lite);
    const close = async (): Promise<void> => {
      await db.destroy();
      await lite.close();
      unlock();
    };
    return { db, reads: db, long: db, hasten: () => undefined, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function openDataDirectory(directory: string, sync?: (descriptor: number) => void): Promise<PGlite> {
  const data = join(directory, 'pgdata');
  const unfinished = join(directory, 'initialising');
  if (existsSync(unfinished)) rmSync(data, { recursive: true, force: true });
  if (!existsSync(join(data, 'PG_VERSION'))) {
    writeFileSync(unfinished, '');
    await copyTemplate(data);
    syncFiles(directory);
    rmSync(unfinished);
  }
  return PGlite.create({ fs: new DurableFileSystem(data, sync), startParams: START_PARAMETERS });
}

/** The files of the archive were written without a sync; one call for the file system is far faster than one a file. */
function syncFiles(directory: string): void {
  try {
    execFileSync('sync', ['-f', directory], { stdio: 'ignore' });
  } catch {
    syncTree(directory);
  }
}

function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(directory);
}

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
