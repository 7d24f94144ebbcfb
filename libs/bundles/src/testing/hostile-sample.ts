import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA_FILES, canonicalJson, generateSigningKey, importSigningKey } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import type { ExtractReading } from '@yanshou/kpi';
import { formatIsoMicros } from '@yanshou/telemetry';
import { verifyBundle } from '../verify-bundle.js';
import { writeBundle } from '../write-bundle.js';
import { readFiles, rezipped, sampleParts, sealedAgain, writeExtract, zipOf } from './sample-bundle.js';
import type { BagFiles } from './sample-bundle.js';

export const FOLDER = 'workshop-a-2026-11';
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const inFolder = (path: string): string => `${FOLDER}/${path}`;

/** What the tests change of a report. */
export interface SampleReport {
  readonly indicators: { row: { indicator: string; value: number; formulaVersion: string }; figures: { own: { value: number } }; definition: { formula: { zh: string } } }[];
  readonly period: { to: string };
}

/** The sample's bundle in a directory of its own, and what somebody may do to it who has its key, another one or none. */
export class HostileSample {
  private constructor(readonly directory: string, readonly key: SigningKey, readonly other: SigningKey, readonly bytes: Buffer, readonly files: BagFiles) {}

  static async make(): Promise<HostileSample> {
    const directory = await mkdtemp(join(tmpdir(), 'hostile-'));
    const [key, other] = await Promise.all([generateSigningKey().then(importSigningKey), generateSigningKey().then(importSigningKey)]);
    const path = join(directory, 'bundle.zip');
    await writeBundle(path, sampleParts(directory), key);
    return new HostileSample(directory, key, other, await readFile(path), await readFiles(path));
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }

  textOf(path: string): string {
    return new TextDecoder().decode(this.files.get(inFolder(path)));
  }

  withEntries(...more: readonly (readonly [string, Uint8Array])[]): Promise<Blob> {
    return zipOf([...this.files, ...more]);
  }

  /** Files changed, and the bag sealed again around them with its own key: only recomputation can find it. */
  async resealed(...changes: readonly (readonly [string, Uint8Array | string])[]): Promise<Blob> {
    const changed = new Map(this.files);
    for (const [path, content] of changes) changed.set(inFolder(path), typeof content === 'string' ? utf8(content) : content);
    return rezipped(await sealedAgain(changed, this.key), { level: 0 });
  }

  async extractOf(readings: Iterable<ExtractReading>, project = 'workshop'): Promise<Uint8Array> {
    const path = join(this.directory, 'other.parquet');
    writeExtract(path, project, [...readings]);
    return readFile(path);
  }

  changedJson<T extends object>(path: string, change: (value: T) => void): readonly [string, string] {
    const value = JSON.parse(this.textOf(path)) as T;
    change(value);
    return [path, canonicalJson(value)];
  }

  /** Contract and report of a period of so many days from its beginning. */
  longer(days: number): readonly (readonly [string, string])[] {
    const { window: { from } } = JSON.parse(this.textOf(DATA_FILES.contract)) as { window: { from: number } };
    const to = from + days * 86_400_000_000;
    return [
      this.changedJson<{ window: { from: number; to: number } }>(DATA_FILES.contract, ({ window }) => (window.to = to)),
      this.changedJson<SampleReport>(DATA_FILES.report, (value) => (value.period.to = formatIsoMicros(to))),
    ];
  }
}

/** Code, file and place of everything that is found; throws for a bundle that is verified. */
export async function foundIn(zip: Blob, trustedKeyId?: string): Promise<readonly string[]> {
  const { verified, findings } = await verifyBundle(zip, trustedKeyId === undefined ? {} : { trustedKeyId });
  if (verified) throw new Error('verified');
  return findings.map(({ code, file, place }) => [code, file, place].filter((part) => part !== undefined && part !== '').join(' '));
}
