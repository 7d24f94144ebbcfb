import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { digestOf } from './copy-file.js';
import { treeOf } from './file-tree.js';
import { FACTS_FILE, MANIFEST_FILE, isBelow, readManifest } from './manifest.js';
import type { BackupFacts, ManifestEntry } from './manifest.js';
import type { Progress } from './progress.js';

export interface CheckedBackup {
  readonly facts: BackupFacts;
  readonly entries: readonly ManifestEntry[];
}

/**
 * Reads every file of a backup and compares it with the manifest. What is not as it was written is a list of lines that name
 * it: changed, missing, not in the manifest. Throws Failure `backup-unfinished` for a folder without a manifest.
 */
export async function checkBackup(folder: string, progress: Progress): Promise<Result<CheckedBackup, readonly string[]>> {
  const manifest = await readManifest(folder);
  if (!manifest.ok) return fail([manifest.reason]);
  const files = await treeOf(folder);
  const findings = strangers(manifest.value, files.map(({ path }) => path));
  progress.begin('check', files.reduce((sum, { bytes }) => sum + bytes, 0));
  for (const { path, sha256 } of manifest.value) {
    const found = await digestOf(join(folder, path), progress.add).catch((error: NodeJS.ErrnoException) => error);
    if (found instanceof Error) findings.push(`${path}: ${found.code === 'ENOENT' ? '缺失 / is missing' : found.message}`);
    else if (found !== sha256) findings.push(`${path}: 内容已改变 / was changed: SHA-256 ${found}, ${sha256} expected`);
  }
  progress.end(files.length);
  if (findings.length > 0) return fail(findings);
  const facts = factsIn(await readFile(join(folder, FACTS_FILE), 'utf8').catch(() => ''));
  return facts === undefined ? fail([`${FACTS_FILE}: 不是本版本能恢复的备份 / is of no backup that this version can restore`]) : ok({ facts, entries: manifest.value });
}

function strangers(entries: readonly ManifestEntry[], files: readonly string[]): string[] {
  const known = new Set([MANIFEST_FILE, ...entries.map(({ path }) => path)]);
  return files.filter((path) => !known.has(path)).map((path) => `${path}: 不在清单中 / is not in the manifest`);
}

function factsIn(text: string): BackupFacts | undefined {
  try {
    const facts = JSON.parse(text) as Partial<BackupFacts>;
    const usable = facts.format === 'yanshou-backup/1' && Array.isArray(facts.folders) && facts.folders.every(isBelow);
    return usable ? (facts as BackupFacts) : undefined;
  } catch {
    return undefined;
  }
}
