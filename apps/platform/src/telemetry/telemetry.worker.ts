import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { InventoryBook } from '@yanshou/projection';
import { systemClock } from '@yanshou/telemetry';
import type { Failure, ProjectInventory } from '@yanshou/telemetry';
import { emit, serve } from '@yanshou/worker-rpc';
import { CommitTap } from '../live/commit-tap.js';
import { CommitWatch } from './commit-watch.js';
import { openOwnTelemetry } from './open-own-telemetry.js';
import type { OpenTelemetry, OpenTelemetryOptions } from './open-own-telemetry.js';
import { openSharedTelemetry } from './open-shared-telemetry.js';
import type { TelemetryLayout } from './telemetry-layout.js';
import { TelemetryService } from './telemetry-service.js';
import type { TelemetryAlarm } from './telemetry-service.js';

export interface TelemetryWorkerData {
  readonly layout: TelemetryLayout;
  readonly inventories: readonly ProjectInventory[];
}

/** The one thread that opens the store: projector, queries and indicators live here, away from the acknowledgements. */
async function start(port: MessagePort, data: TelemetryWorkerData): Promise<void> {
  const onAlarm = (failure: Failure, attempt: number): void => emit(port, 'alarm', describe(failure, attempt));
  const inventories = new InventoryBook(data.inventories);
  const watch = new CommitWatch(() => systemClock.monotonicMillis());
  const tap = new CommitTap((commit) => emit(port, 'live', commit));
  const parts = await open(data.layout, { inventories, watch, tap, onAlarm });
  // The answer to `close` has to leave before the port does.
  const end = (): void => void setImmediate(() => port.close());
  const service = new TelemetryService({ ...parts, inventories, watch, tap, end });
  serve(port, service);
  emit(port, 'ready', null);
  service.project().catch((error: Error) => emit(port, 'stopped', describe(error)));
}

const open = (layout: TelemetryLayout, options: OpenTelemetryOptions): Promise<OpenTelemetry> =>
  layout.kind === 'own' ? openOwnTelemetry(layout, options) : openSharedTelemetry(layout, options);

/** An error event between threads keeps only the message, so a failed start tells its code and help as data. */
const describe = (error: Error & Partial<Failure>, attempt = 0): TelemetryAlarm =>
  ({ code: error.code ?? 'telemetry-worker', help: error.help, message: error.message, attempt });

const port = parentPort;
if (port) await start(port, workerData as TelemetryWorkerData).catch((error: Error) => emit(port, 'failed', describe(error)));
