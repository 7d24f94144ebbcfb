import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DATA_FILES, TAG_FILES, importSigningKey } from '@yanshou/evidence';
import { FIXED_KEY } from '@yanshou/evidence/testing';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { readFiles, sampleParts } from './testing.js';
import { rawZip } from './testing/raw-zip.js';
import type { RawEnd, RawEntry } from './testing/raw-zip.js';

const FOLDER = 'workshop-a-2026-11';
const inFolder = (path: string): string => `${FOLDER}/${path}`;
const REPORT = inFolder(DATA_FILES.report);
let entries: readonly RawEntry[];
let bytes: Buffer;
beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hostile-zip-'));
  const path = join(directory, 'bundle.zip');
  await writeBundle(path, sampleParts(directory), await importSigningKey(FIXED_KEY));
  bytes = await readFile(path);
  entries = [...(await readFiles(path))].map(([name, content]) => ({ name, content }));
  await rm(directory, { recursive: true, force: true });
});

const found = async (zip: Blob): Promise<readonly string[]> => {
  const { verified, findings } = await verifyBundle(zip);
  expect(verified).toBe(false);
  return findings.map(({ code, file, actual = '' }) => `${code} ${file} ${actual}`.trim());
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const more = (entry: Omit<RawEntry, 'content'> & { readonly content?: Uint8Array }): Promise<readonly string[]> => found(rawZip([...entries, { content: utf8('MZ'), ...entry }]));
/** The bundle with one entry that is told otherwise; the report unless another is named. */
const told = (facts: Partial<RawEntry>, name = REPORT): Promise<readonly string[]> => found(rawZip(entries.map((entry) => (entry.name === name ? { ...entry, ...facts } : entry))));

it('the same entries, told as they are, are verified', async () => {
  expect(await verifyBundle(rawZip(entries))).toMatchObject({ verified: true, findings: [] });
});

describe('an entry that only some programs see', () => {
  it('is a file that says it is a folder', async () => {
    expect(await more({ name: inFolder('data/run.exe'), attributes: 0x10 })).toEqual([`zip-damaged ${inFolder('data/run.exe')} folder`]);
    expect(await more({ name: inFolder('data/run.exe'), system: 3, attributes: 0o40755 * 65_536 })).toEqual([`zip-damaged ${inFolder('data/run.exe')} folder`]);
  });

  it('is a folder that holds bytes', async () => {
    expect(await more({ name: inFolder('data/more/') })).toEqual([`zip-damaged ${inFolder('data/more/')} folder`]);
    expect(await more({ name: inFolder('data/more/'), size: 0 })).toEqual([`zip-damaged ${inFolder('data/more/')} folder`]);
    const empty = { name: inFolder('data/more/'), content: deflateRawSync(''), method: 8, size: 0 };
    expect(await verifyBundle(rawZip([...entries, empty]))).toMatchObject({ verified: true, files: 14 });
  });

  it('is a folder by the name of a file', async () => {
    expect(await more({ name: `${REPORT}/`, content: new Uint8Array() })).toEqual([`zip-entry-doubled ${REPORT}/`]);
  });

  it('stands between the others and not in the directory', async () => {
    const [first, ...rest] = entries as [RawEntry, ...RawEntry[]];
    const hidden: RawEntry = { name: inFolder('data/run.exe'), content: utf8('MZ'), isHidden: true };
    expect(await found(rawZip([first, hidden, ...rest]))).toEqual([`zip-damaged ${first.name} bytes between entries`]);
    expect(await found(rawZip([...entries, hidden]))).toEqual([`zip-damaged ${entries.at(-1)?.name} bytes between entries`]);
    expect(await found(rawZip([hidden, ...entries]))).toEqual(['zip-damaged  prepended data']);
  });

  it('has another name where it stands than in the directory', async () => {
    expect(await told({ localName: REPORT.replace('report', 'REPORT') })).toContain(`zip-entry-damaged ${DATA_FILES.report} Ambiguous archive`);
    for (const localName of [inFolder('data/RUN/'), inFolder('data/run/x')]) {
      expect(await more({ name: inFolder('data/run/'), localName, content: new Uint8Array() })).toEqual([`zip-damaged ${inFolder('data/run/')} local header`]);
    }
  });

  it('has another name in an extra field', async () => {
    const name = Buffer.from(REPORT);
    const other = Buffer.from(inFolder('data/other.json'));
    const extra = Buffer.alloc(9 + other.length);
    extra.writeUInt16LE(0x7075, 0);
    extra.writeUInt16LE(5 + other.length, 2);
    extra.writeUInt8(1, 4);
    extra.writeUInt32LE(crcOf(name), 5);
    other.copy(extra, 9);
    expect(await told({ extra })).toEqual([`zip-damaged ${inFolder('data/other.json')} file name`]);
  });

  it('is listed twice, or lies in another one', async () => {
    expect(await more({ name: REPORT })).toEqual([`zip-entry-doubled ${REPORT}`]);
    expect(await more({ name: inFolder('data/copy.json'), offset: 0 })).toEqual([expect.stringMatching(/^zip-damaged .* bytes between entries$/)]);
    expect(await more({ name: inFolder('data/copy.json'), offset: 40, packed: 100, size: 100 })).toEqual([expect.stringMatching(/^zip-damaged .* bytes between entries$/)]);
  });

  it.each([['report.jso\uff4e', 'width'], ['REPORT.json', 'case'], ['re\u0301.txt', 'composition']])('has a name that a file system takes for another: %s (%s)', async (name) => {
    const composed: RawEntry = { name: inFolder('data/r\u00e9.txt'), content: utf8('') };
    const last = inFolder(`data/${name}`);
    expect(await found(rawZip([...entries, composed, { name: last, content: utf8('') }]))).toEqual([`zip-entry-doubled ${last}`]);
  });
});

describe('an entry that lies about itself', () => {
  it('of its size, its checksum or its packing', async () => {
    const damaged = `zip-entry-damaged ${DATA_FILES.report}`;
    expect(await told({ localSize: 5 })).toContain(`${damaged} Ambiguous archive`);
    expect(await told({ crc: 1 })).toContain(`${damaged} Invalid CRC32`);
    expect(await told({ method: 8 })).toEqual(expect.arrayContaining([expect.stringContaining(damaged)]));
    expect(await told({ method: 9 })).toEqual([`zip-entry-damaged ${REPORT} method 9`]);
    expect(await told({ packed: 7 })).toEqual([`zip-damaged ${REPORT} bytes between entries`]);
    expect(await told({ flags: 1 })).toEqual([`zip-encrypted ${REPORT}`]);
    expect(await told({ flags: 8 })).toEqual(expect.arrayContaining([expect.stringContaining(damaged)]));
  });

  it('has bytes behind its deflated ones', async () => {
    const { content = utf8('') } = entries.find(({ name }) => name === REPORT) ?? {};
    expect(await told({ content: Buffer.concat([deflateRawSync(content), Buffer.from('more')]), size: content.length, crc: crcOf(content), method: 8 }))
      .toEqual(expect.arrayContaining([expect.stringContaining(`zip-entry-damaged ${DATA_FILES.report}`)]));
  });

  it('expands a thousandfold: by what it says, or without a word', async () => {
    const bomb = { content: deflateRawSync(Buffer.alloc(2 ** 28), { level: 9 }), method: 8 };
    expect(bomb.content.length).toBeLessThan(2 ** 19);
    const html = inFolder(DATA_FILES.htmlZh);
    expect(await told({ ...bomb, size: 2 ** 28 }, html)).toEqual([expect.stringMatching(new RegExp(`^zip-bomb ${html} \\d+ → ${2 ** 28}$`))]);
    const before = process.memoryUsage().rss;
    expect((await told({ ...bomb, size: 1_000 }, html))[0]).toMatch(new RegExp(`^zip-(bomb|entry-damaged) ${DATA_FILES.htmlZh}`));
    expect((await told({ ...bomb, size: 1_000 }, inFolder(TAG_FILES.bagit)))[0]).toMatch(new RegExp(`^zip-(bomb|entry-damaged) ${TAG_FILES.bagit}`));
    expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 27);
  });

  it('is more than a file of its kind, or one that no bundle has, can be', async () => {
    const empty = { content: Buffer.alloc(4 * 2 ** 20), method: 8, size: 600 * 2 ** 20 };
    expect(await told(empty, inFolder(DATA_FILES.reporting))).toEqual([`zip-entry-too-large ${inFolder(DATA_FILES.reporting)} ${600 * 2 ** 20}`]);
    expect(await more({ content: Buffer.alloc(2 ** 20 + 1), name: inFolder('data/more.parquet') })).toEqual([`zip-entry-too-large ${inFolder('data/more.parquet')} ${2 ** 20 + 1}`]);
  });
});

describe('a directory that lies', () => {
  it.each<[string, RawEnd]>([['of the number of its entries', { entries: 3 }], ['of entries that are not there', { entries: 99 }], ['of its place', { directoryOffset: 7 }], ['of a place beyond the zip', { directoryOffset: 2 ** 31 }]])('%s', async (_, end) => {
    expect(await found(rawZip(entries, end))).toEqual([expect.stringMatching(/^zip-(damaged|truncated)/)]);
  });

  it('comes after another whole zip', async () => {
    expect(await found(new Blob([bytes, bytes]))).toEqual(['zip-damaged  prepended data']);
  });
});

const crcOf = (content: Uint8Array): number => crc32(Buffer.from(content));
