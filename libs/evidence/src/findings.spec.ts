import { describe, expect, it } from '@jest/globals';
import { FINDINGS, describeFinding, finding } from './findings.js';

describe('a finding', () => {
  const differs = finding('row-differs', 'data/report.json', { place: 'ip-applications.value', expected: '3', actual: '4' });

  it('names file, place and both values in both languages', () => {
    expect(describeFinding(differs, 'en')).toBe('data/report.json ip-applications.value: recomputation differs from the report (expected 3, found 4)');
    expect(describeFinding(differs, 'zh')).toBe('data/report.json ip-applications.value: 复算值与报告不一致（应为 3，实为 4）');
  });

  it('cannot steer a terminal, nor fill it', () => {
    const line = describeFinding(finding('file-unlisted', 'data/\u001b[2J\u202etxt\n', { actual: 'x'.repeat(9999) }), 'en');
    expect(line).toContain('data/\\u001b[2J\\u202etxt\\u000a');
    expect(line.length).toBeLessThan(400);
  });

  it('has words in both languages for every code', () => {
    for (const { zh, en } of Object.values(FINDINGS)) expect([/\p{Script=Han}/u.test(zh), /^[\x20-\x7e]+$/.test(en)]).toEqual([true, true]);
  });
});
