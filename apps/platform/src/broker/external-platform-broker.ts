import type { BrokerStats } from '@yanshou/broker-aedes';
import { ExternalBroker, brokerName } from '@yanshou/broker-mqtt';
import type { BrokerAddress, ConsumerEvent, ConsumerHandler, PossibleGap, SessionMemory } from '@yanshou/broker-mqtt';
import { formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { AcknowledgementLatency } from '../health/acknowledgement-latency.js';
import { down, up, warning } from '../health/platform-health.js';
import type { HealthCheck } from '../health/platform-health.js';
import { counter, gauge } from '../health/platform-metric.js';
import type { PlatformMetric } from '../health/platform-metric.js';
import type { PlatformLogger } from '../runtime/logger.js';
import type { SessionKeeper } from './session-keeper.js';
import type { PlatformBroker } from './platform-broker.js';

export interface ExternalParts {
  readonly address: BrokerAddress;
  readonly clientId: string;
  readonly group: string;
  readonly handler: ConsumerHandler;
  readonly memory: SessionMemory;
  readonly log: PlatformLogger;
  /** Called whenever messages begin to come. */
  readonly onReceiving: () => void;
  readonly sessions?: SessionKeeper;
}

/** A broker elsewhere, of which this platform is one consumer. Who may connect there is the broker's to enforce. */
export class ExternalPlatformBroker implements PlatformBroker {
  readonly acknowledgements = new AcknowledgementLatency(() => systemClock.monotonicMillis());
  readonly sessions?: SessionKeeper;
  private readonly consumer: ExternalBroker;
  private readonly name: string;

  constructor(private readonly parts: ExternalParts) {
    const { address, clientId, group, handler, memory, sessions } = parts;
    this.name = brokerName(address);
    this.consumer = new ExternalBroker({ address, clientId, group, handler, memory, clock: systemClock, onAcknowledged: this.acknowledgements.acknowledged, log: (event) => this.tell(event), ...(sessions && { mayConnect: () => sessions.turn() }) });
    if (sessions === undefined) return;
    this.sessions = sessions;
    sessions.serve(this.consumer);
  }

  begin(): Promise<number> {
    this.consumer.start();
    return Promise.resolve(0);
  }

  isReceiving(): boolean {
    return this.consumer.condition().kind === 'receiving';
  }

  disconnect(): void {
    // Its password file no longer has the secret, or its next question is answered with no.
  }

  stats(): BrokerStats {
    const { received, acknowledged, openBytes, bytes, refused } = this.consumer.stats();
    const connections = this.isReceiving() ? 1 : 0;
    return { connections, received, acknowledged, unacknowledgedBytes: openBytes, bytes, connectionsRefused: 0, connectsRefused: 0, refused };
  }

  checks(): readonly HealthCheck[] {
    const condition = this.consumer.condition();
    const { lastGap } = this.consumer.stats();
    if (condition.kind === 'receiving') return [lastGap === undefined ? up('broker') : warning('broker', 'broker-session-lost', lostHelp(lastGap))];
    if (condition.kind === 'faulty') return [down('broker', condition.failure.code, condition.failure.help)];
    return [down('broker', 'broker-connecting', { zh: `正在连接 MQTT broker ${this.name}`, en: `connecting to MQTT broker ${this.name}` })];
  }

  metrics(): readonly PlatformMetric[] {
    const { redelivered, sessionsLost, openMessages, connects, takenOver } = this.consumer.stats();
    return [
      gauge('yanshou_broker_receiving', '1 while the external broker delivers', this.isReceiving() ? 1 : 0),
      gauge('yanshou_broker_unacknowledged_messages', 'Messages of the external broker that wait for the journal', openMessages),
      counter('yanshou_broker_connects_total', 'Connections to the external broker since the start', connects),
      counter('yanshou_broker_redelivered_total', 'Messages that the external broker delivered again since the start', redelivered),
      counter('yanshou_broker_sessions_lost_total', 'Sessions that the external broker lost since the start: messages may be missing', sessionsLost),
      counter('yanshou_broker_sessions_taken_over_total', 'Sessions of ingest workers that were gone, drained and ended here since the start', takenOver),
    ];
  }

  close(): Promise<void> {
    return this.consumer.close();
  }

  private tell(event: ConsumerEvent): void {
    const { log } = this.parts;
    switch (event.kind) {
      case 'receiving':
        log.info(event, 'broker');
        return this.parts.onReceiving();
      case 'fault':
        return log.error({ code: event.failure.code, help: event.failure.help }, 'broker');
      case 'session-lost':
        return log.error({ ...event, help: lostHelp(event.gap) }, 'broker');
      case 'moved':
        return log.warn({ ...event, help: movedHelp(event) }, 'broker');
      case 'refused':
        return log.warn(event, 'broker');
    }
  }
}

const movedHelp = ({ from, to }: { readonly from: string; readonly to: string }): { zh: string; en: string } => ({
  zh: `MQTT_URL 由 ${from} 改为 ${to}：原 broker 可能仍为本平台保留消息（至多 30 天）。需要它们时，先以原地址启动一次，待取完再改；若只是同一 broker 的另一个地址，则什么也不缺`,
  en: `MQTT_URL was ${from} and is ${to}: the broker before may still hold messages for this platform, for up to 30 days. To have them start once more with the old address until they are home; where both are addresses of one broker nothing is missing`,
});

function lostHelp({ broker, from, to }: PossibleGap): { zh: string; en: string } {
  const [since, until] = [formatIsoMicros(from), formatIsoMicros(to)];
  return {
    zh: `MQTT broker ${broker} 丢失了平台的会话：${since} 至 ${until} 它已确认的消息可能未送达，已写入日志`,
    en: `MQTT broker ${broker} lost our session: what it acknowledged between ${since} and ${until} may not have been delivered; this is on record in the journal`,
  };
}
