import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Failure } from '@yanshou/telemetry';
import { RESTORE_MARK } from '../runtime/data-directory.js';
import type { DataDirectory } from '../runtime/data-directory.js';
import type { CheckedBackup } from './check-backup.js';
import { copyFile, flush } from './copy-file.js';
import { partsOf, placeOf } from './data-parts.js';
import { namesIn, treeOf } from './file-tree.js';
import type { ManifestEntry } from './manifest.js';
import type { Progress } from './progress.js';

export interface RestoreOrder {
  /** Folder of the backup, and what its check found. */
  readonly folder: string;
  readonly checked: CheckedBackup;
  /** The data directory: empty, or not there. */
  readonly data: DataDirectory;
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
export async function restoreBackup({ folder, checked: { facts, entries }, data, progress }: RestoreOrder): Promise<void> {
  await checkTarget(data.root);
  await mkdir(data.root, { recursive: true, mode: 0o750 });
  await writeFile(join(data.root, RESTORE_MARK), '', { flag: 'wx' });
  await flush(data.root, [RESTORE_MARK]);
  const parts = partsOf(data);
  for (const path of facts.folders) await mkdir(placeOf(parts, path) ?? data.registry, { recursive: true, mode: 0o700 });
  progress.begin('restore', (await treeOf(folder)).reduce((sum, { bytes }) => sum + bytes, 0));
  const restored: string[] = [];
  for (const entry of entries) {
    const to = placeOf(parts, entry.path);
    if (to === undefined) continue;
    await copyEntry(join(folder, entry.path), to, entry, progress);
    restored.push(relative(data.root, to));
  }
  progress.end(restored.length);
  await flush(data.root, restored);
  await rm(join(data.root, RESTORE_MARK));
  await flush(data.root, []);
}

async function copyEntry(from: string, to: string, { path, sha256 }: ManifestEntry, progress: Progress): Promise<void> {
  if ((await copyFile({ from, to }, progress.add)) === sha256) return;
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
