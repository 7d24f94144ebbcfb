export { NatsServers, natsInstalled } from './testing/nats-servers.js';
export { until } from './testing/until.js';
