import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';
import { checkRuns, setLevels } from './parquet-runs.js';

function encoded(values: readonly number[], width: number): DataView {
  const writer = new ByteWriter();
  writeRleBitPackedHybrid(writer, [...values], width);
  const bytes = writer.getBytes();
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const ofWidth = (width: number) => fc.array(fc.oneof(fc.integer({ min: 0, max: 2 ** width - 1 }), fc.constant(1)), { minLength: 1, maxLength: 300, size: 'max' });

function holds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

describe('runs', () => {
  it('are what a writer writes, whatever their width', () => {
    const any = fc.integer({ min: 1, max: 12 }).chain((width) => fc.tuple(fc.constant(width), ofWidth(width)));
    fc.assert(fc.property(any, ([width, values]) => {
      expect(() => checkRuns({ view: encoded(values, width), from: 0, width, values: values.length })).not.toThrow();
    }));
  });

  it('of one bit are counted', () => {
    fc.assert(fc.property(ofWidth(1), (values) => {
      expect(setLevels({ view: encoded(values, 1), from: 0, values: values.length })).toBe(values.reduce((sum, value) => sum + value, 0));
    }));
  });

  it('that pass give the reader no more than it wants: no bytes make it take more', () => {
    let passed = 0;
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 64 }), (bytes, width, values) => {
      const view = new DataView(Uint8Array.from([...bytes, ...new Uint8Array(64)]).buffer);
      const runs = { view, from: 0, width, values };
      if (!holds(() => checkRuns(runs))) return;
      passed += 1;
      const output = new Array<number>(values);
      // It may run into the end of the page: that costs nothing.
      holds(() => readRleBitPackedHybrid({ view, offset: 0 }, width, output, bytes.length));
      expect(output).toHaveLength(values);
    }), { numRuns: 2_000 });
    expect(passed).toBeGreaterThan(100);
  });
});
