import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ZipWriter, configure } from '@zip.js/zip.js';
import {
  BAGIT_TEXT, DATA_FILES, Sha256Stream, TAG_FILES, bagInfoText, bundleFolder, canonicalJson, definitionsOf, isPayload, payloadManifest, readContents,
  signBundle, sizeLimit, tagManifest, tooLarge,
} from '@yanshou/evidence';
import type { BundleInputs, SigningKey } from '@yanshou/evidence';
import type { Statement } from '@yanshou/reports';
import { Failure } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { BundleFile } from './bundle-file.js';
import { openFile } from './open-file.js';

configure({ useWebWorkers: false });

/** Everything that a bundle holds. `inputs.extracts` must be true of the files named in `extracts`. */
export interface BundleParts {
  readonly statement: Statement;
  readonly html: { readonly zh: string; readonly en: string };
  /** As evaluated: its window is the statement's period. */
  readonly contract: ProjectContract;
  readonly inventory: ProjectInventory;
  readonly inputs: BundleInputs;
  /** Paths of the Parquet extracts; the baseline's where the contract has one. */
  readonly extracts: { readonly reporting: string; readonly baseline?: string };
}

export interface WrittenBundle {
  readonly path: string;
  readonly bytes: number;
  /** Fingerprint of the key that signed. */
  readonly keyId: string;
  /** Lower-case hex digests of report and payload manifest, as signed. */
  readonly reportSha256: string;
  readonly manifestSha256: string;
}

/**
 * Writes a bundle beside `target` and renames it: a reader never sees half of one. The same parts and key give the same
 * file, byte for byte. Memory does not grow with the extracts. Rejects with Failure `bundle-invalid` for parts that a
 * verifier would refuse, and with the fault of the file system where it cannot be written.
 */
export async function writeBundle(target: string, parts: BundleParts, key: SigningKey): Promise<WrittenBundle> {
  const texts = payloadTexts(parts);
  const { findings, contents } = readContents(texts);
  const fault = findings[0] ?? (contents && tooLarge(contents));
  if (fault !== undefined) throw invalid(`${fault.file} ${fault.place ?? ''} ${fault.actual ?? fault.code} ${fault.expected ?? ''}`);
  const part = `${resolve(target)}.${randomUUID()}.part`;
  try {
    const written = await writeZip(part, parts, { texts, key });
    await rename(part, target);
    return { path: target, ...written };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

const invalid = (what: string): Failure =>
  new Failure('bundle-invalid', `a bundle cannot be made of this: ${what}`, false, {
    zh: '核算报告包的内容不符合其格式，这是程序缺陷，请报告',
    en: 'The parts of the bundle do not fit its format: a defect of the program, please report it',
  });

function payloadTexts({ statement, html, contract, inventory, inputs }: BundleParts): Map<string, string> {
  return new Map([
    [DATA_FILES.report, canonicalJson(statement)], [DATA_FILES.htmlZh, html.zh], [DATA_FILES.htmlEn, html.en],
    [DATA_FILES.definitions, canonicalJson(definitionsOf(statement.indicators.map(({ row }) => row.indicator), contract))],
    [DATA_FILES.contract, canonicalJson(contract)], [DATA_FILES.inventory, canonicalJson(inventory)], [DATA_FILES.inputs, canonicalJson(inputs)],
  ]);
}

async function writeZip(path: string, parts: BundleParts, { texts, key }: { readonly texts: ReadonlyMap<string, string>; readonly key: SigningKey }): Promise<Omit<WrittenBundle, 'path'>> {
  const { statement, extracts } = parts;
  const folder = bundleFolder(statement.project.id, statement.assessment);
  const handle = await open(path, 'w');
  try {
    const bag = new BagWriter(handle, folder);
    for (const [name, text] of texts) await bag.text(name, text);
    await bag.file(DATA_FILES.reporting, extracts.reporting);
    if (extracts.baseline !== undefined) await bag.file(DATA_FILES.baseline, extracts.baseline);
    const signed = await bag.seal({ identifier: folder, createdAt: statement.createdAt, platformVersion: statement.platformVersion }, key);
    await handle.datasync();
    return { ...signed, keyId: key.keyId, bytes: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

/** 1980-01-01 00:00:00 in the words of MS-DOS: a zip's times are no evidence, so they are all the same. */
const FIRST_DOS_TIME = 0x0021_0000;
/** Nothing is deflated: Parquet is compressed already, and a deflated text would depend on the library's version. */
const STORED = { level: 0, extendedTimestamp: false, rawLastModDate: FIRST_DOS_TIME, useWebWorkers: false } as const;

/** Adds files to the zip one after the other and keeps their digests. */
class BagWriter {
  private readonly zip: ZipWriter<unknown>;
  private readonly digests = new Map<string, string>();
  private payloadBytes = 0;

  constructor(handle: FileHandle, private readonly folder: string) {
    this.zip = new ZipWriter(sinkOf(handle));
  }

  text(name: string, text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    return this.add(name, { size: bytes.length, slice: (start, end) => ({ arrayBuffer: () => Promise.resolve(bytes.buffer.slice(start, end)) }) });
  }

  async file(name: string, path: string): Promise<void> {
    const file = await openFile(path);
    try {
      await this.add(name, file);
    } finally {
      await file.close();
    }
  }

  /** Writes manifests and signature, and ends the zip. */
  async seal(facts: { readonly identifier: string; readonly createdAt: string; readonly platformVersion: string }, key: SigningKey): Promise<Pick<WrittenBundle, 'reportSha256' | 'manifestSha256'>> {
    const payloadFiles = [...this.digests.keys()].filter(isPayload).length;
    await this.text(TAG_FILES.bagit, BAGIT_TEXT);
    await this.text(TAG_FILES.info, bagInfoText({ ...facts, payloadBytes: this.payloadBytes, payloadFiles }));
    await this.text(TAG_FILES.manifest, payloadManifest(this.digests));
    const of = (name: string): string => this.digests.get(name) ?? '';
    const [reportSha256, manifestSha256] = [of(DATA_FILES.report), of(TAG_FILES.manifest)];
    await this.text(TAG_FILES.signature, await signBundle({ report: reportSha256, manifest: manifestSha256, bagit: of(TAG_FILES.bagit), bagInfo: of(TAG_FILES.info) }, key));
    await this.text(TAG_FILES.tagManifest, tagManifest(this.digests));
    await this.zip.close();
    return { reportSha256, manifestSha256 };
  }

  private async add(name: string, file: BundleFile): Promise<void> {
    if (file.size > sizeLimit(name)) throw invalid(`${name} of ${file.size} bytes`);
    const hash = new Sha256Stream();
    await this.zip.add(`${this.folder}/${name}`, streamOf(file, hash), { ...STORED, uncompressedSize: file.size });
    this.digests.set(name, hash.hex());
    if (isPayload(name)) this.payloadBytes += hash.bytes;
  }
}

const CHUNK = 256 * 1024;

/** The file in chunks, digested as they pass. */
function streamOf(file: BundleFile, hash: Sha256Stream): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (at >= file.size) return controller.close();
      const chunk = new Uint8Array(await file.slice(at, Math.min(file.size, at + CHUNK)).arrayBuffer());
      if (chunk.length === 0) throw new RangeError('the file became shorter while it was read');
      at += chunk.length;
      hash.update(chunk);
      controller.enqueue(chunk);
    },
  });
}

const sinkOf = (handle: FileHandle): WritableStream<Uint8Array> => new WritableStream<Uint8Array>({
  write: async (chunk) => {
    for (let at = 0; at < chunk.length; ) at += (await handle.write(chunk, at)).bytesWritten;
  },
});
