import { ERR_BAD_FORMAT, ERR_EOCDR_NOT_FOUND, ZipReader, configure } from '@zip.js/zip.js';
import type { Entry, FileEntry } from '@zip.js/zip.js';
import type { AsyncBuffer } from 'hyparquet';
import { finding } from '@yanshou/evidence';
import type { AsyncBagReader, Finding } from '@yanshou/evidence';
import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { BundleFileReader, readRange } from './bundle-file.js';
import type { BundleFile } from './bundle-file.js';
import { MOST_ENTRIES, entryFinding, isStored, layoutFindings } from './entry-rules.js';
import { dataOffset, streamFinding } from './stream-order.js';

// One file, one thread: it must run from a single script, and in a page whose policy allows no worker.
configure({ useWebWorkers: false });

/** A bag in a zip, read as it is asked for. */
export interface OpenedBundle extends AsyncBagReader {
  /** Bytes of all files, unpacked. */
  readonly bytes: number;
  /** Bytes that a file takes in the zip, packed as it is; 0 for one that is not there. */
  sizeOf(path: string): number;
  /** A file to be read anywhere in it; undefined for one that is not there. Call after `read` found it whole. */
  randomAccess(path: string): Promise<Result<AsyncBuffer, Finding> | undefined>;
}

/**
 * Opens a bundle from its zip: reads the directory, unpacks nothing. Findings where the zip could be read in two ways,
 * or holds what no bundle does. Entries come in any order, stored or deflated; times and attributes say nothing.
 */
export async function openBundle(file: BundleFile): Promise<Result<OpenedBundle, readonly Finding[]>> {
  const listed = await listEntries(file);
  if (!listed.ok) return fail([listed.reason]);
  const { entries, directoryOffset } = listed.value;
  const faults = entries.map(entryFinding).filter((fault) => fault !== undefined);
  const { folder, findings } = layoutFindings(entries);
  const files = entries.filter((entry) => !entry.directory);
  const empty = files.length === 0 ? [finding('zip-empty', '')] : [];
  if (faults.length + findings.length + empty.length > 0) return fail([...faults, ...findings, ...empty]);
  const ambiguous = await streamFinding(file, entries, directoryOffset);
  if (ambiguous !== undefined) return fail([ambiguous]);
  return ok(new ZippedBundle(file, folder, new Map(files.map((entry) => [entry.filename.slice(folder.length + 1), entry]))));
}

const STRICT = { strictness: 'strict', filenameValidation: 'tolerant' } as const;

interface ZipDirectory {
  readonly entries: readonly Entry[];
  readonly directoryOffset: number;
}

async function listEntries(file: BundleFile): Promise<Result<ZipDirectory, Finding>> {
  const entries: Entry[] = [];
  const zip = new ZipReader(new BundleFileReader(file), STRICT);
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (entries.push(entry) > MOST_ENTRIES) return fail(finding('zip-too-many-entries', '', { expected: `≤ ${MOST_ENTRIES}` }));
    }
    return ok({ entries, directoryOffset: zip.directoryOffset ?? NaN });
  } catch (error) {
    const doubled = layoutFindings(entries).findings.find(({ code }) => code === 'zip-entry-doubled');
    return fail(doubled ?? (await zipFault(file, error)));
  }
}

const LOCAL_HEADER = 0x04034b50;

async function zipFault(file: BundleFile, error: unknown): Promise<Finding> {
  const { message, reason } = error as Error & { readonly reason?: string };
  const start = await readRange(file, 0, Math.min(4, file.size));
  const begins = start.length === 4 && new DataView(start.buffer, start.byteOffset).getUint32(0, true) === LOCAL_HEADER;
  if (message === ERR_EOCDR_NOT_FOUND || message === ERR_BAD_FORMAT) return finding(begins ? 'zip-truncated' : 'not-a-zip', '');
  return finding('zip-damaged', '', { actual: reason ?? message });
}

/** Thrown into zip.js to end the unpacking of an entry. */
class TooLong extends Error {}

class ZippedBundle implements OpenedBundle {
  readonly paths: readonly string[];
  readonly bytes: number;

  constructor(private readonly file: BundleFile, readonly folder: string, private readonly entries: ReadonlyMap<string, FileEntry>) {
    this.paths = [...entries.keys()];
    this.bytes = [...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  }

  async read(path: string, take: (chunk: Uint8Array) => void): Promise<Finding | undefined> {
    const entry = this.entries.get(path);
    if (entry === undefined) return finding('file-missing', path);
    let left = entry.uncompressedSize;
    const sink = new WritableStream<Uint8Array>({
      write: (chunk) => {
        left -= chunk.length;
        if (left < 0) throw new TooLong();
        take(chunk);
      },
    });
    try {
      await entry.getData(sink, { checkCrc32: true, checkOverlappingEntry: true, strictness: 'strict' });
      return left === 0 ? undefined : finding('zip-entry-damaged', path);
    } catch (error) {
      return left < 0 ? finding('zip-bomb', path, { expected: `≤ ${entry.uncompressedSize}` }) : finding('zip-entry-damaged', path, { actual: (error as Error).message });
    }
  }

  sizeOf(path: string): number {
    return this.entries.get(path)?.compressedSize ?? 0;
  }

  async randomAccess(path: string): Promise<Result<AsyncBuffer, Finding> | undefined> {
    const entry = this.entries.get(path);
    if (entry === undefined) return undefined;
    return isStored(entry) ? ok(await this.stored(entry)) : this.inflated(path, entry.uncompressedSize);
  }

  /** A stored file lies in the zip as it is. */
  private async stored({ offset, uncompressedSize }: FileEntry): Promise<AsyncBuffer> {
    const start = await dataOffset(this.file, offset);
    return {
      byteLength: uncompressedSize,
      slice: (from, to = uncompressedSize) => this.file.slice(start + from, start + Math.min(to, uncompressedSize)).arrayBuffer(),
    };
  }

  private async inflated(path: string, size: number): Promise<Result<AsyncBuffer, Finding>> {
    const whole = new Uint8Array(size);
    let at = 0;
    const fault = await this.again(path, (chunk) => {
      whole.set(chunk, at);
      at += chunk.length;
    });
    return fault === undefined ? ok({ byteLength: size, slice: (from, to) => whole.buffer.slice(from, to) }) : fail(fault);
  }

  /** Reads an entry that was read before: it overlaps with itself. */
  private async again(path: string, take: (chunk: Uint8Array) => void): Promise<Finding | undefined> {
    try {
      await this.entries.get(path)?.getData(new WritableStream<Uint8Array>({ write: take }), { checkCrc32: true, strictness: 'strict' });
      return undefined;
    } catch (error) {
      return finding('zip-entry-damaged', path, { actual: (error as Error).message });
    }
  }
}
