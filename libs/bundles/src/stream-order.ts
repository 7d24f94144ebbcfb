import type { Entry } from '@zip.js/zip.js';
import { finding } from '@yanshou/evidence';
import type { Finding } from '@yanshou/evidence';
import { readRange } from './bundle-file.js';
import type { BundleFile } from './bundle-file.js';

const HEADER = 30;
const SIGNATURE = 0x04034b50;

/** Where an entry's bytes begin: behind its local header, name and extra field. NaN where the header is cut off. */
export async function dataOffset(file: BundleFile, offset: number): Promise<number> {
  const header = await readRange(file, offset, offset + HEADER);
  if (header.length < HEADER) return NaN;
  const view = new DataView(header.buffer, header.byteOffset);
  return offset + HEADER + view.getUint16(26, true) + view.getUint16(28, true);
}

/** Lengths of what may follow an entry's bytes: nothing, or a data descriptor in one of its four forms. */
const BARE: readonly number[] = [0];
const DESCRIBED: readonly number[] = [0, 12, 16, 20, 24];

/**
 * A zip that programs which unpack from a stream read in another way than those that go by its directory: entries that
 * do not stand one behind the other, or a folder that is something else where it stands. Files are compared when read.
 */
export async function streamFinding(file: BundleFile, entries: readonly Entry[], directoryOffset: number): Promise<Finding | undefined> {
  const inOrder = [...entries].sort((left, right) => left.offset - right.offset);
  for (const [index, entry] of inOrder.entries()) {
    const { filename, offset, compressedSize, bitFlag } = entry;
    const end = (await dataOffset(file, offset)) + compressedSize;
    const next = inOrder[index + 1]?.offset ?? directoryOffset;
    if (!(bitFlag?.dataDescriptor === true ? DESCRIBED : BARE).includes(next - end)) return finding('zip-damaged', filename, { actual: 'bytes between entries' });
    if (entry.directory && !(await isFolderThere(file, entry))) return finding('zip-damaged', filename, { actual: 'local header' });
  }
  return undefined;
}

async function isFolderThere(file: BundleFile, { offset, rawFilename }: Entry): Promise<boolean> {
  const header = await readRange(file, offset, offset + HEADER + rawFilename.length);
  const view = new DataView(header.buffer, header.byteOffset);
  return view.getUint32(0, true) === SIGNATURE && view.getUint16(26, true) === rawFilename.length && rawFilename.every((byte, index) => header[HEADER + index] === byte);
}
