import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openFile, writeBundle } from '@yanshou/bundles/node';
import type { BundleParts } from '@yanshou/bundles/node';
import { parquetExtract } from '@yanshou/bundles';
import { extractFacts } from '@yanshou/bundles/testing';
import { compareCodePoints, generateSigningKey, importSigningKey, unexplainedMinutes } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import { ExtractFold, evaluateAll } from '@yanshou/kpi';
import type { ExtractReading, ReadingQuality } from '@yanshou/kpi';
import { renderHtml } from '@yanshou/report-renderers';
import { buildStatement } from '@yanshou/reports';
import { SAMPLE_INPUTS, sampleContract, sampleInventory, sampleReadings, sampleStatement } from '@yanshou/reports/testing';
import { BatchBuilder } from '@yanshou/store/testing';
import { openDuckDbStore } from '@yanshou/store-duckdb';
import type { DuckDbStore } from '@yanshou/store-duckdb';
import { LEGS, MICROS_PER_HOUR, hourOf, originCode, qualityCode } from '@yanshou/telemetry';
import type { Leg } from '@yanshou/telemetry';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import { seeded } from '../../platform-under-test/seeded.js';

const PROJECT = 'workshop';
const contract = sampleContract();
const inventory = sampleInventory();
let directory: string;
/** As it is carried: one file with nothing beside it. */
let program: string;
let store: DuckDbStore;
let key: SigningKey;
let extracts: Record<Leg, string>;

/** The sample's readings, and some that indicators must leave out: other origins, faulty, unused, outside the class, to the last bit. */
function readingsOf(leg: Leg): readonly ExtractReading[] {
  const at = extractFacts(contract, leg, 0).from;
  const odd = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, -2.5, 2 ** 53].map((value, second) => ({
    device: 'M1', metric: 'odd', at: at + second * 1_000_001, value, kind: 'number', quality: '', origin: 'live', unused: true,
  }) as const);
  const others = [
    { device: 'M2', metric: '～', at: at + 7, value: 1, kind: 'boolean', quality: 'D', origin: 'live', unused: true },
    { device: 'M2', metric: '𠮷', at: at + 7, value: '开', kind: 'text', quality: 'N', origin: 'replayed', unused: true },
    { device: 'M4', metric: 'load', at: at + 11, value: 3, kind: 'number', quality: 'D', origin: 'live', unused: false },
    { device: 'M4', metric: 'load', at: at + 60_000_000, value: 3, kind: 'number', quality: '', origin: 'imported', unused: false },
  ] as const;
  return [...sampleReadings(leg), ...odd, ...others].map(delivered).sort((a, b) => compareCodePoints(a.device, b.device) || compareCodePoints(a.metric, b.metric) || a.at - b.at);
}

/** Some of them come after the contract's limit, and some without a time of their own. */
function delivered(reading: ExtractReading, index: number): ExtractReading {
  const late = index % 7 === 3;
  return { ...reading, received: reading.at + (late ? 80 * MICROS_PER_HOUR : 1_000_000), serverStamped: !late && index % 5 === 2 };
}

async function fillStore(): Promise<void> {
  const builder = new BatchBuilder();
  const random = seeded(3);
  const arrival = LEGS.flatMap(readingsOf).map((reading) => ({ reading, place: random() })).sort((a, b) => a.place - b.place);
  for (const { reading } of arrival) {
    const { value, kind, quality, origin, ...rest } = reading;
    builder.reading({ ...rest, project: PROJECT, value: kind === 'boolean' ? value === 1 : value, quality: qualityCode(quality) ?? 0, origin: originCode(origin) ?? 0 });
  }
  await store.commit(builder.build());
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'e2e-bundle-'));
  program = join(directory, 'verify.mjs');
  await copyFile(VERIFIER, program);
  store = await openDuckDbStore({ file: join(directory, 'telemetry.db'), temporaryDirectory: join(directory, 'tmp') });
  key = await importSigningKey(await generateSigningKey());
  extracts = { reporting: join(directory, 'reporting.parquet'), baseline: join(directory, 'baseline.parquet') };
  await fillStore();
  for (const leg of LEGS) {
    const { from, to } = extractFacts(contract, leg, 0);
    await store.exportTo({ project: PROJECT, from, to }, 'parquet', extracts[leg]);
  }
});
afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true, force: true });
});

