import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { downtimeAfterFindings } from './silence-findings.js';

const END = 30_000_000;
const at = (minute: number): number => minute * MICROS_PER_MINUTE;
const CONTRACT: ProjectContract = {
  project: 'p', programme: 'P1', direction: 'P1.1.1', targets: [], networkedThreshold: 0.8, minimumPlatformCoverage: 0, plannedTime: { zone: 'Asia/Shanghai', shifts: [] },
  window: { from: at(END - 600), to: at(END) }, lateDeliveryHours: 1,
};
const HOUR = MICROS_PER_HOUR / MICROS_PER_MINUTE;
const found = (...ranges: readonly (readonly [number, number])[]) =>
  downtimeAfterFindings(CONTRACT, { platformSilence: [], downtimeAfter: ranges.map(([from, to]) => ({ from: END + from, to: END + to })) }).map(({ code, place }) => [code, place]);

describe('downtime after a leg', () => {
  it('is right where late data could still come, which every downtime found makes longer', () => {
    expect(found([0, 30], [HOUR + 20, HOUR + 500], [HOUR + 510, HOUR + 511])).toEqual([]);
    expect(downtimeAfterFindings(CONTRACT, {})).toEqual([]);
  });

  it.each([
    ['inside the leg', [[-1, 5]]], ['before the leg', [[-700, -650]]], ['beyond the limit', [[HOUR + 1, HOUR + 2]]], ['empty', [[5, 5]]], ['out of order', [[30, 40], [10, 20]]],
  ] as const)('%s is a finding', (_, ranges) => {
    expect(found(...ranges)).toEqual([['contents-disagree', 'downtimeAfter']]);
  });

  it('is a finding where nothing is said of the legs themselves', () => {
    expect(downtimeAfterFindings(CONTRACT, { downtimeAfter: [{ from: END, to: END + 1 }] })).toHaveLength(1);
  });
});
