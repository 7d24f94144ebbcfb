import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATA_FILES, TAG_FILES } from '@yanshou/evidence';
import { rezipped, sealedAgain, zipOf } from './testing.js';
import { FOLDER, HostileSample, foundIn, inFolder, utf8 } from './testing/hostile-sample.js';

let sample: HostileSample;
beforeAll(async () => {
  sample = await HostileSample.make();
});
afterAll(() => sample.remove());

describe('a zip that is none, or not whole', () => {
  it('is no zip', async () => {
    for (const content of [Buffer.alloc(0), Buffer.from('hello'), Buffer.alloc(100_000, 7)]) expect(await foundIn(new Blob([content]))).toEqual(['not-a-zip']);
  });

  it('is cut short at any length', async () => {
    for (const share of [0.01, 0.5, 0.99, 0.9999]) expect(await foundIn(new Blob([sample.bytes.subarray(0, Math.floor(sample.bytes.length * share))]))).toEqual(['zip-truncated']);
  });

  it('has bytes before or behind it', async () => {
    expect(await foundIn(new Blob([Buffer.from('#!'), sample.bytes]))).toEqual(['zip-damaged']);
    expect(await foundIn(new Blob([sample.bytes, Buffer.from('more')]))).toEqual(['zip-damaged']);
  });

  it('is empty', async () => {
    expect(await foundIn(await zipOf([]))).toEqual(['zip-empty']);
  });
});

describe('entries that no bundle has', () => {
  it.each(['../evil', '/etc/passwd', 'C:/evil', `${FOLDER}/../evil`, `${FOLDER}/./x`, `${FOLDER}//x`, `${FOLDER}\\x`, `${FOLDER}/a\u0000b`])('%j leads out of the folder', async (name) => {
    expect(await foundIn(await sample.withEntries([name, utf8('x')]))).toContain(`zip-path-escapes ${name}`);
  });

  it('lie beside the folder', async () => {
    expect(await foundIn(await sample.withEntries(['readme.txt', utf8('x')]))).toEqual(['zip-outside-folder readme.txt']);
    expect(await foundIn(await sample.withEntries(['other/readme.txt', utf8('x')]))).toEqual(['zip-outside-folder other/readme.txt']);
  });

  it('occur twice, by the same name or one that a file system takes for it', async () => {
    const doubled = inFolder(DATA_FILES.report.toUpperCase());
    expect(await foundIn(await sample.withEntries([doubled, utf8('{}')]))).toContain(`zip-entry-doubled ${doubled}`);
    const name = inFolder(DATA_FILES.report);
    const same = Buffer.from(await (await sample.withEntries([name.replace('report', 'REPORT'), utf8('{}')])).arrayBuffer());
    const renamed = Buffer.from(same.toString('latin1').replaceAll('data/REPORT.json', 'data/report.json'), 'latin1');
    expect(await foundIn(new Blob([renamed]))).toEqual([`zip-entry-doubled ${name}`]);
  });

  it('are symbolic links', async () => {
    const zip = await zipOf([[inFolder('data/link'), utf8('/etc/passwd')]], { unixMode: 0o120777 });
    expect(await foundIn(zip)).toEqual([`zip-symlink ${inFolder('data/link')}`]);
  });

  it('are encrypted', async () => {
    expect(await foundIn(await zipOf(sample.files, { password: 'secret' }))).toContain(`zip-encrypted ${inFolder(DATA_FILES.report)}`);
  });

  it('are more than a bundle has', async () => {
    const many = Array.from({ length: 300 }, (_, index) => [inFolder(`data/${index}`), utf8('x')] as const);
    expect(await foundIn(await zipOf(many))).toEqual(['zip-too-many-entries']);
  });

  it('expand a thousandfold: refused before anything is unpacked', async () => {
    const zip = await zipOf([[inFolder(DATA_FILES.inventory), new Uint8Array(40 * 2 ** 20)]], { level: 9 });
    expect(zip.size).toBeLessThan(100_000);
    expect(await foundIn(zip)).toEqual([`zip-bomb ${inFolder(DATA_FILES.inventory)}`]);
  });

  it('expand beyond what the directory says: stopped there', async () => {
    const zip = Buffer.from(await (await zipOf([...sample.files].filter(([name]) => name === inFolder(DATA_FILES.htmlZh)).map(([name]) => [name, new Uint8Array(900_000)] as const), { level: 9, dataDescriptor: false })).arrayBuffer());
    const size = Buffer.alloc(4);
    size.writeUInt32LE(900_000);
    for (let at = zip.indexOf(size); at >= 0; at = zip.indexOf(size)) zip.writeUInt32LE(1_000, at);
    expect((await foundIn(new Blob([zip])))[0]).toMatch(new RegExp(`^zip-(bomb|entry-damaged) ${DATA_FILES.htmlZh}`));
  });

  it('are larger than a file of their kind can be', async () => {
    const zip = await zipOf([[inFolder(TAG_FILES.bagit), new Uint8Array(2 * 2 ** 20).map((_, index) => (index * 2_654_435_761) >>> 13)]]);
    expect(await foundIn(zip)).toEqual([`zip-entry-too-large ${inFolder(TAG_FILES.bagit)}`]);
  });
});

describe('a bag that was changed', () => {
  it('lacks a file, or has one more', async () => {
    const fewer = new Map(sample.files);
    fewer.delete(inFolder(DATA_FILES.htmlEn));
    expect(await foundIn(await rezipped(fewer))).toEqual([`file-missing ${DATA_FILES.htmlEn}`]);
    expect(await foundIn(await sample.withEntries([inFolder('data/more.json'), utf8('{}')]))).toEqual(['file-unexpected data/more.json', 'file-unlisted data/more.json']);
  });

  it('has an edited report with manifests that fit, by somebody without the key', async () => {
    const report = sample.textOf(DATA_FILES.report).replace('"verdict":"not-met"', '"verdict":"met"');
    expect(report).not.toBe(sample.textOf(DATA_FILES.report));
    const edited = await sealedAgain(new Map(sample.files).set(inFolder(DATA_FILES.report), utf8(report)), sample.other);
    expect(await foundIn(await rezipped(edited), sample.key.keyId)).toEqual(expect.arrayContaining([`signature-other-key ${TAG_FILES.signature}`]));
    edited.set(inFolder(TAG_FILES.signature), sample.files.get(inFolder(TAG_FILES.signature)) ?? utf8(''));
    expect(await foundIn(await rezipped(edited))).toContain(`signature-covers-other ${DATA_FILES.report}`);
  });

  it('was signed by another key than the one given', async () => {
    expect(await foundIn(new Blob([sample.bytes]), sample.other.keyId)).toEqual([`signature-other-key ${TAG_FILES.signature}`]);
  });

  it('has a signature with stray bits', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const jws = sample.textOf(TAG_FILES.signature);
    const stray = jws.slice(0, -1) + (alphabet[alphabet.indexOf(jws.at(-1) ?? '') + 1] ?? '');
    expect(await foundIn(await rezipped(new Map(sample.files).set(inFolder(TAG_FILES.signature), utf8(stray))))).toEqual([`signature-not-canonical ${TAG_FILES.signature}`]);
  });

  it('is in a folder of another name', async () => {
    const moved = new Map([...sample.files].map(([name, content]) => [name.replace(FOLDER, 'farm-a-2026-11'), content]));
    expect(await foundIn(await rezipped(moved))).toEqual(expect.arrayContaining(['folder-name', `tag-text-differs ${TAG_FILES.info}`]));
  });
});
