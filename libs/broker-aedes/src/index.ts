export { EmbeddedBroker } from './embedded-broker.js';
export type { BrokerHandler, ConnectRequest, InboundMessage } from './broker-handler.port.js';
export { DEFAULT_CONNECT_RATE, DEFAULT_PUBLISH_RATE } from './broker-options.js';
export type { BrokerEvent, BrokerOptions, ListenAddress, ListeningPorts, PublishRate, TlsAddress } from './broker-options.js';
export type { BrokerStats } from './broker-stats.js';
export type { GuardReason } from './guard.js';
export { DEFAULT_GUARD_LIMITS } from './guard-limits.js';
export type { GuardLimits } from './guard-limits.js';
