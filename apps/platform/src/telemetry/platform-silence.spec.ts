import { describe, expect, it } from '@jest/globals';
import { BatchBuilder, MemoryStore } from '@yanshou/store/testing';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { readPlatformHeard } from './platform-silence.js';

const at = (minute: number): number => minute * MICROS_PER_MINUTE;
const GAIN = { indicator: 'energy-utilisation-gain', comparator: '>=' as const, value: 5, unit: '%', clause: 'c' };
const contractOf = (window: readonly [number, number], baseline?: readonly [number, number], targets: ProjectContract['targets'] = [GAIN]): ProjectContract => ({
  project: 'p', programme: 'P1', direction: 'P1.1.1', targets, networkedThreshold: 0.8, minimumPlatformCoverage: 0, plannedTime: { zone: 'Asia/Shanghai', shifts: [] },
  window: { from: at(window[0]), to: at(window[1]) }, ...(baseline && { baseline: { from: at(baseline[0]), to: at(baseline[1]) } }),
});

async function heard(minutes: readonly number[], contract: ProjectContract, lost: readonly (readonly [from: number, to: number])[] = []) {
  const store = new MemoryStore();
  const builder = new BatchBuilder();
  for (const minute of minutes) builder.platformMinute(minute);
  for (const [from, to] of lost) builder.lostSession(at(from), at(to));
  await store.commit(builder.build());
  return readPlatformHeard(store, 'p', contract);
}

describe('what the heartbeats say', () => {
  it('proves a whole window of downtime by what lies before and after it, however far away', async () => {
    const silence = [{ from: 2_000_000, to: 2_000_060, proven: true }];
    expect(await heard([5, 3_000_000], contractOf([2_000_000, 2_000_060]))).toEqual({ coverage: { covered: 0, total: 60 }, silence, lost: [], after: [{ from: 2_000_060, to: 3_000_000 }] });
    expect(await heard([5], contractOf([2_000_000, 2_000_060]))).toMatchObject({ silence: [{ proven: false }] });
    expect(await heard([2_000_100], contractOf([2_000_000, 2_000_060]))).toMatchObject({ silence: [{ proven: false }] });
  });

  it('goes on after a leg for as long as what was late could come, downtime not counted', async () => {
    const after = async (hours: number, minutes: readonly number[]) => (await heard([99, ...minutes], { ...contractOf([90, 100]), lateDeliveryHours: hours })).after;
    const from = (first: number, end: number): readonly number[] => Array.from({ length: end - first }, (_, index) => first + index);
    expect(await after(1, from(100, 200))).toEqual([]);
    expect(await after(1, [])).toEqual([]);
    // An hour to minute 160, ten minutes of outage, ten more; what is down in those too; the outage from 182 on is beyond.
    expect(await after(1, [...from(100, 150), ...from(160, 165), ...from(167, 182), ...from(190, 200)])).toEqual([{ from: 150, to: 160 }, { from: 165, to: 167 }]);
    expect(await after(0, [200])).toEqual([]);
  });

  it('holds as many silences as there are', async () => {
    const many = 200_000;
    const { silence } = await heard(Array.from({ length: many }, (_, index) => 2 * index), contractOf([0, 2 * many - 1]));
    expect(silence.length).toBe(many - 1);
  });

  it('says nothing of a baseline that no target reads', async () => {
    const silence = async (targets: ProjectContract['targets']) => (await heard([100, 102, 150, 160], contractOf([150, 152], [100, 103], targets))).silence.map(({ from }) => from);
    expect(await silence([GAIN])).toEqual([101, 151]);
    expect(await silence([{ ...GAIN, indicator: 'networked-device-ratio' }, { ...GAIN, indicator: 'overall-equipment-effectiveness' }])).toEqual([151]);
  });

  it('covers both legs, and what they share once', async () => {
    const minutes = [100, 101, 150, 160, 299];
    expect(await heard(minutes, contractOf([150, 161], [100, 103]))).toEqual({
      coverage: { covered: 2, total: 11 }, baseline: { covered: 2, total: 3 }, silence: [{ from: 102, to: 103, proven: true }, { from: 151, to: 160, proven: true }], lost: [], after: [{ from: 103, to: 150 }, { from: 161, to: 299 }],
    });
    expect(await heard(minutes, contractOf([101, 161], [100, 151]))).toEqual({
      coverage: { covered: 3, total: 60 }, baseline: { covered: 3, total: 51 }, silence: [{ from: 102, to: 150, proven: true }, { from: 151, to: 160, proven: true }], lost: [], after: [{ from: 161, to: 299 }],
    });
  });
});

describe('what sessions that a broker lost say beside them', () => {
  const from = (first: number, end: number): readonly number[] => Array.from({ length: end - first }, (_, index) => first + index);

  it('takes the minutes wholly in them from the coverage of each leg, and names them whole and once', async () => {
    const lost = [[95.5, 101.5], [155.2, 158.9], [400, 410]] as const;
    expect(await heard(from(0, 500), contractOf([150, 161], [100, 103]), lost)).toMatchObject({
      coverage: { covered: 9, total: 11 }, baseline: { covered: 2, total: 3 }, silence: [{ from: 100, to: 101, proven: true }, { from: 156, to: 158, proven: true }],
      lost: [{ from: at(95.5), to: at(101.5) }, { from: at(155.2), to: at(158.9) }],
    });
    expect((await heard(from(0, 500), contractOf([150, 161], [100, 103]), [[102, 155]])).lost).toEqual([{ from: at(102), to: at(155) }]);
  });

  it('lengthens the time in which what was late could still come', async () => {
    expect((await heard(from(0, 500), { ...contractOf([90, 100]), lateDeliveryHours: 1 }, [[140, 150], [165.5, 168], [175, 180]])).after).toEqual([{ from: 140, to: 150 }, { from: 166, to: 168 }]);
  });
});
