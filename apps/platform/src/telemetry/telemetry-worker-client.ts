import { Worker } from 'node:worker_threads';
import { Failure } from '@yanshou/telemetry';
import type { Promisified } from '@yanshou/worker-rpc';
import { client, on } from '@yanshou/worker-rpc';
import type { TelemetryAlarm, TelemetryService } from './telemetry-service.js';
import type { TelemetryWorkerData } from './telemetry.worker.js';

export type TelemetryClient = Promisified<TelemetryService>;

export interface TelemetryWorker {
  readonly client: TelemetryClient;
  /** Closes projection and store and ends the thread. */
  close(): Promise<void>;
}

/** Starts the telemetry thread; resolves when the store is open and the projection runs. Errors are the store's or the reader's. */
export async function startTelemetryWorker(data: TelemetryWorkerData, onAlarm: (alarm: TelemetryAlarm) => void): Promise<TelemetryWorker> {
  const worker = new Worker(new URL('./telemetry.worker.js', import.meta.url), { workerData: data });
  const telemetry = client<TelemetryService>(worker);
  on<TelemetryAlarm>(worker, 'alarm', onAlarm);
  on<TelemetryAlarm>(worker, 'stopped', onAlarm);
  await ready(worker);
  const close = async (): Promise<void> => {
    await telemetry.close();
    await worker.terminate();
  };
  return { client: telemetry, close };
}

async function ready(worker: Worker): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    on(worker, 'ready', () => resolve());
    on<TelemetryAlarm>(worker, 'failed', (alarm) => reject(startFailure(alarm)));
    worker.once('error', reject);
  });
}

const startFailure = ({ code, message, help }: TelemetryAlarm): Failure =>
  new Failure(code, message, false, help ?? { zh: `遥测线程启动失败：${message}`, en: `the telemetry thread could not start: ${message}` });
