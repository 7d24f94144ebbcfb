import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { consoleFiles } from './console-files.js';
import { PAGE_POLICY } from './security-headers.js';
import { Served } from './testing/served.js';
import type { Sent } from './testing/served.js';

const FILES = {
  'index.html': '<h1>console</h1>', 'favicon.svg': '<svg/>', 'apple-touch-icon.png': 'icon', 'assets/index-CvO2MWek.js': 'run()', 'assets/logo.svg': '<svg/>',
  '.env': 'SECRET', 'assets/.cache/x.js': 'SECRET', 'api/v1.json': 'shadow', 'metrics': 'shadow',
};
const HTML: Sent = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

let directory: string;
let served: Served;

async function serve(files: Readonly<Record<string, string>>): Promise<void> {
  // Installed below a hidden folder, as tools of a user's own are.
  const dist = join(directory, '.local', 'console');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), text);
  }
  writeFileSync(join(directory, 'secret.txt'), 'SECRET');
  served = await Served.of(consoleFiles(dist), (_request, response) => void response.status(404).type('text/plain').send('next'));
}
const get = (path: string, sent?: Sent) => served.send(path, sent);

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'yanshou-console-'));
  await serve(FILES);
});
afterEach(() => {
  served.close();
  rmSync(directory, { recursive: true, force: true });
});

describe("the console's files", () => {
  it.each([
    ['/', FILES['index.html'], 'text/html; charset=utf-8'], ['/index.html', FILES['index.html'], 'text/html; charset=utf-8'], ['/favicon.svg', FILES['favicon.svg'], 'image/svg+xml'],
    ['/assets/index-CvO2MWek.js', FILES['assets/index-CvO2MWek.js'], 'text/javascript; charset=utf-8'], ['/favicon.svg?v=1', FILES['favicon.svg'], 'image/svg+xml'],
  ])('are served by their names: %s', async (path, text, type) => {
    const answer = await get(path);
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([200, text, type]);
    expect(answer.headers['content-security-policy']).toBe(PAGE_POLICY);
  });

  it.each([
    ['/assets/index-CvO2MWek.js', 'public, max-age=31536000, immutable'], ['/', 'no-cache'], ['/index.html', 'no-cache'], ['/favicon.svg', 'no-cache'],
    ['/assets/logo.svg', 'no-cache'], ['/apple-touch-icon.png', 'no-cache'],
  ])('are kept by browsers for good only when their name changes with them: %s', async (path, control) => {
    expect((await get(path)).headers['cache-control']).toBe(control);
  });

  it('are not sent again to who has them', async () => {
    const { headers } = await get('/');
    expect((await get('/', { headers: { 'if-modified-since': headers['last-modified'] ?? '' } })).status).toBe(304);
  });

  it('may be asked for by their heads', async () => {
    const answer = await get('/index.html', { method: 'HEAD' });
    expect([answer.status, answer.text, answer.headers['content-length']]).toEqual([200, '', String(FILES['index.html'].length)]);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('are not there for %s', async (method) => expect((await get('/', { method, ...HTML })).text).toBe('next'));

  it.each([
    '/../secret.txt', '/../../secret.txt', '/assets/../../secret.txt', '/..%2fsecret.txt', '/%2e%2e/%2e%2e/secret.txt', '/%2e%2e%2f%2e%2e%2fsecret.txt', '/..\\secret.txt', '//etc/passwd',
    '/assets/%00', '/.env', '/assets/.cache/x.js', '/%2eenv', '/__proto__', '/assets', '/assets/',
  ])('are nothing outside their folder, and nothing hidden in it: %s', async (path) => {
    expect((await get(path)).text).toBe('next');
    const page = await get(path, HTML);
    expect([page.status, page.text]).toEqual([200, FILES['index.html']]);
  });
});

describe("the console's page", () => {
  it.each(['/login', '/projects/p1/devices', '/apiary', '/metrics.html', '/assets/gone.js'])('answers at %s for a browser that wants a page', async (path) => {
    const answer = await get(path, HTML);
    expect([answer.status, answer.text, answer.headers['cache-control']]).toEqual([200, FILES['index.html'], 'no-cache']);
  });

  it.each<[string, Sent]>([['a script', { headers: { accept: '*/*' } }], ['data', { headers: { accept: 'application/json' } }], ['it does not say what', {}]])(
    'is no answer where %s is wanted', async (_what, sent) => {
      const answer = await get('/login', sent);
      expect([answer.text, answer.headers['content-security-policy'], answer.headers['cache-control']]).toEqual(['next', undefined, undefined]);
    });

  it.each(['/api', '/api/', '/api/v1/projects', '/api/v1.json', '/healthz', '/readyz', '/metrics', '/metrics/x'])('leaves %s to the platform', async (path) => {
    expect((await get(path, HTML)).text).toBe('next');
  });
});

describe('a console that is not built', () => {
  beforeEach(async () => {
    served.close();
    rmSync(directory, { recursive: true });
    mkdirSync(directory);
    await serve({});
  });

  it('says so at its root, and how to build it', async () => {
    const answer = await get('/');
    expect([answer.status, answer.headers['content-type'], answer.headers['content-security-policy']]).toEqual([200, 'text/html; charset=utf-8', PAGE_POLICY]);
    expect(answer.text).toContain('npm run build');
  });

  it('is nowhere else', async () => expect((await get('/login', HTML)).text).toBe('next'));
});
