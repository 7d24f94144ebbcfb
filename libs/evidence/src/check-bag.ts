import { DATA_FILES, JSON_FILES, REQUIRED_FILES, TAG_FILES, isBundleFile, isPayload, sizeLimit } from './bundle-layout.js';
import { BAGIT_TEXT, parseManifest, tagManifest } from './bag-texts.js';
import type { Digests } from './bag-texts.js';
import { verifySignature } from './bundle-signature.js';
import type { SignedDigests } from './bundle-signature.js';
import { finding } from './findings.js';
import type { Finding } from './findings.js';
import { Sha256Stream } from './sha256.js';

/** The files of one bag, in any order. Paths are relative to its folder and unique. */
export interface AsyncBagReader {
  readonly folder: string;
  readonly paths: readonly string[];
  /** Hands the file's bytes over in order; resolves with a finding where they cannot be had whole. */
  read(path: string, take: (chunk: Uint8Array) => void): Promise<Finding | undefined>;
}

export interface BagCheckOptions {
  /** Fingerprint of the auditor's own copy of the key. */
  readonly trustedKeyId?: string;
  /** Called with the number of bytes that were read since the last call. */
  readonly progress?: (bytes: number) => void;
}

export interface CheckedBag {
  readonly findings: readonly Finding[];
  /** Texts of the JSON and tag files that were read whole, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Fingerprint of the key that signed; undefined without a good signature. */
  readonly keyId: string | undefined;
  readonly payload: { readonly bytes: number; readonly files: number };
}

/**
 * Reads every file of the bag once and checks manifests and signature: digests, that every file is in exactly one
 * manifest, and that each text is the canonical one. Findings come sorted by layer; none means that the bundle is whole
 * and was signed by the key `keyId` (and by the trusted one where one is given).
 */
export async function checkBag(bag: AsyncBagReader, options: BagCheckOptions = {}): Promise<CheckedBag> {
  const contents = await readAll(bag, options.progress ?? (() => undefined));
  const signature = await checkSignature(contents, options.trustedKeyId);
  const listed = parseManifest(contents.texts.get(TAG_FILES.manifest) ?? '');
  const findings = [
    ...contents.findings,
    ...presence(bag.paths),
    ...(listed.ok ? payloadFindings(contents, listed.value) : malformed(contents, listed.reason)),
    ...tagFindings(contents, new Set(signature.findings.map(({ file }) => file))),
    ...signature.findings,
  ];
  return { findings: firstOfEach(findings), texts: contents.texts, keyId: signature.keyId, payload: contents.payload };
}

interface Contents {
  readonly findings: readonly Finding[];
  readonly digests: Digests;
  readonly texts: ReadonlyMap<string, string>;
  readonly payload: { readonly bytes: number; readonly files: number };
}

const KEPT = new Set<string>([...JSON_FILES, ...Object.values(TAG_FILES)]);

async function readAll(bag: AsyncBagReader, progress: (bytes: number) => void): Promise<Contents> {
  const findings: Finding[] = [];
  const digests = new Map<string, string>();
  const texts = new Map<string, string>();
  const payload = { bytes: 0, files: 0 };
  for (const path of bag.paths) {
    const file = new FileSink(KEPT.has(path) ? sizeLimit(path) : 0);
    const fault = await bag.read(path, (chunk) => {
      file.take(chunk);
      progress(chunk.length);
    });
    if (fault !== undefined) findings.push(fault);
    digests.set(path, file.digest());
    const text = file.text();
    if (KEPT.has(path) && text !== undefined) texts.set(path, text);
    if (isPayload(path)) {
      payload.bytes += file.bytes;
      payload.files += 1;
    }
  }
  return { findings, digests, texts, payload };
}

/** Digest of a file, and its text where it is kept. */
class FileSink {
  private readonly hash = new Sha256Stream();
  private readonly chunks: Uint8Array[] = [];

  constructor(private readonly keep: number) {}

  get bytes(): number {
    return this.hash.bytes;
  }

  take(chunk: Uint8Array): void {
    this.hash.update(chunk);
    if (this.hash.bytes <= this.keep) this.chunks.push(chunk.slice());
  }

