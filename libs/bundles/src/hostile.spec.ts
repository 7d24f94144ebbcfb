import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATA_FILES, TAG_FILES, canonicalJson, generateSigningKey, importSigningKey } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import type { ExtractReading } from '@yanshou/kpi';
import { sampleReadings } from '@yanshou/reports/testing';
import { formatIsoMicros } from '@yanshou/telemetry';
import type { Leg } from '@yanshou/telemetry';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { readFiles, rezipped, sampleParts, sealedAgain, writeExtract, zipOf } from './testing.js';
import type { BagFiles } from './testing.js';

const FOLDER = 'workshop-a-2026-11';
let directory: string;
let key: SigningKey;
let other: SigningKey;
let bytes: Buffer;
let files: BagFiles;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hostile-'));
  [key, other] = await Promise.all([generateSigningKey().then(importSigningKey), generateSigningKey().then(importSigningKey)]);
  const path = join(directory, 'bundle.zip');
  await writeBundle(path, sampleParts(directory), key);
  bytes = await readFile(path);
  files = await readFiles(path);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const inFolder = (path: string): string => `${FOLDER}/${path}`;
const textOf = (path: string): string => new TextDecoder().decode(files.get(inFolder(path)));
const found = async (zip: Blob, trustedKeyId?: string): Promise<readonly string[]> => {
  const { verified, findings } = await verifyBundle(zip, trustedKeyId === undefined ? {} : { trustedKeyId });
  expect(verified).toBe(false);
  return findings.map(({ code, file, place }) => [code, file, place].filter((part) => part !== undefined && part !== '').join(' '));
};
const windowOf = (path: string): { readonly from: number } => (JSON.parse(textOf(path)) as { window: { from: number } }).window;
const withEntries = (...more: readonly (readonly [string, Uint8Array])[]): Promise<Blob> => zipOf([...files, ...more]);

describe('a zip that is none, or not whole', () => {
  it('is no zip', async () => {
    for (const content of [Buffer.alloc(0), Buffer.from('hello'), Buffer.alloc(100_000, 7)]) expect(await found(new Blob([content]))).toEqual(['not-a-zip']);
  });

  it('is cut short at any length', async () => {
    for (const share of [0.01, 0.5, 0.99, 0.9999]) expect(await found(new Blob([bytes.subarray(0, Math.floor(bytes.length * share))]))).toEqual(['zip-truncated']);
  });

  it('has bytes before or behind it', async () => {
    expect(await found(new Blob([Buffer.from('#!'), bytes]))).toEqual(['zip-damaged']);
    expect(await found(new Blob([bytes, Buffer.from('more')]))).toEqual(['zip-damaged']);
  });

  it('is empty', async () => {
    expect(await found(await zipOf([]))).toEqual(['zip-empty']);
  });
});

