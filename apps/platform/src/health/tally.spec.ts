import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { prometheusText } from './prometheus.js';
import { counters } from './platform-metric.js';
import { Tally } from './tally.js';

it('counts by labels, and what exceeds the room for labels together', () => {
  const tally = new Tally();
  for (let index = 0; index < 2_000; index += 1) tally.add({ code: `code-${index}` });
  tally.add({ code: 'code-0' }, 4);
  const counted = tally.read();
  expect([counted.length, counted[0], counted.at(-1)]).toEqual([501, [{ code: 'code-0' }, 5], [{ code: 'other' }, 1_500]]);
});

it('is written so that a label can hold any text and stay one line', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const [help, type, sample, end, ...more] = prometheusText([counters('a_total', 'what\nit \\ is', [[{ label: text }, 1]])]).split('\n');
    expect([help, type, end, more]).toEqual(['# HELP a_total what\\nit \\\\ is', '# TYPE a_total counter', '', []]);
    const inside = /^a_total\{label="((?:[^"\\\n]|\\["\\n])*)"\} 1$/su.exec(sample as string)?.[1];
    expect(inside?.replace(/\\(["\\n])/g, (_, what: string) => (what === 'n' ? '\n' : what))).toBe(text);
  }));
});
