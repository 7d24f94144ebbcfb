export { principalName } from './identity.js';
export type { Identity } from './identity.js';
export {
  MAX_TOPIC_BYTES, MAX_TOPIC_LEVELS, THINGSBOARD_DEVICE_TOPIC, THINGSBOARD_GATEWAY_TOPIC, gatewayTopic, parsePrincipalTopic,
  receiptTopic, stateTopic, telemetryTopic,
} from './topics.js';
export type { PrincipalTopic } from './topics.js';
export { decide } from './decide.js';
export type { AccessAction, AccessDecision } from './decide.js';
export { matchesFilter } from './topic-text.js';
export { equalHashes, hashSecret, newSecret } from './secret.js';
export { CredentialTable } from './credential-table.js';
export type { CredentialRequest, CredentialRow, RevocationListener } from './credential-table.js';
