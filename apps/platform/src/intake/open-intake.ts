import { CredentialTable, sharedGroup } from '@yanshou/access';
import type { IngestPath } from '@yanshou/ingest';
import type { BrokerSessions } from '@yanshou/registry';
import { openBroker } from '../broker/open-broker.js';
import type { PlatformBroker } from '../broker/platform-broker.js';
import type { PlatformOptions } from '../platform-parts.js';
import type { PlatformRegistry } from '../registry/platform-registry.js';
import type { DataDirectory } from '../runtime/data-directory.js';
import { PublishRates } from '../runtime/publish-rates.js';
import type { PlatformJournal } from './platform-journal.js';

/** How messages get into the journal: what a process with the role `ingest` has. */
export interface Intake {
  readonly journal: PlatformJournal;
  readonly credentials: CredentialTable;
  /** In which workers share what an external broker delivers. */
  readonly group: string;
  readonly ingest: IngestPath;
  readonly rates: PublishRates;
  readonly broker: PlatformBroker;
}

export interface IntakeNeeds {
  readonly journal: PlatformJournal;
  readonly registry: Pick<PlatformRegistry, 'pepper'> & BrokerSessions;
  readonly data: DataDirectory;
  readonly holder: string;
}

/** Gets ready to receive; nothing listens yet. */
export async function openIntake(options: PlatformOptions, { journal, registry, data, holder }: IntakeNeeds): Promise<Intake> {
  const pepper = await registry.pepper();
  const credentials = new CredentialTable(pepper);
  const group = sharedGroup(pepper);
  const { deviceRate, deviceBurst } = options.config.limits;
  const rates = new PublishRates({ perSecond: deviceRate, burst: deviceBurst });
  const { ingest, broker } = openBroker(options, { journal, credentials, group, rates, data, registry, holder });
  await journal.recover(ingest);
  return { journal, credentials, group, rates, ingest, broker };
}
