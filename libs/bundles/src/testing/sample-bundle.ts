import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobReader, BlobWriter, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { parquetWriteFile } from 'hyparquet-writer/src/node.js';
import { DATA_FILES, TAG_FILES, isPayload, payloadManifest, sha256Hex, signBundle, tagManifest } from '@yanshou/evidence';
import type { BundleInputs, ExtractFacts, SigningKey } from '@yanshou/evidence';
import type { ExtractReading } from '@yanshou/kpi';
import { SAMPLE_INPUTS, sampleContract, sampleFigures, sampleInventory, sampleReadings, sampleStatement } from '@yanshou/reports/testing';
import type { SampleFacts } from '@yanshou/reports/testing';
import { MICROS_PER_HOUR, legPeriod } from '@yanshou/telemetry';
import type { Leg, ProjectContract } from '@yanshou/telemetry';
import type { BundleParts } from '../write-bundle.js';

/** Columns of an extract as the platform's store writes them, by way of another Parquet writer. */
export function writeExtract(path: string, project: string, readings: readonly ExtractReading[], rowGroupSize = 500): void {
  const column = (name: string, of: (reading: ExtractReading) => unknown) => ({ name, data: readings.map(of) });
  parquetWriteFile({
    filename: path, rowGroupSize, codec: 'UNCOMPRESSED',
    columnData: [
      column('project', () => project), column('device', ({ device }) => device), column('metric', ({ metric }) => metric), column('at', ({ at }) => BigInt(at)),
      column('received', ({ at, received = at }) => BigInt(received)),
      column('value_number', ({ value }) => (typeof value === 'number' ? value : null)), column('value_text', ({ value }) => (typeof value === 'string' ? value : null)),
      column('quality', ({ quality }) => quality), column('origin', ({ origin }) => origin), column('kind', ({ kind }) => kind), column('unused', ({ unused }) => unused),
      column('server_stamped', ({ serverStamped = false }) => serverStamped),
    ],
    schema: [
      { name: 'root', num_children: 12 }, utf8('project'), utf8('device'), utf8('metric'),
      { name: 'at', type: 'INT64', converted_type: 'TIMESTAMP_MICROS', repetition_type: 'REQUIRED' },
      { name: 'received', type: 'INT64', converted_type: 'TIMESTAMP_MICROS', repetition_type: 'REQUIRED' },
      { name: 'value_number', type: 'DOUBLE', repetition_type: 'OPTIONAL' }, { ...utf8('value_text'), repetition_type: 'OPTIONAL' },
      utf8('quality'), utf8('origin'), utf8('kind'), { name: 'unused', type: 'BOOLEAN', repetition_type: 'REQUIRED' },
      { name: 'server_stamped', type: 'BOOLEAN', repetition_type: 'REQUIRED' },
    ],
  });
}

const utf8 = (name: string) => ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' }) as const;

export function extractFacts(contract: ProjectContract, leg: Leg, rows: number): ExtractFacts {
  const { from, to } = legPeriod(contract, leg) ?? { from: 0, to: 0 };
  return { from: Math.floor(from / MICROS_PER_HOUR) * MICROS_PER_HOUR, to: Math.ceil(to / MICROS_PER_HOUR) * MICROS_PER_HOUR, rows };
}

/** The parts of the sample's bundle, its extracts written to `directory`. */
export function sampleParts(directory: string, facts: SampleFacts = {}): BundleParts {
  const { origin = 'live', inventory = sampleInventory(), contract = sampleContract() } = facts;
  const readings = facts.readings ?? ((leg: Leg) => sampleReadings(leg, origin));
  const extracts = { reporting: join(directory, 'reporting.parquet'), baseline: join(directory, 'baseline.parquet') };
  const rows = Object.fromEntries((['reporting', 'baseline'] as const).map((leg) => {
    const all = [...readings(leg)];
    writeExtract(extracts[leg], inventory.project, all);
    return [leg, extractFacts(contract, leg, all.length)];
  })) as Record<Leg, ExtractFacts>;
  const inputs: BundleInputs = { ...SAMPLE_INPUTS, figures: sampleFigures(facts), ...facts.platform, ...(facts.batches && { batches: facts.batches }), origins: [origin], heartbeats: [], extracts: rows };
  return { statement: sampleStatement(facts), html: { zh: '<p>报告</p>', en: '<p>report</p>' }, contract, inventory, inputs, extracts };
}

/** Path in the zip → bytes. */
export type BagFiles = Map<string, Uint8Array>;

export async function readFiles(zip: string): Promise<BagFiles> {
  const reader = new ZipReader(new BlobReader(new Blob([await readFile(zip)])));
  const files: BagFiles = new Map();
  for (const entry of await reader.getEntries()) if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  return files;
}

export interface ZipStyle {
  readonly level?: number;
  readonly lastModDate?: Date;
  readonly order?: (names: readonly string[]) => readonly string[];
}

/** The same files in another zip. */
export const rezipped = (files: BagFiles, { level = 6, lastModDate = new Date(2026, 5, 1), order = (names) => names }: ZipStyle = {}): Promise<Blob> =>
  zipOf(order([...files.keys()]).map((name) => [name, files.get(name) ?? new Uint8Array()] as const), { level, lastModDate });

/** A zip of entries as they are given, names and doubles included. */
export async function zipOf(entries: Iterable<readonly [string, Uint8Array]>, options: Record<string, unknown> = {}): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false, level: 0, ...options });
  for (const [name, content] of entries) await zip.add(name, new Uint8ArrayReader(content));
  return zip.close();
}

/** Manifests and signature made anew around a changed payload, as somebody would who holds the key. */
export async function sealedAgain(files: BagFiles, key: SigningKey): Promise<BagFiles> {
  const [folder = ''] = ([...files.keys()][0] ?? '').split('/');
  const bag: BagFiles = new Map(files);
  const digests = (): Map<string, string> => new Map([...bag].map(([name, content]) => [name.slice(folder.length + 1), sha256Hex(content)]));
  const put = (name: string, text: string): void => void bag.set(`${folder}/${name}`, new TextEncoder().encode(text));
  const payload = [...bag].filter(([name]) => isPayload(name.slice(folder.length + 1)));
  const info = new TextDecoder().decode(bag.get(`${folder}/${TAG_FILES.info}`));
  put(TAG_FILES.info, info.replace(/Oxum: .*/, `Oxum: ${payload.reduce((sum, [, { length }]) => sum + length, 0)}.${payload.length}`));
  put(TAG_FILES.manifest, payloadManifest(digests()));
  const of = (name: string): string => digests().get(name) ?? '';
  put(TAG_FILES.signature, await signBundle({ report: of(DATA_FILES.report), manifest: of(TAG_FILES.manifest), bagit: of(TAG_FILES.bagit), bagInfo: of(TAG_FILES.info) }, key));
  put(TAG_FILES.tagManifest, tagManifest(digests()));
  return bag;
}
