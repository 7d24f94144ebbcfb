import { describe, expect, it } from '@jest/globals';
import { REJECTIONS, describeRejection, reject } from './rejection.js';
import type { RejectionCode } from './rejection.js';

const CHINESE = /\p{Script=Han}/u;

describe('rejections', () => {
  it.each(Object.keys(REJECTIONS) as RejectionCode[])('%s has a level and a text in both languages', (code) => {
    const { level, zh, en } = REJECTIONS[code];
    expect(['message', 'reading', 'refusal']).toContain(level);
    expect(zh).toMatch(CHINESE);
    expect(en).toMatch(/^[\x20-\x7e]+$/);
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('say where and with what hint', () => {
    expect(reject('bad-timestamp')).toEqual({ code: 'bad-timestamp', field: '' });
    expect(describeRejection(reject('malformed-json'), 'en')).toBe('is not valid JSON');
    const hinted = reject('time-before-project', '[2].ts', '1970');
    expect(describeRejection(hinted, 'en')).toBe('[2].ts lies before the start of the project (1970)');
    expect(describeRejection(hinted, 'zh')).toBe('[2].ts 早于项目（基期）开始时间（1970）');
  });
});
