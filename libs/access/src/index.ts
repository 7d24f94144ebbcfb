export { principalName } from './identity.js';
export type { Identity } from './identity.js';
export {
  MAX_TOPIC_BYTES, MAX_TOPIC_LEVELS, THINGSBOARD_DEVICE_TOPIC, THINGSBOARD_GATEWAY_TOPIC, gatewayTopic, parsePrincipalTopic,
  receiptTopic, stateTopic, telemetryTopic,
} from './topics.js';
export type { PrincipalTopic } from './topics.js';
