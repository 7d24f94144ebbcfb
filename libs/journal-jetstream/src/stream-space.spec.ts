import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import type { JetStreamConnection } from './connect-jetstream.js';
import { StreamSpace } from './stream-space.js';

const GB = 1e9;
/** As NATS tells it: -1 where there is no limit. */
interface Told {
  readonly limit: number;
  readonly used: number;
}

async function look(stream: Told, account: Told): Promise<StreamSpace> {
  const manager = {
    streams: { info: async () => ({ config: { max_bytes: stream.limit }, state: { bytes: stream.used } }) },
    getAccountInfo: async () => ({ limits: { max_storage: account.limit }, storage: account.used }),
  };
  const space = new StreamSpace({ manager } as unknown as JetStreamConnection, 'yanshou-journal-00', new ManualClock(0));
  await space.check();
  return space;
}

describe('the room that limits leave', () => {
  it.each<[string, Told, Told, { readonly freeBytes: number; readonly limitBytes: number } | undefined, 'ok' | 'low']>([
    ['the account, when the stream has a larger share left', { limit: 10 * GB, used: GB }, { limit: 240 * GB, used: 235 * GB }, { freeBytes: 5 * GB, limitBytes: 240 * GB }, 'low'],
    ['the account, though the stream has fewer bytes left', { limit: 2 * GB, used: GB }, { limit: 240 * GB, used: 235 * GB }, { freeBytes: 5 * GB, limitBytes: 240 * GB }, 'low'],
    ['the stream, when the account has a larger share left', { limit: 10 * GB, used: 9 * GB }, { limit: 240 * GB, used: 12 * GB }, { freeBytes: GB, limitBytes: 10 * GB }, 'low'],
    ['the account alone', { limit: -1, used: GB }, { limit: 240 * GB, used: 40 * GB }, { freeBytes: 200 * GB, limitBytes: 240 * GB }, 'ok'],
    ['more than it may have', { limit: 10 * GB, used: 11 * GB }, { limit: -1, used: 0 }, { freeBytes: 0, limitBytes: 10 * GB }, 'low'],
    ['nothing', { limit: -1, used: GB }, { limit: -1, used: GB }, undefined, 'ok'],
  ])('is that of %s', async (_what, stream, account, room, kind) => {
    const space = await look(stream, account);
    expect(space.room()).toEqual(room && { usedBytes: stream.used, ...room });
    expect(space.condition().kind).toBe(kind);
  });

  it('is full as long as the message that was refused exceeds any limit, tight or not', async () => {
    const space = await look({ limit: GB, used: GB / 2 }, { limit: 240 * GB, used: 235 * GB });
    space.ranOut(2 * GB);
    await space.check();
    await space.check();
    expect(space.condition()).toEqual({ kind: 'full', freeBytes: GB / 2 });
  });
});
