import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATA_FILES, importSigningKey } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import { FIXED_KEY } from '@yanshou/evidence/testing';
import type { Statement } from '@yanshou/reports';
import { sampleContract } from '@yanshou/reports/testing';
import { MICROS_PER_DAY, MICROS_PER_HOUR, formatIsoMicros } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { readFiles, rezipped, sampleParts, sealedAgain } from './testing.js';

const FOLDER = 'workshop-a-2026-11';
const { window } = sampleContract();
/** The contract fixed a year; three hours of it are assessed. */
const YEAR = { from: window.from - MICROS_PER_DAY, to: window.from + 364 * MICROS_PER_DAY };
const text = ({ from, to }: { readonly from: number; readonly to: number }) => ({ from: formatIsoMicros(from), to: formatIsoMicros(to) });

describe('the period that a bundle is of', () => {
  let directory: string;
  let key: SigningKey;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'assessed-period-'));
    key = await importSigningKey(FIXED_KEY);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function written(facts: Partial<ProjectContract>) {
    const path = join(directory, `${FOLDER}.zip`);
    const parts = sampleParts(directory, { contract: { ...sampleContract(), ...facts } });
    await writeBundle(path, parts, key);
    return { path, statement: parts.statement, verification: await verifyBundle(new Blob([await readFile(path)]), { trustedKeyId: key.keyId }) };
  }

  async function codesOf(path: string, file: string, change: (value: Record<string, unknown>) => void): Promise<readonly string[]> {
    const files = await readFiles(path);
    const value = JSON.parse(new TextDecoder().decode(files.get(`${FOLDER}/${file}`))) as Record<string, unknown>;
    change(value);
    files.set(`${FOLDER}/${file}`, new TextEncoder().encode(JSON.stringify(value)));
    const { findings } = await verifyBundle(await rezipped(await sealedAgain(files, key), { level: 0 }), { trustedKeyId: key.keyId });
    return findings.map(({ code, place }) => `${code} ${place}`);
  }

  it("stands beside the contract's, and is called interim where it is another", async () => {
    const { statement, verification } = await written({ reportingWindow: YEAR });
    expect(statement).toMatchObject({ scope: 'interim', period: text(window), reportingPeriod: { ...text(YEAR), zone: 'Asia/Shanghai', days: null } });
    expect([statement.title.zh, statement.stamps.join()]).toEqual([expect.stringContaining('阶段性'), expect.stringContaining('阶段性核算')]);
    expect(verification).toMatchObject({ verified: true, findings: [], periods: { assessed: text(window), contract: text(YEAR) } });
  });

  it('is the whole where it is the one that the contract fixed', async () => {
    const { statement, verification } = await written({ reportingWindow: window });
    expect(statement).toMatchObject({ scope: 'whole', stamps: [], title: { zh: '考核指标数据核算报告（供验收参考）' } });
    expect(verification).toMatchObject({ verified: true, periods: { assessed: text(window), contract: text(window) } });
  });

  it('is not told by bundles of before, which are verified all the same', async () => {
    const { statement, verification } = await written({});
    expect([statement.scope, statement.reportingPeriod]).toEqual([undefined, undefined]);
    expect(verification).toMatchObject({ verified: true, periods: { assessed: text(window), contract: null } });
  });

  it('cannot be passed off as the whole', async () => {
    const { path } = await written({ reportingWindow: YEAR });
    expect(await codesOf(path, DATA_FILES.report, (report) => Object.assign(report, { scope: 'whole' }))).toEqual(['statement-differs scope']);
    expect(await codesOf(path, DATA_FILES.report, (report) => Object.assign(report, { reportingPeriod: (report as unknown as Statement).period }))).toEqual(['statement-differs reportingPeriod']);
    expect(await codesOf(path, DATA_FILES.report, (report) => Object.assign(report, { stamps: [] }))).toEqual(['statement-differs stamps']);
    expect(await codesOf(path, DATA_FILES.contract, (contract) => delete contract['reportingWindow'])).toContain('statement-differs scope');
  });

  it("holds a stock figure over the contract's own window of it", async () => {
    const own = { from: window.from + MICROS_PER_HOUR, to: window.from + 2 * MICROS_PER_HOUR };
    const targets = sampleContract().targets.map((target) => (target.indicator === 'networked-device-ratio' ? { ...target, window: own } : target));
    const { statement, verification } = await written({ targets, reportingWindow: window });
    expect(statement.indicators[0]?.row).toMatchObject({ indicator: 'networked-device-ratio', ...text(own), reasons: expect.arrayContaining([expect.objectContaining({ zh: expect.stringContaining('为本指标约定的时段') })]) });
    expect(statement.indicators[1]?.row).toMatchObject({ indicator: 'connected-equipment', ...text(window) });
    expect(verification).toMatchObject({ verified: true, findings: [] });
  });
});
