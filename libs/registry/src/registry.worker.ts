import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@yanshou/telemetry';
import { emit, serve } from '@yanshou/worker-rpc';
import type { RpcPort } from '@yanshou/worker-rpc';
import { openRegistry } from './open-registry.js';
import type { RegistryLocation } from './open-registry.js';

const port = parentPort as RpcPort;
try {
  serve(port, await openRegistry(workerData as RegistryLocation, systemClock));
  emit(port, 'opened', { ok: true });
} catch (error) {
  const { name, message, code, retryable, help } = error as Error & Record<string, unknown>;
  emit(port, 'opened', { ok: false, error: { name, message, code, retryable, help } });
}
