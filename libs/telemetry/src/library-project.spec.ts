import { describe, expect, it } from '@jest/globals';
import { LIBRARY_RESULTS, matchesLibrary, nextDecisions } from './library-project.js';
import type { LibraryProject, LibraryQuery, LibraryResult } from './library-project.js';

const PROJECT: LibraryProject = {
  programme: 'P4', id: 'iot-1', batch: '2018', libraryClass: 'application', field: 'smart-manufacturing', nameZh: '车间ＩｏＴ平台', nameEn: 'Workshop platform', summary: '能效 监测', region: '天津市',
  applicant: { name: '某公司', creditCode: '91120000MA0000000X' }, recommender: { kind: 'province', name: '天津市工业和信息化局' }, result: 'promoted', steps: [], recommendedBy: 'x', recommendedAt: 0,
  promotions: [{ on: '2018-10-01', form: '现场会', place: '滨海新区', note: '', who: 'x', at: 0 }],
};

describe('the search of a library', () => {
  it.each<[LibraryQuery, boolean]>([
    [{}, true], [{ text: '' }, true], [{ text: 'iot 平台' }, true], [{ text: 'WORKSHOP 能效' }, true], [{ text: '平台 不在' }, false], [{ text: '滨海' }, true], [{ text: '91120000' }, false],
    [{ applicant: '91120000ma' }, true], [{ applicant: '某公司' }, true], [{ applicant: '别的' }, false], [{ region: '天津' }, true], [{ region: '河北' }, false],
    [{ field: 'smart-manufacturing' }, true], [{ field: 'smart' }, false], [{ libraryClass: 'technology' }, false], [{ result: 'promoted', batch: '2018' }, true], [{ batch: '2019' }, false],
    [{ text: '平台', result: 'selected' }, false],
  ])('%j: %p', (query, expected) => expect(matchesLibrary(PROJECT, query)).toBe(expected));
});

describe('the course of a project', () => {
  it('leads from a recommendation to an end, and no further', () => {
    const results = Object.keys(LIBRARY_RESULTS) as LibraryResult[];
    expect(Object.fromEntries(results.map((result) => [result, nextDecisions(result)]))).toEqual({
      'recommended': ['in-review', 'withdrawn'], 'in-review': ['selected', 'not-selected', 'withdrawn'], 'selected': [], 'not-selected': [], 'promoted': [], 'withdrawn': [],
    });
  });
});
