import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importSigningKey } from '@yanshou/evidence';
import type { SigningKey } from '@yanshou/evidence';
import { FIXED_KEY } from '@yanshou/evidence/testing';
import type { ExtractReading, PlatformSilence } from '@yanshou/kpi';
import { sampleContract, sampleReadings } from '@yanshou/reports/testing';
import type { SampleFacts } from '@yanshou/reports/testing';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Leg } from '@yanshou/telemetry';
import { verifyBundle } from './index.js';
import { writeBundle } from './node.js';
import { sampleParts } from './testing.js';

const contract = sampleContract();
const MINUTES = 180;
const startOf = (leg: Leg): number => ((leg === 'reporting' ? contract.window : contract.baseline)?.from ?? 0) / MICROS_PER_MINUTE;
/** Half an hour of downtime in the middle of the period. */
const halfHour = (leg: Leg): PlatformSilence => ({ from: startOf(leg) + 60, to: startOf(leg) + 90, proven: true });
const heard = { covered: MINUTES - 30, total: MINUTES };
const whole = { covered: MINUTES, total: MINUTES };
const isInside = ({ at }: ExtractReading, leg: Leg): boolean => at / MICROS_PER_MINUTE >= halfHour(leg).from && at / MICROS_PER_MINUTE < halfHour(leg).to;

describe('downtime of the platform in the baseline', () => {
  let directory: string;
  let key: SigningKey;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'downtime-'));
    key = await importSigningKey(FIXED_KEY);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function verified(leg: Leg, platform: SampleFacts['platform'], silent: boolean) {
    const path = join(directory, 'workshop-a-2026-11.zip');
    const readings = function* (of: Leg): Generator<ExtractReading> {
      for (const reading of sampleReadings(of)) if (!(silent && of === leg && isInside(reading, of))) yield reading;
    };
    await writeBundle(path, sampleParts(directory, { readings, ...(platform && { platform }) }), key);
    return verifyBundle(new Blob([await readFile(path)]), { trustedKeyId: key.keyId });
  }
  const codes = ({ findings }: Awaited<ReturnType<typeof verified>>): readonly string[] => findings.map(({ code, file, place }) => `${code} ${file} ${place}`);
  const legs: Readonly<Record<Leg, NonNullable<SampleFacts['platform']>>> = {
    baseline: { platformCoverage: whole, baselinePlatformCoverage: heard, platformSilence: [halfHour('baseline')] },
    reporting: { platformCoverage: heard, baselinePlatformCoverage: whole, platformSilence: [halfHour('reporting')] },
  };

  it.each(['baseline', 'reporting'] as const)('is recomputed as in the reporting period: %s', async (leg) => {
    const result = await verified(leg, legs[leg], true);
    expect(result.findings).toEqual([]);
    const noted = result.rows.filter(({ reasons }) => reasons.some(({ zh }) => zh.startsWith('基期内平台自身停机 30 分钟'))).map(({ indicator }) => indicator);
    expect(noted).toEqual(leg === 'baseline' ? ['production-efficiency-gain'] : []);
  });

  it('is not believed without the coverage by heartbeats of the baseline', async () => {
    const { baselinePlatformCoverage: _, ...platform } = legs.baseline;
    expect(codes(await verified('baseline', platform, true))).toEqual(['downtime-unproven data/inputs.json baselinePlatformCoverage']);
  });

  it('is not larger than what that coverage lacks', async () => {
    expect(codes(await verified('baseline', { ...legs.baseline, baselinePlatformCoverage: whole }, true))).toEqual(['contents-disagree data/inputs.json platformSilence']);
  });

  it.each(['baseline', 'reporting'] as const)('is none where readings were received in it: %s', async (leg) => {
    const result = await verified(leg, legs[leg], false);
    expect(codes(result)).toEqual([`downtime-contradicted data/readings/${leg}.parquet #62`]);
    expect(result.rows).toEqual([]);
  });
});
