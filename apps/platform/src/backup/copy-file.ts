import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Told of each piece that was read. */
export type OnBytes = (bytes: number) => void;

export interface FileCopy {
  readonly from: string;
  /** Must not be there; its folder is made with the mode of the source's. */
  readonly to: string;
  /** The first so many bytes; the whole file unless given. */
  readonly bytes?: number;
}

/** Copies a file with its mode; answers the SHA-256 of what was copied. Not durable before `flush`. */
export async function copyFile({ from, to, bytes = Infinity }: FileCopy, onBytes: OnBytes): Promise<string> {
  const { mode } = await stat(from);
  await mkdir(dirname(to), { recursive: true, mode: (await stat(dirname(from))).mode & 0o777 });
  const hash = createHash('sha256');
  const target = await open(to, 'wx', mode & 0o777);
  let copied = 0;
  try {
    for await (const piece of piecesOf(from, bytes)) {
      hash.update(piece);
      await target.write(piece);
      onBytes(piece.length);
      copied += piece.length;
    }
  } finally {
    await target.close();
  }
  if (bytes !== Infinity && copied < bytes) throw new Error(`${from} has ${copied} bytes, ${bytes} were expected`);
  return hash.digest('hex');
}

/** SHA-256 of a file in lower-case hex. */
export async function digestOf(path: string, onBytes: OnBytes): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(path, Infinity)) {
    hash.update(piece);
    onBytes(piece.length);
  }
  return hash.digest('hex');
}

async function* piecesOf(path: string, bytes: number): AsyncGenerator<Buffer> {
  if (bytes === 0) return;
  for await (const piece of createReadStream(path, { end: bytes - 1, highWaterMark: 1 << 20 })) yield piece as Buffer;
}

/** What was copied below `folder`, and the names, survive a power cut once this resolves. */
export async function flush(folder: string, paths: readonly string[]): Promise<void> {
  const folders = new Set<string>([folder]);
  for (const path of paths) {
    await sync(join(folder, path));
    for (let parent = dirname(path); parent !== '.' && !parent.endsWith('..'); parent = dirname(parent)) folders.add(join(folder, parent));
  }
  for (const each of folders) await sync(each);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
