import { describe, expect, it } from '@jest/globals';
import { isLibraryField, libraryQuota } from './library-rules.js';
import { findProgramme } from './programmes.js';

describe('the library of P4', () => {
  it('admits what S003 says: twenty in general, ten, six, and two a legal person', () => {
    expect((['province', 'planned-city', 'central-enterprise'] as const).map((kind) => libraryQuota('P4', kind))).toEqual([
      { recommender: 20, isUsual: true, applicant: 2 }, { recommender: 10, isUsual: false, applicant: 2 }, { recommender: 6, isUsual: false, applicant: 2 },
    ]);
    expect([libraryQuota('P2', 'province'), libraryQuota('none', 'province')]).toEqual([undefined, undefined]);
  });

  it('has ten fields in three classes, each in its own', () => {
    const fields = findProgramme('P4')?.library?.flatMap(({ id, fields: own }) => own.map((field) => [id, field.id] as const)) ?? [];
    expect(fields.length).toBe(10);
    for (const [libraryClass, field] of fields) expect(isLibraryField('P4', libraryClass, field)).toBe(true);
    expect([isLibraryField('P4', 'technology', 'health'), isLibraryField('P2', 'technology', 'sensors')]).toEqual([false, false]);
  });
});
