import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importSigningKey } from '@yanshou/evidence';
import type { BundleInputs, SigningKey } from '@yanshou/evidence';
import { FIXED_KEY } from '@yanshou/evidence/testing';
import type { ExtractReading } from '@yanshou/kpi';
import { sampleContract, sampleInventory, sampleStatement } from '@yanshou/reports/testing';
import type { SampleFacts } from '@yanshou/reports/testing';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, formatIsoMicros } from '@yanshou/telemetry';
import type { Leg, ProjectContract } from '@yanshou/telemetry';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { sampleParts } from './testing.js';

const HOURS = 6;
const { baseline: _, ...terms } = sampleContract();
const FROM = terms.window.from;
const contract: ProjectContract = {
  ...terms, window: { from: FROM, to: FROM + HOURS * MICROS_PER_HOUR }, minimumPlatformCoverage: 0.5,
  targets: [{ indicator: 'networked-device-ratio', comparator: '>=', value: 1, unit: '%', clause: '任务书' }],
};
const inventory = { ...sampleInventory(), devices: sampleInventory().devices.slice(0, 2) };
const minute = (hour: number): number => FROM / MICROS_PER_MINUTE + 60 * hour;
const at = (hour: number): number => FROM + hour * MICROS_PER_HOUR;

/** Lost from half past one to half past three: the platform was there all the while, and M1 was heard. */
const LOST = [{ from: at(1.5) + 1, to: at(3.5) }];
const SILENCE = [{ from: minute(1.5) + 1, to: minute(3.5), proven: true }];
const PLATFORM = { platformCoverage: { covered: 60 * (HOURS - 2) + 1, total: 60 * HOURS }, platformSilence: SILENCE, lostSessions: LOST } as const;

function* readingsOf(leg: Leg): Generator<ExtractReading> {
  if (leg === 'baseline') return;
  for (const device of ['M1', 'M2']) {
    for (let time = FROM; time < at(HOURS); time += 5 * MICROS_PER_MINUTE) {
      if (device === 'M2' && time >= at(1) && time < at(3)) continue;
      yield { device, metric: '温度', at: time, received: time, value: 20, kind: 'number', quality: 'N', origin: 'live', unused: false };
    }
  }
}

describe('a bundle of a platform whose session at the broker was lost', () => {
  let directory: string;
  let key: SigningKey;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lost-session-'));
    key = await importSigningKey(FIXED_KEY);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const facts: SampleFacts = { inventory, contract, readings: readingsOf, platform: PLATFORM };
  const statement = () => sampleStatement(facts, { lost: LOST });
  async function verified(inputs: Partial<BundleInputs> = {}, stated: object = {}) {
    const parts = sampleParts(directory, facts);
    const { baseline: __, ...extracts } = parts.inputs.extracts;
    const path = join(directory, 'workshop-a-2026-11.zip');
    const told = JSON.parse(JSON.stringify({ ...parts.inputs, extracts, ...inputs })) as BundleInputs;
    await writeBundle(path, { ...parts, statement: { ...statement(), ...stated }, extracts: { reporting: parts.extracts.reporting }, inputs: told }, key);
    return verifyBundle(new Blob([await readFile(path)]), { trustedKeyId: key.keyId });
  }
  const codes = async (inputs: Partial<BundleInputs>, stated: object = {}): Promise<readonly string[]> =>
    [...new Set((await verified(inputs, stated)).findings.map(({ code, place = '' }) => `${code} ${place}`))];

  it('is recomputed to the same bytes, though readings were received meanwhile; what M2 misses then is nobody’s fault here', async () => {
    const { findings, rows } = await verified();
    expect(findings).toEqual([]);
    expect(rows[0]?.figures.perDevice?.map(({ id, expected, valid, platformFault }) => [id, expected, valid, platformFault])).toEqual([['M1', 72, 72, undefined], ['M2', 55, 48, 17]]);
    expect(rows[0]?.reasons.map(({ zh }) => zh).join()).toContain('外部 broker 丢失与平台的会话 1 次');
  });

  it('tells it in the statement', () => {
    expect(statement().lostSessions).toEqual([{ from: formatIsoMicros(at(1.5) + 1), to: formatIsoMicros(at(3.5)) }]);
  });

  it('is found out where the time was changed, left out or made up', async () => {
    expect(await codes({ lostSessions: undefined as unknown as [] })).toEqual(expect.arrayContaining([expect.stringContaining('downtime-contradicted')]));
    expect(await codes({ lostSessions: [{ from: at(1.5) + 1, to: at(3.4) }] })).toEqual(expect.arrayContaining([expect.stringContaining('downtime-contradicted')]));
    expect(await codes({ lostSessions: [{ from: at(1), to: at(3.5) }] })).toEqual(expect.arrayContaining(['contents-disagree platformSilence']));
    expect(await codes({ lostSessions: [{ from: at(1.5) + 1, to: at(3.5) + 1 }] })).toEqual(expect.arrayContaining(['row-differs networked-device-ratio.inputsDigest', 'statement-differs lostSessions']));
    expect(await codes({}, { lostSessions: undefined })).toEqual(['statement-differs lostSessions']);
  });
});
