import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface TreeFile {
  /** Below the folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Inode, size and time of the last change: differs when the file was written in between. */
  readonly state: string;
  readonly changedMillis: number;
}

/** All files below a folder, by path; links are followed. None when there is no such folder. */
export async function treeOf(folder: string, wanted: (name: string) => boolean = () => true, below = ''): Promise<TreeFile[]> {
  const files: TreeFile[] = [];
  for (const name of (await namesIn(join(folder, below))).sort()) {
    if (below === '' && !wanted(name)) continue;
    const path = below === '' ? name : `${below}/${name}`;
    const found = await stat(join(folder, path), { bigint: true });
    if (found.isDirectory()) files.push(...(await treeOf(folder, wanted, path)));
    else if (found.isFile()) files.push({ path, bytes: Number(found.size), state: `${found.ino}:${found.size}:${found.ctimeNs}`, changedMillis: Number(found.ctimeMs) });
  }
  return files;
}

/** All folders below a folder, parents first: a database needs its empty ones too. */
export async function foldersOf(folder: string, below = ''): Promise<string[]> {
  const folders: string[] = [];
  for (const name of (await namesIn(join(folder, below))).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    if ((await stat(join(folder, path))).isDirectory()) folders.push(path, ...(await foldersOf(folder, path)));
  }
  return folders;
}

/** Names in a folder; none when there is no such folder. */
export function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
