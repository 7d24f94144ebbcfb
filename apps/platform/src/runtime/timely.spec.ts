import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { Timely } from './timely.js';

const LIMIT_MILLIS = 20;

function setUp() {
  const asked: { readonly resolve: (value: number) => void; readonly reject: (error: Error) => void }[] = [];
  const ask = (): Promise<number> => new Promise((resolve, reject) => void asked.push({ resolve, reject }));
  return { asked, question: new Timely(ask, LIMIT_MILLIS, () => new Failure('late', 'm', true, { zh: '迟', en: 'late' })) };
}
/** What was answered has been taken note of. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a question that is not waited for', () => {
  it('answers what is answered in time, faults too', async () => {
    const { asked, question } = setUp();
    const answers = [question.answer(), question.answer()];
    asked[0]?.resolve(7);
    asked[1]?.reject(new Error('away'));
    expect(await Promise.all(answers)).toEqual([{ ok: true, value: 7 }, { ok: false, reason: new Error('away') }]);
  });

  it('is late after its limit, and not asked again before the overdue answer has come', async () => {
    const { asked, question } = setUp();
    expect(await question.answer()).toMatchObject({ ok: false, reason: { code: 'late' } });
    expect(await question.answer()).toMatchObject({ ok: false, reason: { code: 'late' } });
    expect(asked).toHaveLength(1);
    asked[0]?.resolve(1);
    await turn();
    const next = question.answer();
    asked[1]?.resolve(2);
    expect(await next).toEqual({ ok: true, value: 2 });
  });

  it('says, while it is late, with what the one before ended', async () => {
    const { asked, question } = setUp();
    await question.answer();
    asked[0]?.reject(new Error('the servers are away'));
    await turn();
    expect(await question.answer()).toEqual({ ok: false, reason: new Error('the servers are away') });
    asked[1]?.resolve(1);
    await turn();
    expect(await question.answer()).toMatchObject({ ok: false, reason: { code: 'late' } });
  });
});
