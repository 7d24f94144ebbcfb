import { EventThrottle } from '@yanshou/broker-mqtt';
import type { Clock } from '@yanshou/telemetry';
import type { PlatformLogger } from '../runtime/logger.js';

/**
 * Tells of clients that showed a valid secret under a client id that is not theirs: the broker says nothing of why. One line a
 * second, which counts the others. It never has the client id itself: where user names are client ids that may be a secret.
 */
export class ClientIdRefusals {
  private readonly throttle: EventThrottle;

  constructor(private readonly log: Pick<PlatformLogger, 'warn'>, clock: Pick<Clock, 'monotonicMillis'>) {
    this.throttle = new EventThrottle(clock);
  }

  /** `allowed`: which client ids `who` may have, in both languages. */
  tell(who: string, allowed: { readonly zh: string; readonly en: string }): void {
    const help = {
      zh: `${who} 的密钥有效，但 client id 不是它的，已拒绝登录：请设为${allowed.zh}`,
      en: `${who} showed a valid secret under a client id that is not its own and was not let in: set it to ${allowed.en}`,
    };
    this.throttle.pass((suppressed) => this.log.warn({ kind: 'refused', code: 'client-id', principal: who, suppressed, help }, 'broker'));
  }
}
