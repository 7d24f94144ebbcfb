import { describe, expect, it } from '@jest/globals';
import { readConfig } from '@yanshou/platform';
import { Ajv } from 'ajv';
import { COMPOSE, OVERLAYS, interpolated, repositoryText, secretNames } from './compose-file.js';

/** What an operator puts there himself; the others are made by tools/compose-secrets.mjs. */
const BY_THE_OPERATOR = { 'external-mqtt-url': 'mqtts://platform:of-the-platform@broker.example.org:8883' };

const configuration = (path: string, variables: Readonly<Record<string, string>> = {}): unknown => {
  const environment = { ...COMPOSE.services['platform']?.environment, ...OVERLAYS[path]?.services['platform']?.environment };
  const secret = (file: string): string => ({ ...BY_THE_OPERATOR, 'database-url': 'postgres://yanshou:x@postgres/yanshou' })[file.replace('/run/secrets/', '')] ?? 'a-secret-of-the-tests';
  return readConfig(Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, interpolated(value, variables)])), secret);
};

describe('what is put on top of docker-compose.yml for the platform', () => {
  it.each(Object.entries(OVERLAYS))('%s is what the Compose Specification says, and documented', (path, overlay) => {
    const schema = JSON.parse(repositoryText('test/src/deploy/compose-spec/compose-spec.schema.json')) as { $schema?: string };
    const validate = new Ajv({ strict: false, allErrors: true }).compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
    expect({ valid: validate(overlay), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect(Object.keys(overlay.services)).toEqual(['platform']);
    expect([path, repositoryText('docs/operations.md').includes(`\`${path}\`，再 \`docker compose up -d\``)]).toEqual([path, true]);
  });

  it('deploy/mqtts.yml: TLS on the port that it publishes, with files of the folder that it mounts, and client certificates where they are asked for', () => {
    const { ports = [], volumes = [] } = OVERLAYS['deploy/mqtts.yml']?.services['platform'] ?? {};
    expect(ports.map((port) => interpolated(port))).toEqual(['127.0.0.1:8883:8883']);
    expect(volumes).toEqual([{ type: 'bind', source: './secrets/tls', target: '/tls', read_only: true, bind: { create_host_path: false } }]);
    const tls = { port: 8883, certificateFile: '/tls/certificate.pem', keyFile: '/tls/key.pem' };
    expect(configuration('deploy/mqtts.yml')).toMatchObject({ mqtt: { tls } });
    expect(configuration('deploy/mqtts.yml', { YANSHOU_TLS_CLIENT_CA: '/tls/client-ca.pem' })).toMatchObject({ mqtt: { tls: { ...tls, clientCaFile: '/tls/client-ca.pem' } } });
  });

  it('deploy/external-broker.yml: the broker of a file, and the secret that EMQX shows', () => {
    const { services, secrets = {} } = OVERLAYS['deploy/external-broker.yml'] ?? { services: {} };
    const named = secretNames(services['platform'] ?? {});
    expect(Object.entries(secrets).map(([name, { file }]) => [name, file])).toEqual(named.map((name) => [name, `./secrets/${name}`]));
    expect(configuration('deploy/external-broker.yml')).toMatchObject({ mqtt: { external: { address: { host: 'broker.example.org' }, secret: 'a-secret-of-the-tests' } } });
    const made = named.filter((name) => !(name in BY_THE_OPERATOR));
    expect(made.filter((name) => !repositoryText('tools/compose-secrets.mjs').includes(`secret('${name}')`))).toEqual([]);
  });
});