describe('entries that no bundle has', () => {
  it.each(['../evil', '/etc/passwd', 'C:/evil', `${FOLDER}/../evil`, `${FOLDER}/./x`, `${FOLDER}//x`, `${FOLDER}\\x`, `${FOLDER}/a\u0000b`])('%j leads out of the folder', async (name) => {
    expect(await found(await withEntries([name, utf8('x')]))).toContain(`zip-path-escapes ${name}`);
  });

  it('lie beside the folder', async () => {
    expect(await found(await withEntries(['readme.txt', utf8('x')]))).toEqual(['zip-outside-folder readme.txt']);
    expect(await found(await withEntries(['other/readme.txt', utf8('x')]))).toEqual(['zip-outside-folder other/readme.txt']);
  });

  it('occur twice, by the same name or one that a file system takes for it', async () => {
    const doubled = inFolder(DATA_FILES.report.toUpperCase());
    expect(await found(await withEntries([doubled, utf8('{}')]))).toContain(`zip-entry-doubled ${doubled}`);
    const name = inFolder(DATA_FILES.report);
    const same = Buffer.from(await (await withEntries([name.replace('report', 'REPORT'), utf8('{}')])).arrayBuffer());
    const renamed = Buffer.from(same.toString('latin1').replaceAll('data/REPORT.json', 'data/report.json'), 'latin1');
    expect(await found(new Blob([renamed]))).toEqual([`zip-entry-doubled ${name}`]);
  });

  it('are symbolic links', async () => {
    const zip = await zipOf([[inFolder('data/link'), utf8('/etc/passwd')]], { unixMode: 0o120777 });
    expect(await found(zip)).toEqual([`zip-symlink ${inFolder('data/link')}`]);
  });

  it('are encrypted', async () => {
    expect(await found(await zipOf(files, { password: 'secret' }))).toContain(`zip-encrypted ${inFolder(DATA_FILES.report)}`);
  });

  it('are more than a bundle has', async () => {
    const many = Array.from({ length: 300 }, (_, index) => [inFolder(`data/${index}`), utf8('x')] as const);
    expect(await found(await zipOf(many))).toEqual(['zip-too-many-entries']);
  });

  it('expand a thousandfold: refused before anything is unpacked', async () => {
    const zip = await zipOf([[inFolder(DATA_FILES.inventory), new Uint8Array(40 * 2 ** 20)]], { level: 9 });
    expect(zip.size).toBeLessThan(100_000);
    expect(await found(zip)).toEqual([`zip-bomb ${inFolder(DATA_FILES.inventory)}`]);
  });

  it('expand beyond what the directory says: stopped there', async () => {
    const zip = Buffer.from(await (await zipOf([...files].filter(([name]) => name === inFolder(DATA_FILES.htmlZh)).map(([name]) => [name, new Uint8Array(900_000)] as const), { level: 9, dataDescriptor: false })).arrayBuffer());
    const size = Buffer.alloc(4);
    size.writeUInt32LE(900_000);
    for (let at = zip.indexOf(size); at >= 0; at = zip.indexOf(size)) zip.writeUInt32LE(1_000, at);
    expect((await found(new Blob([zip])))[0]).toMatch(new RegExp(`^zip-(bomb|entry-damaged) ${DATA_FILES.htmlZh}`));
  });

  it('are larger than a file of their kind can be', async () => {
    const zip = await zipOf([[inFolder(TAG_FILES.bagit), new Uint8Array(2 * 2 ** 20).map((_, index) => (index * 2_654_435_761) >>> 13)]]);
    expect(await found(zip)).toEqual([`zip-entry-too-large ${inFolder(TAG_FILES.bagit)}`]);
  });
});

describe('a bag that was changed', () => {
  it('lacks a file, or has one more', async () => {
    const fewer = new Map(files);
    fewer.delete(inFolder(DATA_FILES.htmlEn));
    expect(await found(await rezipped(fewer))).toEqual([`file-missing ${DATA_FILES.htmlEn}`]);
    expect(await found(await withEntries([inFolder('data/more.json'), utf8('{}')]))).toEqual(['file-unexpected data/more.json', 'file-unlisted data/more.json']);
  });

  it('has an edited report with manifests that fit, by somebody without the key', async () => {
    const report = textOf(DATA_FILES.report).replace('"verdict":"not-met"', '"verdict":"met"');
    expect(report).not.toBe(textOf(DATA_FILES.report));
    const edited = await sealedAgain(new Map(files).set(inFolder(DATA_FILES.report), utf8(report)), other);
    expect(await found(await rezipped(edited), key.keyId)).toEqual(expect.arrayContaining([`signature-other-key ${TAG_FILES.signature}`]));
    edited.set(inFolder(TAG_FILES.signature), files.get(inFolder(TAG_FILES.signature)) ?? utf8(''));
    expect(await found(await rezipped(edited))).toContain(`signature-covers-other ${DATA_FILES.report}`);
  });

  it('was signed by another key than the one given', async () => {
    expect(await found(new Blob([bytes]), other.keyId)).toEqual([`signature-other-key ${TAG_FILES.signature}`]);
  });

  it('has a signature with stray bits', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const jws = textOf(TAG_FILES.signature);
    const stray = jws.slice(0, -1) + (alphabet[alphabet.indexOf(jws.at(-1) ?? '') + 1] ?? '');
    expect(await found(await rezipped(new Map(files).set(inFolder(TAG_FILES.signature), utf8(stray))))).toEqual([`signature-not-canonical ${TAG_FILES.signature}`]);
  });

  it('is in a folder of another name', async () => {
    const moved = new Map([...files].map(([name, content]) => [name.replace(FOLDER, 'farm-a-2026-11'), content]));
    expect(await found(await rezipped(moved))).toEqual(expect.arrayContaining(['folder-name', `tag-text-differs ${TAG_FILES.info}`]));
  });
});

