import { constants } from 'node:fs';
import { link, mkdir, open, readdir, rename, statfs, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { lockDirectory } from './directory-lock.js';
import type { FreeSpace, JournalFileSystem, OpenFile, OpenMode } from './file-system.port.js';

const FLAGS: Record<OpenMode, number> = {
  read: constants.O_RDONLY,
  write: constants.O_RDWR,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
};

class NodeFile implements OpenFile {
  constructor(private readonly handle: FileHandle) {}

  async write(bytes: Buffer, position: number): Promise<number> {
    return (await this.handle.write(bytes, 0, bytes.length, position)).bytesWritten;
  }

  async read(into: Buffer, position: number): Promise<number> {
    let filled = 0;
    while (filled < into.length) {
      const { bytesRead } = await this.handle.read(into, filled, into.length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
  }

  datasync(): Promise<void> {
    return this.handle.datasync();
  }

  sync(): Promise<void> {
    return this.handle.sync();
  }

  truncate(length: number): Promise<void> {
    return this.handle.truncate(length);
  }

  async size(): Promise<number> {
    return (await this.handle.stat()).size;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function space(directory: string): Promise<FreeSpace> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/** The machine's own disk. */
export const nodeFileSystem: JournalFileSystem = {
  ensureDirectory: async (directory) => {
    await mkdir(directory, { recursive: true });
  },
  open: async (path, mode) => new NodeFile(await open(path, FLAGS[mode], 0o640)),
  list: (directory) => readdir(directory),
  rename,
  link,
  remove: unlink,
  syncDirectory,
  space,
  lock: lockDirectory,
};
