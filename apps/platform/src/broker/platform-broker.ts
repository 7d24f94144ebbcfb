import type { BrokerStats } from '@yanshou/broker-aedes';
import type { AcknowledgementLatency } from '../health/acknowledgement-latency.js';
import type { HealthCheck } from '../health/platform-health.js';
import type { SessionKeeper } from './session-keeper.js';
import type { PlatformMetric } from '../health/platform-metric.js';

/** How devices' messages reach the platform: by its own broker, or from one that it consumes. */
export interface PlatformBroker {
  /** How long messages have waited for their acknowledgement. */
  readonly acknowledgements: Pick<AcknowledgementLatency, 'snapshot'>;
  /** Starts to take messages; answers the port that devices connect to, 0 where the broker is not ours. */
  begin(): Promise<number>;
  /** Whether devices' messages can reach us now: a minute without it is one without the platform. */
  isReceiving(): boolean;
  /** A secret of `{project}/{principal}` is no longer valid. */
  disconnect(principal: string): void;
  stats(): BrokerStats;
  checks(): readonly HealthCheck[];
  metrics(): readonly PlatformMetric[];
  close(): Promise<void>;
  /** Where other workers may consume from the same broker. */
  readonly sessions?: SessionKeeper;
}
