import type { RejectionCode } from '@yanshou/telemetry';
import type { Identity } from './identity.js';
import { hasWildcard, isWellFormedFilter, topicFault } from './topic-text.js';
import { LINE_TOPICS, parsePrincipalTopic, THINGSBOARD_DEVICE_TOPIC, THINGSBOARD_GATEWAY_TOPIC } from './topics.js';

export type AccessAction = 'publish' | 'subscribe' | 'receive';
export type AccessDecision = { readonly allowed: true } | { readonly allowed: false; readonly code: RejectionCode };

const ALLOWED: AccessDecision = { allowed: true };
const FOREIGN: AccessDecision = { allowed: false, code: 'foreign-topic' };

/** What each kind of principal publishes below its own prefix. */
export const PUBLISHED_BY = { device: ['telemetry', 'state', ...LINE_TOPICS], gateway: ['gateway/telemetry', 'state', ...LINE_TOPICS] } as const;
/** What it may hear there, as filters. */
export const HEARD_BY_ALL = ['receipt', 'command/#'] as const;
const ALIAS_OF = { device: THINGSBOARD_DEVICE_TOPIC, gateway: THINGSBOARD_GATEWAY_TOPIC } as const;

/**
 * Whether `identity` may do `action` with a topic (publish, receive) or a filter (subscribe). Pure; denies by default.
 * The one rule for publish, subscribe, forward and HTTP.
 */
export function decide(identity: Identity, action: AccessAction, topicOrFilter: string): AccessDecision {
  const fault = topicFault(topicOrFilter);
  if (fault !== undefined) return { allowed: false, code: fault };
  switch (action) {
    case 'publish':
      return decidePublish(identity, topicOrFilter);
    case 'subscribe':
      return decideSubscribe(identity, topicOrFilter);
    case 'receive':
      return decideReceive(identity, topicOrFilter);
  }
}

function decidePublish(identity: Identity, topic: string): AccessDecision {
  if (topic === ALIAS_OF[identity.kind]) return ALLOWED;
  const rest = ownRest(identity, topic);
  return rest !== undefined && (PUBLISHED_BY[identity.kind] as readonly string[]).includes(rest) ? ALLOWED : FOREIGN;
}

function decideSubscribe(identity: Identity, filter: string): AccessDecision {
  const rest = ownRest(identity, filter);
  if (rest === undefined || !isWellFormedFilter(filter)) return FOREIGN;
  return rest === 'receipt' || rest.startsWith('command/') ? ALLOWED : FOREIGN;
}

function decideReceive(identity: Identity, topic: string): AccessDecision {
  const rest = ownRest(identity, topic);
  if (rest === undefined || hasWildcard(topic)) return FOREIGN;
  // `command/#` also matches its parent `command` (MQTT 4.7.1.2).
  return rest === 'receipt' || rest === 'command' || rest.startsWith('command/') ? ALLOWED : FOREIGN;
}

function ownRest(identity: Identity, topic: string): string | undefined {
  const parsed = parsePrincipalTopic(topic);
  if (parsed === undefined) return undefined;
  return parsed.project === identity.project && parsed.principal === identity.principal ? parsed.rest : undefined;
}
