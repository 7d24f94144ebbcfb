import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReadingColumns } from './reading-columns.js';

const anyReading = fc.record({
  series: fc.nat(), at: fc.maxSafeInteger(), value: fc.oneof(fc.double({ noNaN: true }), fc.string()), flags: fc.integer({ min: 0, max: 0xffff }),
  stamp: fc.record({ received: fc.maxSafeInteger(), sequence: fc.maxSafeInteger(), via: fc.nat() }),
});

const rowsOf = (columns: ReadingColumns) => Array.from({ length: columns.length }, (_, row) => ({
  series: columns.series[row], at: columns.at[row], number: columns.number[row], text: columns.text[row], flags: columns.flags[row],
  stamp: { received: columns.received[row], sequence: columns.sequence[row], via: columns.via[row] },
}));

describe('reading columns', () => {
  it('keep every row while they grow, from any capacity, and again after being cleared', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 5 }), fc.array(anyReading, { maxLength: 40 }), fc.array(anyReading, { maxLength: 40 }), (capacity, first, second) => {
      const columns = new ReadingColumns(capacity);
      for (const readings of [first, second]) {
        columns.clear();
        for (const { series, at, value, flags, stamp } of readings) columns.push(series, at, value, flags, stamp);
        expect(rowsOf(columns)).toEqual(readings.map(({ series, at, value, flags, stamp }) => ({
          series, at, flags, stamp, number: typeof value === 'number' ? value : NaN, text: typeof value === 'number' ? '' : value,
        })));
      }
    }));
  });
});
