import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EvidenceFiles } from './evidence-files.js';

/** `abc` as FIPS 180-4 has it. */
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

let directory: string;
let root: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'yanshou-evidence-'));
  root = join(directory, 'evidence');
  mkdirSync(root);
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function uploaded(name: string, bytes: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, bytes);
  return path;
}
const kept = (): string[] => readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);

describe('a file of evidence', () => {
  it('is kept under the digest of its content, and leaves where it was', async () => {
    const files = new EvidenceFiles(root);
    const path = uploaded('one', 'abc');
    expect(await files.take(path)).toBe(ABC);
    expect([files.pathOf(ABC), existsSync(path)]).toEqual([join(root, 'ba', ABC), false]);
    expect(readFileSync(files.pathOf(ABC), 'utf8')).toBe('abc');
  });

  it('of many pieces is digested whole', async () => {
    const bytes = randomBytes(300_001);
    expect(await new EvidenceFiles(root).take(uploaded('large', bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('that is handed in twice is kept once', async () => {
    const files = new EvidenceFiles(root);
    expect([await files.take(uploaded('one', 'abc')), await files.take(uploaded('two', 'abc'))]).toEqual([ABC, ABC]);
    expect(kept()).toEqual([ABC]);
    expect(readFileSync(files.pathOf(ABC), 'utf8')).toBe('abc');
  });

  it('may come with others, and with itself, at once', async () => {
    const files = new EvidenceFiles(root);
    const texts = ['abc', 'abc', 'a', 'b', 'abc'];
    const digests = await Promise.all(texts.map((text, index) => files.take(uploaded(String(index), text))));
    expect(digests.map((digest) => readFileSync(files.pathOf(digest), 'utf8'))).toEqual(texts);
    expect(kept()).toHaveLength(3);
  });

  it('that nobody took is deleted', async () => {
    const path = uploaded('one', 'abc');
    await new EvidenceFiles(root).discard(path);
    expect([existsSync(path), kept()]).toEqual([false, []]);
  });
});

describe('when the power may fail at any time, a file of evidence', () => {
  it('is on the disk before it has its name, and its name and its folder are before it is said to be kept', async () => {
    const seen: [string, string[]][] = [];
    const files = new EvidenceFiles(root, async (path) => void seen.push([relative(directory, path), kept()]));
    await files.take(uploaded('one', 'abc'));
    expect(seen).toEqual([['evidence', []], ['one', []], ['evidence/ba', [ABC]]]);
  });

  it('is where it was, and nowhere else, when it does not reach the disk', async () => {
    const path = uploaded('one', 'abc');
    const files = new EvidenceFiles(root, (flushed) => (flushed === path ? Promise.reject(new Error('EIO')) : Promise.resolve()));
    await expect(files.take(path)).rejects.toThrow('EIO');
    expect([existsSync(path), kept()]).toEqual([true, []]);
  });

  it('is not said to be kept when its name does not reach the disk', async () => {
    const files = new EvidenceFiles(root, (flushed) => (flushed === join(root, 'ba') ? Promise.reject(new Error('EIO')) : Promise.resolve()));
    await expect(files.take(uploaded('one', 'abc'))).rejects.toThrow('EIO');
    const again = new EvidenceFiles(root);
    expect([await again.take(uploaded('two', 'abc')), kept()]).toEqual([ABC, [ABC]]);
  });

  it('is moved, not written a second time', async () => {
    const path = uploaded('one', 'abc');
    const { ino } = statSync(path);
    const files = new EvidenceFiles(root);
    expect(statSync(files.pathOf(await files.take(path))).ino).toBe(ino);
  });
});
