import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '@yanshou/telemetry/testing';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { isInstalled } from '../platform-under-test/not-run.js';
import { until } from '../platform-under-test/until.js';
import { COMPOSE, interpolated, repositoryText } from './compose-file.js';
import type { ComposeService } from './compose-file.js';

const CADDY = '/usr/bin/caddy';
const LONG = 120_000;
const STREAM = '/api/v1/stream?project=p';
const OVERLAY = parse(repositoryText('deploy/proxy/compose.yml')) as { readonly services: { readonly proxy: ComposeService } };
const { proxy } = OVERLAY.services;

describe('deploy/proxy/compose.yml', () => {
  let onTestEnd = (): void => undefined;
  afterAll(() => onTestEnd());

  it('is what the Compose Specification says, pinned, not root, and documented', () => {
    const schema = JSON.parse(repositoryText('test/src/deploy/compose-spec/compose-spec.schema.json')) as { $schema?: string };
    const validate = new Ajv({ strict: false, allErrors: true }).compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
    expect({ valid: validate(OVERLAY), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect([proxy.image, proxy.user, proxy.read_only]).toEqual([expect.stringMatching(/:\d+\.\d+\.\d+-alpine$/), '1000:1000', true]);
    expect(repositoryText('docs/operations.md')).toContain('COMPOSE_FILE=docker-compose.yml:deploy/proxy/compose.yml\n');
  });

  it('leads to services that there are, on a network that it shares with them', () => {
    const named = [...`${Object.values(proxy.environment ?? {}).map((value) => interpolated(value)).join(' ')} ${repositoryText('deploy/proxy/Caddyfile')}`.matchAll(/\b([a-z][a-z0-9-]*):3000/g)].map(([, name = '']) => name);
    expect(new Set(named)).toEqual(new Set(['platform', 'grafana']));
    for (const name of named) expect(COMPOSE.services[name]?.networks?.filter((network) => proxy.networks?.includes(network))).toContain('inside');
  });

  if (isInstalled({ name: 'Caddy', paths: [CADDY], packages: 'caddy' }, 'the TLS proxy before console and Grafana')) {
    it('gives each name and path to the one that serves it, as a real Caddy reads its file, says who asked, and hands on events as they come', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'yanshou-proxy-'));
      execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=yanshou.example.org', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')], { stdio: 'ignore' });
      const upstreams = await Promise.all(['api', 'write', 'grafana'].map(echo));
      const [api = '', write = '', grafana = ''] = upstreams.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`);
      const [port = 0, health = 0, away = 0] = await freePorts(3);
      const file = join(folder, 'Caddyfile');
      writeFileSync(file, repositoryText('deploy/proxy/Caddyfile').replaceAll('/tls/', `${folder}/`).replace('8443', String(port)).replace('8081', String(health)).replace('grafana:3000', grafana));
      const caddy = spawn(CADDY, ['run', '--config', file, '--adapter', 'caddyfile'], {
        stdio: 'ignore', env: { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, PROXY_HOST: 'yanshou.example.org', PROXY_GRAFANA_HOST: 'grafana.example.org', PROXY_API: api, PROXY_WRITE: `127.0.0.1:${away} ${write}` },
      });
      const certificate = readFileSync(join(folder, 'certificate.pem'), 'utf8');
      onTestEnd = () => {
        caddy.kill();
        for (const server of upstreams) {
          server.close();
          server.closeAllConnections();
        }
        rmSync(folder, { recursive: true });
      };
      await until(() => fetch(`http://127.0.0.1:${health}/`).then(({ ok }) => ok, () => false), LONG);
      const answers = await Promise.all([['yanshou.example.org', '/readyz'], ['yanshou.example.org', '/api/v2/write'], ['yanshou.example.org', '/broker/authenticate'], ['grafana.example.org', '/']].map(([host = '', path = '']) => answerOf({ host, path, port, certificate })));
      expect(answers).toEqual([['api', 'https', 'yanshou.example.org'], ['write', 'https', 'yanshou.example.org'], ['write', 'https', 'yanshou.example.org'], ['grafana', 'https', 'grafana.example.org']]);
      expect(await answerOf({ host: 'yanshou.example.org', path: STREAM, port, certificate }, firstPiece)).toBe('data: 1\n\n');
    }, LONG);
  }
});

/** A server that says its name, and how it was asked for; of a stream, its first event and then nothing. */
function echo(name: string): Promise<Server> {
  const server = createServer(({ headers, url }, response) => {
    if (url === STREAM) response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    else response.end(JSON.stringify([name, headers['x-forwarded-proto'], headers.host]));
  });
  return new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(server)));
}

interface Asked {
  readonly host: string;
  readonly path: string;
  readonly port: number;
  readonly certificate: string;
}

function answerOf({ host, path, port, certificate }: Asked, read: (response: IncomingMessage) => Promise<unknown> = wholeJson): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, servername: host, headers: { host }, ca: certificate, checkServerIdentity: () => undefined, agent: false }, (response) => resolve(read(response)));
    asked.on('error', reject);
    asked.end();
  });
}

const wholeJson = async (response: IncomingMessage): Promise<unknown> => JSON.parse(await text(response)) as unknown;

/** What has come before the end: there is none. */
async function firstPiece(response: IncomingMessage): Promise<string> {
  const [piece] = (await once(response, 'data')) as [Buffer];
  response.destroy();
  return piece.toString();
}
