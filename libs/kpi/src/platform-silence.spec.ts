import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { downtime, silenceOf } from './platform-silence.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf } from './testing/context.js';
import type { MinuteRow } from './testing/context.js';

const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const minutes = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, index) => FIRST + from + index);

describe('silence of the platform', () => {
  const span = { from: 10, to: 20 };

  it('lies between heartbeats; only what has one before and one after is proven', () => {
    const heard = [9, 12, 13, 16, 30];
    expect(silenceOf(span, { minutes: heard, before: true, after: false })).toEqual([
      { from: 10, to: 12, proven: true }, { from: 14, to: 16, proven: true }, { from: 17, to: 20, proven: false },
    ]);
    expect(silenceOf(span, { minutes: [], before: true, after: true })).toEqual([{ from: 10, to: 20, proven: true }]);
    expect(downtime(silenceOf(span, { minutes: heard, before: false, after: false }))).toEqual([{ from: 14, to: 16, proven: true }]);
  });

  it('is none where every minute has a heartbeat', () => {
    expect(silenceOf(span, { minutes: minutes(0, 20).map((_, index) => index), before: false, after: false })).toEqual([]);
  });
});

describe('the intervals of a downtime', () => {
  const inventory = inventoryOf([device('M1'), device('M2')], { classes: [deviceClass('c5', 5)] });
  const delivered = (principal: number, from: number, to: number): readonly MinuteRow[] => minutes(from, to).map((minute) => [principal, minute] as const);
  const evaluated = (rows: readonly MinuteRow[], down: readonly (readonly [number, number])[], proven = true) => evaluate('networked-device-ratio', contextOf(
    { inventory, rows, contract: { networkedThreshold: 0.8, window: { from: WINDOW_FROM, to: WINDOW_FROM + MICROS_PER_HOUR } } },
    { platformSilence: down.map(([from, to]) => ({ from: FIRST + from, to: FIRST + to, proven })) },
  ));

  it('leave numerator and denominator, and their number stands beside the value', () => {
    // Down from minute 12 to 33: intervals 15, 20 and 25 lie wholly in it, those of 10 and 30 do not.
    const row = evaluated([...delivered(1, 0, 12), ...delivered(1, 33, 60), ...delivered(2, 0, 60)], [[12, 33]]);
    expect(row).toMatchObject({ value: 100, devices: ['M1', 'M2'], coverage: 21 / 21 });
    expect(row.figures.perDevice).toEqual([expect.objectContaining({ id: 'M1', expected: 9, valid: 9, platformFault: 3, calendarExpected: 9 }), expect.objectContaining({ id: 'M2', expected: 12, valid: 12 })]);
    expect(row.figures.perDevice?.[1]).not.toHaveProperty('platformFault');
    expect(row.reasons.map(({ zh }) => zh)).toEqual([expect.stringContaining('平台自身停机'), ]);
    expect(row.reasons[0]?.en).toContain('3 intervals');
  });

  it('stay where it is not proven', () => {
    const row = evaluated([...delivered(1, 0, 12), ...delivered(1, 33, 60)], [[12, 33]], false);
    expect(row.figures.perDevice?.[0]).toMatchObject({ expected: 12, valid: 9 });
    expect(row.reasons).toEqual([]);
  });

  it('stay where what was measured in it came later', () => {
    const row = evaluated(delivered(1, 0, 60), [[12, 33]]);
    expect(row.figures.perDevice?.[0]).toMatchObject({ expected: 12, valid: 12 });
  });

  it('are in the digest, which says nothing where there is none', () => {
    const [without, with_, unproven] = [evaluated(delivered(1, 0, 60), []), evaluated(delivered(1, 0, 60), [[12, 33]]), evaluated(delivered(1, 0, 60), [[12, 33]], false)];
    expect(with_.inputsDigest).not.toBe(without.inputsDigest);
    expect(unproven.inputsDigest).toBe(without.inputsDigest);
  });
});
