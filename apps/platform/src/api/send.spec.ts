import { request as httpRequest } from 'node:http';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'express';
import { sendChunks, sendFile } from './send.js';
import { Served } from './testing/served.js';
import { until } from './testing/until.js';

let served: Served | undefined;
afterEach(() => served?.close());

/** Answers with what `send` sends; a fault before the first byte is answered with 503. */
async function serve(send: (response: Response) => Promise<void>): Promise<{ readonly served: Served; readonly faults: unknown[] }> {
  const faults: unknown[] = [];
  served = await Served.of((_request, response) => {
    send(response).catch((error: unknown) => {
      faults.push(error);
      if (!response.headersSent && !response.destroyed) response.status(503).end('problem');
    });
  });
  return { served, faults };
}

async function* pieces(...texts: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const text of texts) {
    if (text instanceof Error) throw text;
    yield text;
  }
}

describe('what is sent in pieces', () => {
  it.each([[['a', 'b', 'c'], 'abc'], [[], '']])('arrives whole: %j', async (texts, whole) => {
    const { served: server, faults } = await serve((response) => sendChunks(response, pieces(...texts)));
    expect([(await server.send('/')).text, faults]).toEqual([whole, []]);
  });

  it('and fails at once leaves room for the problem', async () => {
    const { served: server, faults } = await serve((response) => sendChunks(response, pieces(new Error('locked'))));
    const { status, text } = await server.send('/');
    expect([status, text, faults]).toEqual([503, 'problem', [new Error('locked')]]);
  });

  it('and fails on the way is cut, so that nobody takes it for whole', async () => {
    const { served: server, faults } = await serve((response) => sendChunks(response, pieces('a'.repeat(100_000), new Error('locked'))));
    await expect(server.send('/')).rejects.toThrow(/aborted|hang up/);
    expect(faults).toEqual([new Error('locked')]);
  });

  it('is asked for no faster than it is taken, and no longer when the client leaves', async () => {
    const asked = { pieces: 0, over: false };
    async function* endless(): AsyncGenerator<string> {
      try {
        for (; ; asked.pieces += 1) yield 'a'.repeat(100_000);
      } finally {
        asked.over = true;
      }
    }
    const { served: server, faults } = await serve((response) => sendChunks(response, endless()));
    const request = httpRequest({ port: server.port, host: '127.0.0.1' });
    request.on('error', () => undefined);
    const response = await new Promise<{ pause(): unknown }>((resolve) => void request.once('response', resolve).end());
    response.pause();
    await until(() => asked.pieces > 0);
    await new Promise((resolve) => void setTimeout(resolve, 200));
    expect([asked.pieces < 200, asked.over]).toEqual([true, false]);
    request.destroy();
    await until(() => asked.over);
    expect(faults).toEqual([]);
  });
});

describe('a file that is sent', () => {
  it.each([0, 300_000])('arrives whole: %p bytes', async (bytes) => {
    const directory = mkdtempSync(join(tmpdir(), 'yanshou-send-'));
    writeFileSync(join(directory, 'file'), 'x'.repeat(bytes));
    const { served: server } = await serve((response) => sendFile(response, createReadStream(join(directory, 'file'))));
    expect((await server.send('/')).text).toHaveLength(bytes);
    rmSync(directory, { recursive: true });
  });

  it('and is not there leaves room for the problem', async () => {
    const { served: server } = await serve((response) => sendFile(response, createReadStream(join(tmpdir(), 'yanshou-no-such-file'))));
    expect((await server.send('/')).status).toBe(503);
  });
});
