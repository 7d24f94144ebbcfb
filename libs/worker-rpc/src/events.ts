import type { RpcPort } from './message.js';
import { isRpcMessage } from './message.js';
import { pack, post, unpack } from './packing.js';

/** Sends `payload` to every listener for `name` at the other end. Nobody listening is no error. Order is kept. */
export function emit(port: RpcPort, name: string, payload: unknown): void {
  post(port, { rpc: 'event', name, value: pack([payload]) }, [payload]);
}

/** Calls `listener` for each event `name` from the other end; returns a function that takes it off again. */
export function on<Payload>(port: RpcPort, name: string, listener: (payload: Payload) => void): () => void {
  const receive = (message: unknown): void => {
    if (isRpcMessage(message) && message.rpc === 'event' && message.name === name) listener(unpack(message.value)[0] as Payload);
  };
  port.on('message', receive);
  return () => void port.off('message', receive);
}
