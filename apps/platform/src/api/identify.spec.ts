import { describe, expect, it } from '@jest/globals';
import { newSecret } from '@yanshou/access';
import type { ApiTokenRecord, OpenSession, UserRecord } from '@yanshou/registry';
import { Identification, hashOf } from './identify.js';

const PEPPER = 'pepper';
const [SESSION, TOKEN] = [newSecret(), newSecret()];

const user = (id: string, facts: Partial<UserRecord> = {}): UserRecord =>
  ({ id, name: `${id}'s name`, role: 'officer', scope: ['programme:P1'], passwordHash: 'x', disabled: false, mustChangePassword: false, ...facts });
const token = (facts: Partial<ApiTokenRecord> = {}): ApiTokenRecord => ({
  id: 't1', name: 'dashboard', role: 'member', scope: ['project:a'], madeBy: 'maker', madeAt: 0, secretHash: hashOf(PEPPER, 'api-token', TOKEN), revoked: false, ...facts,
});

/** Knows one session and one token, by their hashes alone. */
class Directory {
  asked: string[] = [];

  constructor(private readonly open: OpenSession = { user: user('li'), expiresAt: 77 }, private readonly kept: ApiTokenRecord = token(), private readonly maker = user('maker')) {}

  readonly session = async (hash: string): Promise<OpenSession | undefined> => {
    this.asked.push(hash);
    return hash === hashOf(PEPPER, 'session', SESSION) ? this.open : undefined;
  };
  readonly apiTokenOf = async (hash: string) => {
    this.asked.push(hash);
    return hash === this.kept.secretHash ? { token: this.kept, maker: this.maker } : undefined;
  };
}

const identify = (headers: { cookie?: string; authorization?: string }, registry = new Directory()) => new Identification({ registry }, PEPPER).identify({ headers });
const cookie = `yanshou_session=${SESSION}`;
const authorization = `Bearer ${TOKEN}`;

describe('who sends a request', () => {
  it('is the user of the session in the cookie', async () => {
    expect(await identify({ cookie })).toEqual({
      caller: { id: 'li', role: 'officer', scope: ['programme:P1'], mustChangePassword: false }, name: "li's name", by: 'session', tokenHash: hashOf(PEPPER, 'session', SESSION), expiresAt: 77,
    });
  });

  it('is an API token with its own role and scope, in the name of its maker, who stands beside it', async () => {
    expect(await identify({ authorization })).toEqual({
      caller: { id: 'maker', role: 'member', scope: ['project:a'], mustChangePassword: false, isProgram: true }, name: 'dashboard', by: 'token',
      maker: { id: 'maker', role: 'officer', scope: ['programme:P1'], mustChangePassword: false }, tokenHash: hashOf(PEPPER, 'api-token', TOKEN), expiresAt: null,
    });
  });

  it('has an end where the token has one', async () => {
    expect(await identify({ authorization }, new Directory(undefined, token({ expiresAt: 99 })))).toMatchObject({ expiresAt: 99 });
  });

  it('has to change the password in a session, but not by a token: programs cannot', async () => {
    const changing = { mustChangePassword: true };
    const directory = new Directory({ user: user('li', changing), expiresAt: 77 }, token(), user('maker', changing));
    expect((await identify({ cookie }, directory))?.caller.mustChangePassword).toBe(true);
    const byToken = await identify({ authorization }, directory);
    expect([byToken?.caller.mustChangePassword, byToken?.maker?.mustChangePassword]).toEqual([false, false]);
  });

  it.each(['bearer', 'BEARER'])('may write %s as they like', async (scheme) => expect((await identify({ authorization: `${scheme} ${TOKEN}` }))?.by).toBe('token'));

  it.each([
    ['a wrong token', `Bearer ${newSecret()}`], ['the session as a token', `Bearer ${SESSION}`], ['another scheme', `Basic ${TOKEN}`], ['a token without a scheme', TOKEN], ['no token', 'Bearer '],
    ['two tokens', `Bearer ${TOKEN} ${TOKEN}`], ['a token that is too long', `Bearer ${'a'.repeat(201)}`], ['a token with other letters', `Bearer ${TOKEN}"`], ['nothing', ''],
  ])('is nobody with %s, whatever the cookie says', async (_what, wrong) => expect(await identify({ cookie, authorization: wrong })).toBeUndefined());

  it.each([['none', undefined], ['a wrong one', `yanshou_session=${newSecret()}`], ['an API token', `yanshou_session=${TOKEN}`], ['one that no token of ours can be', 'yanshou_session=x']])(
    'is nobody with a cookie that is %s', async (_what, wrong) => expect(await identify(wrong === undefined ? {} : { cookie: wrong })).toBeUndefined());

  it('is looked for by hashes alone, and not at all by what can be no token', async () => {
    const directory = new Directory();
    await identify({ cookie }, directory);
    await identify({ authorization }, directory);
    await identify({ cookie: 'yanshou_session=x' }, directory);
    await identify({ authorization: 'Bearer x' }, directory);
    expect(directory.asked).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });
});

describe('what is kept of a token', () => {
  it('differs by its kind and by the key: none is good for another', () => {
    const hashes = [hashOf(PEPPER, 'session', TOKEN), hashOf(PEPPER, 'link', TOKEN), hashOf(PEPPER, 'api-token', TOKEN), hashOf('other', 'session', TOKEN), hashOf(PEPPER, 'session', SESSION)];
    expect(new Set(hashes).size).toBe(5);
    expect(hashOf(PEPPER, 'session', TOKEN)).toBe(hashes[0]);
  });
});
