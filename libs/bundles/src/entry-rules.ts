import type { Entry, FileEntry } from '@zip.js/zip.js';
import { finding, sizeLimit } from '@yanshou/evidence';
import type { Finding } from '@yanshou/evidence';

/** A bundle has some dozen files; room for folders, and nothing for a flood. */
export const MOST_ENTRIES = 256;
/** Honest texts shrink to a hundredth at most; deflate itself ends at a thousandth. */
const MOST_RATIO = 200;
const RATIO_COUNTS_FROM = 2 ** 20;

const STORED = 0;
const DEFLATED = 8;

/** What is wrong with an entry by what the directory of the zip says of it; nothing of it is unpacked before that. */
export function entryFinding(entry: Entry): Finding | undefined {
  const { filename } = entry;
  if (!isSafePath(filename)) return finding('zip-path-escapes', filename);
  if (!isPlainName(entry)) return finding('zip-damaged', filename, { actual: 'file name' });
  if (entry.directory && !isPlainFolder(entry)) return finding('zip-damaged', filename, { actual: 'folder' });
  if (entry.symlink) return finding('zip-symlink', filename);
  if (entry.encrypted) return finding('zip-encrypted', filename);
  return entry.directory ? undefined : fileFinding(entry);
}

function fileFinding({ filename, compressionMethod, compressedSize, uncompressedSize }: FileEntry): Finding | undefined {
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) return finding('zip-entry-damaged', filename, { actual: `method ${compressionMethod}` });
  const limit = limitOf(filename, compressionMethod);
  if (uncompressedSize > limit) return finding('zip-entry-too-large', filename, { expected: `≤ ${limit}`, actual: String(uncompressedSize) });
  const bomb = uncompressedSize > RATIO_COUNTS_FROM && uncompressedSize > MOST_RATIO * compressedSize;
  return bomb ? finding('zip-bomb', filename, { actual: `${compressedSize} → ${uncompressedSize}` }) : undefined;
}

/** What a deflated file may take in memory: there, it can be read anywhere only when it is unpacked whole. */
const MOST_INFLATED = 512 * 2 ** 20;

function limitOf(filename: string, method: number): number {
  const limit = sizeLimit(filename.slice(filename.indexOf('/') + 1));
  return method === STORED ? limit : Math.min(limit, MOST_INFLATED);
}

export const isStored = (entry: FileEntry): boolean => entry.compressionMethod === STORED;

/** No absolute path, no drive, no step up, no empty step, no backslash, no control character. */
function isSafePath(name: string): boolean {
  if (/[\\\u0000-\u001f\u007f]/.test(name) || /^[A-Za-z]:/.test(name)) return false;
  const steps = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  return steps.every((step) => step !== '' && step !== '.' && step !== '..');
}

/** The name that this reader shows is the one in the directory's bytes, not one from an extra field that others ignore. */
const isPlainName = ({ filename, rawFilename }: Entry): boolean => new TextDecoder().decode(rawFilename) === filename;

/** Nothing takes two bytes when it is deflated. */
const emptySize = (method: number): number => (method === DEFLATED ? 2 : 0);

/** A folder is told by its name: by attributes alone it would be a file to other readers. And it holds nothing itself. */
const isPlainFolder = ({ filename, uncompressedSize, compressedSize, compressionMethod }: Entry): boolean =>
  filename.endsWith('/') && uncompressedSize === 0 && compressedSize <= emptySize(compressionMethod);

/** One key for names that a file system may take for the same. */
const collisionKey = (name: string): string => name.replace(/\/$/, '').normalize('NFKC').toLowerCase();

/** The folder that all entries share, and the findings of those that are doubled or lie elsewhere. */
export function layoutFindings(entries: readonly Entry[]): { readonly folder: string; readonly findings: readonly Finding[] } {
  const [folder = ''] = (entries[0]?.filename ?? '').split('/');
  const seen = new Set<string>();
  const findings = entries.flatMap(({ filename, directory }) => {
    const key = collisionKey(filename);
    if (seen.has(key)) return [finding('zip-entry-doubled', filename)];
    seen.add(key);
    const inside = filename.startsWith(`${folder}/`) && (directory || filename.length > folder.length + 1);
    return inside ? [] : [finding('zip-outside-folder', filename)];
  });
  return { folder, findings };
}
