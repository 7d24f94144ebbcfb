import { describe, expect, it } from '@jest/globals';
import { verifyPassword } from '@yanshou/access';
import type { Outcome, UserRecord } from '@yanshou/registry';
import { ensureAdministrator } from './first-administrator.js';
import { ApiProblem } from './problem.js';

class Users {
  constructor(readonly kept: UserRecord[] = [], private readonly outcome: Outcome = { ok: true, value: { revision: 1 } }) {}

  readonly users = async (): Promise<UserRecord[]> => this.kept;
  readonly addUser = async (user: UserRecord): Promise<Outcome> => {
    this.kept.push(user);
    return this.outcome;
  };
}

async function start(users: Users, configured?: string): Promise<string[]> {
  const told: string[] = [];
  await ensureAdministrator(users, configured, (line) => void told.push(line));
  return told;
}

describe('the first start', () => {
  it('makes an administrator whose one-time password is told, in both languages, and has to be changed', async () => {
    const users = new Users();
    const told = await start(users);
    expect(users.kept).toMatchObject([{ id: 'admin', role: 'admin', scope: [], disabled: false, mustChangePassword: true }]);
    const [password = ''] = /[a-z2-9]{4}(?:-[a-z2-9]{4}){5}/.exec(told.join()) ?? [];
    expect(told).toEqual([expect.stringMatching(/一次性密码.*one-time password/)]);
    expect(await verifyPassword(password, users.kept[0]?.passwordHash)).toBe(true);
  });

  it('takes the configured password and tells nobody', async () => {
    const users = new Users();
    expect(await start(users, 'correct horse battery')).toEqual([]);
    expect(users.kept).toMatchObject([{ id: 'admin', mustChangePassword: false }]);
    expect(await verifyPassword('correct horse battery', users.kept[0]?.passwordHash)).toBe(true);
    expect(JSON.stringify(users.kept)).not.toContain('correct horse');
  });

  it('makes another password every time', async () => {
    const [one, other] = [new Users(), new Users()];
    expect(await start(one)).not.toEqual(await start(other));
  });

  it('tells no password that is not kept', async () => {
    const users = new Users([], { ok: false, reason: { code: 'invalid', field: 'name', zh: '', en: 'is no name' } });
    const told: string[] = [];
    await expect(ensureAdministrator(users, undefined, (line) => void told.push(line))).rejects.toThrow(ApiProblem);
    expect(told).toEqual([]);
  });

  it('of two processes at once is one whose administrator is kept: the other starts too, and tells no password', async () => {
    const taken = () => new Users([], { ok: false, reason: { code: 'duplicate', field: 'id', zh: '', en: 'is there already' } });
    expect([await start(taken()), await start(taken(), 'configured')]).toEqual([[], []]);
  });
});

describe('a later start', () => {
  it('changes nothing, whoever there is and whatever is configured', async () => {
    const li: UserRecord = { id: 'li', name: 'Li', role: 'officer', scope: ['programme:P1'], passwordHash: 'x', disabled: true, mustChangePassword: false };
    const users = new Users([li]);
    expect([await start(users), await start(users, 'configured')]).toEqual([[], []]);
    expect(users.kept).toEqual([li]);
  });
});
