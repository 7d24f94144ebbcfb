import { describe, expect, it } from '@jest/globals';
import { InternTable } from '@yanshou/codecs';
import { ClassMetrics, NO_METRIC } from './class-metrics.js';
import { inventory } from './testing/workshop.js';

describe('metrics of a class', () => {
  it('are found by the number of their name, and again when names are numbered anew', () => {
    const names = new InternTable(1);
    const add = (text: string): number => names.add(Buffer.from(text), 0, Buffer.byteLength(text), text);
    const metrics = new ClassMetrics(inventory().classes[0], names);
    expect([add('pieces'), add('none')].map((name) => metrics.find(name))).toEqual([3, NO_METRIC]);
    names.trim();
    expect([add('state'), add('temperature')].map((name) => metrics.find(name))).toEqual([2, 0]);
    expect(metrics.find(1)).toBe(0);
  });

  it('are none where the inventory names a class that it does not hold', () => {
    const names = new InternTable(1);
    names.add(Buffer.from('a'), 0, 1, 'a');
    expect(new ClassMetrics(undefined, names).find(0)).toBe(NO_METRIC);
  });
});
