import { join } from 'node:path';
import type { JournalFileSystem } from './file-system.port.js';

const NAME = /^(\d{16})\.segment$/;

/** A segment's file name holds its first sequence, so that names sort as sequences do. */
export const segmentName = (firstSequence: number): string => `${String(firstSequence).padStart(16, '0')}.segment`;
export const segmentPath = (directory: string, firstSequence: number): string => join(directory, segmentName(firstSequence));

/** First sequence of the segment of that name, undefined when it is no segment's name. */
export function firstSequenceOf(name: string): number | undefined {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** First sequences of all segments, ascending. */
export async function listSegments(fileSystem: JournalFileSystem, directory: string): Promise<number[]> {
  const firsts = (await fileSystem.list(directory)).map(firstSequenceOf).filter((first) => first !== undefined);
  return firsts.sort((a, b) => a - b);
}

/** The whole content of a file. */
export async function readWhole(fileSystem: JournalFileSystem, path: string, limit = Infinity): Promise<Buffer> {
  const file = await fileSystem.open(path, 'read');
  try {
    const bytes = Buffer.allocUnsafe(Math.min(await file.size(), limit));
    return bytes.subarray(0, await file.read(bytes, 0));
  } finally {
    await file.close();
  }
}
