export { ExternalBroker } from './external-broker.js';
export { brokerName, parseBrokerUrl } from './broker-address.js';
export type { BrokerAddress } from './broker-address.js';
export type { BrokerFaultCode } from './broker-fault.js';
export { EventThrottle } from './event-throttle.js';
export { mosquittoFiles } from './mosquitto-files.js';
export type { MosquittoFiles, PlatformUser } from './mosquitto-files.js';
export type { ConsumedMessage, ConsumerHandler, PossibleGap } from './consumer-handler.js';
export { DEFAULT_CONSUMER_LIMITS } from './consumer-options.js';
export type {
  ConsumerCondition, ConsumerEvent, ConsumerLimits, ConsumerOptions, ConsumerStats, SessionMemory, SessionNote, SessionTurn,
} from './consumer-options.js';
export type { DrainOptions, DrainOutcome } from './session-drain.js';
