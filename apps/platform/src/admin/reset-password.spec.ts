import { beforeEach, describe, expect, it } from '@jest/globals';
import { verifyPassword } from '@yanshou/access';
import type { JournalPosition, UserRecord } from '@yanshou/registry';
import { Failure } from '@yanshou/telemetry';
import { resetPassword } from './reset-password.js';
import type { ResetRegistry } from './reset-password.js';

const LI: UserRecord = { id: 'li', name: 'Li', role: 'admin', scope: [], passwordHash: 'lost', disabled: false, mustChangePassword: false };
const CAUGHT_UP: JournalPosition = { journal: 'j', sequence: 7, restored: false };

describe('resetting a password from the machine', () => {
  let kept: UserRecord[];
  let ended: string[];
  let authors: unknown[];
  let position: JournalPosition | undefined;
  const registry: ResetRegistry = {
    user: async (id) => kept.find((user) => user.id === id),
    users: async () => kept,
    saveUser: async (user, author) => {
      kept = kept.map((one) => (one.id === user.id ? user : one));
      authors.push(author);
      return { ok: true, value: { revision: 1 } };
    },
    closeSessionsOf: async (id) => ended.push(id),
    journalPosition: async () => position,
  };

  beforeEach(() => {
    [kept, ended, authors, position] = [[LI], [], [], CAUGHT_UP];
  });

  it('gives a one-time password, ends the sessions, and says who did it', async () => {
    const reset = await resetPassword(registry, 'li');
    const password = reset.ok ? reset.value : '';
    expect(await verifyPassword(password, kept[0]?.passwordHash)).toBe(true);
    expect(kept).toEqual([{ ...LI, passwordHash: expect.any(String), mustChangePassword: true }]);
    expect([ended, authors]).toEqual([['li'], [{ who: 'operator' }]]);
  });

  it('names the administrators where there is no such user, and changes nothing', async () => {
    const reset = await resetPassword(registry, 'admin');
    expect(reset).toEqual({ ok: false, reason: expect.stringMatching(/没有用户 admin；管理员有 li .*the administrators are li/) });
    expect(ended).toEqual([]);
  });

  it('does not enable who was disabled', async () => {
    kept = [{ ...LI, disabled: true }];
    expect(await resetPassword(registry, 'li')).toMatchObject({ ok: false, reason: expect.stringContaining('已停用') });
    expect(kept[0]?.passwordHash).toBe('lost');
  });

  it.each([[undefined], [{ ...CAUGHT_UP, restored: true }]])('writes nothing to a registry that has not been compared with its journal: %j', async (found) => {
    position = found;
    const refused: unknown = await resetPassword(registry, 'li').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Failure);
    expect(refused).toMatchObject({ code: 'registry-not-caught-up' });
    expect(kept).toEqual([LI]);
  });
});
