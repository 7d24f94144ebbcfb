import { PUBLISHED_BY, decide } from './decide.js';
import type { AccessAction, AccessDecision } from './decide.js';
import type { Identity } from './identity.js';
import { THINGSBOARD_DEVICE_TOPIC, THINGSBOARD_GATEWAY_TOPIC, parsePrincipalTopic } from './topics.js';

/** The group in which ingest workers share what an external broker delivers. */
export const SHARED_GROUP = 'yanshou';
const ANY = 'yanshou/v1/+/+';
const GATEWAY_REST = 'gateway/telemetry';

/** What the platform subscribes to at an external broker: every topic that somebody may publish to. */
export const CONSUMED_FILTERS: readonly string[] = [...new Set([...PUBLISHED_BY.device, ...PUBLISHED_BY.gateway])].map((rest) => `${ANY}/${rest}`);

/**
 * `decide` for a broker that is not ours: a topic without a name in it is refused, because behind the broker nobody
 * could tell who published there.
 */
export function decideAtBroker(identity: Identity, action: AccessAction, topicOrFilter: string): AccessDecision {
  const isNameless = topicOrFilter === THINGSBOARD_DEVICE_TOPIC || topicOrFilter === THINGSBOARD_GATEWAY_TOPIC;
  return isNameless ? { allowed: false, code: 'foreign-topic' } : decide(identity, action, topicOrFilter);
}

/** Who published to a topic, where the broker lets everyone publish below the own prefix only; undefined where it names nobody. */
export function identityOfTopic(topic: string): Identity | undefined {
  const parsed = parsePrincipalTopic(topic);
  if (parsed === undefined) return undefined;
  return { project: parsed.project, principal: parsed.principal, kind: parsed.rest === GATEWAY_REST ? 'gateway' : 'device' };
}
