import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newSecret } from '@yanshou/access';
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from './session-cookie.js';
import { Served } from './testing/served.js';

const TOKEN = newSecret();
const tokenOf = (cookie?: string): string | undefined => sessionTokenOf({ headers: cookie === undefined ? {} : { cookie } });

describe('the session of a request', () => {
  it.each([[`yanshou_session=${TOKEN}`], [`theme=dark; yanshou_session=${TOKEN}`], [`a=b;yanshou_session=${TOKEN} ; c`]])('is found in %s', (cookie) => {
    expect(tokenOf(cookie)).toBe(TOKEN);
  });

  it('is that of the first cookie of the name', () => {
    expect(tokenOf(`yanshou_session=${TOKEN}; yanshou_session=${newSecret()}`)).toBe(TOKEN);
  });

  it.each<[string, string | undefined]>([
    ['there is no cookie', undefined], ['the cookie is empty', 'yanshou_session='], ['the cookie has no value', 'yanshou_session'],
    ['another cookie ends with its name', `not_yanshou_session=${TOKEN}`], ['the token is too short', `yanshou_session=${TOKEN.slice(1)}`],
    ['the token is too long', `yanshou_session=${TOKEN}a`], ['something follows the token', `yanshou_session=${TOKEN}=x`],
    ['the token is in quotes', `yanshou_session="${TOKEN}"`], ['the token has other letters', `yanshou_session=${TOKEN.slice(1)}%`],
  ])('is none where %s', (_what, cookie) => expect(tokenOf(cookie)).toBeUndefined());
});

describe('the cookie of a session', () => {
  let served: Served;
  beforeEach(async () => {
    served = await Served.of((request, response) => {
      request.app.set('trust proxy', true);
      if (request.path === '/in') setSessionCookie(response, TOKEN);
      else clearSessionCookie(response);
      response.end();
    });
  });
  afterEach(() => served.close());

  const cookieOf = async (path: string, proto = 'http'): Promise<string[]> => {
    const { headers } = await served.send(path, { headers: { 'x-forwarded-proto': proto } });
    return (headers['set-cookie']?.[0] ?? '').split('; ');
  };

  it('is out of reach of scripts and other sites, and ends after twelve hours', async () => {
    const [first, ...attributes] = await cookieOf('/in');
    expect(first).toBe(`yanshou_session=${TOKEN}`);
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']));
  });

  it('goes over TLS only when it came by TLS, and goes at all when it did not', async () => {
    expect(await cookieOf('/in', 'https')).toContain('Secure');
    expect(await cookieOf('/in', 'http')).not.toContain('Secure');
  });

  it('is taken away by a cookie of the same place that has ended', async () => {
    const [first, ...attributes] = await cookieOf('/out', 'https');
    expect(first).toBe('yanshou_session=');
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Secure', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT']));
  });

  it('is read again from what was set', async () => expect(tokenOf((await cookieOf('/in'))[0])).toBe(TOKEN));
});
