import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Failure } from '@yanshou/telemetry';
import type { Promisified, RpcPort } from '@yanshou/worker-rpc';
import { client, on } from '@yanshou/worker-rpc';
import type { LiveCommit } from '../live/live-commit.js';
import { portsOf } from './telemetry-layout.js';
import type { TelemetryAlarm, TelemetryService } from './telemetry-service.js';
import type { TelemetryWorkerData } from './telemetry.worker.js';

export type TelemetryClient = Promisified<TelemetryService>;

export interface TelemetryWorker {
  readonly client: TelemetryClient;
  /** Of the projects that are followed (`followLive`), what is stored; the answer takes the listener off again. */
  onLive(listener: (commit: LiveCommit) => void): () => void;
  /** Closes projection and store and ends the thread. */
  close(): Promise<void>;
  /** From now on the thread is waited for for some seconds alone if it does not answer: then whatever waits for it is rejected. */
  hasten(): Promise<void>;
  /** It was given up: the process cannot end in order any more, which would wait for the thread. */
  isGivenUp(): boolean;
}

/** How the worker tells what happens in it. */
export interface TelemetryListener {
  alarm(alarm: TelemetryAlarm): void;
  /** The thread has ended without being asked to: nothing is projected any more. */
  died(failure: Failure): void;
}

const CLOSE_MILLIS = 20_000;
/** A thread that computes lets a question in between. */
const SILENT_MILLIS = 8_000;

/** Starts the telemetry thread; resolves when the store is open and the projection runs. Errors are the store's or the reader's. */
export async function startTelemetryWorker(data: TelemetryWorkerData, listener: TelemetryListener): Promise<TelemetryWorker> {
  const worker = new Worker(new URL('./telemetry.worker.js', import.meta.url), { workerData: data, transferList: [...portsOf(data.layout)] });
  const cut = new EventEmitter();
  const telemetry = client<TelemetryService>(cuttable(worker, cut));
  on<TelemetryAlarm>(worker, 'alarm', (alarm) => listener.alarm(alarm));
  on<TelemetryAlarm>(worker, 'stopped', (alarm) => listener.alarm(alarm));
  await ready(worker);
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let closing = false;
  void exited.then(() => closing || listener.died(workerDied()));
  const close = async (): Promise<void> => {
    closing = true;
    await telemetry.close();
    // Terminating a thread inside the database aborts the process: it ends by itself once its port is closed.
    const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MILLIS).unref());
    await Promise.race([exited, late]);
  };
  let givenUp = false;
  const hasten = async (): Promise<void> => {
    const question = new AbortController();
    const answers = await Promise.race([telemetry.status().then(() => true, () => true), sleep(SILENT_MILLIS, false, { signal: question.signal })]);
    question.abort();
    if (answers) return;
    givenUp = true;
    cut.emit('close');
  };
  return { client: telemetry, onLive: (listener) => on<LiveCommit>(worker, 'live', listener), close, hasten, isGivenUp: () => givenUp };
}

/** The worker's port, which `cut` closes at this end alone. */
const cuttable = (worker: Worker, cut: EventEmitter): RpcPort => ({
  postMessage: (value, transfer) => worker.postMessage(value, transfer),
  on: (event, listener) => [worker, cut].forEach((one) => void one.on(event, listener)),
  off: (event, listener) => [worker, cut].forEach((one) => void one.off(event, listener)),
});

const workerDied = (): Failure =>
  new Failure('telemetry-worker-died', 'the telemetry thread has ended', false, {
    zh: '遥测线程意外结束，平台停止运行；原因见此前的日志，请重新启动（日志中已确认的数据不会丢失）',
    en: 'the telemetry thread ended unexpectedly and the platform stops; see the log before this line and start again (what was acknowledged is in the journal)',
  });

async function ready(worker: Worker): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    on(worker, 'ready', () => resolve());
    on<TelemetryAlarm>(worker, 'failed', (alarm) => reject(startFailure(alarm)));
    worker.once('error', reject);
  });
}

const startFailure = ({ code, message, help }: TelemetryAlarm): Failure =>
  new Failure(code, message, false, help ?? { zh: `遥测线程启动失败：${message}`, en: `the telemetry thread could not start: ${message}` });
