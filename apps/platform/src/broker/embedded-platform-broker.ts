import { EmbeddedBroker } from '@yanshou/broker-aedes';
import type { BrokerHandler, BrokerStats, TlsAddress } from '@yanshou/broker-aedes';
import { receiptTopic } from '@yanshou/access';
import type { Identity } from '@yanshou/access';
import type { Receipt, ReceiptSender } from '@yanshou/ingest';
import { systemClock } from '@yanshou/telemetry';
import type { PlatformConfig, TlsConfig } from '../config/config.js';
import { readTlsFiles } from '../config/tls-files.js';
import { AcknowledgementLatency } from '../health/acknowledgement-latency.js';
import { up } from '../health/platform-health.js';
import type { HealthCheck } from '../health/platform-health.js';
import { listenFault } from '../runtime/listen-fault.js';
import type { Door } from '../runtime/listen-fault.js';
import type { PlatformLogger } from '../runtime/logger.js';
import type { PublishRates } from '../runtime/publish-rates.js';
import type { PlatformBroker } from './platform-broker.js';

export interface EmbeddedParts {
  readonly mqtt: PlatformConfig['mqtt'];
  readonly handler: BrokerHandler;
  readonly rates: PublishRates;
  readonly log: PlatformLogger;
}

/** The broker in this process. */
export class EmbeddedPlatformBroker implements PlatformBroker, ReceiptSender {
  readonly acknowledgements = new AcknowledgementLatency(() => systemClock.monotonicMillis());
  private readonly broker: EmbeddedBroker;

  private readonly door: Door;

  constructor({ mqtt, handler, rates, log }: EmbeddedParts) {
    this.door = { protocol: 'MQTT', host: mqtt.host, port: mqtt.port, ...(mqtt.tls === undefined ? {} : { tlsPort: mqtt.tls.port }) };
    this.broker = new EmbeddedBroker({
      handler,
      clock: systemClock,
      listen: { host: mqtt.host, port: mqtt.port },
      rateOf: (identity) => rates.of(identity),
      log: (event) => log[event.kind === 'disconnected' ? 'debug' : 'warn'](event, 'broker'),
      onAcknowledged: this.acknowledgements.acknowledged,
      ...(mqtt.tls === undefined ? {} : { tls: tlsAddress(mqtt.host, mqtt.tls) }),
    });
  }

  async begin(): Promise<number> {
    try {
      return (await this.broker.listen()).port ?? 0;
    } catch (error) {
      throw listenFault(error, this.door);
    }
  }

  isReceiving(): boolean {
    return true;
  }

  wanted(principal: string): boolean {
    return this.broker.wantsReceipts(principal);
  }

  send({ project, principal }: Identity, receipt: Receipt): void {
    this.broker.publish(receiptTopic(project, principal), JSON.stringify(receipt));
  }

  disconnect(principal: string): void {
    this.broker.disconnect(principal);
  }

  stats(): BrokerStats {
    return this.broker.stats();
  }

  checks(): readonly HealthCheck[] {
    return [up('broker')];
  }

  metrics(): readonly [] {
    return [];
  }

  close(): Promise<void> {
    return this.broker.close();
  }
}

const tlsAddress = (host: string, tls: TlsConfig): TlsAddress => ({ host, port: tls.port, ...readTlsFiles(tls) });
