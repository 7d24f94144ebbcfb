import { describe, expect, it } from '@jest/globals';
import { isAbout } from './form-problem.js';

describe('a problem', () => {
  it.each<[string | undefined, string, boolean]>([
    ['number', 'number', true], ['numbers', 'number', false], ['items[0].budget', 'items', true], ['applicant.code', 'applicant', true], ['file', 'number', false], [undefined, 'file', false], ['item', 'items', false],
  ])('of %s is about the field %s: %s', (field, name, expected) => expect(isAbout(field, name)).toBe(expected));
});
