import type { CredentialTable } from '@yanshou/access';
import { IngestPath } from '@yanshou/ingest';
import type { ReceiptSender } from '@yanshou/ingest';
import { brokerName } from '@yanshou/broker-mqtt';
import type { BrokerSessions } from '@yanshou/registry';
import { systemClock } from '@yanshou/telemetry';
import type { PlatformJournal } from '../intake/platform-journal.js';
import type { PlatformOptions } from '../platform-parts.js';
import type { DataDirectory } from '../runtime/data-directory.js';
import type { PublishRates } from '../runtime/publish-rates.js';
import { EmbeddedPlatformBroker } from './embedded-platform-broker.js';
import { ExternalPlatformBroker } from './external-platform-broker.js';
import type { PlatformBroker } from './platform-broker.js';
import { SessionKeeper } from './session-keeper.js';
import { SessionFile } from './session-file.js';

export interface BrokerNeeds {
  readonly journal: PlatformJournal;
  readonly credentials: CredentialTable;
  /** In which workers share what an external broker delivers. */
  readonly group: string;
  readonly rates: PublishRates;
  readonly data: Pick<DataDirectory, 'brokerSession'>;
  readonly registry: BrokerSessions;
  /** Names this process, another one at each start. */
  readonly holder: string;
}

/** The way into the journal and the broker before it: ours, or the one that `MQTT_URL` names. Nothing listens yet. */
export function openBroker({ config, log }: PlatformOptions, { journal: { appender: journal, name }, credentials, group, rates, data, registry, holder }: BrokerNeeds): { ingest: IngestPath; broker: PlatformBroker } {
  const { external } = config.mqtt;
  if (external === undefined) {
    // Each needs the other: who asked for receipts is known to the broker.
    const receipts: ReceiptSender = { wanted: (principal) => broker.wanted(principal), send: (identity, receipt) => broker.send(identity, receipt) };
    const ingest = new IngestPath({ journal, clock: systemClock, credentials, receipts });
    const broker = new EmbeddedPlatformBroker({ mqtt: config.mqtt, handler: ingest, rates, log });
    return { ingest, broker };
  }
  const ingest = new IngestPath({ journal, clock: systemClock, credentials });
  const clientId = `yanshou-${name}`;
  // Without PostgreSQL no other process can be of this platform.
  const sessions = config.registry.databaseUrl === undefined ? undefined
    : new SessionKeeper({ registry, session: { clientId, broker: brokerName(external.address), instance: config.instance }, holder, clock: systemClock, log });
  const memory = new SessionFile(data.brokerSession, (error) => log.warn({ error: String(error) }, 'broker session file'));
  const broker = new ExternalPlatformBroker({
    address: external.address, clientId, group, handler: ingest, memory, log, onReceiving: () => ingest.heartbeat(), ...(sessions && { sessions }),
  });
  return { ingest, broker };
}