  digest(): string {
    return this.hash.hex();
  }

  /** Undefined for what is not UTF-8, or longer than what is kept. */
  text(): string | undefined {
    if (this.bytes > this.keep) return undefined;
    const whole = new Uint8Array(this.bytes);
    let offset = 0;
    for (const chunk of this.chunks) {
      whole.set(chunk, offset);
      offset += chunk.length;
    }
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(whole);
    } catch {
      return undefined;
    }
  }
}

function presence(paths: readonly string[]): readonly Finding[] {
  const there = new Set(paths);
  return [
    ...REQUIRED_FILES.filter((path) => !there.has(path)).map((path) => finding('file-missing', path)),
    ...paths.filter((path) => !isBundleFile(path)).map((path) => finding('file-unexpected', path)),
  ];
}

function malformed({ digests }: Contents, line: number): readonly Finding[] {
  return digests.has(TAG_FILES.manifest) ? [finding('manifest-malformed', TAG_FILES.manifest, { place: `:${line}` })] : [];
}

function payloadFindings({ digests }: Contents, listed: Digests): readonly Finding[] {
  const changed = [...listed].flatMap(([path, digest]) => {
    const actual = digests.get(path);
    if (actual === undefined) return [finding('file-missing', path)];
    return actual === digest ? [] : [finding('file-changed', path, { expected: digest, actual })];
  });
  const unlisted = [...digests.keys()].filter((path) => isPayload(path) && !listed.has(path));
  const misplaced = [...listed.keys()].filter((path) => !isPayload(path));
  return [...changed, ...unlisted.map((path) => finding('file-unlisted', path)), ...misplaced.map((path) => finding('manifest-malformed', TAG_FILES.manifest, { place: path }))];
}

/**
 * The tag manifest is what follows from the tag files. Where it differs because of a file that the signature has named
 * already, that file was changed and not the manifest.
 */
function tagFindings({ digests, texts }: Contents, suspects: ReadonlySet<string>): readonly Finding[] {
  const text = texts.get(TAG_FILES.tagManifest);
  if (!digests.has(TAG_FILES.tagManifest)) return bagitFindings(texts);
  const listed = parseManifest(text ?? '');
  const before = new Map([...digests].map(([path, digest]) => [path, (suspects.has(path) && listed.ok ? listed.value.get(path) : undefined) ?? digest]));
  return [...bagitFindings(texts), ...(text === tagManifest(before) ? [] : [finding('tag-text-differs', TAG_FILES.tagManifest)])];
}

const bagitFindings = (texts: ReadonlyMap<string, string>): readonly Finding[] =>
  texts.has(TAG_FILES.bagit) && texts.get(TAG_FILES.bagit) !== BAGIT_TEXT ? [finding('tag-text-differs', TAG_FILES.bagit)] : [];

async function checkSignature({ digests, texts }: Contents, trusted: string | undefined): Promise<{ readonly findings: readonly Finding[]; readonly keyId: string | undefined }> {
  if (!digests.has(TAG_FILES.signature)) return { findings: [], keyId: undefined };
  const verified = await verifySignature(texts.get(TAG_FILES.signature) ?? '');
  if (!verified.ok) return { findings: [finding(verified.reason, TAG_FILES.signature)], keyId: undefined };
  const { keyId, signed } = verified.value;
  const covered = coverage(signed).filter(([path, digest]) => digests.has(path) && digests.get(path) !== digest)
    .map(([path, expected]) => finding('signature-covers-other', path, { expected, actual: digests.get(path) ?? '' }));
  const other = trusted === undefined || trusted === keyId ? [] : [finding('signature-other-key', TAG_FILES.signature, { expected: trusted, actual: keyId })];
  return { findings: [...covered, ...other], keyId };
}

const coverage = (signed: SignedDigests): readonly (readonly [string, string])[] => [
  [DATA_FILES.report, signed.report], [TAG_FILES.manifest, signed.manifest], [TAG_FILES.bagit, signed.bagit], [TAG_FILES.info, signed.bagInfo],
];

/** One finding a file and code. */
function firstOfEach(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, file, place = '' }) => {
    const key = `${code}\n${file}\n${place}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}
