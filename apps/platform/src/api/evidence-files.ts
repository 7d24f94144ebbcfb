import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Evidence files by their content: `{root}/{first two digits}/{sha256}`. A file is whole and on the disk, or not there. */
export class EvidenceFiles {
  /** `flush` resolves when a file, or the names in a folder, are on the disk. */
  constructor(private readonly root: string, private readonly flush: (path: string) => Promise<void> = flushToDisk) {}

  pathOf(sha256: string): string {
    return join(this.root, sha256.slice(0, 2), sha256);
  }

  /** Takes the file over; answers its SHA-256 in lower-case hex. */
  async take(path: string): Promise<string> {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    const sha256 = hash.digest('hex');
    const target = this.pathOf(sha256);
    await mkdir(dirname(target), { recursive: true, mode: 0o750 });
    // The name of the folder too, whoever made it: it may be as new as the file.
    await this.flush(this.root);
    await this.flush(path);
    await rename(path, target);
    await this.flush(dirname(target));
    return sha256;
  }

  /** Deletes a file that nobody took. */
  async discard(path: string): Promise<void> {
    await unlink(path);
  }
}

async function flushToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
