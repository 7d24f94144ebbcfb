import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { isSameOrigin } from './same-origin.js';

const COOKIE = 'theme=dark; yanshou_session=abc';
const post = (headers: IncomingHttpHeaders): boolean => isSameOrigin({ method: 'POST', headers: { host: 'platform.example', cookie: COOKIE, ...headers } });

describe('a request that changes something', () => {
  it.each<[string, IncomingHttpHeaders]>([
    ['says that it is of our own pages', { 'sec-fetch-site': 'same-origin' }],
    ['was made by the user, of no page', { 'sec-fetch-site': 'none' }],
    ['has our origin', { origin: 'https://platform.example' }],
    ['has our origin, with its port', { host: 'platform.example:8443', origin: 'https://platform.example:8443' }],
    ['has a token: no page can add it', { authorization: 'Bearer x', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['says nothing and has no session: nobody can be made to send it', { cookie: 'theme=dark' }],
    ['says nothing and has no cookie at all', { cookie: undefined }],
  ])('is let in when it %s', (_what, headers) => expect(post(headers)).toBe(true));

  it.each<[string, IncomingHttpHeaders]>([
    ['is of another site', { 'sec-fetch-site': 'cross-site' }],
    ['is of a neighbouring host', { 'sec-fetch-site': 'same-site' }],
    ['is of another site, whatever its origin says', { 'sec-fetch-site': 'cross-site', origin: 'https://platform.example' }],
    ['has another origin', { origin: 'https://evil.example' }],
    ['has another origin, and no session', { origin: 'https://evil.example', cookie: undefined }],
    ['has an origin of another port', { origin: 'https://platform.example:8443' }],
    ['has an origin that begins as ours', { origin: 'https://platform.example.evil.example' }],
    ['has our name as a user in its origin', { origin: 'https://platform.example@evil.example' }],
    ['is of a page without an origin', { origin: 'null' }],
    ['is of a page without an origin, and names no host', { origin: 'null', host: undefined }],
    ['is of a file, and names no host', { origin: 'file:///', host: '' }],
    ['has the session and says nothing', {}],
  ])('is refused when it %s', (_what, headers) => expect(post(headers)).toBe(false));
});

describe('a request that only reads', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('is let in from anywhere: %s', (method) => {
    expect(isSameOrigin({ method, headers: { cookie: COOKIE, 'sec-fetch-site': 'cross-site' } })).toBe(true);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'get'])('is none by the method %s', (method) => {
    expect(isSameOrigin({ method, headers: { cookie: COOKIE, 'sec-fetch-site': 'cross-site' } })).toBe(false);
  });
});
