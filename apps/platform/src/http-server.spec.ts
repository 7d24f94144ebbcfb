import { afterEach, describe, expect, it } from '@jest/globals';
import { PlatformHealth } from './health/platform-health.js';
import { startHttp } from './http-server.js';
import type { HttpServer } from './http-server.js';

const health: PlatformHealth = {
  readiness: async () => Promise.reject(new Error('a defect')),
  metrics: async () => [],
};

describe('the HTTP side of a process without the role api', () => {
  let server: HttpServer | undefined;
  let told: unknown[] = [];
  afterEach(() => server?.close());

  const ask = async (path: string): Promise<Response> => {
    told = [];
    server = await startHttp({ host: '127.0.0.1', port: 0, trustedProxies: [], requests: { handle: (_request, _response, next) => next() }, onFault: (error) => void told.push(error) }, health, undefined);
    return fetch(`http://127.0.0.1:${server.port}${path}`);
  };

  it.each(['/nowhere', '/api/v1/projects'])('answers %s with a problem document that has a code', async (path) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(await answer.json()).toMatchObject({ type: 'urn:yanshou:problem:not-found', code: 'not-found', status: 404 });
    expect(told).toEqual([]);
  });

  it('tells a fault to the log, and nobody outside', async () => {
    const answer = await ask('/readyz');
    expect(await answer.json()).toMatchObject({ code: 'internal', status: 500 });
    expect(told).toEqual([expect.objectContaining({ message: 'a defect' })]);
  });

  it('still says that it lives', async () => {
    expect((await ask('/healthz')).status).toBe(200);
  });
});
