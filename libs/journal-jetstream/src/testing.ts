export { NATS_BINARY, NatsServers, natsInstalled, natsSince } from './testing/nats-servers.js';
export { until } from './testing/until.js';
