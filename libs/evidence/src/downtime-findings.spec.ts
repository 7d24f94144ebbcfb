import { describe, expect, it } from '@jest/globals';
import type { ExtractReading, PlatformSilence } from '@yanshou/kpi';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import type { BundleInputs } from './bundle-schemas.js';
import { ReceiptCheck } from './receipt-check.js';
import { silenceFindings } from './silence-findings.js';

const span = (from: number, to: number) => ({ from: from * MICROS_PER_MINUTE, to: to * MICROS_PER_MINUTE });
/** Baseline of minutes 100 to 200, reporting of 1000 to 1100. */
const contractOf = (indicator = 'energy-utilisation-gain'): ProjectContract => ({
  project: 'p', programme: 'P1', direction: 'P1.1.1', targets: [{ indicator, comparator: '>=', value: 5, unit: '%', clause: 'c' }],
  networkedThreshold: 0.8, minimumPlatformCoverage: 0, plannedTime: { zone: 'Asia/Shanghai', shifts: [] }, window: span(1000, 1100), baseline: span(100, 200),
});
type Heard = Partial<Pick<BundleInputs, 'platformSilence' | 'platformCoverage' | 'baselinePlatformCoverage'>>;
const down = (from: number, to: number, proven = true): PlatformSilence => ({ from, to, proven });
const found = (facts: Heard, contract = contractOf()): readonly string[] =>
  silenceFindings(contract, { platformCoverage: { covered: 100, total: 100 }, baselinePlatformCoverage: { covered: 100, total: 100 }, ...facts } as BundleInputs)
    .map(({ code, place, expected = '', actual = '' }) => `${code} ${place}: ${expected} / ${actual}`);

describe('downtime that the platform claims', () => {
  it('is what its coverage lacks, in either period', () => {
    expect(found({ platformSilence: [] })).toEqual([]);
    expect(found({ platformSilence: [down(110, 130), down(1010, 1015)], platformCoverage: { covered: 95, total: 100 }, baselinePlatformCoverage: { covered: 80, total: 100 } })).toEqual([]);
    expect(found({ platformSilence: [down(1010, 1016)], platformCoverage: { covered: 95, total: 100 } })).toEqual(['contents-disagree platformSilence: 5 / 6']);
    expect(found({ platformSilence: [down(110, 131)], baselinePlatformCoverage: { covered: 80, total: 100 } })).toEqual(['contents-disagree platformSilence: 20 / 21']);
    expect(found({ platformSilence: [], baselinePlatformCoverage: { covered: 80, total: 100 } })).toEqual(['contents-disagree platformSilence: 20 / 0']);
  });

  it('of the baseline is none without the coverage of the baseline, which only a contract that reads it has', () => {
    const { baselinePlatformCoverage: _, ...older } = { baselinePlatformCoverage: undefined, platformSilence: [down(110, 130)], platformCoverage: { covered: 100, total: 100 } };
    const contract = contractOf();
    expect(silenceFindings(contract, older as unknown as BundleInputs)).toEqual([{ code: 'downtime-unproven', file: 'data/inputs.json', place: 'baselinePlatformCoverage' }]);
    expect(silenceFindings(contract, { ...older, platformSilence: [] } as unknown as BundleInputs)).toEqual([]);
    expect(found({ platformSilence: [down(110, 130)] }, contractOf('networked-device-ratio'))).toEqual(['contents-disagree platformSilence: 1000 – 1100 / 110 – 130']);
  });

  it('is measured by all minutes of the period: none can be added to look rarer', () => {
    expect(found({ platformSilence: [down(1010, 1060)], platformCoverage: { covered: 4950, total: 5000 } })).toEqual(['contents-disagree platformCoverage.total: 100 / 5000']);
    expect(found({ platformSilence: [down(110, 160)], baselinePlatformCoverage: { covered: 4950, total: 5000 } })).toEqual(['contents-disagree baselinePlatformCoverage.total: 100 / 5000']);
  });

  it.each<[string, readonly PlatformSilence[], string]>([
    ['in disorder', [down(120, 130), down(110, 115)], '> 130 / 110 – 115'],
    ['in pieces', [down(110, 120), down(120, 130)], '> 120 / 120 – 130'],
    ['of no length', [down(110, 110)], 'from < to / 110 – 110'],
    ['in pieces behind one that is not proven', [down(100, 110, false), down(110, 120), down(120, 125)], '> 120 / 120 – 125'],
    ['beside the periods', [down(500, 510)], '100 – 200, 1000 – 1100 / 500 – 510'],
    ['beyond a period', [down(190, 210)], '100 – 200, 1000 – 1100 / 190 – 210'],
    ['between heartbeats and said to be unproven', [down(110, 120, false)], '110 – 120 proven / 110 – 120 unproven'],
  ])('%s is none', (_, platformSilence, words) => {
    expect(found({ platformSilence, baselinePlatformCoverage: { covered: 80, total: 100 } })).toEqual([`contents-disagree platformSilence: ${words}`]);
  });

  it('at the edge of a period may be proven or not: that lies outside of it', () => {
    for (const proven of [true, false]) expect(found({ platformSilence: [down(100, 120, proven)], baselinePlatformCoverage: { covered: 80, total: 100 } })).toEqual([]);
  });
});

describe('receipts', () => {
  const silence = [down(110, 120), down(130, 132), down(140, 150), down(160, 170, false)];
  const faultOf = (minutes: readonly number[], origin: ExtractReading['origin'] = 'live', lostSessions: BundleInputs['lostSessions'] = []): string | undefined => {
    const check = new ReceiptCheck('baseline', { platformSilence: silence, lostSessions });
    for (const minute of minutes) check.add({ device: 'a', metric: 'm', at: 0, received: (minute + 0.5) * MICROS_PER_MINUTE, value: 1, kind: 'number', quality: '', origin, unused: false });
    return check.fault && `${check.fault.code} ${check.fault.file} ${check.fault.place}`;
  };

  it('contradict a downtime, whatever came before', () => {
    expect(faultOf([100, 105, 125, 115])).toBe('downtime-contradicted data/readings/baseline.parquet #4');
    expect(faultOf([155, 100, 145])).toBe('downtime-contradicted data/readings/baseline.parquet #3');
    for (let minute = 111; minute < 119; minute += 1) expect(faultOf([minute])).toBeDefined();
  });

  it('do not in its first and last minute, outside of it, in an unproven one, or where they are not live', () => {
    expect(faultOf([0, 110, 119, 120, 129, 130, 131, 132, 139, 140, 149, 165, 999, 120, 0])).toBeUndefined();
    expect(faultOf([115, 145], 'replayed')).toBeUndefined();
  });

  it('do not in any minute that a lost session touches, and do in the next', () => {
    const lost = [{ from: 113.5 * MICROS_PER_MINUTE, to: 116.2 * MICROS_PER_MINUTE }];
    for (let minute = 113; minute < 117; minute += 1) expect(faultOf([minute], 'live', lost)).toBeUndefined();
    for (const minute of [112, 117, 145]) expect(faultOf([minute], 'live', lost)).toContain('downtime-contradicted');
  });
});
