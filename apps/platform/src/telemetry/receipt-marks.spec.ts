import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_SECOND } from '@yanshou/telemetry';
import { ReceiptMarks } from './receipt-marks.js';

const second = (n: number): number => 1_000_000 * MICROS_PER_SECOND + n * MICROS_PER_SECOND;

describe('until when everything received is projected', () => {
  it('is now while nothing waits, stands still in an outage, and follows the cursor through the backlog', () => {
    const marks = new ReceiptMarks();
    expect(marks.look({ at: second(0), until: 10 }, 10)).toBe(second(0));
    for (const n of [10, 20, 30]) expect(marks.look({ at: second(n), until: 10 + n }, 10)).toBe(second(0));
    expect(marks.look({ at: second(31), until: 41 }, 25)).toBe(second(10));
    expect(marks.look({ at: second(32), until: 42 }, 30)).toBe(second(20));
    expect(marks.look({ at: second(33), until: 43 }, 43)).toBe(second(33));
  });

  it('is not known of a backlog from before, until what the first look saw is projected', () => {
    const marks = new ReceiptMarks();
    expect([marks.look({ at: second(0), until: 100 }, 1), marks.look({ at: second(9), until: 120 }, 99), marks.look({ at: second(10), until: 130 }, 100)]).toEqual([undefined, undefined, second(0)]);
  });

  it('moves with the clock while nothing more comes', () => {
    const marks = new ReceiptMarks();
    for (const n of [0, 60, 120]) marks.look({ at: second(n), until: 5 }, 1);
    expect(marks.look({ at: second(180), until: 6 }, 5)).toBe(second(120));
  });

  it('never claims a moment at which something was received that is not projected', () => {
    const step = fc.record({ seconds: fc.nat(20), received: fc.nat(5), projected: fc.nat(8) });
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const marks = new ReceiptMarks();
      const receipts: number[] = [];
      let [now, cursor] = [0, 0];
      for (const { seconds, received, projected } of steps) {
        now += seconds;
        for (let n = 0; n < received; n += 1) receipts.push(second(now));
        cursor = Math.min(receipts.length, cursor + projected);
        const known = marks.look({ at: second(now), until: receipts.length }, cursor);
        for (const at of receipts.slice(cursor)) expect(known ?? -Infinity).toBeLessThan(at + 1);
      }
    }));
  });
});
