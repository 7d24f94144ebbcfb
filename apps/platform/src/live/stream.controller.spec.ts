import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Request, Response } from 'express';
import type { ApiBackend } from '../api/api-backend.js';
import type { Call } from '../api/call.js';
import { StreamAccess } from './stream-access.js';
import { StreamController } from './stream.controller.js';
import { StateWatch } from './state-watch.js';
import { StreamTally } from './stream-tally.js';

const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

/** Asks for a stream as the guard leaves it, once `asked` says so. */
async function served(asked: (request: Request) => Promise<void>): Promise<{ port: number; streams: StreamTally; joined: () => number; answered: () => number }> {
  const streams = new StreamTally();
  let [joined, answered] = [0, 0];
  const live = { join: () => (joined += 1, () => void (joined -= 1)) };
  const watch = new StateWatch({ devices: async () => [], activity: async () => () => ({ state: 'live' as const, lastReceived: null }), now: () => 0, onError: () => undefined });
  const controller = new StreamController({ streams, live } as unknown as ApiBackend, new StreamAccess({ identify: async () => undefined }, { project: async () => undefined }), watch);
  const app = express().all('/', async (request: Request, response: Response) => {
    await asked(request);
    await controller.streamProject({ identified: { caller: { id: 'a' } }, project: { id: 'p' }, query: { types: 'reading' }, request, response } as Call<'streamProject'>);
    answered += 1;
  });
  const server: Server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(() => server.closeAllConnections(), () => void server.close());
  return { port: (server.address() as AddressInfo).port, streams, joined: () => joined, answered: () => answered };
}

const until = async (wanted: () => boolean): Promise<void> => {
  while (!wanted()) await new Promise((resolve) => void setTimeout(resolve, 2));
};

describe('GET /stream', () => {
  it('gives no seat to a client who left while it was asked who he is', async () => {
    const { port, streams, joined, answered } = await served(async (request) => {
      client.destroy();
      await once(request.socket, 'close');
    });
    const client = connect(port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => answered() === 1);
    expect([streams.open, joined()]).toEqual([0, 0]);
  });

  it('has a seat while the client is there', async () => {
    const { port, streams, joined, answered } = await served(async () => undefined);
    const client = connect(port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => joined() === 1);
    expect(streams.open).toBe(1);
    client.destroy();
    await until(() => answered() === 1);
    expect([streams.open, joined()]).toEqual([0, 0]);
  });

  it('answers HEAD by what it would begin with, and takes no seat for it', async () => {
    const { port, streams, joined, answered } = await served(async () => undefined);
    // It does not end the answer by leaving.
    const client = connect(port, '127.0.0.1');
    opened.push(() => client.destroy());
    let text = '';
    client.on('data', (piece) => void (text += piece.toString()));
    client.write('HEAD / HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => answered() === 1 && text.includes('\r\n\r\n'));
    expect([client.closed, streams.open, joined()]).toEqual([false, 0, 0]);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n.*^content-type: text\/event-stream; charset=utf-8\r$.*\r\n\r\n$/ims);
  });
});
