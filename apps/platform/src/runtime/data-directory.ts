import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '@yanshou/telemetry';

/** Where things lie below the data directory. */
export interface DataDirectory {
  readonly root: string;
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
  /** What is remembered of the session at an external broker. */
  readonly brokerSession: string;
}

/** Makes the folders. Throws a Failure `data-directory` when the path cannot hold data. */
export function prepareDataDirectory(root: string): DataDirectory {
  const folders = { journal: join(root, 'journal'), store: join(root, 'store'), temporary: join(root, 'tmp'), evidence: join(root, 'evidence'), bundles: join(root, 'bundles') };
  try {
    makeDirectories(root);
    if (!statSync(root).isDirectory()) throw new Error('is not a directory');
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw unusable(root, cause);
  }
  return { root, ...folders, registry: join(root, 'registry'), pepper: join(root, 'credential-pepper'), signingKey: join(root, 'signing-key.json'), brokerSession: join(root, 'broker-session.json') };
}

// mkdirSync's own `recursive` never ends below a parent that exists and takes no folders (/proc answers ENOENT).
function makeDirectories(path: string): void {
  if (existsSync(path)) return;
  makeDirectories(dirname(path));
  mkdirSync(path, { mode: 0o750 });
}

function unusable(root: string, cause: unknown): Failure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Failure('data-directory', `data directory ${root}: ${why}`, false, {
    zh: `数据目录 ${root} 不可用（${why}）：请把 YANSHOU_DATA_DIR 指向一个可读写的目录`,
    en: `data directory ${root} cannot be used (${why}): point YANSHOU_DATA_DIR at a directory that can be written`,
  }, { cause });
}
