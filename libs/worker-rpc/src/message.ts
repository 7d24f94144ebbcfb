import type { TransferListItem } from 'node:worker_threads';

/** What both ends need of a MessagePort or a Worker. */
export interface RpcPort {
  postMessage(value: unknown, transfer?: readonly TransferListItem[]): void;
  on(event: string, listener: (value: unknown) => void): unknown;
  off(event: string, listener: (value: unknown) => void): unknown;
}

/** A value on its way; a structured clone turns a Buffer into a plain byte array, so the ones at the top are marked. */
export interface Packed {
  readonly values: readonly unknown[];
  readonly buffers?: readonly number[];
}

export type RpcMessage =
  | { readonly rpc: 'call'; readonly id: number; readonly method: string; readonly args: Packed }
  | { readonly rpc: 'result'; readonly id: number; readonly value: Packed }
  | { readonly rpc: 'stream'; readonly id: number }
  | { readonly rpc: 'error'; readonly id: number; readonly error: PlainError }
  | { readonly rpc: 'credit'; readonly id: number; readonly items: number }
  | { readonly rpc: 'item'; readonly id: number; readonly value: Packed }
  | { readonly rpc: 'end'; readonly id: number }
  | { readonly rpc: 'stop'; readonly id: number }
  | { readonly rpc: 'event'; readonly name: string; readonly value: Packed };

/** An error as plain fields. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly retryable?: boolean;
  readonly help?: { readonly zh: string; readonly en: string };
  readonly stack?: string;
}

export const isRpcMessage = (value: unknown): value is RpcMessage =>
  typeof value === 'object' && value !== null && typeof (value as { rpc?: unknown }).rpc === 'string';
