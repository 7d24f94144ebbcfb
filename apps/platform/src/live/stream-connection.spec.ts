import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { StreamConnection } from './stream-connection.js';

const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

/** A stream of which the client reads nothing before `client.resume()`. */
async function stream(graceMillis?: number): Promise<{ response: ServerResponse; connection: StreamConnection; client: Socket; given: string[] }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  client.on('error', () => undefined);
  opened.push(() => void client.destroy(), () => void server.close(), () => server.closeAllConnections());
  client.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  const given: string[] = [];
  const connection = new StreamConnection(response, graceMillis);
  for (const name of ['seat', 'timer']) connection.hold(() => given.push(name));
  response.flushHeaders();
  return { response, connection, client, given };
}

/** More than any socket takes without a reader. */
const MUCH = 'x'.repeat(32 * 1024 * 1024);

describe('the connection of a stream', () => {
  it('that ends gives back at once what it holds, and is cut when the reader does not take the end', async () => {
    const { response, connection, given } = await stream(50);
    response.write(MUCH);
    connection.end('last');
    expect(given).toEqual(['seat', 'timer']);
    connection.hold(() => given.push('late'));
    expect([given, response.destroyed]).toEqual([['seat', 'timer', 'late'], false]);
    connection.end('again');
    await connection.closed;
    expect([response.destroyed, given.length]).toEqual([true, 3]);
  });

  it('tells the last word to a reader who takes it', async () => {
    const { connection, client } = await stream();
    let text = '';
    client.on('data', (piece) => void (text += piece.toString())).resume();
    connection.end('the last');
    await connection.closed;
    if (!client.closed) await once(client, 'close');
    expect(text).toContain('the last');
  });

  it('gives back what it holds when the reader leaves', async () => {
    const { connection, client, given } = await stream();
    client.destroy();
    await connection.closed;
    expect(given).toEqual(['seat', 'timer']);
  });

  it('outlives a write behind the end', async () => {
    const { response, connection } = await stream(5_000);
    response.write(MUCH);
    connection.end();
    response.write('behind the end');
    await connection.closed;
    expect(response.destroyed).toBe(true);
  });
});
