import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { serializeTCompactProtocol } from 'hyparquet-writer/src/thrift.js';
import { structEnd, varintAt } from './thrift-walk.js';

type Struct = Parameters<typeof serializeTCompactProtocol>[1];

const { struct } = fc.letrec<{ value: unknown; struct: Struct }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, fc.boolean(), fc.integer(), fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), fc.string(), fc.array(fc.integer(), { maxLength: 20 }), fc.array(tie('struct'), { minLength: 1, maxLength: 3 }), tie('struct')),
  struct: fc.array(tie('value'), { maxLength: 18 }).map((values) => Object.fromEntries(values.map((value, index) => [`field_${index + 1}`, value])) as Struct),
}));

function bytesOf(value: Struct): Uint8Array {
  const writer = new ByteWriter();
  serializeTCompactProtocol(writer, value);
  return writer.getBytes();
}

describe('a struct', () => {
  it('ends where its parser ends', () => {
    fc.assert(fc.property(struct, fc.uint8Array({ maxLength: 9 }), (value, behind) => {
      const bytes = bytesOf(value);
      const view = new DataView(Uint8Array.from([...bytes, ...behind]).buffer);
      expect(structEnd(view, 0)).toBe(bytes.length);
    }));
  });

  it('of any bytes ends where the parser does, or is refused', () => {
    let passed = 0;
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), struct.map(bytesOf)), fc.nat(), fc.integer({ min: 0, max: 255 }), (bytes, at, byte) => {
      const changed = Uint8Array.from([...bytes, 0]);
      changed[at % changed.length] = byte;
      const view = new DataView(changed.buffer);
      let end: number;
      try {
        end = structEnd(view, 0);
      } catch {
        return;
      }
      passed += 1;
      const reader = { view, offset: 0 };
      deserializeTCompactProtocol(reader);
      expect(reader.offset).toBe(end);
    }), { numRuns: 2_000 });
    expect(passed).toBeGreaterThan(100);
  });

  it('has numbers of ten bytes at most', () => {
    const bytes = (length: number): DataView => new DataView(new Uint8Array(length).fill(0xff).fill(1, length - 1).buffer);
    expect(varintAt(bytes(10), 0).end).toBe(10);
    expect(() => varintAt(bytes(11), 0)).toThrow(RangeError);
  });
});
