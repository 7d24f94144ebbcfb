import type { RpcMessage, RpcPort } from './message.js';
import { isRpcMessage } from './message.js';
import { pack, post, unpack } from './packing.js';
import { fromPlainError } from './plain-error.js';
import { RemoteStream } from './remote-stream.js';

type Answer<R> = Awaited<R> extends AsyncIterable<infer Item> ? Promise<AsyncIterable<Item>> & AsyncIterable<Item> : Promise<Awaited<R>>;

/** The methods of T as seen from another thread. A stream can be awaited or iterated over at once. */
export type Promisified<T> = {
  readonly [K in keyof T as T[K] extends (...args: never) => unknown ? K : never]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Answer<R> : never;
};

/**
 * Calls of the methods served at the other end of `port` (a Worker or a MessagePort). Errors arrive as Error with the
 * fields of the one thrown. When the other end exits, every pending and later call is rejected with code
 * `worker-exited`.
 */
export function client<T extends object>(port: RpcPort): Promisified<T> {
  const calls = new PendingCalls(port);
  return new Proxy({} as Promisified<T>, {
    // `then` stays absent: the client itself is no promise and may be returned from an async function.
    get: (_, method) => (typeof method !== 'string' || method === 'then' ? undefined : (...args: unknown[]) => calls.call(method, args)),
  });
}

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

class PendingCalls {
  private nextId = 1;
  private readonly pending = new Map<number, PendingCall>();
  private readonly streams = new Map<number, RemoteStream>();
  private gone: Error | undefined;

  constructor(private readonly port: RpcPort) {
    port.on('message', (message: unknown) => {
      if (isRpcMessage(message)) this.receive(message);
    });
    port.on('error', (error: unknown) => this.abandon(error));
    port.on('messageerror', (error: unknown) => this.abandon(error));
    port.on('exit', (code: unknown) => this.abandon(new Error(`exit code ${String(code)}`)));
    port.on('close', () => this.abandon(undefined));
  }

  call(method: string, args: readonly unknown[]): Promise<unknown> {
    const answer = new Promise((resolve, reject) => this.send(method, args, { resolve, reject }));
    return Object.assign(answer, { [Symbol.asyncIterator]: () => iterate(answer) });
  }

  private send(method: string, args: readonly unknown[], call: PendingCall): void {
    if (this.gone !== undefined) return call.reject(this.gone);
    const id = this.nextId;
    this.nextId += 1;
    post(this.port, { rpc: 'call', id, method, args: pack(args) }, args);
    this.pending.set(id, call);
  }

  private receive(message: RpcMessage): void {
    switch (message.rpc) {
      case 'result':
        return this.settle(message.id)?.resolve(unpack(message.value)[0]);
      case 'stream':
        return this.settle(message.id)?.resolve(this.open(message.id));
      case 'item':
        return this.streams.get(message.id)?.push(unpack(message.value)[0]);
      case 'end':
        return this.endStream(message.id);
      case 'error':
        return this.fail(message.id, fromPlainError(message.error));
      default:
        return undefined;
    }
  }

  private settle(id: number): PendingCall | undefined {
    const call = this.pending.get(id);
    this.pending.delete(id);
    return call;
  }

  private open(id: number): RemoteStream {
    const stop = (): void => {
      this.streams.delete(id);
      if (this.gone === undefined) post(this.port, { rpc: 'stop', id });
    };
    const stream = new RemoteStream((items) => this.gone === undefined && post(this.port, { rpc: 'credit', id, items }), stop);
    this.streams.set(id, stream);
    return stream;
  }

  private endStream(id: number, error?: Error): void {
    this.streams.get(id)?.end(error);
    this.streams.delete(id);
  }

  private fail(id: number, error: Error): void {
    if (this.streams.has(id)) this.endStream(id, error);
    else this.settle(id)?.reject(error);
  }

  private abandon(cause: unknown): void {
    this.gone ??= workerExited(cause);
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(this.gone);
    for (const id of [...this.streams.keys()]) this.endStream(id, this.gone);
  }
}

const workerExited = (cause: unknown): Error =>
  Object.assign(new Error('the worker thread has exited', { cause }), {
    code: 'worker-exited',
    retryable: false,
    help: { zh: '工作线程已退出，请查看日志中的原因并重启平台。', en: 'The worker thread has exited: see the log for the cause and restart the platform.' },
  });

async function* iterate(answer: Promise<unknown>): AsyncGenerator<unknown> {
  yield* (await answer) as AsyncIterable<unknown>;
}
