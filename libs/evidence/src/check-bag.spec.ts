import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DATA_FILES, TAG_FILES } from './bundle-layout.js';
import { checkBag } from './check-bag.js';
import type { Finding } from './findings.js';
import { generateSigningKey, importSigningKey } from './signing-key.js';
import type { SigningKey } from './signing-key.js';
import { FIXED_KEY } from './testing.js';
import { PAYLOAD, bagOf, bytes, readerOf, sealed, textOf } from './testing/memory-bag.js';
import type { Files } from './testing/memory-bag.js';

let key: SigningKey;
let other: SigningKey;
let files: Files;
beforeAll(async () => {
  [key, other] = await Promise.all([importSigningKey(FIXED_KEY), generateSigningKey().then(importSigningKey)]);
  files = await bagOf(PAYLOAD, key);
});

const check = (bag: Files, trustedKeyId?: string) => checkBag(readerOf(bag), trustedKeyId === undefined ? {} : { trustedKeyId });
const found = async (bag: Files): Promise<readonly string[]> => (await check(bag)).findings.map(({ code, file }: Finding) => `${code} ${file}`);
const changed = (path: string, text: string): Files => new Map(files).set(path, bytes(text));

describe('a whole bag', () => {
  it('has no findings, and says who signed', async () => {
    const checked = await check(files);
    expect(checked).toMatchObject({ findings: [], keyId: key.keyId, payload: { files: 8 } });
    expect(checked.texts.get(DATA_FILES.report)).toBe(PAYLOAD[DATA_FILES.report]);
    expect(checked.texts.has(DATA_FILES.htmlZh)).toBe(false);
  });

  it('is the same evidence in any order and cut into any chunks', async () => {
    const order = fc.shuffledSubarray([...files.keys()], { minLength: files.size });
    await fc.assert(fc.asyncProperty(order, fc.integer({ min: 1, max: 500 }), async (paths, chunk) => {
      const bag = new Map(paths.map((path) => [path, files.get(path) ?? bytes('')]));
      expect((await checkBag(readerOf(bag, chunk))).findings).toEqual([]);
    }), { numRuns: 20 });
  });

  it('counts every byte that was read', async () => {
    let read = 0;
    await checkBag(readerOf(files), { progress: (count) => (read += count) });
    expect(read).toBe([...files.values()].reduce((sum, { length }) => sum + length, 0));
  });

  it('is by the trusted key, or a finding', async () => {
    expect((await check(files, key.keyId)).findings).toEqual([]);
    expect((await check(files, other.keyId)).findings).toEqual([
      { code: 'signature-other-key', file: TAG_FILES.signature, expected: other.keyId, actual: key.keyId },
    ]);
  });
});

describe('a changed bag', () => {
  it('names the file of one flipped bit, in each byte of each file', async () => {
    for (const [path, content] of files) {
      for (const offset of content.keys()) {
        const flipped = Uint8Array.from(content);
        flipped[offset] = (flipped[offset] ?? 0) ^ (1 << offset % 8);
        const { findings } = await check(new Map(files).set(path, flipped));
        expect([offset, findings.map(({ file }) => file)]).toEqual([offset, expect.arrayContaining([path])]);
      }
    }
  });

  it.each(Object.values(TAG_FILES).filter((path) => path !== TAG_FILES.manifest))('accuses %s alone when only it was changed', async (path) => {
    const content = Uint8Array.from(files.get(path) ?? []);
    content[10] = (content[10] ?? 0) ^ 1;
    const { findings } = await check(new Map(files).set(path, content));
    expect(new Set(findings.map(({ file }) => file))).toEqual(new Set([path]));
  });

  it('misses a file', async () => {
    for (const path of files.keys()) {
      const bag = new Map(files);
      bag.delete(path);
      expect(await found(bag)).toContain(`file-missing ${path}`);
    }
  });

  it('has a file in no manifest', async () => {
    expect(await found(changed('data/more.txt', 'x'))).toEqual(['file-unexpected data/more.txt', 'file-unlisted data/more.txt']);
    expect(await found(changed('more.txt', 'x'))).toEqual(['file-unexpected more.txt', `tag-text-differs ${TAG_FILES.tagManifest}`]);
  });

  it('edited with new manifests by somebody without the key is caught by the signature', async () => {
    const edited = await sealed(changed(DATA_FILES.report, '{"project":"q"}'), other);
    edited.set(TAG_FILES.signature, files.get(TAG_FILES.signature) ?? bytes(''));
    expect(await found(edited)).toEqual(expect.arrayContaining([`signature-covers-other ${DATA_FILES.report}`, `signature-covers-other ${TAG_FILES.manifest}`]));
    const forged = await sealed(changed(DATA_FILES.report, '{"project":"q"}'), other);
    expect((await check(forged, key.keyId)).findings.map(({ code }) => code)).toEqual(['signature-other-key']);
  });
});

describe('manifests', () => {
  const lines = (): string[] => textOf(files, TAG_FILES.manifest).trimEnd().split('\n');
  const rewritten = (text: string) => found(changed(TAG_FILES.manifest, text));

  it.each<[string, () => string]>([
    ['another order', () => `${lines().reverse().join('\n')}\n`],
    ['no last line feed', () => lines().join('\n')],
    ['carriage returns', () => `${lines().join('\r\n')}\r\n`],
    ['upper-case digests', () => `${lines().join('\n').toUpperCase()}\n`],
    ['a line twice', () => `${[...lines(), lines()[0]].join('\n')}\n`],
    ['one space', () => `${lines().join('\n').replaceAll('  ', ' ')}\n`],
    ['the star of sha256sum -b', () => `${lines().join('\n').replaceAll('  ', ' *')}\n`],
    ['an empty line', () => `${lines().join('\n')}\n\n`],
    ['a byte order mark', () => `\ufeff${lines().join('\n')}\n`],
    ['a path and a remark', () => `${lines().join(' #\n')} #\n`],
  ])('with %s is malformed', async (_, text) => {
    expect(await rewritten(text())).toContain(`manifest-malformed ${TAG_FILES.manifest}`);
  });

  it('name files as they are called: neither percent-encoded nor by another way', async () => {
    for (const other of ['data/report%2Ejson', 'data/./report.json', '/data/report.json', 'data//report.json', 'DATA/report.json']) {
      const renamed = lines().map((line) => line.replace(DATA_FILES.report, other)).sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('\n');
      expect(await rewritten(`${renamed}\n`)).toEqual(expect.arrayContaining([`file-missing ${other}`, `file-unlisted ${DATA_FILES.report}`]));
    }
  });

  it('may not list tag files', async () => {
    const foreign = await sealed(files, key);
    const manifest = `${textOf(foreign, TAG_FILES.manifest)}${'0'.repeat(64)}  zzz.txt\n`;
    expect(await rewritten(manifest)).toEqual(expect.arrayContaining([`manifest-malformed ${TAG_FILES.manifest}`, 'file-missing zzz.txt']));
  });
});
