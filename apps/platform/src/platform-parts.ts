import { randomUUID } from 'node:crypto';
import { systemClock } from '@yanshou/telemetry';
import type { Failure } from '@yanshou/telemetry';
import type { PlatformConfig } from './config/config.js';
import { openIntake } from './intake/open-intake.js';
import type { Intake } from './intake/open-intake.js';
import { openPlatformJournal } from './intake/platform-journal.js';
import { awaitRecovery } from './registry/await-recovery.js';
import { openPlatformRegistry } from './registry/platform-registry.js';
import type { PlatformRegistry } from './registry/platform-registry.js';
import { recoverRegistry } from './registry/registry-recovery.js';
import type { RegistryStart } from './registry/registry-follower.js';
import { faultFields } from './logging/fault-fields.js';
import { prepareDataDirectory } from './runtime/data-directory.js';
import type { DataDirectory } from './runtime/data-directory.js';
import type { PlatformLogger } from './runtime/logger.js';
import { tellEarlierLayout } from './telemetry/earlier-layout.js';
import { layoutOf } from './telemetry/layout-of.js';
import { LocalProgress } from './telemetry/local-progress.js';
import { OwnHead } from './telemetry/own-head.js';
import type { Progress } from './telemetry/shared-progress.js';
import type { TelemetryAlarm } from './telemetry/telemetry-service.js';
import { checkRetention } from './telemetry/retention-rule.js';
import { startTelemetryWorker } from './telemetry/telemetry-worker-client.js';
import type { TelemetryWorker } from './telemetry/telemetry-worker-client.js';

export interface PlatformOptions {
  readonly config: PlatformConfig;
  readonly log: PlatformLogger;
  /** Called when the platform cannot go on: the journal has failed for good, or a thread has died. End the process. */
  readonly onFatal: (failure: Failure) => void;
}

/** What a process that does more than receive has. */
export interface StoredTelemetry {
  readonly worker: TelemetryWorker;
  readonly progress: Progress;
  /** Where the journal is this process's own. */
  readonly head?: OwnHead;
}

/** What a running process consists of. */
export interface PlatformParts {
  /** A name that no other process has, another one at each start. */
  readonly holder: string;
  readonly data: DataDirectory;
  readonly start: RegistryStart;
  readonly registry: PlatformRegistry;
  /** With the role `ingest`. */
  readonly intake?: Intake;
  /** With any other. */
  readonly stored?: StoredTelemetry;
}

/** Opens everything in the order in which it is needed; what was opened is closed again when a later part cannot be. */
export async function openParts(options: PlatformOptions, alarm: (alarm: TelemetryAlarm) => void): Promise<PlatformParts> {
  const { config, onFatal } = options;
  const { roles } = config;
  const data = prepareDataDirectory(config.dataDirectory, config.sharedDirectory);
  const holder = randomUUID();
  const opened: (() => Promise<unknown>)[] = [];
  const keep = <T extends { close(): Promise<unknown> }>(part: T): T => {
    opened.unshift(() => part.close());
    return part;
  };
  const startTelemetry = async (needs: Omit<Parameters<typeof layoutOf>[1], 'data' | 'holder'>, { inventories }: RegistryStart): Promise<TelemetryWorker> =>
    keep(await startTelemetryWorker({ layout: layoutOf(config, { ...needs, data, holder }), inventories }, { alarm, died: onFatal }));
  try {
    const journal = roles.has('ingest') ? keep(await openPlatformJournal(options, data)) : undefined;
    const registry = keep(await openPlatformRegistry(config, data));
    // Before anything else is written: a change would be given a number that the journal has.
    await (journal === undefined ? awaitRecovery(registry) : recoverRegistry({ registry, journal, log: options.log, clock: systemClock }));
    await checkRetention(config, registry);
    if (roles.has('project')) await tellEarlierLayout(config, registry, (notice) => options.log.warn(faultFields(notice), 'store'));
    // The revision first: what is saved in between is then followed as a change.
    const start = { revision: await registry.revision(), inventories: await registry.inventories() };
    const worker = roles.size === 1 && journal !== undefined ? undefined : await startTelemetry({ registry, journal }, start);
    const intake = journal && (await openIntake(options, { journal, registry, data, holder }));
    return { holder, data, start, registry, ...(worker && { stored: storedOf(worker, intake) }), ...(intake && { intake }) };
  } catch (error) {
    for (const close of opened) await close().catch(() => undefined);
    throw error;
  }
}

/** The journal of this process knows more than the telemetry thread; others are asked there. */
function storedOf(worker: TelemetryWorker, intake: Intake | undefined): StoredTelemetry {
  const next = intake?.journal.nextSequence;
  if (intake === undefined || next === undefined) return { worker, progress: worker.client };
  const head = new OwnHead(next, intake.ingest);
  return { worker, progress: new LocalProgress(head, worker.client), head };
}
