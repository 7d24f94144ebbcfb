import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Rejection } from '@yanshou/telemetry';
import fc from 'fast-check';
import { CodecTables } from '../codec-tables.js';
import { DecodedMessage } from '../decoded-message.js';
import type { Element } from '../testing/decoded-elements.js';
import { elementOf } from '../testing/decoded-elements.js';
import type { TelemetryElement } from './encode-telemetry.js';
import { encodeGatewayTelemetry, encodeTelemetry } from './encode-telemetry.js';
import { NATIVE_DEVICE, NATIVE_GATEWAY, NativeJsonCodec, THINGSBOARD_DEVICE, THINGSBOARD_GATEWAY } from './native-json.codec.js';

interface Vector {
  readonly name: string;
  readonly format: string;
  readonly payload?: string;
  readonly base64?: string;
  readonly elements?: readonly Element[];
  readonly rejection?: Rejection;
}

const vectors = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8')) as Vector[];
const tables = new CodecTables();
const codecs = new Map(
  [NATIVE_DEVICE, NATIVE_GATEWAY, THINGSBOARD_DEVICE, THINGSBOARD_GATEWAY].map((form) => [form.format, new NativeJsonCodec(tables, form)]),
);
const message = new DecodedMessage(tables.names);

function decode(format: string, payload: Buffer): { rejection: Rejection } | { elements: Element[] } {
  const rejection = (codecs.get(format) as NativeJsonCodec).decode(payload, message);
  if (rejection === undefined) return { elements: Array.from({ length: message.elements }, (_, element) => elementOf(message, element)) };
  expect([message.elements, message.rows]).toEqual([0, 0]);
  return { rejection };
}

describe('native JSON: vectors', () => {
  it.each(vectors.map((vector) => [`${vector.format}: ${vector.name}`, vector] as const))('%s', (_, vector) => {
    const payload = vector.payload === undefined ? Buffer.from(vector.base64 as string, 'base64') : Buffer.from(vector.payload);
    const expected = vector.rejection === undefined ? { elements: vector.elements } : { rejection: vector.rejection };
    expect(decode(vector.format, payload)).toEqual(expected);
  });

  it('takes 10 000 values and no more', () => {
    const values = (count: number): Buffer => Buffer.from(`{"values":{${Array.from({ length: count }, (_, n) => `"m${n}":1`).join()}}}`);
    expect(decode('native-json', values(10_000))).not.toHaveProperty('rejection');
    expect(decode('native-json', values(10_001))).toEqual({ rejection: { code: 'too-many-values', field: 'values.m10000' } });
  });

  it('reads a payload behind other bytes', () => {
    const codec = codecs.get('native-json') as NativeJsonCodec;
    const behind = (payload: string): Buffer => Buffer.from(`{"x${payload}`);
    expect(codec.decode(behind('{"values":{"a":1}}'), message, 3)).toBeUndefined();
    expect(elementOf(message, 0)).toEqual({ at: null, values: { a: 1 } });
    expect(codec.decode(behind('{"values":{"a":[]}}'), message, 3)).toEqual({ code: 'wrong-type', field: 'values.a' });
    expect(codec.decode(behind(''), message, 3)).toEqual({ code: 'empty-message', field: '' });
  });

  it('is not made to run out of stack', () => {
    for (const deep of ['['.repeat(250_000), '{"a":'.repeat(50_000)]) {
      expect(decode('native-json', Buffer.from(deep))).toEqual({ rejection: { code: 'too-deep', field: '' } });
    }
  });

  it('keeps right after more names than it remembers', () => {
    const before = tables.names.generation;
    for (let k = 0; k < 8; k += 1) {
      decode('native-json', Buffer.from(`{"values":{${Array.from({ length: 9_999 }, (_, n) => `"x${k}_${n}":1`).join()}}}`));
    }
    expect(tables.names.generation).toBeGreaterThan(before);
    expect(decode('native-json', Buffer.from('{"values":{"a":1,"b":"t"}}'))).toEqual({ elements: [{ at: null, values: { a: 1, b: 't' } }] });
  });
});

const name = fc.stringMatching(/^[a-zA-Z0-9温度][a-zA-Z0-9_.:温度]{0,10}$/);
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((t) => !/^unavailable$/i.test(t));
const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0), fc.integer(), fc.boolean(), text, fc.constant(null));
const element: fc.Arbitrary<TelemetryElement> = fc
  .record({ ts: fc.option(fc.integer({ min: 0, max: 4e12 })), values: fc.dictionary(name, value, { minKeys: 1, maxKeys: 6, noNullPrototype: true }), flag: fc.boolean() })
  .map(({ ts, values, flag }) => ({
    ...(ts === null ? {} : { ts }),
    values,
    ...(flag ? { quality: { [Object.keys(values)[0] as string]: 'D' as const }, origin: 'simulated' as const } : {}),
  }));

const asDecoded = (from: TelemetryElement): Element => ({
  at: from.ts === undefined ? null : (from.ts as number) * 1000,
  values: { ...from.values },
  ...(from.origin === undefined ? {} : { origin: from.origin }),
  ...(from.quality === undefined ? {} : { quality: { ...from.quality } }),
});

describe('native JSON: properties', () => {
  it('decodes what was encoded', () => {
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 4 }), (elements) => {
        expect(decode('native-json', encodeTelemetry(elements))).toEqual({ elements: elements.map(asDecoded) });
        expect(decode('native-json', encodeTelemetry(elements[0] as TelemetryElement))).toEqual({ elements: [asDecoded(elements[0] as TelemetryElement)] });
        expect(decode('native-json-gateway', encodeGatewayTelemetry(new Map([['p1', elements]])))).toEqual({
          elements: elements.map((e) => ({ ...asDecoded(e), child: 'p1' })),
        });
      }),
      { numRuns: 300 },
    );
  });

  it('reads every number as JSON.parse does', () => {
    const number = fc.tuple(fc.integer({ min: -999999999, max: 999999999 }), fc.stringMatching(/^(\.\d{1,18})?([eE][+-]?\d{1,3})?$/));
    fc.assert(
      fc.property(number, ([whole, rest]) => {
        const expected = (JSON.parse(`${whole}${rest}`) as number) + 0;
        const result = decode('native-json', Buffer.from(`{"values":{"a":${whole}${rest}}}`));
        if (Number.isFinite(expected)) expect(result).toEqual({ elements: [{ at: null, values: { a: expected } }] });
        else expect(result).toEqual({ rejection: { code: 'not-finite', field: 'values.a' } });
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, and takes nothing that JSON.parse refuses', () => {
    const mutated = fc
      .tuple(fc.constantFrom(...vectors), fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat({ max: 3 }))
      .map(([vector, at, byte, how]) => mutate(Buffer.from(vector.payload ?? '{}'), at, byte, how));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }).map((b) => Buffer.from(b)), mutated), fc.constantFrom(...codecs.keys()), (payload, format) => {
        const result = decode(format, payload);
        if ('elements' in result) expect(() => JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload))).not.toThrow();
      }),
      { numRuns: 5000 },
    );
  });
});

function mutate(payload: Buffer, at: number, byte: number, how: number): Buffer {
  const place = payload.length === 0 ? 0 : at % payload.length;
  if (how === 0) return payload.subarray(0, place);
  if (how === 1) return Buffer.concat([payload.subarray(0, place), Buffer.from([byte]), payload.subarray(place)]);
  if (how === 2) return Buffer.concat([payload.subarray(0, place), payload.subarray(place + 1)]);
  const changed = Buffer.from(payload);
  if (place < changed.length) changed[place] = byte;
  return changed;
}
