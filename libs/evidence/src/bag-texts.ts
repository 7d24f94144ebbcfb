import { fail, ok } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import { TAG_FILES, isPayload } from './bundle-layout.js';

/** Path in the bag → lower-case hex digest. */
export type Digests = ReadonlyMap<string, string>;

/** RFC 8493 §2.1.1. */
export const BAGIT_TEXT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

export interface BagFacts {
  /** Name of the bag's folder. */
  readonly identifier: string;
  /** ISO 8601; its day is the day of bagging. */
  readonly createdAt: string;
  readonly platformVersion: string;
  /** Bytes and number of payload files. */
  readonly payloadBytes: number;
  readonly payloadFiles: number;
}

/** `bag-info.txt`: follows from the report and the payload, so a verifier compares it whole. */
export const bagInfoText = ({ identifier, createdAt, platformVersion, payloadBytes, payloadFiles }: BagFacts): string =>
  [
    `Bag-Software-Agent: Yanshou ${platformVersion}`,
    `Bagging-Date: ${createdAt.slice(0, 10)}`,
    `External-Identifier: ${identifier}`,
    `Payload-Oxum: ${payloadBytes}.${payloadFiles}`,
  ].map((line) => `${line}\n`).join('');

/** Lines `digest  path`, sorted by path; every path of a bundle is ASCII. */
export const manifestText = (digests: Digests): string =>
  [...digests].sort(([left], [right]) => (left < right ? -1 : 1)).map(([path, digest]) => `${digest}  ${path}\n`).join('');

/** `manifest-sha256.txt`: the payload. */
export const payloadManifest = (digests: Digests): string => manifestText(select(digests, isPayload));

/** `tagmanifest-sha256.txt`: every tag file but itself, the signature among them. */
export const tagManifest = (digests: Digests): string =>
  manifestText(select(digests, (path) => !isPayload(path) && path !== TAG_FILES.tagManifest));

const select = (digests: Digests, wanted: (path: string) => boolean): Digests => new Map([...digests].filter(([path]) => wanted(path)));

const LINE = /^([0-9a-f]{64}) {2}(\S+)$/;

/** Digests of a manifest in its one canonical text; otherwise the number of the first line that differs from it. */
export function parseManifest(text: string): Result<Digests, number> {
  const lines = text.split('\n');
  const digests = new Map<string, string>();
  for (const [index, line] of lines.slice(0, -1).entries()) {
    const [, digest, path] = LINE.exec(line) ?? [];
    if (digest === undefined || path === undefined || digests.has(path)) return fail(index + 1);
    digests.set(path, digest);
  }
  const canonical = manifestText(digests);
  return canonical === text ? ok(digests) : fail(firstDifference(canonical.split('\n'), lines));
}

const firstDifference = (left: readonly string[], right: readonly string[]): number =>
  1 + Math.max(0, right.findIndex((line, index) => line !== left[index]));
