import { expect } from '@jest/globals';
import type { Problem } from '@yanshou/api-schema';
import { problem } from '@yanshou/api-schema';
import type { ApiAnswer } from './api-client.js';
import { undocumented } from './undocumented.js';

type Expected = Pick<Problem, 'status' | 'code'> & { readonly field?: string };

/** What would tell a stranger how the platform is made. */
const INSIDES = /node_modules|\.[cm]?[jt]s:\d|\bat \S+ \(|(?:Type|Range|Syntax|Reference)Error|SELECT |relation "/;

/**
 * Demands a problem document (RFC 9457) with that status and code, and that field named when one is given: readable in
 * Chinese, and nothing in it of the platform's insides. Answers it.
 */
export function expectProblem(answer: Pick<ApiAnswer, 'status' | 'headers' | 'text'>, expected: Expected): Problem {
  const { status, headers, text } = answer;
  expect([status, headers.get('content-type'), text]).toEqual([expected.status, 'application/problem+json; charset=utf-8', expect.stringContaining(`"code":"${expected.code}"`)]);
  const document = JSON.parse(text) as Problem;
  expect(undocumented(problem, document)).toEqual([]);
  expect(document).toMatchObject({ ...expected, type: `urn:yanshou:problem:${expected.code}`, title: expect.stringMatching(/^[A-Z]/) });
  expect([document.detail, document.detailEn]).toEqual([document.detailZh, expect.stringMatching(/[a-z]/)]);
  expect(document.detailZh).toMatch(/\p{Script=Han}/u);
  expect(text).not.toMatch(INSIDES);
  return document;
}
