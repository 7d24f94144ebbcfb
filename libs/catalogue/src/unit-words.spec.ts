import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unitText } from './unit-words.js';

const HAN = /\p{Script=Han}/u;
const libraries = resolve(import.meta.dirname, '../..');

/** Every unit that a definition, rule or template names, wherever it stands. */
function unitsOf(library: string): string[] {
  const folder = join(libraries, library, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.includes('.spec.'))
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\bunit: '([^']*)'/g)].map(([, unit = '']) => unit));
}

describe('a unit', () => {
  it('that the platform itself uses has a word in English', () => {
    const units = [...new Set(['catalogue', 'telemetry', 'kpi'].flatMap(unitsOf))];
    expect(units).toEqual(expect.arrayContaining(['台', '万元', '%']));
    expect(units.filter((unit) => HAN.test(unitText(unit, 'en')))).toEqual([]);
  });

  it.each([
    ['台', 'units', 'unit'], ['万元', '× 10 000 yuan', '× 10 000 yuan'], ['个', '', ''], ['天', 'days', 'day'], ['kWh', 'kWh', 'kWh'], ['', '', ''], ['元/件', 'yuan/item', 'yuan/item'], ['件/h', 'items/h', 'item/h'], ['元/个', 'yuan/item', 'yuan/item'], ['个/h', 'items/h', 'items/h'],
  ])('%j is %j in English, of one %j', (unit, several, one) => expect([unitText(unit, 'en'), unitText(unit, 'en', true), unitText(unit, 'zh')]).toEqual([several, one, unit]));

  it('that nobody has put into English is shown as it was written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const unknown = `¤${text.replaceAll('/', '')}`;
      expect([unitText(unknown, 'en'), unitText(unknown, 'zh')]).toEqual([unknown, unknown]);
    }));
  });
});
