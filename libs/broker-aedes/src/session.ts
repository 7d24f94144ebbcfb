import { decide, principalName, receiptTopic } from '@yanshou/access';
import type { AccessDecision, Identity } from '@yanshou/access';
import type { Guard } from './guard.js';

const MAX_SUBSCRIPTIONS = 50;

/** One authenticated connection. */
export class Session {
  readonly principal: string;
  /** Client id, namespaced by the credential: nobody can name another's session. */
  readonly id: string;
  wantsReceipts = false;
  private publishTopic = '';
  private readonly filters = new Set<string>();
  private readonly receipts: string;

  constructor(readonly identity: Identity, clientId: string, readonly guard: Guard) {
    this.principal = principalName(identity);
    this.id = `${this.principal}/${clientId}`;
    this.receipts = receiptTopic(identity.project, identity.principal);
  }

  /** `decide` for publishing, remembering the last topic: a device says the same one all day. */
  decidePublish(topic: string): AccessDecision {
    if (topic === this.publishTopic) return { allowed: true };
    const decision = decide(this.identity, 'publish', topic);
    if (decision.allowed) this.publishTopic = topic;
    return decision;
  }

  mayReceive(topic: string): boolean {
    return decide(this.identity, 'receive', topic).allowed;
  }

  /** Whether the filter is granted; a granted one is kept until `unsubscribe`. */
  subscribe(filter: string): AccessDecision {
    const decision = decide(this.identity, 'subscribe', filter);
    if (!decision.allowed) return decision;
    if (this.filters.size >= MAX_SUBSCRIPTIONS && !this.filters.has(filter)) return { allowed: false, code: 'over-rate' };
    this.filters.add(filter);
    if (filter === this.receipts) this.wantsReceipts = true;
    return decision;
  }

  unsubscribe(filter: string): void {
    this.filters.delete(filter);
    if (filter === this.receipts) this.wantsReceipts = false;
  }
}
