import type { TransferListItem } from 'node:worker_threads';
import type { Packed, RpcMessage, RpcPort } from './message.js';

const transfers = new WeakMap<object, readonly TransferListItem[]>();

/**
 * Marks `value` so that `list` is moved to the other thread with it instead of copied; the sender's views are
 * detached. Memory of Node's shared Buffer pool cannot be moved: sending it so is an error.
 */
export function transfer<T extends object>(value: T, list: readonly TransferListItem[]): T {
  transfers.set(value, list);
  return value;
}

export function pack(values: readonly unknown[]): Packed {
  const buffers: number[] = [];
  for (let index = 0; index < values.length; index += 1) if (Buffer.isBuffer(values[index])) buffers.push(index);
  return buffers.length === 0 ? { values } : { values, buffers };
}

export function unpack(packed: Packed): unknown[] {
  const values = [...packed.values];
  for (const index of packed.buffers ?? []) {
    const bytes = values[index] as Uint8Array;
    values[index] = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return values;
}

/** Posts `message`, moving what its values were marked to move. Throws when a value cannot be cloned. */
export function post(port: RpcPort, message: RpcMessage, values: readonly unknown[] = []): void {
  const moved: TransferListItem[] = [];
  for (const value of values) if (typeof value === 'object' && value !== null) moved.push(...(transfers.get(value) ?? []));
  port.postMessage(message, moved);
}
