import type { Request } from 'express';
import { SESSION_COOKIE } from './session-cookie.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something comes from our own pages. Browsers say so by Sec-Fetch-Site, else by Origin;
 * what carries our cookie and says neither is refused. A token in a header is no cookie: no page can add it.
 */
export function isSameOrigin(request: Request): boolean {
  if (SAFE.has(request.method) || request.headers.authorization !== undefined) return true;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin !== undefined) return hostOf(origin) === request.headers.host;
  return !(request.headers.cookie ?? '').includes(`${SESSION_COOKIE}=`);
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
