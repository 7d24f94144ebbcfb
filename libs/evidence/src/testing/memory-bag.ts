import { BAGIT_TEXT, bagInfoText, payloadManifest, tagManifest } from '../bag-texts.js';
import { DATA_FILES, TAG_FILES, isPayload } from '../bundle-layout.js';
import { signBundle } from '../bundle-signature.js';
import type { AsyncBagReader } from '../check-bag.js';
import { sha256Hex } from '../sha256.js';
import type { SigningKey } from '../signing-key.js';

export type Files = Map<string, Uint8Array>;

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (files: Files, path: string): string => new TextDecoder().decode(files.get(path));

const digestsOf = (files: Files): Map<string, string> => new Map([...files].map(([path, content]) => [path, sha256Hex(content)]));

/** A bag around a payload: tag files, manifests and signature as a writer makes them. */
export async function bagOf(payload: Readonly<Record<string, string>>, key: SigningKey): Promise<Files> {
  const files: Files = new Map(Object.entries(payload).map(([path, text]) => [path, bytes(text)]));
  return sealed(files, key);
}

/** The same files with manifests and signature made anew, as somebody would who holds the key. */
export async function sealed(files: Files, key: SigningKey): Promise<Files> {
  const payload = [...files].filter(([path]) => isPayload(path));
  const bag: Files = new Map(payload);
  bag.set(TAG_FILES.bagit, bytes(BAGIT_TEXT));
  bag.set(TAG_FILES.info, bytes(bagInfoText({
    identifier: 'p-a', createdAt: '2026-11-01T00:00:00.000Z', platformVersion: '0.1.0',
    payloadBytes: payload.reduce((sum, [, content]) => sum + content.length, 0), payloadFiles: payload.length,
  })));
  bag.set(TAG_FILES.manifest, bytes(payloadManifest(digestsOf(bag))));
  const digests = digestsOf(bag);
  const of = (path: string): string => digests.get(path) ?? '';
  bag.set(TAG_FILES.signature, bytes(await signBundle({
    report: of(DATA_FILES.report), manifest: of(TAG_FILES.manifest), bagit: of(TAG_FILES.bagit), bagInfo: of(TAG_FILES.info),
  }, key)));
  bag.set(TAG_FILES.tagManifest, bytes(tagManifest(digestsOf(bag))));
  return bag;
}

/** Hands files over in chunks of a few bytes, so that nothing may rely on whole files. */
export const readerOf = (files: Files, chunk = 37): AsyncBagReader => ({
  folder: 'p-a',
  paths: [...files.keys()],
  read: (path, take) => {
    const content = files.get(path) ?? new Uint8Array();
    for (let at = 0; at < content.length; at += chunk) take(content.subarray(at, at + chunk));
    return Promise.resolve(undefined);
  },
});

export const PAYLOAD = {
  [DATA_FILES.report]: '{"project":"p"}',
  [DATA_FILES.htmlZh]: '<p>报告</p>',
  [DATA_FILES.htmlEn]: '<p>report</p>',
  [DATA_FILES.definitions]: '[]',
  [DATA_FILES.contract]: '{}',
  [DATA_FILES.inventory]: '{}',
  [DATA_FILES.inputs]: '{}',
  [DATA_FILES.reporting]: 'PAR1 rows PAR1',
} as const;
