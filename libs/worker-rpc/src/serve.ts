import type { RpcMessage, RpcPort } from './message.js';
import { isRpcMessage } from './message.js';
import { pack, post, unpack } from './packing.js';
import { toPlainError } from './plain-error.js';
import { ServedStream } from './served-stream.js';

type Method = (...args: unknown[]) => unknown;

/**
 * Answers calls that come over `port` with the methods of `api` (own and inherited, constructors and the prototype of
 * Object excepted). A method that returns an async iterable is pulled by the caller. Errors go back with name, code,
 * message, retryable and help. Returns a function that stops serving and ends open streams.
 */
export function serve(port: RpcPort, api: object): () => void {
  const streams = new Map<number, ServedStream>();
  const receive = (message: unknown): void => {
    if (!isRpcMessage(message)) return;
    if (message.rpc === 'call') void answer(port, api, streams, message);
    else if (message.rpc === 'credit') streams.get(message.id)?.grant(message.items);
    else if (message.rpc === 'stop') streams.get(message.id)?.stop();
  };
  port.on('message', receive);
  return () => {
    port.off('message', receive);
    for (const stream of streams.values()) stream.stop();
  };
}

async function answer(port: RpcPort, api: object, streams: Map<number, ServedStream>, call: RpcMessage & { rpc: 'call' }): Promise<void> {
  const { id } = call;
  try {
    const value = await methodOf(api, call.method).apply(api, unpack(call.args));
    if (isAsyncIterable(value)) {
      streams.set(id, new ServedStream(port, id, value[Symbol.asyncIterator](), () => streams.delete(id)));
      post(port, { rpc: 'stream', id });
    } else post(port, { rpc: 'result', id, value: pack([value]) }, [value]);
  } catch (thrown) {
    post(port, { rpc: 'error', id, error: toPlainError(thrown) });
  }
}

function methodOf(api: object, name: string): Method {
  const method = name in Object.prototype ? undefined : (api as Record<string, unknown>)[name];
  if (typeof method !== 'function') throw Object.assign(new Error(`no such method: ${name}`), { code: 'rpc-no-such-method', retryable: false });
  return method as Method;
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
