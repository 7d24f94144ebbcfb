import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { badCompression, bodyTooLarge, unavailable, unknownEncoding } from './write-refusal.js';
import type { WriteRefusal } from './write-refusal.js';

export type BodyOutcome = { readonly body: Buffer } | { readonly refused: WriteRefusal };

const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([['gzip', createGunzip], ['x-gzip', createGunzip], ['deflate', createInflate]]);
const RETRY_SECONDS = 1;
const CROWDED = { zh: '同时写入的数据过多。', en: 'too much is being written at once.' };

/** Memory for the bodies of all writes together. */
export class BodyRoom {
  private used = 0;

  constructor(private readonly mostBytes: number) {}

  take(bytes: number): boolean {
    if (this.used + bytes > this.mostBytes) return false;
    this.used += bytes;
    return true;
  }

  give(bytes: number): void {
    this.used -= bytes;
  }
}

/** Collects one body within limits. What it took of the room is given back by `release`, when the body is of no more use. */
export class WriteBody {
  private readonly chunks: Buffer[] = [];
  private taken = 0;

  constructor(
    private readonly mostBytes: number,
    private readonly room: BodyRoom,
  ) {}

  /**
   * The decompressed body. The bytes are counted as they come, so a body that expands without end costs no more than one
   * that is as large as allowed. Of a refused body the rest is thrown away; rejects when the connection breaks off.
   */
  read(request: IncomingMessage): Promise<BodyOutcome> {
    const encoding = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
    const decoder = DECODERS.get(encoding);
    if (decoder === undefined && encoding !== '' && encoding !== 'identity') return refuse(request, unknownEncoding(encoding));
    if (Number(request.headers['content-length'] ?? 0) > this.mostBytes) return refuse(request, bodyTooLarge(this.mostBytes));
    return this.collect(request, decoder?.());
  }

  release(): void {
    this.room.give(this.taken);
    this.taken = 0;
    this.chunks.length = 0;
  }

  private collect(request: IncomingMessage, decoder: Transform | undefined): Promise<BodyOutcome> {
    const source: Readable = decoder === undefined ? request : request.pipe(decoder);
    return new Promise((resolve, reject) => {
      const stop = (refused: WriteRefusal): void => {
        if (decoder !== undefined) request.unpipe(decoder);
        source.removeListener('data', onData);
        decoder?.destroy();
        request.resume();
        resolve({ refused });
      };
      const onData = (chunk: Buffer): void => {
        const refused = this.add(chunk);
        if (refused !== undefined) stop(refused);
      };
      source.on('data', onData);
      source.once('end', () => resolve({ body: Buffer.concat(this.chunks.splice(0), this.taken) }));
      decoder?.once('error', () => stop(badCompression()));
      request.once('error', reject);
      request.once('close', () => {
        if (!request.complete) reject(new Error('the connection broke off'));
      });
    });
  }

  private add(chunk: Buffer): WriteRefusal | undefined {
    if (this.taken + chunk.length > this.mostBytes) return bodyTooLarge(this.mostBytes);
    if (!this.room.take(chunk.length)) return unavailable(CROWDED, RETRY_SECONDS);
    this.taken += chunk.length;
    this.chunks.push(chunk);
    return undefined;
  }
}

function refuse(request: IncomingMessage, refused: WriteRefusal): Promise<BodyOutcome> {
  request.resume();
  return Promise.resolve({ refused });
}
