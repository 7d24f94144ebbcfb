import { MessageChannel, Worker } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { Failure } from '@yanshou/telemetry';
import { client, on } from '@yanshou/worker-rpc';
import { REGISTRY_WORKER } from './built-files.js';
import type { RegistryLocation } from './open-registry.js';
import type { Registry } from './registry.js';
import type { HasteRequest, PortRequest } from './registry.worker.js';

interface OpenFault {
  readonly message: string;
  readonly code?: string;
  readonly retryable?: boolean;
  readonly help?: Failure['help'];
}
type Opened = { readonly ok: true } | { readonly ok: false; readonly error: OpenFault };

/** A registry in a thread of its own. */
export interface RegistryWorker extends Registry {
  /** A port to the projection book of this name (see `remoteBook`), to be moved to the thread that writes it. */
  projectionBookPort(name: string): MessagePort;
  /** A port to the registry itself (see `remoteRegistry`), for another thread. */
  registryPort(): MessagePort;
  /** It is about to be closed: a server that does not answer from now on holds nothing up for longer than its limit for that. */
  hasten(): void;
}

/**
 * As `openRegistry`, in a worker thread of its own: no query stalls the caller's thread. The worker keeps the system's
 * time. When it dies, every call is rejected with code `worker-exited`.
 */
export async function openRegistryWorker(location: RegistryLocation): Promise<RegistryWorker> {
  const worker = new Worker(REGISTRY_WORKER, { workerData: location });
  const registry = client<Registry>(worker);
  const opened = await whenOpened(worker);
  if (!opened.ok) {
    await worker.terminate();
    throw openFailure(opened.error);
  }
  const close = async (): Promise<void> => {
    await registry.close();
    await worker.terminate();
  };
  const portTo = (book?: string): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ port: port2, ...(book === undefined ? {} : { book }) } satisfies PortRequest, [port2]);
    return port1;
  };
  const own = { close, projectionBookPort: portTo, registryPort: () => portTo(), hasten: (): void => worker.postMessage({ hasten: true } satisfies HasteRequest) };
  return new Proxy(registry, { get: (target, method) => Reflect.get(method in own ? own : target, method) as unknown }) as RegistryWorker;
}

/** The registry at the other end of a port that `registryPort` gave. It is closed by whoever opened it. */
export const remoteRegistry = (port: MessagePort): Omit<Registry, 'close'> => client<Registry>(port);

function whenOpened(worker: Worker): Promise<Opened> {
  return new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ ok: false, error: { message: error.message } });
    worker.once('error', failed);
    worker.once('exit', (code) => failed(new Error(`the registry's thread ended with ${code}`)));
    on<Opened>(worker, 'opened', resolve);
  });
}

/** What is no Failure of ours has no words of ours: its cause is all that is known. */
const helpFor = (cause: string): Failure['help'] => ({
  zh: `登记库无法打开（${cause}）：请检查数据目录的权限与空间；若文件已损坏，请恢复备份（docs/operations.md）。`,
  en: `The registry cannot be opened (${cause}): check permissions and space of the data directory; if its files are damaged, restore a backup (docs/operations.md).`,
});

const openFailure = ({ message, code, retryable, help }: OpenFault): Failure =>
  new Failure(help === undefined ? 'registry-unusable' : (code ?? 'registry-unusable'), message, retryable ?? false, help ?? helpFor(message));
