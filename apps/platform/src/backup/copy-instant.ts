import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { snapshotJournal } from '@yanshou/journal-segments';
import type { JournalSnapshot } from '@yanshou/journal-segments';
import type { Micros } from '@yanshou/telemetry';
import type { BackupOrder } from './backup-order.js';
import { copyFile } from './copy-file.js';
import { foldersOf } from './file-tree.js';
import type { TreeFile } from './file-tree.js';
import type { ManifestEntry } from './manifest.js';
import { whileQuiet } from './quiet-folder.js';

/** Journal and registry of one moment: the registry is copied, of the journal it is known what to copy. */
export interface Instant {
  readonly at: Micros;
  readonly journal: JournalSnapshot | null;
  readonly registry: readonly ManifestEntry[];
  /** Folders of the registry, below the backup. */
  readonly folders: readonly string[];
}

/** What a running process keeps beside the registry's data. */
const isRegistryData = (name: string): boolean => name !== 'lock' && !name.startsWith('lock.');

/**
 * Both of one moment, so that neither knows what the other does not: a change that the registry marks as journalled is in the
 * journal, and the journal has no change that the registry will number again.
 */
export async function copyInstant(order: BackupOrder): Promise<Instant> {
  const { data, registry, clock } = order;
  const look = async (): Promise<Pick<Instant, 'at' | 'journal'>> => ({ at: clock.now(), journal: existsSync(data.journal) ? await snapshotJournal(data.journal) : null });
  if (!registry) return { ...(await look()), registry: [], folders: [] };
  return whileQuiet({ folder: data.registry, wanted: isRegistryData, clock }, async (files) => ({ ...(await look()), ...(await copyRegistry(order, files)) }));
}

async function copyRegistry({ data, target, progress }: BackupOrder, files: readonly TreeFile[]): Promise<Pick<Instant, 'registry' | 'folders'>> {
  const to = join(target, 'registry');
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { mode: 0o700 });
  const folders = await foldersOf(data.registry);
  for (const folder of folders) await mkdir(join(to, folder), { mode: 0o700 });
  progress.begin('registry', files.reduce((sum, { bytes }) => sum + bytes, 0));
  const entries: ManifestEntry[] = [];
  for (const { path } of files) {
    entries.push({ path: `registry/${path}`, sha256: await copyFile({ from: join(data.registry, path), to: join(to, path) }, progress.add) });
  }
  progress.end(entries.length);
  return { registry: entries, folders: folders.map((folder) => `registry/${folder}`) };
}
