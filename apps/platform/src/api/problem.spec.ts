import { describe, expect, it } from '@jest/globals';
import type { HttpRefusal } from '@yanshou/access';
import type { ProblemEntry } from '@yanshou/api-schema';
import { problem as problemSchema } from '@yanshou/api-schema';
import type { InputFaultCode } from '@yanshou/registry';
import {
  ApiProblem, badCredentials, crossSite, forbidden, found, granted, invalidInput, linkInvalid, malformed, notFound, passwordChangeRequired, refused, tooLarge, tooManyAttempts,
  unauthenticated,
} from './problem.js';

const problem = (code: string, field = ''): ApiProblem => new ApiProblem({ code, field, zh: '说明', en: 'says' });

/** Every code of the registry; a new one does not compile until its status is decided here. */
const OF_REGISTRY: Readonly<Record<InputFaultCode, number>> = {
  'invalid': 400, 'duplicate': 409, 'unknown-reference': 422, 'demonstration-is-for-good': 409, 'approval-required': 422, 'reason-required': 422, 'unknown': 404, 'same-person': 403, 'outside-term': 422, 'not-a-unit': 422, 'frozen': 409, 'no-such-step': 409, 'withdrawn': 409, 'quota-exceeded': 422, 'evidence-required': 422, 'in-use': 409,
};
const OF_ACCESS: Readonly<Record<HttpRefusal, number>> = { 'unauthenticated': 401, 'not-found': 404, 'forbidden': 403, 'password-change-required': 403, 'in-person': 403 };
const OF_ASSESSMENTS = { 'contract-missing': 422, 'period-in-future': 422, 'period-inverted': 422, 'period-too-long': 422, 'period-outside-window': 422, 'period-overlaps-baseline': 422 };
const OF_REQUESTS = {
  'missing-field': 400, 'unknown-field': 400, 'malformed-json': 400, 'malformed-csv': 400, 'malformed-sheet': 400, 'malformed-upload': 400, 'bad-credentials': 401, 'link-invalid': 401, 'cross-site': 403,
  'too-large': 413, 'unsupported-media-type': 415, 'too-many-attempts': 429, 'too-many-questions': 429, 'too-many-streams': 429, 'internal': 500, 'unavailable': 503, 'busy': 503,
};

describe('the status of a problem', () => {
  it.each(Object.entries({ ...OF_REGISTRY, ...OF_ACCESS, ...OF_ASSESSMENTS, ...OF_REQUESTS }))('%s is %p', (code, status) => {
    const { status: told, title, type } = refused({ code, field: '', zh: '说明', en: 'says' }).toDocument('zh');
    expect([told, type]).toEqual([status, `urn:yanshou:problem:${code === 'unknown' ? 'not-found' : code}`]);
    expect(title).not.toBe('Problem');
  });

  it.each<[string, ApiProblem, number]>([
    ['not found', notFound(), 404], ['forbidden', forbidden(), 403], ['unauthenticated', unauthenticated(), 401], ['bad credentials', badCredentials(), 401], ['link invalid', linkInvalid(), 401],
    ['password change', passwordChangeRequired(), 403], ['cross site', crossSite(), 403], ['invalid input', invalidInput('a', '', ''), 400], ['malformed', malformed('malformed-json', '', ''), 400],
    ['too large', tooLarge('', ''), 413], ['too many attempts', tooManyAttempts(9), 429],
  ])('%s is what its maker means', (_what, made, status) => expect(made.status).toBe(status));
});

it('says when to ask again of what waits in a line, and of nothing else', () => {
  const after = (code: string): number | undefined => refused({ code, field: '', zh: '', en: '' }).options.retryAfterSeconds;
  expect(['too-many-questions', 'busy', 'frozen'].map(after)).toEqual([5, 10, undefined]);
});

describe('the document of a problem', () => {
  it('is in the language that is asked for, and holds both', () => {
    const [zh, en] = [notFound().toDocument('zh'), notFound().toDocument('en')];
    expect([zh.detail, en.detail]).toEqual([zh.detailZh, zh.detailEn]);
    expect({ ...en, detail: '' }).toEqual({ ...zh, detail: '' });
    expect(zh.detailZh).toMatch(/[\u4e00-\u9fff]/);
    expect(zh.detailEn).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('is as the schema says, its field named only when there is one', () => {
    expect(problem('invalid', 'targets[2].value').toDocument('en')).toEqual({
      type: 'urn:yanshou:problem:invalid', title: 'Bad request', status: 400, code: 'invalid', detail: 'says', detailZh: '说明', detailEn: 'says', field: 'targets[2].value',
    });
    expect(Object.keys(problem('invalid').toDocument('en'))).not.toContain('field');
    expect(problemSchema.strict().safeParse(problem('invalid', 'a').toDocument('en')).success).toBe(true);
  });

  it('of several faults says the first and lists all', () => {
    const entries: ProblemEntry[] = [{ code: 'duplicate', field: 'id', line: 3, detailZh: '重复', detailEn: 'is there' }, { code: 'invalid', field: 'b', detailZh: '', detailEn: '' }];
    expect(ApiProblem.ofEntries(entries).toDocument('zh')).toMatchObject({ status: 409, code: 'duplicate', field: 'id', detail: '重复', errors: entries });
    expect(ApiProblem.ofEntries([]).toDocument('zh')).toMatchObject({ status: 400, code: 'invalid', errors: [] });
  });
});

describe('an outcome', () => {
  it('that is granted is its value, awaited or not', async () => {
    expect([await granted({ ok: true, value: 7 }), await granted(Promise.resolve({ ok: true, value: 8 } as const))]).toEqual([7, 8]);
  });

  it('that is refused is thrown as a problem with its code and field', async () => {
    const outcome = granted({ ok: false, reason: { code: 'duplicate', field: 'id', zh: '重复', en: 'is there' } });
    await expect(outcome).rejects.toMatchObject({ status: 409, message: 'is there', refusal: { code: 'duplicate', field: 'id' } });
  });

  it('of looking for a thing is the thing, be it empty, or a problem', async () => {
    expect([await found(Promise.resolve('')), await found(Promise.resolve(0)), await found(Promise.resolve(null))]).toEqual(['', 0, null]);
    await expect(found(Promise.resolve(undefined))).rejects.toMatchObject({ status: 404 });
  });
});
