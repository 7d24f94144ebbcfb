import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { doorList, openApiDocument, operationList } from '@yanshou/api-schema';
import { INDICATORS, PROGRAMMES } from '@yanshou/catalogue';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { startWithAdministrator } from '../../platform-under-test/people.js';
import { rawRequest } from '../../platform-under-test/raw-http.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { Visit, hasBrowser, launchBrowser } from '../console/browser.js';

const whenThereIsABrowser = hasBrowser('the page of the API’s documentation') ? it : () => undefined;

interface Described {
  readonly servers: readonly [{ readonly url: string }];
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string; readonly servers?: readonly [{ readonly url: string }]; readonly responses: Readonly<Record<string, unknown>> }>>>>;
}

describe('what the API says of itself', () => {
  let platform: TestPlatform;
  let admin: ApiClient;
  const get = (path: string, headers: Record<string, string> = {}) => rawRequest(platform.http, path, { headers });

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator({ devices: 1 }));
  }, 180_000);
  afterAll(() => platform.dispose());

  it('is the document made from the table, for everybody', async () => {
    const answer = await get('/api/openapi.json');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    const document = JSON.parse(answer.text) as Described;
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument(document.info.version))));
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+$/);
    const described = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId, responses }]) => [operationId, method, path, Object.keys(responses)[0]]));
    const doors = doorList().map(({ id, path, answers }) => [id, 'post', path, Object.keys(answers)[0]]);
    expect(described.sort()).toEqual([...operationList().map(({ id, method, path, answer: { status } }) => [id, method, path, String(status)]), ...doors].sort());
  });

  it('is true of every path: a stranger is answered there as documented, and never that there is nothing', async () => {
    const { servers, paths } = JSON.parse((await get('/api/openapi.json')).text) as Described;
    const differing: string[] = [];
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { servers: [{ url }] = servers, responses }] of Object.entries(methods)) {
        const { status } = await rawRequest(platform.http, `${url === '/' ? '' : url}${path.replaceAll(/\{\w+\}/g, 'none')}`, { method: method.toUpperCase() });
        // No external broker is set up here, and its door is closed: see external-broker/access.spec.
        if (path.startsWith('/broker/')) expect([path, status]).toEqual([path, 404]);
        else if (status === 404 || status === 405 || responses[status] === undefined) differing.push(`${method} ${path}: ${status}`);
      }
    }
    expect(differing).toEqual([]);
  });

  it('is shown by a page whose files are all from here', async () => {
    const page = await get('/api/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).not.toMatch(/https?:\/\/|<script>|\son\w+=/);
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path as string);
    const types = await Promise.all(files.map(async (path) => {
      const { status, headers, bytes } = await get(path);
      return [path, status, headers.get('content-type'), bytes.length > 50];
    }));
    expect(types).toEqual([
      ['/api/docs/favicon-32x32.png', 200, 'image/png', true], ['/api/docs/swagger-ui.css', 200, 'text/css; charset=utf-8', true],
      ['/api/docs/swagger-ui-bundle.js', 200, 'text/javascript; charset=utf-8', true], ['/api/docs/page.js', 200, 'text/javascript; charset=utf-8', true],
    ]);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self'; .*frame-ancestors 'none'/);
  });

  it.each(['/api/docs/package.json', '/api/docs/..%2fpackage.json', '/api/docs/%2e%2e/openapi.json', '/api/docs/swagger-ui.css.map', '/api/docs/'.concat('x'.repeat(300))])('gives no other file: %s', async (path) => {
    expectProblem(await get(path), { status: 404, code: 'not-found' });
  });

  whenThereIsABrowser('opens in a browser, without a word to another host, and lists every operation', async () => {
    const browser = await launchBrowser();
    const visit = await Visit.begin(browser, platform.http);
    const page = await visit.open('/api/docs');
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('.opblock').count()).toBe(operationList().length + doorList().length);
    expect([visit.foreign, visit.errors]).toEqual([[], []]);
    await visit.end();
    await browser.close();
  }, 180_000);

  it.each(['/api/v1', '/api/v1/', '/api/v1/none', '/api/v1/projects/bench/none', '/api/v2/projects', '/api', '/api/v1/session/', '/api/v1//projects'])('%s is a problem, not a page, also for a browser', async (path) => {
    for (const credential of [{}, admin.credential]) {
      const answer = await get(path, { ...credential, accept: 'text/html,*/*' });
      if (path === '/api/v1/session/') expect([200, 401]).toContain(answer.status);
      else expectProblem(answer, { status: 404, code: 'not-found' });
    }
  });

  it('paths are what they are, letter by letter', async () => {
    for (const path of ['/API/v1/projects', '/api/V1/projects', '/api/v1/Projects', '/Api/openapi.json']) expectProblem(await get(path, admin.credential), { status: 404, code: 'not-found' });
  });

  it.each<[string, string, boolean]>([
    ['an answer', '/api/v1/projects', true], ['a stream', '/api/v1/projects/bench/readings?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z', true], ['a problem', '/api/v1/projects/none', true],
    ['what is not there', '/api/v1/none', true], ['a missing credential', '/api/v1/projects', false], ['the document', '/api/openapi.json', false],
  ])('%s is kept by nobody, sniffed by nobody and framed by nobody', async (_, path, known) => {
    const { headers } = await get(path, known ? admin.credential : {});
    expect(Object.fromEntries(['cache-control', 'x-content-type-options', 'referrer-policy', 'content-security-policy', 'cross-origin-resource-policy'].map((name) => [name, headers.get(name)]))).toEqual({
      'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'", 'cross-origin-resource-policy': 'same-origin',
    });
    for (const name of ['x-powered-by', 'server', 'etag', 'access-control-allow-origin']) expect([name, headers.get(name)]).toEqual([name, null]);
  });

  it('no other origin is let in by a preflight', async () => {
    const answer = await rawRequest(platform.http, '/api/v1/projects', { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  describe('the catalogue', () => {
    it('is every programme and every indicator, as the code has them', async () => {
      const { programmes, indicators } = await admin.call('readCatalogue');
      expect(programmes.map(({ id }) => id)).toEqual(PROGRAMMES.map(({ id }) => id));
      expect(indicators.map(({ id }) => id)).toEqual(INDICATORS.map(({ id }) => id));
      expect(new Set(indicators.map(({ id }) => id)).size).toBe(indicators.length);
      expect(JSON.stringify(indicators)).not.toMatch(/workedExamples|noDataCases/);
    });

    it.each(INDICATORS.map(({ id }) => id))('%s with clause, formula and version, in both languages', async (id) => {
      const found = (await admin.call('readCatalogue')).indicators.find((indicator) => indicator.id === id);
      expect(found).toMatchObject({
        nameZh: expect.stringMatching(/\p{Script=Han}/u), nameEn: expect.stringMatching(/^[ -~]{3,}$/), programme: expect.stringMatching(/\S/), formulaVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        clause: { document: expect.stringMatching(/\S/), place: expect.stringMatching(/\S/), quoteZh: expect.stringMatching(/\p{Script=Han}/u) },
        formula: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]/) },
      });
      expect(found?.directions.every((direction) => direction.startsWith(found.programme))).toBe(true);
    });
  });
});
