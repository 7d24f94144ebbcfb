import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '@yanshou/telemetry';

/** Where things lie below the data directory. */
export interface DataDirectory {
  readonly root: string;
  /** Folder of what all processes of a platform need; the same as `root` where one process does everything. */
  readonly shared: string;
  readonly journal: string;
  readonly store: string;
  readonly registry: string;
  readonly temporary: string;
  readonly pepper: string;
  /** Files of declared figures and registered items, by project and digest. */
  readonly evidence: string;
  /** Signed bundles, by project and assessment. */
  readonly bundles: string;
  readonly signingKey: string;
  /** There while readings that the store lost are neither rebuilt nor acknowledged: whoever noticed it may be gone. */
  readonly missingData: string;
  /** What is remembered of the session at an external broker. */
  readonly brokerSession: string;
  /** Names this process at an external broker, where the journal is not its own. */
  readonly instance: string;
}

/** There while a restore is under way, and after one that was cut short. */
export const RESTORE_MARK = 'restore-unfinished';

/** Paths alone, nothing is made: what is this process's own below `root`, what all processes of a platform need below `shared`. */
export const dataDirectoryAt = (root: string, shared = root): DataDirectory => ({
  root, shared, journal: join(root, 'journal'), store: join(root, 'store'), registry: join(root, 'registry'), brokerSession: join(root, 'broker-session.json'), instance: join(root, 'instance-id'),
  // Finished bundles are moved out of `temporary`, which has to be on the same file system.
  missingData: join(shared, 'store-data-missing.json'), temporary: join(shared, 'tmp'), evidence: join(shared, 'evidence'), bundles: join(shared, 'bundles'), pepper: join(shared, 'credential-pepper'), signingKey: join(shared, 'signing-key.json'),
});

/**
 * Makes the folders; `shared` is the same where one process does everything. Throws a Failure `data-directory` when a path
 * cannot hold data, `restore-unfinished` when it holds half a backup.
 */
export function prepareDataDirectory(root: string, shared = root): DataDirectory {
  const data = dataDirectoryAt(root, shared);
  prepare(root, [data.journal, data.store]);
  prepare(shared, [data.temporary, data.evidence, data.bundles]);
  if (existsSync(join(root, RESTORE_MARK))) throw unfinished(root);
  return data;
}

function prepare(directory: string, folders: readonly string[]): void {
  try {
    makeDirectories(directory);
    if (!statSync(directory).isDirectory()) throw new Error('is not a directory');
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const folder of folders) mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw unusable(directory, cause);
  }
}

// mkdirSync's own `recursive` never ends below a parent that exists and takes no folders (/proc answers ENOENT).
function makeDirectories(path: string): void {
  if (existsSync(path)) return;
  makeDirectories(dirname(path));
  mkdirSync(path, { mode: 0o750 });
}

const unfinished = (root: string): Failure =>
  new Failure('restore-unfinished', `${root} holds half a backup`, false, {
    zh: `数据目录 ${root} 的恢复没有完成：请清空该目录，再次执行 npm run restore`,
    en: `restoring to ${root} was cut short: empty the directory and run npm run restore again`,
  });

function unusable(root: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure('data-directory', `data directory ${root}: ${why}`, false, {
    zh: `数据目录 ${root} 不可用（${why}）：请把 YANSHOU_DATA_DIR（或 YANSHOU_SHARED_DIR）指向一个可读写的目录`,
    en: `data directory ${root} cannot be used (${why}): point YANSHOU_DATA_DIR, or YANSHOU_SHARED_DIR, at a directory that can be written`,
  }, { cause });
}
