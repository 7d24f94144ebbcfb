import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importSigningKey } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import { FIXED_KEY } from '@yanshou/evidence/testing';
import type { ExtractReading, IndicatorRow } from '@yanshou/kpi';
import { sampleContract, sampleInventory } from '@yanshou/reports/testing';
import type { SampleFacts } from '@yanshou/reports/testing';
import { MICROS_PER_DAY, MICROS_PER_HOUR, legPeriod } from '@yanshou/telemetry';
import type { Leg, ProjectContract } from '@yanshou/telemetry';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { sampleParts } from './testing.js';

const GAIN = 'energy-utilisation-gain';
const DAYS = 4;
/** The sample's window begins at eight. */
const HOURS_SINCE_MIDNIGHT = 8;
const inventory = { ...sampleInventory(), devices: sampleInventory().devices.slice(0, 1) };

function contractOf(facts: Partial<ProjectContract>): ProjectContract {
  const contract = sampleContract();
  const from = contract.window.from - HOURS_SINCE_MIDNIGHT * MICROS_PER_HOUR;
  return {
    ...contract, targets: [{ indicator: GAIN, comparator: '>=', value: 10, unit: '%', clause: '任务书' }], energy: { definition: 'reduction' },
    window: { from, to: from + DAYS * MICROS_PER_DAY }, baseline: { from: from - DAYS * MICROS_PER_DAY, to: from }, minimumDeviceCoverage: 0.5, ...facts,
  };
}

/** Two counters of the machine, a reading every five minutes; a second turn of the meter each day in the baseline. */
function* readingsOf(contract: ProjectContract, leg: Leg, change: Change): Generator<ExtractReading> {
  const { from, to } = legPeriod(contract, leg) ?? { from: 0, to: 0 };
  for (const metric of ['good', 'power']) {
    for (let at = from; at < to; at += MICROS_PER_HOUR / 12) {
      const value = ((at - from) / MICROS_PER_HOUR) * (metric === 'power' && leg === 'baseline' ? 24 : 12);
      const reading = change({ device: 'M1', metric, at, value, kind: 'number', quality: 'N', origin: 'live', unused: false }, (at - from) / MICROS_PER_HOUR, leg);
      if (reading) yield reading;
    }
  }
}

type Change = (reading: ExtractReading, hour: number, leg: Leg) => ExtractReading | undefined;
const asIs: Change = (reading) => reading;

describe('a value whose data does not suffice', () => {
  let directory: string;
  let key: SigningKey;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sufficiency-'));
    key = await importSigningKey(FIXED_KEY);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function verified(facts: Partial<ProjectContract>, stated: Change, written = stated) {
    const contract = contractOf({ sufficiency: { minimumBaselineDays: DAYS }, ...facts });
    const sample = (change: Change): SampleFacts => ({ inventory, contract, readings: (leg) => readingsOf(contract, leg, change) });
    const path = join(directory, 'workshop-a-2026-11.zip');
    const { statement } = sampleParts(directory, sample(stated));
    await writeBundle(path, { ...sampleParts(directory, sample(written)), statement }, key);
    return verifyBundle(new Blob([await readFile(path)]), { trustedKeyId: key.keyId });
  }
  const failing = (row: IndicatorRow | undefined) => row?.figures.sufficiency?.legs.flatMap(({ leg, rules }) => rules.filter(({ held }) => !held).map(({ rule }) => `${leg} ${rule}`));

  it.each<[string, Partial<ProjectContract>, Change]>([
    ['reporting coverage', { minimumDeviceCoverage: 0.9, sufficiency: { minimumBaselineDays: DAYS, minimumDays: 0 } }, (one, hour, leg) => (leg === 'reporting' && hour < 20 ? undefined : one)],
    ['reporting coverage', { minimumDeviceCoverage: 0.9, sufficiency: { minimumBaselineDays: DAYS, minimumDays: 0 } }, (one, hour, leg) => (leg === 'reporting' && one.metric === 'good' && hour < 20 ? undefined : one)],
    ['reporting complete-days', {}, (one, hour, leg) => (leg === 'reporting' && hour < 7 ? undefined : one)],
    ['reporting complete-days', { lateDeliveryHours: 1 }, (one, hour, leg) => (leg === 'reporting' && hour < 7 ? { ...one, received: one.at + MICROS_PER_HOUR + 1 } : one)],
    ['baseline unique-values', { sufficiency: { minimumBaselineDays: DAYS, minimumUniqueValues: 0.6 } }, (one, _, leg) => (leg === 'baseline' || one.metric === 'good' ? one : { ...one, value: Number(one.value) ** 2 / 100 })],
    ['reporting late', { lateDeliveryHours: 0, sufficiency: { minimumBaselineDays: DAYS, minimumDays: 0 } }, (one, hour, leg) => (leg === 'reporting' && hour < 10 ? { ...one, received: one.at + 1 } : one)],
    ['reporting server-stamped', { sufficiency: { minimumBaselineDays: DAYS, maximumServerStamped: 0.5 } }, (one, hour, leg) => ({ ...one, serverStamped: leg === 'reporting' && hour < 49 })],
    ['baseline baseline-days', { sufficiency: {} }, asIs],
  ])('by %s, is recomputed to the same row', async (rule, facts, change) => {
    const { findings, rows } = await verified(facts, change);
    expect(findings).toEqual([]);
    expect([rows[0]?.verdict, failing(rows[0])]).toEqual(['insufficient-data', [rule]]);
  });

  it('is found out where the statement was made of readings that came in time and the extract is not', async () => {
    const { findings } = await verified({}, asIs, (one, hour) => ({ ...one, received: one.at + (hour < 7 ? 73 * MICROS_PER_HOUR : 0) }));
    expect(findings.map(({ place }) => place)).toEqual(expect.arrayContaining([`${GAIN}.inputsDigest`, `${GAIN}.verdict`]));
  });

  it('is one row with another where all of it suffices', async () => {
    const { findings, rows } = await verified({}, asIs);
    expect([findings, rows[0]?.verdict, failing(rows[0])]).toEqual([[], 'met', []]);
  });
});
