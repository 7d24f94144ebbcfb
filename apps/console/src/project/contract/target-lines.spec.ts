import { describe, expect, it } from '@jest/globals';
import type { Comparator } from '@yanshou/telemetry';
import fc from 'fast-check';
import { CONTRACT_TARGETS, templateOf } from '../../../dev/mock-programme.js';
import { draftOf, linesOf, omittedOf, standingOf, targetsOf, withLine } from './target-lines.js';
import type { TargetLine } from './target-lines.js';

const TEMPLATE = templateOf('P1.1.1');
const ZONE = 'Asia/Shanghai';
const line = (indicator: string, change: Partial<TargetLine> = {}): TargetLine => ({ ...(draftOf(TEMPLATE, ZONE).find((one) => one.indicator === indicator) as TargetLine), ...change });

describe('the targets of a contract while they are edited', () => {
  it('a draft keeps to its defaults, and lacks the numbers that the contract has to put', () => {
    expect(draftOf(TEMPLATE, ZONE).map((one) => [one.indicator, one.value, standingOf(one, TEMPLATE).kind])).toEqual([
      ['networked-device-ratio', '70', 'kept'], ['ip-applications', '5', 'kept'], ['new-economic-benefit', '15', 'lowered'], ['registered-users', '', 'open'],
    ]);
    expect(omittedOf(draftOf(TEMPLATE, ZONE), TEMPLATE)).toEqual([]);
  });

  it.each<readonly [indicator: string, stated: readonly [Comparator, value: string, approval: string], kind: string, from: number | null, by: string | null]>([
    ['networked-device-ratio', ['>=', '69.9', ''], 'lowered', 70, null],
    ['networked-device-ratio', ['>=', '69.9', '津科 1 号'], 'lowered', 70, '津科 1 号'],
    ['networked-device-ratio', ['>', '70', ''], 'raised', null, null],
    ['networked-device-ratio', ['<=', '70', ''], 'lowered', 70, null],
    ['networked-device-ratio', ['>=', '', ''], 'open', null, null],
    ['new-economic-benefit', ['>=', '10', ''], 'lowered', 15, null],
    ['new-economic-benefit', ['>=', '15', ''], 'lowered', 20, '津科验〔2018〕3号'],
    ['new-economic-benefit', ['>=', '20', ''], 'raised', null, null],
    ['registered-users', ['>=', '100', ''], 'none', null, null],
  ])('%s, stated as %j, is %s', (indicator, [comparator, value, approval], kind, from, by) => {
    expect(standingOf(line(indicator, { comparator, value, approval }), TEMPLATE)).toMatchObject({ kind, from, approval: by });
  });

  it('come back from their lines as they were', () => {
    expect(targetsOf(linesOf(CONTRACT_TARGETS, ZONE), ZONE)).toEqual(CONTRACT_TARGETS);
    const timed = [{ indicator: 'networked-device-ratio', comparator: '>=' as const, value: 70, unit: '%', clause: 'c', byYear: [{ year: 2026, value: 40.5 }, { year: 2027, value: 70 }], window: { from: '2026-12-01T00:00:00Z', to: '2026-12-31T00:00:00Z' } }];
    expect(targetsOf(linesOf(timed, ZONE), ZONE)).toEqual(timed);
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)), (value) => {
      const targets = [{ indicator: 'a', comparator: '<' as const, value, unit: '', clause: 'c', approval: 'x' }];
      expect(targetsOf(linesOf(targets, ZONE), ZONE)).toEqual(targets);
    }));
  });

  it('an indicator that is added has a line of its own, one that is left out is told', () => {
    const lines = withLine(linesOf(CONTRACT_TARGETS.slice(1), ZONE), { indicator: 'standards', comparator: '>=', unit: '项', clause: '' });
    expect(new Set(lines.map(({ key }) => key)).size).toBe(3);
    expect(standingOf(lines.at(-1) as TargetLine, TEMPLATE)).toMatchObject({ kind: 'open', target: null });
    expect(omittedOf(lines, TEMPLATE).map(({ target }) => target.indicator)).toEqual(['networked-device-ratio']);
  });

  it('an own window is of whole days of the zone; one that is emptied is gone, and half of one is left for the platform to refuse', () => {
    const windowOf = (own: TargetLine['own'], kept?: TargetLine['kept']) => targetsOf([line('networked-device-ratio', { value: '70', own, ...(kept && { kept }) })], ZONE)[0]?.window;
    const was = { window: { from: '2026-11-30T20:00:00Z', to: '2026-12-31T00:00:00Z' } };
    expect(windowOf({ from: '2026-12-01', to: '2026-12-31' })).toEqual({ from: '2026-12-01T00:00:00+08:00', to: '2027-01-01T00:00:00+08:00' });
    expect(windowOf({ from: '2026-12-01', to: '2026-12-31' }, was)).toEqual(was.window);
    expect([windowOf({ from: '', to: '' }, was), windowOf({ from: '2026-12-01', to: '' })]).toEqual([undefined, { from: '2026-12-01T00:00:00+08:00', to: '' }]);
  });

  it('a year without a number is sent as none, never as 0', () => {
    const [target] = targetsOf([line('networked-device-ratio', { value: '70', years: '2025=40, 2026=' })], ZONE);
    expect(target?.byYear).toEqual([{ year: 2025, value: 40 }, { year: 2026, value: NaN }]);
  });
});
