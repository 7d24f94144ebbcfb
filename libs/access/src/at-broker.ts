import { createHmac } from 'node:crypto';
import { PUBLISHED_BY, decide } from './decide.js';
import type { AccessAction, AccessDecision } from './decide.js';
import type { Identity } from './identity.js';
import { THINGSBOARD_DEVICE_TOPIC, THINGSBOARD_GATEWAY_TOPIC, parsePrincipalTopic } from './topics.js';

/** The group of earlier versions. Anybody knew its name, and Mosquitto lets anybody into a group: sessions of ours leave it. */
const FORMER_GROUP = 'yanshou';
const GROUP_CHARACTERS = 32;
const ANY = 'yanshou/v1/+/+';
const GATEWAY_REST = 'gateway/telemetry';

/** What the platform subscribes to at an external broker: every topic that somebody may publish to. */
export const CONSUMED_FILTERS: readonly string[] = [...new Set([...PUBLISHED_BY.device, ...PUBLISHED_BY.gateway])].map((rest) => `${ANY}/${rest}`);

/**
 * Names the group in which ingest workers share what an external broker delivers. A broker gives each message to one
 * member, and Mosquitto to one who may not read it as well: then it is lost. So only who has the platform's pepper knows
 * the name. The same in every process and after every start.
 */
export const sharedGroup = (pepper: string | Buffer): string =>
  `yanshou-${createHmac('sha256', pepper).update('shared subscription').digest('hex').slice(0, GROUP_CHARACTERS)}`;

/** What a member of the group subscribes to. */
export const sharedFilters = (group: string): readonly string[] => CONSUMED_FILTERS.map((filter) => `$share/${group}/${filter}`);

/** What a session of an earlier version may still be subscribed to. */
export const FORMER_FILTERS: readonly string[] = sharedFilters(FORMER_GROUP);

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
