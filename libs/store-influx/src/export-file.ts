import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Writes beside the target and renames: a reader of `path` never sees half a file. Answers what `write` does. */
export async function throughPart(path: string, write: (part: string) => Promise<number>): Promise<number> {
  const part = `${resolve(path)}.${randomUUID()}.part`;
  try {
    const written = await write(part);
    await rename(part, path);
    return written;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
