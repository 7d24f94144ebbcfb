import { newSecret, verifyPassword } from '@yanshou/access';
import type { Registry, UserRecord } from '@yanshou/registry';
import type { Clock, Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, systemClock } from '@yanshou/telemetry';
import { AttemptLimiter } from './attempt-limiter.js';
import { hashOf } from './identify.js';
import { badCredentials, granted, linkInvalid, tooManyAttempts } from './problem.js';

const SESSION_MICROS = 12 * MICROS_PER_HOUR;
const LINK_MICROS = 10 * MICROS_PER_MINUTE;
/** A session is prolonged when so much of it is gone: not every call writes. */
const PROLONG_AFTER_MICROS = 10 * MICROS_PER_MINUTE;
const FAILURES_PER_USER_AND_ADDRESS = 5;
const FAILURES_PER_ADDRESS = 30;
/** Each holds 32 MiB while it is verified. */
const MOST_WAITING = 20;

export interface NewSession {
  readonly token: string;
  readonly user: UserRecord;
  readonly expiresAt: Micros;
}

/** Logging in by password or link, and the life of sessions. Tokens leave here once and are kept as keyed hashes. */
export class Sessions {
  private readonly perUser: AttemptLimiter;
  private readonly perAddress: AttemptLimiter;
  private verifying: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly registry: Registry, private readonly pepper: string, private readonly clock: Clock) {
    this.perUser = new AttemptLimiter(FAILURES_PER_USER_AND_ADDRESS, clock);
    this.perAddress = new AttemptLimiter(FAILURES_PER_ADDRESS, clock);
  }

  /** A wrong name, a wrong password and a disabled user are told apart neither by the answer nor by the time it takes. */
  async logIn(username: string, password: string, address: string): Promise<NewSession> {
    const key = `${address} ${username}`;
    this.begin(key, address);
    const user = await this.registry.user(username);
    const isKnown = await this.verify(password, user?.passwordHash);
    if (user === undefined || !isKnown || user.disabled) throw badCredentials();
    this.perUser.succeed(key);
    this.perAddress.succeed(address);
    return this.open(user);
  }

  async useLink(link: string, address: string): Promise<NewSession> {
    this.begin(`${address} link`, address);
    const [token, expiresAt] = [newSecret(), this.clock.now() + SESSION_MICROS];
    const open = await this.registry.exchangeLink(hashOf(this.pepper, 'link', link), hashOf(this.pepper, 'session', token), expiresAt);
    if (open === undefined) throw linkInvalid();
    this.perUser.succeed(`${address} link`);
    return { token, user: open.user, expiresAt };
  }

  /** Prolongs a session that is due for it; answers whether it was. */
  async prolong(tokenHash: string, expiresAt: Micros): Promise<boolean> {
    const until = this.clock.now() + SESSION_MICROS;
    if (until - expiresAt < PROLONG_AFTER_MICROS) return false;
    await this.registry.extendSession(tokenHash, until);
    return true;
  }

  /** One verification at a time: the thread pool also flushes the journal. */
  verify(password: string, hash: string | undefined): Promise<boolean> {
    if (this.waiting >= MOST_WAITING) throw tooManyAttempts(MOST_WAITING);
    this.waiting += 1;
    const verified = this.verifying.then(() => verifyPassword(password, hash)).finally(() => (this.waiting -= 1));
    this.verifying = verified.catch(() => undefined);
    return verified;
  }

  private async open(user: UserRecord): Promise<NewSession> {
    const [token, expiresAt] = [newSecret(), this.clock.now() + SESSION_MICROS];
    await granted(this.registry.openSession(hashOf(this.pepper, 'session', token), user.id, 'session', expiresAt));
    return { token, user, expiresAt };
  }

  private begin(key: string, address: string): void {
    const seconds = Math.max(this.perUser.begin(key), this.perAddress.begin(address));
    if (seconds > 0) throw tooManyAttempts(seconds);
  }
}

/**
 * A token that logs the user in once, within ten minutes (`/login#token=…`, exchanged by POST /session/link). Throws when
 * there is no such user.
 */
export async function createLoginLink(registry: Pick<Registry, 'openSession' | 'pepper'>, userId: string, clock: Clock = systemClock): Promise<string> {
  const token = newSecret();
  await granted(registry.openSession(hashOf(await registry.pepper(), 'link', token), userId, 'link', clock.now() + LINK_MICROS));
  return token;
}
