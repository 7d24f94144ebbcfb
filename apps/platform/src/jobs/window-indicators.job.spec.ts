import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IndicatorRow } from '@yanshou/kpi';
import { openRegistry } from '@yanshou/registry';
import type { Registry, WindowResult } from '@yanshou/registry';
import { MICROS_PER_DAY, ManualClock } from '@yanshou/telemetry';
import { WindowIndicatorsJob } from './window-indicators.job.js';

const WINDOW = { project: 'p', job: 'indicators-day', unit: 'day', from: 0, to: MICROS_PER_DAY } as const;

describe('the indicators of a day', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yanshou-daily-'));
  let registry: Registry;
  let sequence = 0;
  beforeAll(async () => {
    registry = await openRegistry({ embeddedDirectory: directory }, new ManualClock(1));
    await registry.saveProgramme({ id: 'P1', nameZh: '测试', nameEn: 'test' });
    await registry.saveProject({ id: 'p', programme: 'P1', nameZh: '测试', nameEn: 'test', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' });
  }, 120_000);
  afterAll(async () => {
    await registry.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const compute = (value: number, digest: string, causes: number): Promise<WindowResult> => new WindowIndicatorsJob('day', {
    isEndOpen: async () => false,
    evaluate: async (project, { from, to }) => [
      { project, indicator: 'networked-device-ratio', value, inputsDigest: digest, formulaVersion: '1.0.0', verdict: 'met', coverage: 1, from: String(from), to: String(to) },
      { project, indicator: 'new-economic-benefit', value: 3, inputsDigest: 'declared', formulaVersion: '1.0.0', verdict: 'met' },
    ] as unknown as IndicatorRow[],
  }).run({ ...WINDOW, causes });

  /** As the runner does it; answers the digest of the inputs. */
  async function run(value: number, digest: string): Promise<string> {
    if ((await registry.planWindows([WINDOW])) === 0) await registry.touchWindows('p', { cursor: { journal: 'j', sequence: (sequence += 1) }, hours: [{ hour: 3, causes: 1 }] });
    const claim = await registry.claimWindow('jobs', 1_000, WINDOW.job);
    const result = await compute(value, digest, claim?.causes ?? 0);
    expect(claim && (await registry.finishWindow(claim, result))).toEqual({ ok: true, value: { finished: true } });
    return result.inputsDigest;
  }

  it('are kept for what telemetry says, once however often they are computed', async () => {
    const digests = [await run(0.5, 'sha256:1'), await run(0.5, 'sha256:1')];
    expect(digests[0]).toBe(digests[1]);
    const history = await registry.kpiHistory('p', 'networked-device-ratio');
    expect(history).toMatchObject([{ from: 0, to: MICROS_PER_DAY, unit: 'day', value: 0.5, version: 1, detail: { verdict: 'met', coverage: 1 } }]);
    expect(await registry.kpiHistory('p', 'new-economic-benefit')).toEqual([]);
  });

  it('computed otherwise are a restatement that keeps the value before and says why', async () => {
    const [before, after] = [await run(0.5, 'sha256:1'), await run(0.75, 'sha256:2')];
    expect(after).not.toBe(before);
    expect((await registry.kpiHistory('p', 'networked-device-ratio')).map(({ version, value, reason }) => [version, value, reason])).toEqual([
      [1, 0.5, undefined], [2, 0.75, expect.stringMatching(/迟到数据.*late data/)],
    ]);
  });
});
