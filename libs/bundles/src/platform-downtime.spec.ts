import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importSigningKey } from '@yanshou/evidence';
import type { BundleInputs, SigningKey } from '@yanshou/evidence';
import { FIXED_KEY } from '@yanshou/evidence/testing';
import type { ExtractReading } from '@yanshou/kpi';
import { sampleContract, sampleInventory } from '@yanshou/reports/testing';
import type { SampleFacts } from '@yanshou/reports/testing';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Leg, ProjectContract, TraceBatchItem } from '@yanshou/telemetry';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { sampleParts } from './testing.js';

const HOURS = 48;
const { baseline: _, ...terms } = sampleContract();
/** The sample's window begins at eight. */
const FROM = terms.window.from - 8 * MICROS_PER_HOUR;
const contract: ProjectContract = {
  ...terms, window: { from: FROM, to: FROM + HOURS * MICROS_PER_HOUR }, lateDeliveryHours: 6, minimumPlatformCoverage: 0.5,
  traceability: { scope: 'all', varieties: [], bases: [], steps: ['cold-chain'] },
  targets: ['networked-device-ratio', 'monitoring-valid-hours', 'connected-equipment', 'batch-traceability'].map((indicator) => ({ indicator, comparator: '>=', value: 1, unit: '%', clause: '任务书' })),
};
/** A machine that left the project when a day was over, as a part of its inventory. */
const left: object = { decommissionedAt: FROM + 24 * MICROS_PER_HOUR };
const inventory = { ...sampleInventory(), devices: sampleInventory().devices.slice(0, 2).map((device, index) => (index === 1 ? { ...device, ...left } : device)) };
const minute = (hour: number): number => FROM / MICROS_PER_MINUTE + 60 * hour;
/** Down from 10 to 14 o'clock, and for two hours after the end. */
const PLATFORM = {
  platformCoverage: { covered: 60 * (HOURS - 4), total: 60 * HOURS }, platformSilence: [{ from: minute(10), to: minute(14), proven: true }], downtimeAfter: [{ from: minute(48), to: minute(50) }],
};

/** From eight to four o'clock, four hours of them ours; and one that nobody could have measured. */
const batches: readonly TraceBatchItem[] = [['whole', 8, 16], ['lost', 10, 14]].map(([id, from, until]) => ({
  id: String(id), product: '黄瓜', base: 'b', producedAt: FROM, withdrawn: false,
  events: [{ id: 'e', step: 'cold-chain', at: FROM + Number(from) * MICROS_PER_HOUR, until: FROM + Number(until) * MICROS_PER_HOUR, place: { site: 'b' }, readings: { device: 'M1', metric: '温度' } }],
}));

/** Temperatures every five minutes; what was measured from nine to ten came at half past seven in the evening, that of the last two hours seven hours after the end. */
function* readingsOf(leg: Leg): Generator<ExtractReading> {
  if (leg === 'baseline') return;
  for (const device of ['M1', 'M2']) {
    for (let at = FROM; at < FROM + HOURS * MICROS_PER_HOUR; at += 5 * MICROS_PER_MINUTE) {
      const hour = (at - FROM) / MICROS_PER_HOUR;
      if (hour >= 10 && hour < 14) continue;
      const received = FROM + (hour >= 9 && hour < 10 ? 19.5 : hour >= 46 ? 55 : hour) * MICROS_PER_HOUR;
      yield { device, metric: '温度', at, received, value: 20, kind: 'number', quality: 'N', origin: 'live', unused: false };
    }
  }
}

describe('a bundle of a platform that was down', () => {
  let directory: string;
  let key: SigningKey;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'downtime-'));
    key = await importSigningKey(FIXED_KEY);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function verified(inputs: Partial<BundleInputs> = {}) {
    const facts: SampleFacts = { inventory, contract, batches, readings: readingsOf, platform: PLATFORM };
    const parts = sampleParts(directory, facts);
    const { baseline: __, ...extracts } = parts.inputs.extracts;
    const path = join(directory, 'workshop-a-2026-11.zip');
    await writeBundle(path, { ...parts, extracts: { reporting: parts.extracts.reporting }, inputs: { ...parts.inputs, extracts, ...inputs } }, key);
    return verifyBundle(new Blob([await readFile(path)]), { trustedKeyId: key.keyId });
  }

  it('is recomputed to the same bytes: what was late by our fault is not late, and hours of ours are not asked for', async () => {
    const { findings, rows } = await verified();
    expect(findings).toEqual([]);
    const [networked, hours, , traced] = rows;
    // Intervals of five minutes: two days less four hours; of the held ones those measured from half past nine and from 47 o'clock on are in time.
    expect(networked?.figures.perDevice?.map(({ id, expected, valid, platformFault, overdue }) => [id, expected, valid, platformFault, overdue])).toEqual([
      ['M1', 12 * 44, 12 * 44 - 6 - 12, 48, 18], ['M2', 12 * 20, 12 * 20 - 6, 48, 6],
    ]);
    expect(hours?.figures.tables?.[0]?.rows.map((row) => [row[0], row[2], row[3], row[5]])).toEqual([['M1', 44, 42, 4], ['M2', 20, 19, 4]]);
    expect([traced?.numerator, traced?.denominator, traced?.verdict, traced?.reasons.map(({ en }) => en)]).toEqual([1, 1, 'met', expect.arrayContaining([expect.stringMatching(/^96 judging intervals of cold chains .* 1 batches are undecided/)])]);
  });

  it('is found out where it keeps quiet about the downtime, or states another', async () => {
    const codes = async (inputs: Partial<BundleInputs>): Promise<readonly string[]> => [...new Set((await verified(inputs)).findings.map(({ code, place }) => `${code} ${place}`))];
    expect(await codes({ downtimeAfter: [] })).toEqual(expect.arrayContaining(['row-differs networked-device-ratio.inputsDigest', 'row-differs monitoring-valid-hours.numerator']));
    expect(await codes({ downtimeAfter: [{ from: minute(47), to: minute(50) }] })).toEqual(expect.arrayContaining(['contents-disagree downtimeAfter']));
    expect(await codes({ platformSilence: [] })).toEqual(expect.arrayContaining(['contents-disagree platformSilence']));
    expect(await codes({ platformSilence: [{ from: minute(9), to: minute(13), proven: true }] })).toEqual(expect.arrayContaining(['row-differs batch-traceability.denominator']));
  });
});
