import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FREE_PORTS, MAIN, Product } from '../platform-under-test/product.js';
import { scratchDirectory } from '../platform-under-test/test-platform.js';

const DEADLINE_MILLIS = 8_000;

describe('stopping', () => {
  const directory = scratchDirectory();
  const sockets: Socket[] = [];

  afterEach(() => sockets.splice(0).forEach((socket) => socket.destroy()));

  const open = async (port: number): Promise<Socket> => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    sockets.push(socket);
    await new Promise((resolve) => socket.once('connect', resolve));
    return socket;
  };

  it('does not wait for a client with half a request, nor for one that never says who it is', async () => {
    const product = await Product.start(directory);
    const http = await open(Number(new URL(product.http).port));
    http.write('GET /healthz HT');
    await open(product.mqttPort);
    const started = performance.now();
    product.child.kill('SIGTERM');
    const { status } = await product.ended();
    expect(status).toBe(0);
    expect(performance.now() - started).toBeLessThan(DEADLINE_MILLIS);
  }, 180_000);

  it('is heard while the start still waits for a server, as by the first process of a container', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    const asked = new Promise((resolve) => silent.once('connection', (socket) => sockets.push(socket.on('error', () => undefined)) && resolve(undefined)));
    const product = Product.spawn(MAIN, [], { ...FREE_PORTS, YANSHOU_DATA_DIR: directory, DATABASE_URL: `postgres://u@127.0.0.1:${(silent.address() as AddressInfo).port}/d`, YANSHOU_DATABASE_CONNECT_SECONDS: '300' });
    await asked;
    const started = performance.now();
    product.child.kill('SIGTERM');
    expect((await product.ended()).status).toBe(0);
    expect(performance.now() - started).toBeLessThan(2 * DEADLINE_MILLIS);
    silent.close();
  }, 180_000);

  it('leaves nothing behind that keeps the next start from its turn', async () => {
    const product = await Product.start(directory);
    product.child.kill('SIGTERM');
    expect((await product.ended()).status).toBe(0);
    rmSync(directory, { recursive: true, force: true });
  }, 180_000);
});
