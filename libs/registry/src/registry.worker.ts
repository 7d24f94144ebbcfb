import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { systemClock } from '@yanshou/telemetry';
import { emit, serve } from '@yanshou/worker-rpc';
import type { RpcPort } from '@yanshou/worker-rpc';
import { openRegistry } from './open-registry.js';
import type { RegistryLocation } from './open-registry.js';

/** Another thread speaks over a port of its own: with a book kept here, or with the registry itself. */
export interface PortRequest {
  readonly book?: string;
  readonly port: MessagePort;
}

/** Said by who is about to close the registry: see BookKeeper. */
export interface HasteRequest {
  readonly hasten: true;
}

const port = parentPort as RpcPort;
try {
  const registry = await openRegistry(workerData as RegistryLocation, systemClock);
  serve(port, registry);
  parentPort?.on('message', ({ book, port: other, hasten }: Partial<PortRequest & HasteRequest>) => {
    if (hasten) registry.hasten();
    if (other) serve(other, book === undefined ? registry : registry.projectionBook(book));
  });
  emit(port, 'opened', { ok: true });
} catch (error) {
  const { name, message, code, retryable, help } = error as Error & Record<string, unknown>;
  emit(port, 'opened', { ok: false, error: { name, message, code, retryable, help } });
}
