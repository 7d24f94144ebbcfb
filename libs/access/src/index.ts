export { principalName, projectOf } from './identity.js';
export type { Identity } from './identity.js';
export {
  LINE_TOPICS, MAX_TOPIC_BYTES, MAX_TOPIC_LEVELS, THINGSBOARD_DEVICE_TOPIC, THINGSBOARD_GATEWAY_TOPIC, gatewayTopic, linesTopic,
  parsePrincipalTopic, receiptTopic, stateTopic, telemetryTopic,
} from './topics.js';
export type { LineTopic, PrincipalTopic } from './topics.js';
export { HEARD_BY_ALL, PUBLISHED_BY, decide } from './decide.js';
export type { AccessAction, AccessDecision } from './decide.js';
export { CONSUMED_FILTERS, FORMER_FILTERS, decideAtBroker, identityOfTopic, sharedFilters, sharedGroup } from './at-broker.js';
export { matchesFilter } from './topic-text.js';
export { equalHashes, hashSecret, newSecret } from './secret.js';
export { secretVerifier, verifiesSecret } from './secret-verifier.js';
export { CredentialTable } from './credential-table.js';
export type { CredentialRequest, CredentialRow, RevocationListener } from './credential-table.js';
export { ROLES, coversProgramme, coversProject, isScopeOf, mayHandOut } from './caller.js';
export type { Caller, HttpTarget, Role } from './caller.js';
export { HTTP_NEEDS, decideHttp } from './decide-http.js';
export type { HttpDecision, HttpNeed, HttpRefusal } from './decide-http.js';
export { hashPassword, newPassword, verifyPassword } from './password.js';
