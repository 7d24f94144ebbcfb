import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Rejection } from '@yanshou/telemetry';
import fc from 'fast-check';
import { CodecTables } from '../codec-tables.js';
import { DecodedMessage } from '../decoded-message.js';
import type { Element } from '../testing/decoded-elements.js';
import { decodedElements } from '../testing/decoded-elements.js';
import { LineProtocolCodec } from './line-protocol.codec.js';
import { LINE_PRECISIONS } from './line-time.js';
import { splitLines } from './split-lines.js';

type Decoded = { readonly elements: readonly (Element | { readonly unreadable: Rejection })[] } | { readonly rejection: Rejection };
type Vector = { readonly name: string; readonly format: string; readonly payload?: string; readonly base64?: string } & Decoded;

const vectors = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8')) as Vector[];
const tables = new CodecTables();
const codecs = new Map(
  [true, false].flatMap((gateway) => LINE_PRECISIONS.map((precision) => new LineProtocolCodec(tables, { gateway, precision }))).map((codec) => [codec.format, codec]),
);
const message = new DecodedMessage(tables.names);

function decode(payload: Buffer | string, format = 'line-protocol-ns', from = 0): Decoded {
  const rejection = (codecs.get(format) as LineProtocolCodec).decode(Buffer.from(payload), message, from);
  if (rejection === undefined) return { elements: decodedElements(message) };
  expect([message.elements, message.rows]).toEqual([0, 0]);
  return { rejection };
}

describe('line protocol: vectors', () => {
  it.each(vectors.map((vector) => [`${vector.format}: ${vector.name}`, vector] as const))('%s', (_, { name, format, payload, base64, ...expected }) => {
    expect(decode(payload ?? Buffer.from(base64 as string, 'base64'), format)).toEqual(expected);
    expect(name).not.toBe('');
  });

  it('takes 10 000 values and no more, readable or not', () => {
    const fields = (count: number): string => `m ${Array.from({ length: count }, (_, n) => `f${n}=1`).join()}`;
    expect(decode(fields(10_000))).not.toHaveProperty('rejection');
    expect(decode(fields(10_001))).toEqual({ rejection: { code: 'too-many-values', field: 'line 1: m.f10000' } });
    expect(decode('x\n'.repeat(10_000))).not.toHaveProperty('rejection');
    expect(decode('x\n'.repeat(10_001))).toEqual({ rejection: { code: 'too-many-values', field: 'line 10001' } });
  });

  it('reads a payload behind other bytes', () => {
    expect(decode('"x=m value=1', 'line-protocol-ns', 3)).toEqual({ elements: [{ at: null, values: { m: 1 } }] });
    expect(decode('"x=m value=', 'line-protocol-ns', 3)).toEqual({ elements: [{ unreadable: { code: 'malformed-line', field: 'line 1: m' } }] });
  });

  it('is not fooled by a text that never ends', () => {
    const lines = `m a="${'x'.repeat(1_100)}\nm value=1\nm value=2`;
    expect(decode(lines)).toEqual({ elements: [{ unreadable: { code: 'malformed-line', field: 'line 1: m.a' } }, { at: null, values: { m: 1 } }, { at: null, values: { m: 2 } }] });
  });

  it('reads the worst message of 256 KiB in a time that is linear', () => {
    const started = performance.now();
    decode(Buffer.concat([Buffer.from('x\n'.repeat(9_999)), Buffer.alloc(240_000, '#\n'), Buffer.from('m a="')]));
    decode('m a="\n'.repeat(9_999));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

/** What a client writes: every byte with a meaning escaped. */
const escaped = (name: string): string => name.replace(/[,= ]/g, '\\$&');
const written = (value: number | boolean | string): string => (typeof value === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : String(value));

const name = fc.stringMatching(/^[a-zA-Z0-9温度][a-zA-Z0-9_.:温度]{0,10}$/);
const tag = fc.stringMatching(/^[a-z0-9 ,=温"\\]{0,8}[a-z0-9温]$/);
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((t) => !/^unavailable$/i.test(t));
const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0), fc.integer(), fc.boolean(), text);
const line = fc.record({
  measurement: name,
  tags: fc.dictionary(tag.filter((key) => !['device', 'quality', 'origin'].includes(key)), tag, { maxKeys: 3, noNullPrototype: true }),
  fields: fc.dictionary(name, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true }),
  time: fc.option(fc.integer({ min: -1e9, max: 4e9 })),
});
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;

const encoded = ({ measurement, tags, fields, time }: Line): string => {
  const series = [measurement, ...Object.entries(tags).map(([key, of]) => `${escaped(key)}=${escaped(of)}`)].join();
  return `${series} ${Object.entries(fields).map(([key, of]) => `${escaped(key)}=${written(of)}`).join()}${time === null ? '' : ` ${time}`}`;
};
const metric = (measurement: string, field: string): string =>
  measurement === 'telemetry' ? field : field === 'value' ? measurement : `${measurement}.${field}`;
const expected = ({ measurement, fields, time }: Line): Element => ({
  at: time === null ? null : time * 1_000_000,
  values: Object.fromEntries(Object.entries(fields).map(([field, of]) => [metric(measurement, field), of])),
});

const alphabet = fc.constantFrom(...['m', 'a', '=', ',', ' ', '"', '\\', '\n', '\r', '1', 'i', '#', '.', '\t', ',device=d', 'm a=1', ' 5', 'm a="x\ny"\n']);
const noise = fc.oneof(fc.array(alphabet, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''))), fc.uint8Array({ maxLength: 60 }).map((b) => Buffer.from(b)));

describe('line protocol: properties', () => {
  it('decodes what a client wrote', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        expect(decode(lines.map(encoded).join(end), 'line-protocol-s')).toEqual({ elements: lines.map(expected) });
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads every float as Number does', () => {
    const number = fc.tuple(fc.integer({ min: -999999999, max: 999999999 }), fc.stringMatching(/^(\.\d{0,18})?([eE][+-]?\d{1,3})?$/));
    fc.assert(
      fc.property(number, ([whole, rest]) => {
        const exact = Number(`${whole}${rest}`) + 0;
        const result = Number.isFinite(exact) ? { at: null, values: { m: exact } } : { unreadable: { code: 'not-finite', field: 'line 1: m' } };
        expect(decode(`m value=${whole}${rest}`)).toEqual({ elements: [result] });
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, and keeps no element without a row', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom(...codecs.keys()), (payload, format) => {
        decode(payload, format);
        for (let element = 0; element < message.elements; element += 1) expect(message.elementEnd[element]).toBeGreaterThan(message.firstRow(element));
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives the same values however a body is cut at line ends, in messages within the limits', () => {
    const bare = (decoded: Decoded): unknown[] =>
      'rejection' in decoded ? [] : decoded.elements.map((element) => ('unreadable' in element ? element.unreadable.code : element));
    fc.assert(
      fc.property(noise, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 4 }), (body, maxBytes, maxValues) => {
        const parts = [...splitLines(body, { maxBytes, maxValues })];
        expect(parts.flatMap((part) => bare(decode(part)))).toEqual(bare(decode(body)));
        for (const part of parts) {
          decode(part);
          if (message.elements > 1) expect([part.length <= maxBytes, message.rows <= maxValues]).toEqual([true, true]);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
