import { open } from 'node:fs/promises';

/** Names of files in the folder survive a power cut once this resolves. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