/** Somebody who holds the key changes files and seals the bag again: only recomputation can find it. */
describe('a lie that is signed', () => {
  const resealed = async (...changes: readonly (readonly [string, Uint8Array | string])[]): Promise<Blob> => {
    const changed = new Map(files);
    for (const [path, content] of changes) changed.set(inFolder(path), typeof content === 'string' ? utf8(content) : content);
    return rezipped(await sealedAgain(changed, key), { level: 0 });
  };
  const extractOf = async (readings: Iterable<ExtractReading>, project = 'workshop'): Promise<Uint8Array> => {
    const path = join(directory, 'other.parquet');
    writeExtract(path, project, [...readings]);
    return readFile(path);
  };
  const changedJson = <T extends object>(path: string, change: (value: T) => void): readonly [string, string] => {
    const value = JSON.parse(textOf(path)) as T;
    change(value);
    return [path, canonicalJson(value)];
  };
  /** Contract and report of a period of so many days from its beginning. */
  const longer = (days: number): readonly (readonly [string, string])[] => {
    const to = windowOf(DATA_FILES.contract).from + days * 86_400_000_000;
    return [
      changedJson<{ window: { from: number; to: number } }>(DATA_FILES.contract, ({ window }) => (window.to = to)),
      changedJson<Report>(DATA_FILES.report, (value) => (value.period.to = formatIsoMicros(to))),
    ];
  };
  const reporting = (): ExtractReading[] => [...sampleReadings('reporting' satisfies Leg)];
  interface Report { indicators: { row: { indicator: string; value: number; formulaVersion: string }; figures: { own: { value: number } }; definition: { formula: { zh: string } } }[]; period: { to: string } }

  it('sealed again unchanged it is verified: what follows is found by what was changed', async () => {
    expect(await verifyBundle(await resealed())).toMatchObject({ verified: true });
  });

  it('one reading less valid changes rows, named by field with both values', async () => {
    const readings = reporting().map((reading, index) => (index % 2 === 0 ? reading : { ...reading, quality: 'D' as const }));
    const { findings } = await verifyBundle(await resealed([DATA_FILES.reporting, await extractOf(readings)]));
    expect(findings).toContainEqual(expect.objectContaining({ code: 'row-differs', file: DATA_FILES.report, place: 'networked-device-ratio.readings', expected: expect.any(String), actual: expect.any(String) }));
    expect(findings.map(({ place }) => place)).toContain('networked-device-ratio.inputsDigest');
  });

  it('one single reading is enough for the digest', async () => {
    const first = reporting().findIndex(({ device, metric, at }) => device === 'M3' && metric === 'load' && at > 0);
    const readings = reporting().map((reading, index) => (index === first ? { ...reading, quality: 'D' as const } : reading));
    expect(await found(await resealed([DATA_FILES.reporting, await extractOf(readings)]))).toContain(`row-differs ${DATA_FILES.report} process-data-points.inputsDigest`);
  });

  it('another value in the report', async () => {
    const report = changedJson<Report>(DATA_FILES.report, ({ indicators }) => (indicators[0] as Report['indicators'][0]).row.value = 80);
    const { findings } = await verifyBundle(await resealed(report));
    expect(findings).toEqual([{ code: 'row-differs', file: DATA_FILES.report, place: 'networked-device-ratio.value', expected: '40', actual: '80' }]);
  });

  it('another value, signed by a key of one\'s own: no key need be given to find it', async () => {
    const [path, report] = changedJson<Report>(DATA_FILES.report, ({ indicators }) => (indicators[0] as Report['indicators'][0]).row.value = 80);
    const forged = await rezipped(await sealedAgain(new Map(files).set(inFolder(path), utf8(report)), other));
    const differs = `row-differs ${DATA_FILES.report} networked-device-ratio.value`;
    expect(await found(forged)).toEqual([differs]);
    expect(await found(forged, key.keyId)).toEqual([`signature-other-key ${TAG_FILES.signature}`, differs]);
  });

  it('simulated readings said to be live, in all files alike', async () => {
    const path = join(directory, 'live.zip');
    await writeBundle(path, sampleParts(directory, { readings: (leg) => sampleReadings(leg, 'simulated') }), key);
    const { steps, findings } = await verifyBundle(new Blob([await readFile(path)]));
    expect([steps.contents, findings]).toEqual(['passed', [{ code: 'contents-disagree', file: DATA_FILES.inputs, place: 'origins', expected: 'simulated', actual: 'live' }]]);
  });

  it('another figure of the unit, another formula beside the value', async () => {
    const figure = changedJson<Report>(DATA_FILES.report, ({ indicators }) => (indicators[0] as Report['indicators'][0]).figures.own.value = 41);
    expect(await found(await resealed(figure))).toEqual([`figures-differ ${DATA_FILES.report} networked-device-ratio.figures`]);
    const formula = changedJson<Report>(DATA_FILES.report, ({ indicators }) => (indicators[0] as Report['indicators'][0]).definition.formula.zh = '按需');
    expect(await found(await resealed(formula))).toEqual([`figures-differ ${DATA_FILES.report} networked-device-ratio.definition`]);
  });

  it('another number, source or verdict in a trace; its headings may be worded otherwise, and older statements explain nothing', async () => {
    type Traced = { trace?: { steps: { put: string | null; title: { zh: string }; table: { rows: { source: { query: string } }[] } | null }[]; verdict: { zh: string } } };
    const changed = (change: (indicator: Traced) => void) => changedJson<Report>(DATA_FILES.report, ({ indicators }) => change(indicators[0] as unknown as Traced));
    const differs = `figures-differ ${DATA_FILES.report} networked-device-ratio.trace`;
    const changes: readonly ((indicator: Traced) => void)[] = [
      ({ trace }) => Object.assign(trace?.steps.at(-1) ?? {}, { put: '5 ÷ 5 × 100' }), ({ trace }) => Object.assign(trace?.steps[0]?.table?.rows[0]?.source ?? {}, { query: '/elsewhere' }),
      ({ trace }) => Object.assign(trace?.verdict ?? {}, { zh: '达标' }),
    ];
    for (const change of changes) expect(await found(await resealed(changed(change)))).toEqual([differs]);
    for (const harmless of [({ trace }: Traced) => Object.assign(trace?.steps[0]?.title ?? {}, { zh: '另一种说法' }), (indicator: Traced) => delete indicator.trace]) {
      expect(await verifyBundle(await resealed(changed(harmless)))).toMatchObject({ verified: true });
    }
  });

  it('no stamp on simulated data, other counts of verdicts, a balance that is none, another programme', async () => {
    const path = join(directory, 'simulated.zip');
    await writeBundle(path, sampleParts(directory, { origin: 'simulated' }), key);
    const simulated = await readFiles(path);
    const lie = async (change: (report: { stamps: string[]; verdicts: { met: number }; totals: { messages: { projected: number } }; project: { programme: string }; title: { zh: string } }) => void) => {
      const report = JSON.parse(new TextDecoder().decode(simulated.get(inFolder(DATA_FILES.report)))) as Parameters<typeof change>[0];
      change(report);
      return found(await rezipped(await sealedAgain(new Map(simulated).set(inFolder(DATA_FILES.report), utf8(canonicalJson(report))), key)));
    };
    expect(await lie((report) => (report.stamps = []))).toEqual([`statement-differs ${DATA_FILES.report} stamps`]);
    expect(await lie(({ verdicts }) => (verdicts.met += 1))).toEqual([`statement-differs ${DATA_FILES.report} verdicts`]);
    expect(await lie(({ totals }) => (totals.messages.projected -= 1))).toEqual([`statement-differs ${DATA_FILES.report} balance`]);
    expect(await lie(({ project }) => (project.programme = 'P2'))).toEqual([`statement-differs ${DATA_FILES.report} project`]);
    expect(await lie(({ title }) => (title.zh = '验收报告'))).toEqual([`statement-differs ${DATA_FILES.report} title`]);
    expect(await lie((report) => Object.assign(report, { grade: 'A' }))).toEqual([`statement-differs ${DATA_FILES.report} grade`]);
    expect(await lie((report) => Object.assign(report, { totals: 1 }))).toEqual([`json-invalid ${DATA_FILES.report} totals`]);
    expect(await lie((report) => Object.assign(report, { gaps: [{ reason: 'none' }] }))).toEqual([`json-invalid ${DATA_FILES.report} gaps.0.fromSequence`]);
    expect(await lie((report) => Object.assign(report, { note: 'n'.repeat(5_000) }))).toEqual([`json-invalid ${DATA_FILES.report} note`]);
    expect(await lie(({ project }) => Object.assign(project, { nameZh: ['a list'] }))).toEqual([`json-invalid ${DATA_FILES.report} project.nameZh`]);
  });

  it('a definition that is not the verifier\'s, a version it does not know, an indicator it does not know', async () => {
    const definitions = (change: (first: { id: string; formulaVersion: string; scale: number }) => void) =>
      changedJson<{ id: string; formulaVersion: string; scale: number }[]>(DATA_FILES.definitions, ([first]) => change(first as { id: string; formulaVersion: string; scale: number }));
    expect(await found(await resealed(definitions((first) => (first.scale = 1))))).toEqual([`definition-differs ${DATA_FILES.definitions} networked-device-ratio.scale`]);
    expect(await found(await resealed(definitions((first) => (first.formulaVersion = '99.0.0'))))).toEqual([`formula-version-unknown ${DATA_FILES.definitions} networked-device-ratio`]);
    expect(await found(await resealed(definitions((first) => (first.id = 'luck'))))).toEqual([`contents-disagree ${DATA_FILES.definitions} id`, `indicator-unknown ${DATA_FILES.definitions} luck`]);
  });

  it('an indicator of the contract left out', async () => {
    const report = changedJson<Report>(DATA_FILES.report, ({ indicators }) => void indicators.shift());
    const definitions = changedJson<unknown[]>(DATA_FILES.definitions, (all) => void all.shift());
    expect(await found(await resealed(report, definitions))).toEqual([`indicator-missing ${DATA_FILES.report} networked-device-ratio`]);
  });

  it('another period than the contract\'s', async () => {
    const report = changedJson<Report>(DATA_FILES.report, ({ period }) => (period.to = '2026-10-02T00:00:00.000Z'));
    expect(await found(await resealed(report))).toEqual([`contents-disagree ${DATA_FILES.report} period`]);
  });

  it('JSON in other words, or of another kind', async () => {
    expect(await found(await resealed([DATA_FILES.contract, `${textOf(DATA_FILES.contract)}\n`]))).toEqual([`json-not-canonical ${DATA_FILES.contract}`]);
    expect(await found(await resealed([DATA_FILES.contract, '{']))).toEqual([`json-malformed ${DATA_FILES.contract}`]);
    expect(await found(await resealed([DATA_FILES.contract, '{}']))).toEqual([`json-invalid ${DATA_FILES.contract} project`]);
  });

  it.each<[string, () => Iterable<ExtractReading>, string]>([
    ['two readings in another order', () => reporting().map((_, index, all) => all[index === 7 ? 8 : index === 8 ? 7 : index] as ExtractReading), `extract-out-of-order ${DATA_FILES.reporting} #9`],
    ['a reading twice', () => reporting().flatMap((reading, index) => (index === 3 ? [reading, reading] : [reading])), `extract-out-of-order ${DATA_FILES.reporting} #5`],
    ['a reading less', () => reporting().slice(1), `extract-rows-differ ${DATA_FILES.reporting}`],
    ['a reading of another time', () => [{ ...(reporting()[0] as ExtractReading), at: 5 }, ...reporting()], `extract-outside-period ${DATA_FILES.reporting} #1`],
    ['an unknown quality', () => [{ ...(reporting()[0] as ExtractReading), quality: 'X' as 'N' }], `extract-malformed ${DATA_FILES.reporting} #1`],
  ])('an extract with %s', async (_, readings, code) => {
    expect(await found(await resealed([DATA_FILES.reporting, await extractOf(readings())]))).toEqual([code]);
  });

  it('an extract of another project, one that is no Parquet, one that does not cover the period', async () => {
    expect(await found(await resealed([DATA_FILES.reporting, await extractOf(reporting(), 'farm')]))).toEqual([`extract-foreign-project ${DATA_FILES.reporting} #1`]);
    expect(await found(await resealed([DATA_FILES.reporting, 'PAR1 nothing PAR1']))).toEqual([`extract-malformed ${DATA_FILES.reporting}`]);
    const inputs = changedJson<{ extracts: { reporting: { from: number } } }>(DATA_FILES.inputs, ({ extracts }) => (extracts.reporting.from += 1));
    expect(await found(await resealed(inputs))).toEqual([`extract-does-not-cover ${DATA_FILES.reporting}`]);
  });

  it('a period or an inventory that would need more memory than there is', async () => {
    const to = 8e15;
    const contract = changedJson<{ window: { from: number; to: number } }>(DATA_FILES.contract, ({ window }) => Object.assign(window, { from: 0, to }));
    const report = changedJson<Report>(DATA_FILES.report, ({ period }) => Object.assign(period, { from: formatIsoMicros(0), to: formatIsoMicros(to) }));
    const inventory = changedJson<{ devices: object[] }>(DATA_FILES.inventory, (value) => (value.devices = Array.from({ length: 60 }, (_, index) => ({ ...value.devices[0], id: `M${index}` }))));
    expect(await found(await resealed(contract, report, inventory))).toEqual([`recomputation-impossible ${DATA_FILES.contract} window`]);
    const gateways = changedJson<{ gateways: object[]; devices: { id: string }[] }>(DATA_FILES.inventory, (value) => {
      const children = value.devices.slice(0, 2).map(({ id }) => id);
      value.gateways = Array.from({ length: 4_000 }, (_, index) => ({ id: `g${index}`, nameZh: '', nameEn: '', children }));
    });
    expect(await found(await resealed(gateways, ...longer(366)))).toEqual([`recomputation-impossible ${DATA_FILES.inventory} gateways`]);
    const series = changedJson<{ classes: { metrics: object[] }[]; devices: object[] }>(DATA_FILES.inventory, ({ classes: [machine], devices }) => {
      Object.assign(machine ?? {}, { metrics: Array.from({ length: 2_000 }, (_, index) => ({ ...machine?.metrics[0], name: `m${index}` })) });
      for (let index = 0; index < 500; index += 1) devices.push({ ...devices[0], id: `N${index}` });
    });
    expect(await found(await resealed(series))).toEqual([`recomputation-impossible ${DATA_FILES.inventory} classes`]);
    const windows = changedJson<{ classes: { metrics: object[] }[]; devices: object[] }>(DATA_FILES.inventory, ({ classes: [machine], devices }) => {
      Object.assign(machine ?? {}, { metrics: Array.from({ length: 2_000 }, (_, index) => ({ ...machine?.metrics[0], name: `m${index}`, role: 'ph' })) });
      for (let index = 0; index < 40; index += 1) devices.push({ ...devices[0], id: `N${index}` });
    });
    expect(await found(await resealed(windows, ...longer(366)))).toEqual([`recomputation-impossible ${DATA_FILES.contract} targets`]);
  });

  it('a list of faults, told once, and one that is longer than anybody needs', async () => {
    const inputs = changedJson<{ heartbeats: unknown[] }>(DATA_FILES.inputs, (value) => (value.heartbeats = Array.from({ length: 100_000 }, () => 0)));
    expect(await found(await resealed(inputs))).toEqual([`json-invalid ${DATA_FILES.inputs} heartbeats.0`]);
    expect(await found(await resealed([DATA_FILES.inputs, `{"heartbeats":[${'0,'.repeat(5_000_001)}0]}`]))).toEqual([`json-too-large ${DATA_FILES.inputs}`]);
  });
});
