import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@yanshou/telemetry';
import { RESTORE_MARK } from '../runtime/data-directory.js';
import type { CheckedBackup } from './check-backup.js';
import { copyFile, flush } from './copy-file.js';
import { namesIn, treeOf } from './file-tree.js';
import { FACTS_FILE } from './manifest.js';
import type { ManifestEntry } from './manifest.js';
import type { Progress } from './progress.js';

export interface RestoreOrder {
  /** Folder of the backup, and what its check found. */
  readonly folder: string;
  readonly checked: CheckedBackup;
  /** The data directory: empty, or not there. */
  readonly target: string;
  readonly progress: Progress;
}

/** Throws Failure `restore-target` unless the directory is empty or not there. */
export async function checkTarget(target: string): Promise<void> {
  if ((await namesIn(target)).length > 0) throw notEmpty(target);
}

/**
 * Fills an empty data directory from a backup; each file is compared with the manifest once more while it is copied. No platform
 * starts on a directory that holds only half of it. Failures: `restore-target`, `restore-changed`.
 */
export async function restoreBackup({ folder, checked: { facts, entries }, target, progress }: RestoreOrder): Promise<void> {
  await checkTarget(target);
  await mkdir(target, { recursive: true, mode: 0o750 });
  await writeFile(join(target, RESTORE_MARK), '', { flag: 'wx' });
  await flush(target, [RESTORE_MARK]);
  for (const path of facts.folders) await mkdir(join(target, path), { recursive: true, mode: 0o700 });
  progress.begin('restore', (await treeOf(folder)).reduce((sum, { bytes }) => sum + bytes, 0));
  const wanted = entries.filter(({ path }) => path !== FACTS_FILE);
  for (const entry of wanted) await copyEntry(folder, target, entry, progress);
  progress.end(wanted.length);
  await flush(target, wanted.map(({ path }) => path));
  await rm(join(target, RESTORE_MARK));
  await flush(target, []);
}

async function copyEntry(folder: string, target: string, { path, sha256 }: ManifestEntry, progress: Progress): Promise<void> {
  const found = await copyFile({ from: join(folder, path), to: join(target, path) }, progress.add);
  if (found === sha256) return;
  throw new Failure('restore-changed', `${path} changed while it was restored`, false, {
    zh: `备份中的 ${path} 在恢复期间改变：请检查备份所在的磁盘，清空数据目录后重试`,
    en: `${path} of the backup changed while it was restored: check the disk it is on, empty the data directory and try again`,
  });
}

const notEmpty = (target: string): Failure =>
  new Failure('restore-target', `${target} is not empty`, false, {
    zh: `数据目录 ${target} 不是空的：恢复从不覆盖数据，请另选目录（YANSHOU_DATA_DIR）或先移走其内容`,
    en: `the data directory ${target} is not empty: restoring never overwrites data; choose another one (YANSHOU_DATA_DIR) or move its content away first`,
  });
