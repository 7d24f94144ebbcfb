import { Writable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Served } from '../api/testing/served.js';
import { until } from '../api/testing/until.js';
import { Durations, Tally } from '../health/tally.js';
import { createLogger } from '../runtime/logger.js';
import { note } from './request-notes.js';
import { RequestLog } from './request-log.js';

function logged() {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const log = createLogger('debug', sink);
  const [requests, seconds] = [new Tally(), new Durations()];
  return { lines, log, requests, handle: new RequestLog({ log, requests, seconds, now: () => 0 }).handle };
}

describe('the log of requests', () => {
  let served: Served | undefined;
  afterEach(() => served?.close());

  it('marks every line of a request, also behind an await, and no other request\'s', async () => {
    const { lines, log, handle } = logged();
    served = await Served.of(handle, (request, response) => {
      void new Promise((resolve) => setTimeout(resolve, 10)).then(() => {
        log.info({ asked: request.path }, 'behind an await');
        response.end();
      });
    });
    await Promise.all(['/a', '/b'].map((path) => served?.send(path, { headers: { 'x-request-id': `request-of-${path.slice(1)}` } })));
    await until(() => lines.length === 4);
    expect(lines.filter(({ msg }) => msg === 'behind an await').map(({ asked, request }) => [asked, request])).toEqual(expect.arrayContaining([['/a', 'request-of-a'], ['/b', 'request-of-b']]));
  });

  it('knows paths by their operation only: what callers ask for is no label and no line', async () => {
    const { lines, requests, handle } = logged();
    served = await Served.of(handle, (request, response) => {
      if (request.path === '/api/v1/known') note(response, { route: 'readKnown', code: 'not-found' });
      response.status(request.path === '/healthz' ? 503 : 404).end();
    });
    for (const path of ['/api/v1/known?secret=1', '/api/v1/never', '/random-1', '/random-2', '/healthz', '/broker/x', '/api/v2/write']) await served.send(path);
    await until(() => lines.length === 7);
    expect(lines.map(({ path, route, level, code }) => [path, route, level, code])).toEqual([
      ['/api/v1/known', 'readKnown', 40, 'not-found'], [undefined, 'unknown', 40, undefined], [undefined, 'console', 40, undefined], [undefined, 'console', 40, undefined],
      [undefined, 'health', 20, undefined], [undefined, 'broker-door', 40, undefined], [undefined, 'line-protocol', 40, undefined],
    ]);
    expect(requests.read()).toContainEqual([{ route: 'console', status: '404' }, 2]);
  });

  it('tells a burst of refusals and then how many it left out', async () => {
    const { lines, requests, handle } = logged();
    served = await Served.of(handle, (_request, response) => void response.status(401).end());
    for (let index = 0; index < 80; index += 1) await served.send('/');
    await until(() => requests.read()[0]?.[1] === 80);
    expect(lines.length).toBe(50);
  });
});
