import 'reflect-metadata';
import { resolve } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { Module } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { Express } from 'express';
import type { ApiBackend } from './api/api-backend.js';
import { ApiModule } from './api/api.module.js';
import { consoleFiles } from './api/console-files.js';
import { ProblemFilter } from './api/problem.filter.js';
import { securityHeaders } from './api/security-headers.js';
import type { HttpConfig } from './config/config.js';
import { HealthModule } from './health/health.module.js';
import type { PlatformHealth } from './health/platform-health.js';
import type { RequestLog } from './logging/request-log.js';
import { listenFault } from './runtime/listen-fault.js';

/** As the console's build leaves it beside this application. */
const CONSOLE = resolve(import.meta.dirname, '../../console/dist');

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface HttpOptions extends HttpConfig {
  /** Sees every request first. */
  readonly requests: Pick<RequestLog, 'handle'>;
  /** Told of faults that are no caller's. */
  readonly onFault: (error: unknown) => void;
  /** Adds what must see requests before parsers, guard and routes do. */
  readonly mount?: (app: INestApplication) => void;
  /** What lives in the same application without routes. */
  readonly modules?: readonly DynamicModule[];
}

/** Whatever the roles of the process, what it refuses is a problem document. */
@Module({})
class HttpModule {
  static of(imports: readonly DynamicModule[], onFault: HttpOptions['onFault']): DynamicModule {
    return { module: HttpModule, imports: [...imports], providers: [{ provide: APP_FILTER, useValue: new ProblemFilter(onFault) }] };
  }
}

/** Starts the HTTP side; `port` 0 takes a free one. With a backend it serves the API and the console. */
export async function startHttp(options: HttpOptions, health: PlatformHealth, backend: ApiBackend | undefined): Promise<HttpServer> {
  const { host, port, mount, modules = [] } = options;
  const root = HttpModule.of([HealthModule.of(health), ...(backend === undefined ? [] : [await apiModule(backend, options.onFault)]), ...modules], options.onFault);
  // The guard reads bodies, after it has let the caller in.
  const app = await NestFactory.create<NestExpressApplication>(root, new ExpressAdapter(caseSensitive()), { logger: false, abortOnError: false, forceCloseConnections: true, bodyParser: false });
  settle(app, options);
  app.use(options.requests.handle);
  app.use(securityHeaders);
  mount?.(app);
  if (backend !== undefined) app.use(consoleFiles(CONSOLE));
  await listen(app, host, port);
  const server = app.getHttpServer() as Server;
  return { port: (server.address() as AddressInfo).port, close: () => app.close() };
}

async function listen(app: INestApplication, host: string, port: number): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    throw listenFault(error, { protocol: 'HTTP', host, port });
  }
}

async function apiModule(backend: ApiBackend, onFault: HttpOptions['onFault']): Promise<DynamicModule> {
  return ApiModule.of({ backend, pepper: await backend.registry.pepper(), onFault });
}

/** `/API/…` would be the API without what is said of paths below `/api/`. The router takes this when it is made, which Nest does at once. */
const caseSensitive = (): Express => express().enable('case sensitive routing');

function settle(app: NestExpressApplication, { trustedProxies }: HttpOptions): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  if (trustedProxies.length > 0) app.set('trust proxy', [...trustedProxies]);
}
