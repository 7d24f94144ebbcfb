import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HealthModule } from './health/health.module.js';
import type { PlatformHealth } from './health/platform-health.js';

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the HTTP side; `port` 0 takes a free one. `mount` adds what must see requests before the routes do. */
export async function startHttp(options: { host: string; port: number }, health: PlatformHealth, mount: (app: INestApplication) => void): Promise<HttpServer> {
  const app = await NestFactory.create(HealthModule.of(health), { logger: false, abortOnError: false, forceCloseConnections: true });
  mount(app);
  await app.listen(options.port, options.host);
  const server = app.getHttpServer() as Server;
  return { port: (server.address() as AddressInfo).port, close: () => app.close() };
}
