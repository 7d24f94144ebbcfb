import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { expect, it } from '@jest/globals';
import { freePort, freePorts } from './free-ports.js';

const listening = (port: number): Promise<Server> => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject);
  server.listen(port, '127.0.0.1', () => resolve(server));
});
const closed = (server: Server): Promise<unknown> => new Promise((resolve) => void server.close(resolve));

it('free ports are different, promised once, can be listened on, and are none that the system hands out', async () => {
  const ports = await freePorts(60);
  expect(new Set(ports).size).toBe(60);
  expect(ports.filter((port) => port < 1_024 || port >= 32_768)).toEqual([]);
  const servers = await Promise.all(ports.map(listening));
  expect(ports).not.toContain(await freePort());
  await Promise.all(servers.map(closed));
  const others = await freePorts(2_000);
  expect(others.filter((port) => ports.includes(port))).toEqual([]);
});
