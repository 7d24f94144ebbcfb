import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { ConfigurationError } from '../config/configuration-error.js';
import { describeFailure, describeStartFailure } from './exit-codes.js';

const failure = (code: string, retryable: boolean): Failure => new Failure(code, `${code} happened`, retryable, { zh: '怎么办', en: 'it goes on by itself' });

describe('what is told of work that failed', () => {
  it('is one line: 78 for a setting, 74 for anything else', () => {
    expect(describeFailure(new ConfigurationError('wrong'))).toEqual({ line: 'wrong', status: 78 });
    expect(describeFailure(failure('store-settings-missing', false))).toEqual({ line: '怎么办 / it goes on by itself', status: 78 });
    expect(describeFailure(failure('journal-locked', false))).toEqual({ line: '怎么办 / it goes on by itself', status: 74 });
    expect(describeFailure(new Error('ENOSPC'))).toEqual({ line: 'ENOSPC', status: 74 });
  });

  it('takes a Failure that has crossed a thread', () => {
    expect(describeStartFailure({ ...failure('journal-unreachable', true), message: 'refused', help: { zh: '怎么办', en: 'it goes on by itself' } }).line).toContain('refused');
  });
});

describe('what is told of a start that failed', () => {
  it('says that it has ended where a running platform would have waited', () => {
    const { line } = describeStartFailure(failure('registry-unreachable', true));
    expect(line).toMatch(/^怎么办 .*启动已结束.*start again once it is mended/);
    expect(describeStartFailure(failure('journal-locked', false)).line).not.toContain('启动已结束');
  });

  it('never says of NATS that it goes on by itself', () => {
    const { line, status } = describeStartFailure(failure('journal-unreachable', true));
    expect(status).toBe(74);
    expect(line).toMatch(/NATS_URL.*启动已结束.*has ended/);
    expect(line).toContain('journal-unreachable happened');
    expect(line).not.toContain('goes on by itself');
  });

  it('names the cause of what nobody foresaw, in both languages', () => {
    expect(describeStartFailure(new Error('x y'))).toEqual({ line: '启动失败：x y / could not start: x y', status: 74 });
  });
});
