import type { Request, Response } from 'express';

export const SESSION_COOKIE = 'yanshou_session';
const MAX_AGE_MILLIS = 12 * 60 * 60 * 1_000;

const options = (response: Response) => ({ httpOnly: true, sameSite: 'strict', path: '/', secure: response.req.secure } as const);

/** Not readable by scripts, sent by our own pages only, and over TLS only when it came by TLS. */
export const setSessionCookie = (response: Response, token: string): void =>
  void response.cookie(SESSION_COOKIE, token, { ...options(response), maxAge: MAX_AGE_MILLIS });

export const clearSessionCookie = (response: Response): void => void response.clearCookie(SESSION_COOKIE, options(response));

/** The session's token of a request; undefined when there is none, or one that no token of ours can be. */
export function sessionTokenOf(request: Pick<Request, 'headers'>): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, ...rest] = pair.trim().split('=');
    const value = rest.join('=');
    if (key === SESSION_COOKIE) return /^[\w-]{43}$/.test(value) ? value : undefined;
  }
  return undefined;
}
