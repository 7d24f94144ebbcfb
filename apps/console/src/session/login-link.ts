/** The one-time token in an address like `/login#token=…`; undefined without one. */
export const tokenOf = (hash: string): string | undefined => new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? undefined;

/** Where to go after the login: a path of this site, nothing else. */
export function destinationOf(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/';
}
