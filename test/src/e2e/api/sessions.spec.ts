import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, sessionCookieOf } from '../../platform-under-test/api-client.js';
import type { ApiAnswer } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { ADMINISTRATOR, newPerson, passwordOf, startWithAdministrator } from '../../platform-under-test/people.js';
import { Product } from '../../platform-under-test/product.js';
import { rawRequest } from '../../platform-under-test/raw-http.js';
import { scratchDirectory } from '../../platform-under-test/test-platform.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';

const { username, password } = ADMINISTRATOR;
const MOST_FAILURES = 5;
const MOST_FAILURES_OF_ADDRESS = 30;

describe('sessions', () => {
  let platform: TestPlatform;
  let admin: ApiClient;
  let anonymous: ApiClient;
  /** A login attempt as it comes from one of many addresses through the reverse proxy. */
  const logIn = (address: string, body: unknown): Promise<ApiAnswer> => anonymous.attempt('logIn', { body, headers: { 'x-forwarded-for': address } });
  const link = async (user: string): Promise<string> => (await platform.child.ask<{ token: string }>({ ask: 'login-link', user })).token;

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ devices: 1, env: { YANSHOU_TRUSTED_PROXIES: 'loopback' } }));
    anonymous = new ApiClient(platform.http);
  }, 180_000);
  afterAll(() => platform.dispose());

  it('begin with a cookie that no script reads and no other site sends', async () => {
    const answer = await logIn('10.0.0.1', { username, password });
    const [cookie = '', ...others] = answer.headers.getSetCookie();
    expect([answer.status, others]).toEqual([200, []]);
    const [pair, ...attributes] = cookie.split('; ');
    expect(pair).toMatch(/^yanshou_session=[\w-]{43}$/);
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']));
    expect(attributes).not.toContain('Secure');
    expect(answer.text).not.toContain(pair?.split('=')[1]);
    const overTls = await anonymous.attempt('logIn', { body: { username, password }, headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.1' } });
    expect(overTls.headers.getSetCookie()[0]?.split('; ')).toContain('Secure');
  });

  it('do not begin with a wrong password, an unknown or a disabled user, which look the same', async () => {
    await newPerson(admin, 'gone', 'auditor', ['programme:P2']);
    await admin.call('changeUser', { params: { u: 'gone' }, body: { disabled: true } });
    const tried = [{ username, password: 'wrong' }, { username: 'nobody', password: 'wrong' }, { username: '../admin', password }, { username: 'ADMIN', password }, { username: 'gone', password: passwordOf('gone') }];
    const answers = await Promise.all(tried.map((body) => logIn('10.0.0.2', body)));
    for (const answer of answers) {
      expectProblem(answer, { status: 401, code: 'bad-credentials' });
      expect([answer.text, answer.headers.getSetCookie()]).toEqual([answers[0]?.text, []]);
    }
  });

  it('take a limited number of guesses for a user from an address, then no right password either, and say when to come again', async () => {
    const guess = (address: string, body: unknown = { username: 'victim', password: 'guess' }) => logIn(address, body);
    const statuses = (await Promise.all(Array.from({ length: MOST_FAILURES + 3 }, () => guess('10.0.1.1')))).map(({ status }) => status);
    expect([statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 429).length]).toEqual([MOST_FAILURES, 3]);
    const answer = await guess('10.0.1.1');
    expectProblem(answer, { status: 429, code: 'too-many-attempts' });
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(800);
    expect(seconds).toBeLessThanOrEqual(900);
    expect((await guess('10.0.1.2')).status).toBe(401);
    expect((await guess('10.0.1.1', { username, password })).status).toBe(200);
  });

  it('take a limited number of guesses from an address, whoever they are for', async () => {
    // One user's are refused unverified from the sixth on, and count: thirty verifications would take long.
    for (let n = 1; n < MOST_FAILURES_OF_ADDRESS; n += 1) await logIn('10.0.2.1', { username: 'victim', password: 'guess' });
    expect((await logIn('10.0.2.1', { username: 'another', password: 'guess' })).status).toBe(401);
    expectProblem(await logIn('10.0.2.1', { username, password }), { status: 429, code: 'too-many-attempts' });
    expect((await logIn('10.0.2.2', { username, password })).status).toBe(200);
  });

  it('of a new user allow nothing but a new password of their own', async () => {
    const { oneTimePassword = '', user } = await admin.call('createUser', { body: { id: 'new', name: '新人', role: 'officer', scope: ['programme:P2'] } });
    expect([user.mustChangePassword, oneTimePassword]).toEqual([true, expect.stringMatching(/^(?:[a-z0-9]{4}-){5}[a-z0-9]{4}$/)]);
    const novice = await anonymous.logIn('new', oneTimePassword);
    expect(await novice.call('readSession')).toMatchObject({ mustChangePassword: true });
    for (const id of ['listProjects', 'listTokens', 'readKey', 'readCatalogue'] as const) expectProblem(await novice.attempt(id), { status: 403, code: 'password-change-required' });
    expectProblem(await novice.attempt('readProject', { params: { p: 'bench' } }), { status: 403, code: 'password-change-required' });
    const own = { params: { u: 'new' } };
    for (const [body, field] of [[{ password: oneTimePassword, currentPassword: oneTimePassword }, 'password'], [{ password: 'my-own-password' }, 'currentPassword'], [{ password: 'my-own-password', currentPassword: 'guess' }, 'currentPassword'], [{ currentPassword: oneTimePassword }, 'password'], [{ password: 'short', currentPassword: oneTimePassword }, 'password']] as const) {
      expectProblem(await novice.attempt('changeUser', { ...own, body }), { status: 400, code: 'invalid', field });
    }
    for (const body of [{ role: 'admin', scope: [] }, { scope: ['programme:P2', 'programme:P3'] }, { name: 'x' }, { disabled: false, password: 'my-own-password', currentPassword: oneTimePassword }]) {
      expectProblem(await novice.attempt('changeUser', { ...own, body }), { status: 403, code: 'forbidden' });
    }
    expect(await novice.call('changeUser', { ...own, body: { password: 'my-own-password', currentPassword: oneTimePassword } })).toMatchObject({ mustChangePassword: false });
    expect((await novice.call('listProjects')).items.map(({ id }) => id)).toEqual(['bench']);
    expectProblem(await logIn('10.0.0.3', { username: 'new', password: oneTimePassword }), { status: 401, code: 'bad-credentials' });
    await novice.call('logOut');
  });

  it('end by logging out, at once and for good, and no other with them', async () => {
    const [one, other] = [await anonymous.logIn(username, password), await anonymous.logIn(username, password)];
    const answer = await one.succeed('logOut');
    expect(answer.headers.getSetCookie()[0]).toMatch(/^yanshou_session=;.*Expires=Thu, 01 Jan 1970/);
    expectProblem(await one.attempt('readSession'), { status: 401, code: 'unauthenticated' });
    expect((await other.call('readSession')).id).toBe(username);
  });

  it('other than the one that changes it end with the password, and all with the role, the scope or the user', async () => {
    const first = await newPerson(admin, 'busy', 'member', ['project:bench']);
    const again = () => anonymous.logIn('busy', passwordOf('busy'));
    const isOpen = async (session: ApiClient) => (await session.attempt('readSession')).status === 200;
    const second = await again();
    const pending = await link('busy');
    await second.call('changeUser', { params: { u: 'busy' }, body: { password: 'the-next-password', currentPassword: passwordOf('busy') } });
    expect([await isOpen(first), await isOpen(second)]).toEqual([false, true]);
    expectProblem(await anonymous.attempt('useLoginLink', { body: { token: pending } }), { status: 401, code: 'link-invalid' });
    for (const body of [{ scope: ['project:bench', 'project:other'] }, { role: 'auditor' }, { password: 'set-by-somebody' }, { disabled: true }]) {
      const session = anonymous.holding(sessionCookieOf(await anonymous.succeed('useLoginLink', { body: { token: await link('busy') } })));
      expect(await isOpen(session)).toBe(true);
      await admin.call('changeUser', { params: { u: 'busy' }, body });
      expect([body, await isOpen(session)]).toEqual([body, false]);
    }
  });

  it('begin by a link once, whoever comes first, and not by what is no link', async () => {
    const token = await link('admin');
    const answers = await Promise.all(Array.from({ length: 4 }, () => anonymous.attempt('useLoginLink', { body: { token } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    const session = sessionCookieOf(answers.find(({ status }) => status === 200) as ApiAnswer).split('=')[1] as string;
    for (const none of [session, await link('admin').then((text) => `${text}x`), 'x'.repeat(43)]) {
      expectProblem(await anonymous.attempt('useLoginLink', { body: { token: none } }), { status: 401, code: 'link-invalid' });
    }
    const unused = await link('admin');
    expectProblem(await anonymous.holding(`yanshou_session=${unused}`).attempt('readSession'), { status: 401, code: 'unauthenticated' });
    expectProblem(await anonymous.bearing(unused).attempt('readSession'), { status: 401, code: 'unauthenticated' });
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }, false], ['a sister site', { 'sec-fetch-site': 'same-site' }, false], ['another origin', { origin: 'https://evil.example' }, false],
    ['no origin', { origin: 'null' }, false], ['nobody says', {}, false], ['our address on another port', { origin: 'http://127.0.0.1:1' }, false],
    ['another site under our origin', { 'sec-fetch-site': 'cross-site', origin: 'self' }, false], ['our page', { 'sec-fetch-site': 'same-origin' }, true], ['our origin', { origin: 'self' }, true], ['the address bar', { 'sec-fetch-site': 'none' }, true],
  ])('change nothing for a request from %s with %j: unless it is ours', async (_, given, ours) => {
    const cookie = admin.credential.cookie as string;
    const headers = { ...given, ...(given.origin === 'self' ? { origin: platform.http } : {}), cookie, 'content-type': 'application/json' };
    const answer = await rawRequest(platform.http, '/api/v1/programmes', { method: 'POST', headers, body: '{}' });
    expectProblem(answer, ours ? { status: 400, code: 'missing-field' } : { status: 403, code: 'cross-site' });
    expect((await rawRequest(platform.http, '/api/v1/programmes', { headers })).status).toBe(200);
  });

  it('are not begun by another site’s page either', async () => {
    const answer = await anonymous.attempt('logIn', { body: { username, password }, headers: { origin: 'https://evil.example' } });
    expectProblem(answer, { status: 403, code: 'cross-site' });
  });
});

describe('the first run without a configured password', () => {
  it('tells a one-time password of the administrator once, which logs in and has to be changed; the next run tells none', async () => {
    const directory = scratchDirectory();
    const first = await Product.start(directory);
    const told = /首次启动：用户 admin 的一次性密码为 (\S+) ，登录后须修改 \/ first run: the one-time password of admin is (\S+) and has to be changed/.exec(first.stderr);
    expect(told?.[1]).toBe(told?.[2]);
    const novice = await new ApiClient(first.http).logIn('admin', told?.[1] ?? '');
    expectProblem(await novice.attempt('listUsers'), { status: 403, code: 'password-change-required' });
    await novice.call('changeUser', { params: { u: 'admin' }, body: { password, currentPassword: told?.[1] } });
    expect((await novice.call('listUsers')).items).toMatchObject([{ id: 'admin', role: 'admin', mustChangePassword: false }]);
    expect((await first.terminate()).status).toBe(0);
    const second = await Product.start(directory, { YANSHOU_ADMIN_PASSWORD: 'another-than-before' });
    expect(second.stderr).not.toMatch(/一次性密码|one-time password/);
    expect((await new ApiClient(second.http).attempt('logIn', { body: { username, password: 'another-than-before' } })).status).toBe(401);
    await new ApiClient(second.http).logIn(username, password);
    // Nobody stands before it here: an address that the caller makes up is none.
    const guesses = Array.from({ length: MOST_FAILURES + 1 }, (_, n) => new ApiClient(second.http).attempt('logIn', { body: { username, password: 'guess' }, headers: { 'x-forwarded-for': `10.0.0.${n}` } }));
    expect((await Promise.all(guesses)).map(({ status }) => status).sort()).toEqual([...Array.from({ length: MOST_FAILURES }, () => 401), 429]);
    await second.terminate();
    rmSync(directory, { recursive: true, force: true });
  }, 240_000);
});
