import type { Session } from './session.js';

/** Without keepalive a connection counts as stale after this silence; milliseconds. */
const STALE_MILLIS = 60_000;

/** The connected sessions by principal. */
export class SessionRegistry {
  private readonly sessions = new Map<string, Set<Session>>();

  add(session: Session): void {
    const own = this.sessions.get(session.principal) ?? new Set<Session>();
    own.add(session);
    this.sessions.set(session.principal, own);
  }

  remove(session: Session): void {
    const own = this.sessions.get(session.principal);
    own?.delete(session);
    if (own?.size === 0) this.sessions.delete(session.principal);
  }

  of(principal: string): readonly Session[] {
    return [...(this.sessions.get(principal) ?? [])];
  }

  has(principal: string): boolean {
    return this.sessions.has(principal);
  }

  wantsReceipts(principal: string): boolean {
    for (const session of this.sessions.get(principal) ?? []) if (session.wantsReceipts) return true;
    return false;
  }

  /**
   * Whether `session` finds room among `limit` of its principal. A session with the same id will be taken over and
   * does not count; one that has been silent too long is cut, so that dead connections lock nobody out.
   */
  makeRoom(session: Session, limit: number, now: number): boolean {
    const others = this.of(session.principal).filter((other) => other.id !== session.id);
    if (others.length < limit) return true;
    const stale = others.find(({ guard }) => now - guard.lastFrameAt > (guard.keepaliveMillis || STALE_MILLIS));
    stale?.guard.cut('keepalive');
    return stale !== undefined;
  }
}
