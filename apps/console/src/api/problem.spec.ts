import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiProblem} from './problem.js';
import { asProblem, problemOf, withinEntry } from './problem.js';
import { isWorthAnother } from './query-client.js';
import { addressOf, hasStatus, isProblem } from './request.js';

const document = { type: 't', title: 'T', status: 400, code: 'invalid', detail: '错', detailZh: '错', detailEn: 'wrong', field: 'targets[2].value' };

describe('a problem', () => {
  it('is read from its document, in both languages', () => {
    expect(problemOf(400, document).view).toEqual({ code: 'invalid', status: 400, detail: { zh: '错', en: 'wrong' }, field: 'targets[2].value', lines: [] });
  });

  it('names each faulty line of a file', () => {
    const errors = [{ code: 'unknown-class', field: 'classId', line: 3, detailZh: '无此类别', detailEn: 'no such class' }];
    expect(problemOf(400, { ...document, errors }).view.lines).toEqual([{ code: 'unknown-class', field: '#3 classId', detail: { zh: '无此类别', en: 'no such class' } }]);
  });

  it('uses the one language that a document has', () => {
    expect(problemOf(404, { code: 'not-found', detail: 'gone' }).view.detail).toEqual({ zh: 'gone', en: 'gone' });
  });

  it('is made of anything else that came back, with words to help', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => {
      const { code, detail } = problemOf(502, body).view;
      expect(code).not.toBe('');
      if (code === 'unreadable-502') expect([detail.zh, detail.en].every((text) => text.length > 10)).toBe(true);
    }));
    expect(asProblem(new TypeError('x')).view.code).toBe('unreadable-0');
    expect(asProblem(problemOf(400, document)).view.code).toBe('invalid');
  });

  it('is told by status and code', () => {
    const problem = problemOf(404, { ...document, code: 'not-found' });
    expect([hasStatus(problem, 404), hasStatus(problem, 401), isProblem(problem, 'not-found'), isProblem(new Error('not-found'), 'not-found')]).toEqual([true, false, true, false]);
  });

  it('is worth another attempt when it may pass by itself, and twice at most', () => {
    const status = (code: number): ApiProblem => problemOf(code, document);
    expect([0, 500, 503].map((code) => isWorthAnother(0, status(code)))).toEqual([true, true, true]);
    expect([400, 401, 404, 429].map((code) => isWorthAnother(0, status(code)))).toEqual([false, false, false, false]);
    expect(isWorthAnother(2, status(503))).toBe(false);
  });
});

describe('an address', () => {
  it('takes its parts from the call', () => {
    expect(addressOf('/projects/{p}/devices', { p: 'a/b' }, { limit: 10, after: undefined })).toBe('/api/v1/projects/a%2Fb/devices?limit=10');
    expect(addressOf('/session')).toBe('/api/v1/session');
  });

  it('cannot be led elsewhere by an id', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (id) => {
      fc.pre(id !== '.' && id !== '..');
      const { pathname } = new URL(addressOf('/projects/{p}/devices', { p: id }), 'http://platform');
      expect(pathname.split('/').length).toBe('/api/v1/projects/x/devices'.split('/').length);
    }));
  });

  it('of an entry of a list is told of its own fields; what lies elsewhere stays as it is', () => {
    const at = (field: string): string | undefined => withinEntry(problemOf(422, { code: 'invalid', detail: 'x', field }), 'targets[2]').view.field;
    expect([at('targets[2].value'), at('targets[21].value'), at('targets[2]'), at('name')]).toEqual(['value', 'targets[21].value', 'targets[2]', 'name']);
    expect(withinEntry(new Error('x'), 'targets[2]').view.code).toBe('unreadable-0');
  });
});
