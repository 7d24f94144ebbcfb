import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { StoredStatusReader } from './stored-status.js';
import type { AlarmBox } from './stored-status.js';
import type { TelemetryStatus } from './telemetry-service.js';

const never = (): Promise<never> => new Promise(() => undefined);
const away = (): Promise<never> => Promise.reject(new Failure('book-unavailable', 'm', true, { zh: '请检查 PostgreSQL', en: 'check PostgreSQL' }));

function reading(status: () => Promise<object>, pending: () => Promise<number>, condition = 'running') {
  const alarms: AlarmBox = { last: { code: 'book-unavailable', message: 'm', help: undefined, attempt: 1 }, warnings: { standing: async () => [] } };
  const client = { status: async () => ({ condition, ...(await status()) }) as unknown as TelemetryStatus };
  return { alarms, read: () => new StoredStatusReader({ client: client as never, progress: { pending }, alarms, limitMillis: 30 }).read() };
}

describe('what the telemetry thread says of itself', () => {
  it('is its status with what is pending; a projection that runs has recovered', async () => {
    const { alarms, read } = reading(async () => ({ nextSequence: 7 }), async () => 3);
    expect(await read()).toEqual({ stored: { condition: 'running', nextSequence: 7, pending: 3, alarm: null, warnings: [] } });
    expect(alarms.last).toBeNull();
  });

  it('is there when nobody can tell what is pending, be it that the database is away or that it says nothing', async () => {
    const refused = await reading(async () => ({}), away, 'retrying').read();
    expect(refused).toMatchObject({ stored: { pending: undefined, pendingFault: { code: 'book-unavailable', help: { zh: expect.any(String) } }, alarm: { code: 'book-unavailable' } } });
    expect(await reading(async () => ({}), never).read()).toMatchObject({ stored: { pending: undefined, pendingFault: { code: 'projection-unanswered' } } });
  });

  it('is silence when the thread hangs, or has ended, and not before some time', async () => {
    expect(await reading(never, async () => 0).read()).toMatchObject({ silence: { code: 'telemetry-silent', help: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringContaining('restart') } } });
    expect(await reading(() => Promise.reject(Object.assign(new Error('gone'), { code: 'worker-exited' })), never).read()).toMatchObject({ silence: { code: 'worker-exited' } });
  });
});
