import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DATA_FILES, SIZE_LIMITS, TAG_FILES, importSigningKey } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import { FIXED_KEY } from '@yanshou/evidence/testing';
import { sampleRows } from '@yanshou/reports/testing';
import { verifyBundle } from './index.js';
import { openFile, writeBundle } from './node.js';
import { readFiles, rezipped, sampleParts, zipOf } from './testing.js';
import type { BagFiles } from './testing.js';

const FOLDER = 'workshop-a-2026-11';
let directory: string;
let key: SigningKey;
let path: string;
let files: BagFiles;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bundle-'));
  key = await importSigningKey(FIXED_KEY);
  path = join(directory, `${FOLDER}.zip`);
  await writeBundle(path, sampleParts(directory), key);
  files = await readFiles(path);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const blobOf = async (file: string): Promise<Blob> => new Blob([await readFile(file)]);

describe('a written bundle', () => {
  it('is verified and recomputed to the last digit', async () => {
    const verification = await verifyBundle(await blobOf(path), { trustedKeyId: key.keyId });
    expect(verification).toMatchObject({
      verified: true, findings: [], folder: FOLDER, keyId: key.keyId, originProven: true, files: 14, readings: 5400,
      steps: { archive: 'passed', files: 'passed', signature: 'passed', contents: 'passed', recomputation: 'passed' },
    });
    expect(verification.rows).toEqual(sampleRows());
    expect(verification.rows.length).toBeGreaterThanOrEqual(3);
  });

  it('proves consistency but no origin without a key of the auditor', async () => {
    expect(await verifyBundle(await blobOf(path))).toMatchObject({ verified: true, keyId: key.keyId, originProven: false });
  });

  it('is read from a file like from a Blob, with progress that only grows', async () => {
    const file = await openFile(path);
    const shares: number[] = [];
    expect(await verifyBundle(file, { progress: (share) => shares.push(share) })).toMatchObject({ verified: true });
    await file.close();
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect([shares.at(-1), shares.length > 10]).toEqual([1, true]);
  });

  it('is the same file byte for byte from the same parts, and leaves nothing else behind', async () => {
    const again = join(directory, 'again.zip');
    const written = await writeBundle(again, sampleParts(directory), key);
    const bytes = await readFile(again);
    expect(bytes.equals(await readFile(path))).toBe(true);
    expect(written).toMatchObject({ path: again, bytes: bytes.length, keyId: key.keyId, reportSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await readdir(directory)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is refused before it is written where no verifier would take it', async () => {
    const parts = sampleParts(directory);
    const target = join(directory, 'refused.zip');
    const bad = { ...parts, inputs: { ...parts.inputs, everConnected: [1] as unknown as string[] } };
    await expect(writeBundle(target, bad, key)).rejects.toMatchObject({ code: 'bundle-invalid' });
    await expect(writeBundle(target, { ...parts, extracts: { reporting: join(directory, 'none') } }, key)).rejects.toMatchObject({ code: 'ENOENT' });
    const sparse = join(directory, 'sparse.parquet');
    await writeFile(sparse, '');
    await truncate(sparse, SIZE_LIMITS.parquet + 1);
    await expect(writeBundle(target, { ...parts, extracts: { reporting: sparse } }, key)).rejects.toMatchObject({ code: 'bundle-invalid' });
    expect((await readdir(directory)).filter((name) => name.startsWith('refused'))).toEqual([]);
  });
});

describe('the set of files is the evidence', () => {
  it('verifies in another zip: any order, times, compression', async () => {
    const order = fc.shuffledSubarray([...files.keys()], { minLength: files.size });
    const date = fc.integer({ min: 1981, max: 2100 }).map((year) => new Date(year, 3, 2));
    await fc.assert(fc.asyncProperty(order, fc.integer({ min: 0, max: 9 }), date, async (names, level, lastModDate) => {
      const zip = await rezipped(files, { level, lastModDate, order: () => names });
      expect(await verifyBundle(zip, { trustedKeyId: key.keyId })).toMatchObject({ verified: true, findings: [] });
    }), { numRuns: 12, seed: 8493 });
  }, 180_000);

  it.each<[string, Record<string, unknown>]>([
    ['with entries for its folders', { folders: true }], ['with sizes of 64 bits', { zip64: true, level: 6 }], ['streamed, with descriptors behind the files', { dataDescriptor: true, level: 6 }],
    ['with attributes of another system', { unixMode: 0o100755, level: 1 }], ['with remarks', { comment: new TextEncoder().encode('copied'), extendedTimestamp: true }],
  ])('verifies %s', async (_, { folders, ...options }) => {
    const names = folders === true ? [`${FOLDER}/`, `${FOLDER}/data/`, `${FOLDER}/data/readings/`] : [];
    const zip = await zipOf([...names.map((name) => [name, new Uint8Array()] as const), ...files], options);
    expect(await verifyBundle(zip)).toMatchObject({ verified: true, findings: [], files: 14 });
  });

  it('names the file of one flipped byte, whichever file of the bundle it is in', async () => {
    expect(files.size).toBe(14);
    const places = fc.sample(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { seed: 8493, numRuns: 6 });
    for (const [name, content] of files) {
      for (const [offset, mask] of [[0, 1], [content.length - 1, 128], ...places] as const) {
        const flipped = Uint8Array.from(content);
        const at = offset % content.length;
        flipped[at] = (flipped[at] ?? 0) ^ mask;
        const { verified, findings } = await verifyBundle(await rezipped(new Map(files).set(name, flipped), { level: 0 }));
        expect([at, verified, findings.map(({ file }) => `${FOLDER}/${file}`)]).toEqual([at, false, expect.arrayContaining([name])]);
      }
    }
  }, 180_000);

  it('flipped in the zip as it lies on disk: found and named, or no evidence', async () => {
    const bytes = await readFile(path);
    await fc.assert(fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 0, max: 7 }), async (offset, bit) => {
      const flipped = Buffer.from(bytes);
      flipped[offset] = (flipped[offset] ?? 0) ^ (1 << bit);
      const { verified, findings } = await verifyBundle(new Blob([flipped]));
      if (verified) expect(await sameFiles(flipped)).toBe(true);
      else expect(findings.length).toBeGreaterThan(0);
    }), { numRuns: 100, seed: 8493 });
  }, 180_000);

  /** Whether another reader still finds the same names and bytes: only times and attributes can have changed. */
  async function sameFiles(zip: Buffer): Promise<boolean> {
    const copy = join(directory, 'flipped.zip');
    await writeFile(copy, zip);
    const found = await readFiles(copy);
    return found.size === files.size && [...files].every(([name, content]) => Buffer.from(content).equals(Buffer.from(found.get(name) ?? [])));
  }

  it.each([DATA_FILES.report, TAG_FILES.signature, TAG_FILES.tagManifest, DATA_FILES.reporting])('changed in place, %s alone is named', async (file) => {
    const bytes = await readFile(path);
    const content = Buffer.from(files.get(`${FOLDER}/${file}`) ?? []);
    const at = bytes.indexOf(content);
    expect(at).toBeGreaterThan(0);
    bytes[at + 20] = (bytes[at + 20] ?? 0) ^ 1;
    const { findings } = await verifyBundle(new Blob([bytes]));
    expect(new Set(findings.map((one) => one.file))).toEqual(new Set([file]));
  });
});
