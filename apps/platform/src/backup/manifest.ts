import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { Failure, fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';

/** As `sha256sum` writes and checks it, so that a backup can be checked where nothing of ours is installed. */
export const MANIFEST_FILE = 'manifest-sha256.txt';
export const FACTS_FILE = 'backup.json';
const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

/** One file of a backup: its path below the folder, with slashes, and the SHA-256 of its content in lower-case hex. */
export interface ManifestEntry {
  readonly path: string;
  readonly sha256: string;
}

/** What a backup is of. */
export interface BackupFacts {
  readonly format: 'yanshou-backup/1';
  /** Instant of the state that it holds, ISO 8601. */
  readonly takenAt: string;
  readonly platformVersion: string;
  /** Journal sequence that the restored platform will give next; null without segment files. */
  readonly nextSequence: number | null;
  /** Whether the registry's database is in it. */
  readonly registry: boolean;
  /** Folders of the database, empty ones included, below the backup; parents first. */
  readonly folders: readonly string[];
  /** Whether the time-series store is in it; else it is rebuilt from the journal. */
  readonly store: boolean;
}

/** Written last: a backup without a manifest was cut short. */
export const writeManifest = (folder: string, entries: readonly ManifestEntry[]): Promise<void> =>
  writeFile(join(folder, MANIFEST_FILE), entries.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''), { mode: 0o600, flag: 'wx' });

/** The entries; the line that is none, with its number, when there is one. Throws Failure `backup-unfinished` without a manifest. */
export async function readManifest(folder: string): Promise<Result<readonly ManifestEntry[], string>> {
  const entries: ManifestEntry[] = [];
  const lines = (await textOf(folder)).split('\n');
  if (lines.pop() !== '') return fail(`${MANIFEST_FILE}: 末行不完整 / its last line is cut short`);
  for (const [index, line] of lines.entries()) {
    const [, sha256 = '', path = ''] = LINE.exec(line) ?? [];
    if (!isBelow(path)) return fail(`${MANIFEST_FILE}:${index + 1}: 该行不可用 / this line cannot be used: ${line.slice(0, 120)}`);
    entries.push({ path, sha256 });
  }
  return ok(entries);
}

/** A path that stays below the folder: a manifest may come from elsewhere. */
export const isBelow = (path: string): boolean => path !== '' && !isAbsolute(path) && normalize(path) === path && !path.startsWith('..');

function textOf(folder: string): Promise<string> {
  return readFile(join(folder, MANIFEST_FILE), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Failure('backup-unfinished', `${folder}: no ${MANIFEST_FILE}`, false, {
      zh: `${folder} 中没有 ${MANIFEST_FILE}：不是备份，或备份没有做完（${cause.code ?? cause.message}）`,
      en: `${folder} has no ${MANIFEST_FILE}: it is no backup, or one that was cut short (${cause.code ?? cause.message})`,
    }, { cause });
  });
}
