import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { openSegmentReader } from '@yanshou/journal-segments';
import { InventoryBook, Projector } from '@yanshou/projection';
import { systemClock } from '@yanshou/telemetry';
import type { Failure, ProjectInventory } from '@yanshou/telemetry';
import { emit, serve } from '@yanshou/worker-rpc';
import { CommitGate } from './commit-gate.js';
import { CommitWatch } from './commit-watch.js';
import { openStore } from './open-store.js';
import type { StorePlace } from './open-store.js';
import { TelemetryService } from './telemetry-service.js';
import type { TelemetryAlarm } from './telemetry-service.js';

export interface TelemetryWorkerData {
  readonly journalDirectory: string;
  readonly store: StorePlace;
  readonly inventories: readonly ProjectInventory[];
  /** What the journal will number next: a store that is ahead of it belongs to another, later copy. */
  readonly journalNextSequence: number;
}

/** The one thread that opens the store: projector, queries and indicators live here, away from the acknowledgements. */
async function start(port: MessagePort, data: TelemetryWorkerData): Promise<void> {
  const onAlarm = (failure: Failure, attempt: number): void => emit(port, 'alarm', describe(failure, attempt));
  const store = await openStore(data.store, (failure) => onAlarm(failure, 1));
  const reader = await openSegmentReader(data.journalDirectory);
  const inventories = new InventoryBook(data.inventories);
  const watch = new CommitWatch(() => systemClock.monotonicMillis());
  const gate = new CommitGate(watch.measured(store));
  const projector = new Projector({ reader, store: gate.projectorStore(), inventories, clock: systemClock, onAlarm, onCommit: watch.committed, journalNextSequence: data.journalNextSequence });
  await projector.start();
  // The answer to `close` has to leave before the port does.
  const end = (): void => void setImmediate(() => port.close());
  const service = new TelemetryService({ store, gate, watch, projector, reader, inventories, end });
  serve(port, service);
  emit(port, 'ready', null);
  service.project().catch((error: Error) => emit(port, 'stopped', describe(error)));
}

/** An error event between threads keeps only the message, so a failed start tells its code and help as data. */
const describe = (error: Error & Partial<Failure>, attempt = 0): TelemetryAlarm =>
  ({ code: error.code ?? 'telemetry-worker', help: error.help, message: error.message, attempt });

const port = parentPort;
if (port) await start(port, workerData as TelemetryWorkerData).catch((error: Error) => emit(port, 'failed', describe(error)));