/** As the platform evaluates: minutes and activity from the store's partials, quantities from raw readings. */
async function platformRows() {
  const fold = new ExtractFold(inventory, contract);
  for (const leg of LEGS) for (const reading of readingsOf(leg)) fold.add(leg, reading);
  const folded = fold.finish();
  const principals = new Map((await store.state()).principals.map(({ number, device }) => [number, device]));
  const hours = async (leg: Leg) => {
    const { from, to } = extractFacts(contract, leg, 0);
    return { principals, columns: await store.deviceHours(PROJECT, hourOf(from), hourOf(to), [0, 1, 2, 3]) };
  };
  const { from, to } = extractFacts(contract, 'reporting', 0);
  const activity = (await store.activity(PROJECT, hourOf(from), hourOf(to), [0, 1, 2, 3])).map(({ device, valid, series }) => ({ device, valid, metric: series.metric }));
  const stored = { deviceHours: await hours('reporting'), baselineHours: await hours('baseline') };
  const rows = evaluateAll({ inventory, contract, ...stored, activity, quantities: folded.quantities, windows: folded.windows, quality: folded.quality as ReadingQuality, overdue: folded.overdue, gapEvidence: folded.gapEvidence, ...SAMPLE_INPUTS, everConnected: new Set(SAMPLE_INPUTS.everConnected), origins: ['live', 'imported'] });
  return { rows, unexplained: [...unexplainedMinutes('reporting', stored.deviceHours, folded.deviceHours, [0, 1, 2, 3])] };
}

async function partsOf(): Promise<BundleParts> {
  const sample = sampleStatement();
  const { rows } = await platformRows();
  const statement = buildStatement({ assessment: 'a-1', project: sample.project, contract, createdAt: 1.79e15, platformVersion: '0.1.0', rows, declared: SAMPLE_INPUTS.figures, totals: sample.totals, gaps: [] });
  const facts = (leg: Leg) => extractFacts(contract, leg, readingsOf(leg).length);
  return {
    statement, contract, inventory, extracts, html: { zh: renderHtml(statement, 'zh'), en: renderHtml(statement, 'en') },
    inputs: { ...SAMPLE_INPUTS, origins: ['live', 'imported'], heartbeats: [], extracts: { reporting: facts('reporting'), baseline: facts('baseline') } },
  };
}

async function bundle(name: string): Promise<string> {
  const path = join(directory, name);
  await writeBundle(path, await partsOf(), key);
  return path;
}

/** Without native modules: what runs here runs in a browser. */
const verifyJson = async (...args: readonly string[]) => {
  const { status, stdout, stderr } = await Product.run(program, [...args, '--json'], { LANG: 'C', LC_ALL: 'C', NODE_OPTIONS: '--no-addons' });
  return { status, stderr, result: JSON.parse(stdout === '' ? '{}' : stdout) as { verified?: boolean; originProven?: boolean; findings?: { code: string; file: string }[]; readings?: number } };
};

async function readBack(path: string): Promise<readonly ExtractReading[]> {
  const file = await openFile(path);
  const found: ExtractReading[] = [];
  for await (const page of parquetExtract({ byteLength: file.size, slice: (start, end = file.size) => file.slice(start, end).arrayBuffer() }).pages()) {
    if (!page.ok) throw new Error(page.reason);
    const { value: rows } = page;
    for (let row = 0; row < rows.length; row += 1) {
      const kind = rows.kind[row] as ExtractReading['kind'];
      found.push({ device: rows.device[row], metric: rows.metric[row], at: rows.at[row], value: kind === 'text' ? rows.text[row] : rows.number[row], kind, quality: rows.quality[row], origin: rows.origin[row], unused: rows.unused[row], received: rows.received[row], serverStamped: rows.serverStamped[row] } as ExtractReading);
    }
  }
  await file.close();
  return found;
}

describe('an extract of the embedded store', () => {
  it.each(LEGS)('%s: comes back to the last bit, in order', async (leg) => {
    expect(await readBack(extracts[leg])).toEqual(readingsOf(leg));
  });

  it('is read where there are no readings', async () => {
    const path = join(directory, 'none.parquet');
    expect(await store.exportTo({ project: PROJECT, from: 0, to: 1 }, 'parquet', path)).toBe(0);
    expect(await readBack(path)).toEqual([]);
  });

  it('explains every minute that the store counted', async () => {
    expect((await platformRows()).unexplained).toEqual([]);
  });
});

describe('the verifier as its user runs it', () => {
  it('recomputes from the extract what the platform computed from its partials, without native modules or packages', async () => {
    const { status, stderr, result } = await verifyJson(await bundle('good.zip'), '--key', key.keyId);
    expect({ status, stderr, result }).toMatchObject({ status: 0, stderr: '', result: { verified: true, originProven: true, findings: [], readings: readingsOf('reporting').length + readingsOf('baseline').length } });
  });

  it('ends with 1 and names the file of a flipped byte, with 2 where there is nothing to verify', async () => {
    const path = await bundle('flipped.zip');
    const bytes = await readFile(path);
    const at = bytes.indexOf('PAR1') + 200;
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    await writeFile(path, bytes);
    const { status, result } = await verifyJson(path);
    expect(status).toBe(1);
    expect(result.findings).toContainEqual(expect.objectContaining({ code: 'file-changed', file: expect.stringMatching(/^data\/readings\/(reporting|baseline)\.parquet$/) }));
    expect(await verifyJson(join(directory, 'none.zip'))).toMatchObject({ status: 2, stderr: expect.stringContaining('ENOENT') });
  });
});
