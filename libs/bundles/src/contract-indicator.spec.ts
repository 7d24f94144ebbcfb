import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATA_FILES, importSigningKey } from '@yanshou/evidence';
import type { DefinitionData, SigningKey } from '@yanshou/evidence';
import { FIXED_KEY } from '@yanshou/evidence/testing';
import { sampleContract } from '@yanshou/reports/testing';
import type { SampleFacts } from '@yanshou/reports/testing';
import type { DeclaredFigure } from '@yanshou/telemetry';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { readFiles, rezipped, sampleParts, sealedAgain } from './testing.js';

const OWN = 'cold-chain-compliance';
const FOLDER = 'workshop-a-2026-11';
const contract = { ...sampleContract(), targets: [...sampleContract().targets, { indicator: OWN, comparator: '>=' as const, value: 95, unit: '%', clause: '任务书 3.1' }] };
const figure: DeclaredFigure = {
  project: 'workshop', id: 'f9', indicator: OWN, purpose: 'reporting', quantity: 'value', amount: 97, unit: '%', period: contract.window, sourceKind: 'entered', evidence: 'e1',
  status: 'accepted', statedBy: 'unit', statedAt: contract.window.to, decidedBy: 'officer',
};

describe('a bundle with an indicator that only the contract defines', () => {
  let directory: string;
  let key: SigningKey;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'contract-indicator-'));
    key = await importSigningKey(FIXED_KEY);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function written(facts: SampleFacts) {
    const path = join(directory, `${FOLDER}.zip`);
    const parts = sampleParts(directory, facts);
    await writeBundle(path, parts, key);
    return { path, statement: parts.statement };
  }

  async function changed(path: string, file: string, change: (value: { definitions: DefinitionData[] } & Record<string, unknown>) => void) {
    const files = await readFiles(path);
    const place = `${FOLDER}/${file}`;
    const value = JSON.parse(new TextDecoder().decode(files.get(place))) as never;
    change(value);
    files.set(place, new TextEncoder().encode(JSON.stringify(value)));
    return verifyBundle(await rezipped(await sealedAgain(files, key), { level: 0 }), { trustedKeyId: key.keyId });
  }

  it('is stated, judged by its accepted figure, and verified', async () => {
    const { path, statement } = await written({ contract, figures: [figure] });
    expect(statement.indicators.at(-1)).toMatchObject({ row: { indicator: OWN, value: 97, verdict: 'met' }, definition: { kind: 'declared', clause: { document: '任务书', place: '任务书 3.1' } } });
    const verification = await verifyBundle(new Blob([await readFile(path)]), { trustedKeyId: key.keyId });
    expect(verification).toMatchObject({ verified: true, findings: [] });
    expect(verification.rows.at(-1)).toMatchObject({ indicator: OWN, value: 97 });
  });

  it('is stated and verified without a figure too', async () => {
    const { path, statement } = await written({ contract });
    expect(statement.indicators.at(-1)?.row).toMatchObject({ indicator: OWN, value: null, verdict: 'insufficient-data' });
    expect(await verifyBundle(new Blob([await readFile(path)]), { trustedKeyId: key.keyId })).toMatchObject({ verified: true });
  });

  it('is found out where the row, its definition or its absence is a lie', async () => {
    const { path } = await written({ contract, figures: [figure] });
    const codes = async (file: string, change: Parameters<typeof changed>[2]) => (await changed(path, file, change)).findings.map(({ code }) => code);
    expect(await codes(DATA_FILES.report, (report) => ((report['indicators'] as { row: { value: number } }[]).at(-1) as { row: { value: number } }).row.value = 99)).toContain('row-differs');
    expect(await codes(DATA_FILES.definitions, (all) => ((all as unknown as { unit: string }[]).at(-1) as { unit: string }).unit = 'h')).toContain('definition-differs');
    expect(await codes(DATA_FILES.report, (report) => (report['indicators'] as unknown[]).pop())).toContain('indicator-missing');
  });
});
