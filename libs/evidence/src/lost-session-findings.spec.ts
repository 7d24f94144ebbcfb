import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_MINUTE, formatIsoMicros } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import type { BundleInputs } from './bundle-schemas.js';
import { lostSessionFindings } from './lost-session-findings.js';

const span = (from: number, to: number) => ({ from: from * MICROS_PER_MINUTE, to: to * MICROS_PER_MINUTE });
/** Baseline of minutes 100 to 200, reporting of 1000 to 1100. */
const contract: ProjectContract = {
  project: 'p', programme: 'P1', direction: 'P1.1.1', targets: [{ indicator: 'energy-utilisation-gain', comparator: '>=', value: 5, unit: '%', clause: 'c' }],
  networkedThreshold: 0.8, minimumPlatformCoverage: 0, plannedTime: { zone: 'Asia/Shanghai', shifts: [] }, window: span(1000, 1100), baseline: span(100, 200),
};
const silent = (from: number, to: number, proven = true) => ({ from, to, proven });
const found = (facts: Pick<BundleInputs, 'lostSessions' | 'platformSilence'>): readonly string[] =>
  lostSessionFindings(contract, facts).map(({ code, file, place, actual }) => `${code} ${file} ${place} ${actual}`);
const time = (minute: number): string => formatIsoMicros(minute * MICROS_PER_MINUTE);

describe('sessions that a broker is said to have lost', () => {
  it('agree with the silence that holds their whole minutes, in either period and beyond its ends', () => {
    expect(found({})).toEqual([]);
    expect(found({ lostSessions: [], platformSilence: [] })).toEqual([]);
    const lostSessions = [span(90, 103.5), span(150.5, 151.4), span(1095.2, 2000)];
    expect(found({ lostSessions, platformSilence: [silent(100, 103), silent(1096, 1100)] })).toEqual([]);
    expect(found({ lostSessions, platformSilence: [silent(100, 110), silent(1090, 1100)] })).toEqual([]);
  });

  it('are found out where a whole minute of one is not in the proven silence, so not in the coverage either', () => {
    const lostSessions = [span(1010, 1020)];
    for (const platformSilence of [[], [silent(1010, 1019)], [silent(1011, 1020)], [silent(1010, 1014), silent(1015, 1020)], [silent(1010, 1020, false)]]) {
      expect(found({ lostSessions, platformSilence })).toEqual(['contents-disagree data/inputs.json platformSilence —']);
    }
  });

  it.each<[string, NonNullable<BundleInputs['lostSessions']>, string]>([
    ['in disorder', [span(1050, 1060), span(1010, 1020)], `${time(1010)} – ${time(1020)}`],
    ['in pieces', [span(1010, 1020), span(1020, 1030)], `${time(1020)} – ${time(1030)}`],
    ['of no length', [span(1010, 1010)], `${time(1010)} – ${time(1010)}`],
    ['far from the periods', [span(500, 510)], `${time(500)} – ${time(510)}`],
    ['beside a period', [span(1100, 1200)], `${time(1100)} – ${time(1200)}`],
  ])('%s are none', (_, lostSessions, actual) => {
    expect(found({ lostSessions, platformSilence: [silent(1000, 1100)] })).toEqual([`contents-disagree data/inputs.json lostSessions ${actual}`]);
  });

  it('are none where heartbeats say nothing of the data', () => {
    expect(found({ lostSessions: [span(1010, 1020)] })).toEqual(['contents-disagree data/inputs.json lostSessions 1']);
  });
});
