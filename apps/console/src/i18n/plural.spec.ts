import { describe, expect, it } from '@jest/globals';
import { counted } from './plural.js';

describe('a number of things in English', () => {
  it.each([[0, '0 days'], [1, '1 day'], [2, '2 days'], ['1', '1 day']] as const)('%s: %s', (count, expected) => expect(counted(count, 'day')).toBe(expected));

  it('has the plural that is given', () => expect([counted(1, 'difference'), counted(2, 'entry', 'entries')]).toEqual(['1 difference', '2 entries']));
});
