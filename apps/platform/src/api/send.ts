import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Readable as NodeReadable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Texts of a few KiB to a MiB each, pulled only as fast as the client reads. */
export type Chunks = AsyncIterable<string | Uint8Array>;

/** Sends pieces as the client takes them; at most one is in hand. When the client leaves, the source is closed. */
export const sendChunks = (response: Response, chunks: Chunks): Promise<void> =>
  sendFile(response, NodeReadable.from(chunks, { objectMode: true, highWaterMark: 1 }));

/**
 * Sends a stream to its end. A client that leaves is no fault. Of a source that fails before it has given anything nothing
 * is sent, so that the fault can still be answered as a problem.
 */
export async function sendFile(response: Response, source: Readable): Promise<void> {
  await once(source, 'readable');
  try {
    await pipeline(source, response);
  } catch (error) {
    if (!isClientGone(error)) throw error;
  }
}

const isClientGone = (error: unknown): boolean =>
  ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED'].includes(String((error as { readonly code?: string }).code));
