import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { nodeFileSystem } from '@yanshou/journal-segments';
import type { JournalSnapshot } from '@yanshou/journal-segments';
import { Failure, formatIsoMicros } from '@yanshou/telemetry';
import { PLATFORM_VERSION } from '../platform-version.js';
import type { BackupOrder } from './backup-order.js';
import { copyFile, digestOf, flush } from './copy-file.js';
import { copyInstant } from './copy-instant.js';
import type { Instant } from './copy-instant.js';
import { SINGLE_FILES, partsOf } from './data-parts.js';
import { namesIn, treeOf } from './file-tree.js';
import { FACTS_FILE, MANIFEST_FILE, writeManifest } from './manifest.js';
import type { BackupFacts, ManifestEntry } from './manifest.js';

export interface BackupMade {
  readonly facts: BackupFacts;
  readonly files: number;
  /** The journal has bad bytes; they were copied as they are. */
  readonly damaged: boolean;
  /** Names in the data directory that are no part of the platform's data and were left out. */
  readonly leftOut: readonly string[];
}


/**
 * Copies the data directory of a running or stopped platform: journal and registry of one instant, as a kill at that instant
 * would have left them, then the files that are made before the registry names them and never change. So a restored platform
 * has everything that was acknowledged before the call. The store is left out unless asked for, it is rebuilt from the journal.
 * Failures: `backup-target`, `backup-nothing`, `backup-registry-busy`; with the store `journal-locked` while the platform runs.
 */
export async function makeBackup(order: BackupOrder): Promise<BackupMade> {
  const { data, target } = order;
  if (![data.journal, data.registry, data.pepper].some((path) => existsSync(path))) throw nothing(data.root);
  if (`${resolve(target)}${sep}`.startsWith(`${resolve(data.root)}${sep}`)) throw unusable(target, '在数据目录之内', 'is inside the data directory');
  if ((await namesIn(target)).length > 0) throw unusable(target, '不是空目录', 'is not empty');
  const unlock = order.store ? await nodeFileSystem.lock(data.journal) : undefined;
  try {
    await mkdir(target, { recursive: true, mode: 0o700 });
    return await copyAll(order);
  } finally {
    await unlock?.();
  }
}

async function copyAll(order: BackupOrder): Promise<BackupMade> {
  const { data, target } = order;
  const instant = await copyInstant(order);
  const entries = [
    ...instant.registry,
    ...(instant.journal === null ? [] : await copyJournal(order, instant.journal)),
    ...(await copyTree(order, data.evidence)),
    ...(await copyTree(order, data.bundles)),
    ...(order.store ? await copyTree(order, data.store) : []),
    ...(await copySingleFiles(order)),
  ];
  const facts = factsOf(order, instant);
  await writeFile(join(target, FACTS_FILE), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  entries.push({ path: FACTS_FILE, sha256: await digestOf(join(target, FACTS_FILE), () => undefined) });
  await flush(target, entries.map(({ path }) => path));
  await writeManifest(target, entries);
  await flush(target, [MANIFEST_FILE]);
  return { facts, files: entries.length, damaged: instant.journal?.damaged ?? false, leftOut: await strangersIn(order) };
}

const factsOf = ({ registry, store }: BackupOrder, { at, journal, folders }: Instant): BackupFacts => ({
  format: 'yanshou-backup/1', takenAt: formatIsoMicros(at), platformVersion: PLATFORM_VERSION,
  nextSequence: journal?.nextSequence ?? null, registry, folders, store,
});

async function copyJournal({ data, target, progress }: BackupOrder, { files }: JournalSnapshot): Promise<ManifestEntry[]> {
  progress.begin('journal', files.reduce((sum, file) => sum + ('content' in file ? file.content.length : file.bytes), 0));
  const to = join(target, 'journal');
  await mkdir(to, { mode: 0o700 });
  const entries: ManifestEntry[] = [];
  for (const file of files) {
    const path = join(to, file.name);
    const whole = 'content' in file;
    if (whole) await writeFile(path, file.content, { mode: 0o640, flag: 'wx' });
    const sha256 = whole ? await digestOf(path, progress.add) : await copyFile({ from: join(data.journal, file.name), to: path, bytes: file.bytes }, progress.add);
    entries.push({ path: `journal/${file.name}`, sha256 });
  }
  progress.end(entries.length);
  return entries;
}

async function copyTree({ target, progress }: BackupOrder, folder: string): Promise<ManifestEntry[]> {
  const part = basename(folder);
  const files = (await treeOf(folder)).filter(({ path }) => !path.includes('.lock'));
  progress.begin(part, files.reduce((sum, { bytes }) => sum + bytes, 0));
  const entries: ManifestEntry[] = [];
  for (const { path } of files) entries.push({ path: `${part}/${path}`, sha256: await copyFile({ from: join(folder, path), to: join(target, part, path) }, progress.add) });
  progress.end(entries.length);
  return entries;
}

async function copySingleFiles({ data, target, progress }: BackupOrder): Promise<ManifestEntry[]> {
  const parts = partsOf(data);
  progress.begin('keys', 0);
  const entries: ManifestEntry[] = [];
  for (const name of SINGLE_FILES) {
    const from = parts.get(name) ?? '';
    if (existsSync(from)) entries.push({ path: name, sha256: await copyFile({ from, to: join(target, name) }, progress.add) });
  }
  progress.end(entries.length);
  return entries;
}

async function strangersIn({ data }: BackupOrder): Promise<string[]> {
  const known = new Set([...partsOf(data).values(), data.temporary].map((path) => basename(path)));
  return (await namesIn(data.root)).filter((name) => !known.has(name));
}

const nothing = (root: string): Failure =>
  new Failure('backup-nothing', `${root} holds no data`, false, {
    zh: `${root} 中没有平台数据：请用 YANSHOU_DATA_DIR 指向数据目录`,
    en: `${root} holds no data of a platform: point YANSHOU_DATA_DIR at the data directory`,
  });

const unusable = (target: string, zh: string, en: string): Failure =>
  new Failure('backup-target', `${target} ${en}`, false, { zh: `备份目录 ${target} ${zh}：请另选一个目录`, en: `the folder ${target} ${en}: choose another one for the backup` });
