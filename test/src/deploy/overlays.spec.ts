import { describe, expect, it } from '@jest/globals';
import { readConfig } from '@yanshou/platform';
import { Ajv } from 'ajv';
import { COMPOSE, NATS_IDENTITY, OVERLAYS, SCALE_BROKER, interpolated, repositoryText, secretNames } from './compose-file.js';

/** What an operator puts there himself; the others are made by tools/compose-secrets.mjs. */
const BY_THE_OPERATOR = { 'external-mqtt-url': 'mqtts://platform:of-the-platform@broker.example.org:8883' };

const configuration = (path: string, variables: Readonly<Record<string, string>> = {}): unknown => {
  const environment = { ...COMPOSE.services['platform']?.environment, ...OVERLAYS[path]?.services['platform']?.environment };
  const secret = (file: string): string => ({ ...BY_THE_OPERATOR, 'database-url': 'postgres://yanshou:x@postgres/yanshou' })[file.replace('/run/secrets/', '')] ?? 'a-secret-of-the-tests';
  return readConfig(Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, interpolated(value, variables)])), secret);
};

const validate = (() => {
  const schema = JSON.parse(repositoryText('test/src/deploy/compose-spec/compose-spec.schema.json')) as { $schema?: string };
  return new Ajv({ strict: false, allErrors: true }).compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
})();
const MOSQUITTO = '/var/lib/yanshou-mosquitto';
const CERTIFICATE = '/etc/yanshou/broker-ca.pem';
const WITH_A_MOSQUITTO = { YANSHOU_MOSQUITTO_DIR: '/srv/mosquitto', NODE_EXTRA_CA_CERTS: '/srv/ca.pem' };
const sources = (volumes: readonly unknown[] = [], variables = {}): string[] =>
  volumes.map((volume) => interpolated(typeof volume === 'string' ? volume : `${(volume as { source: string }).source}:${(volume as { target: string }).target}`, variables));

describe('what is put on top of docker-compose.yml for the platform', () => {
  it.each(Object.entries(OVERLAYS))('%s is what the Compose Specification says, and documented', (path, overlay) => {
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

  it('deploy/external-broker.yml: leaves the port of a broker on this machine to it, and publishes HTTP as before', () => {
    expect(repositoryText('deploy/external-broker.yml')).toMatch(/^ {4}ports: !override$/m);
    const [http] = COMPOSE.services['platform']?.ports ?? [];
    expect(OVERLAYS['deploy/external-broker.yml']?.services['platform']?.ports).toEqual([http]);
  });

  it.each([['deploy/external-broker.yml', OVERLAYS['deploy/external-broker.yml'] ?? { services: {} }], ['deploy/external-broker-scale.yml', SCALE_BROKER]])('%s: this machine has a name in every container that reaches the broker, for one that runs here', (_path, { services }) => {
    const reaching = Object.values(services).filter(({ environment }) => environment?.['MQTT_URL_FILE'] !== undefined);
    expect(reaching.map(({ extra_hosts }) => extra_hosts)).toEqual(reaching.map(() => ['host.docker.internal:host-gateway']));
    expect(reaching).not.toEqual([]);
    expect(repositoryText('docs/operations.md')).toMatch(/mqtt:\/\/platform:[\w-]+@host\.docker\.internal:1884/);
  });

  it('deploy/external-broker.yml: a Mosquitto on this machine gets its files, and a certificate of its own is trusted; without them nothing is asked for', () => {
    const { volumes, environment = {} } = OVERLAYS['deploy/external-broker.yml']?.services['platform'] ?? {};
    expect(configuration('deploy/external-broker.yml')).not.toMatchObject({ mqtt: { external: { mosquitto: expect.anything() } } });
    expect(sources(volumes)).toEqual([`mosquitto-access:${MOSQUITTO}`, `/dev/null:${CERTIFICATE}`]);
    expect(configuration('deploy/external-broker.yml', WITH_A_MOSQUITTO)).toMatchObject({ mqtt: { external: { mosquitto: { directory: MOSQUITTO } } } });
    expect(sources(volumes, WITH_A_MOSQUITTO)).toEqual([`/srv/mosquitto:${MOSQUITTO}`, `/srv/ca.pem:${CERTIFICATE}`]);
    expect([interpolated(environment['NODE_EXTRA_CA_CERTS'] ?? ''), interpolated(environment['NODE_EXTRA_CA_CERTS'] ?? '', WITH_A_MOSQUITTO)]).toEqual(['', CERTIFICATE]);
  });
});

describe('deploy/external-broker-scale.yml', () => {
  const ingest = Object.entries(SCALE_BROKER.services).filter(([name]) => name.startsWith('ingest'));

  it('is what the Compose Specification says, and documented', () => {
    const { 'x-ingest': _ingest, 'x-settings': _settings, 'x-volumes': _volumes, ...overlay } = SCALE_BROKER as unknown as Record<string, unknown>;
    expect({ valid: validate(overlay), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect(repositoryText('docs/operations.md')).toContain('`COMPOSE_FILE` 中加入 `deploy/external-broker-scale.yml`');
  });

  it('lets every ingest worker reach the broker, and the broker ask each of them', () => {
    expect(ingest.map(([name]) => name)).toEqual(Object.keys(COMPOSE.services).filter((name) => name.startsWith('ingest')));
    for (const [, { networks, ports = [], environment, secrets }] of ingest) {
      expect(networks).toContain('outside');
      expect(ports.map((port) => interpolated(port))).toEqual([expect.stringMatching(/^127\.0\.0\.1:301[12]:3000$/)]);
      expect([environment, secrets]).toEqual([OVERLAYS['deploy/external-broker.yml']?.services['platform']?.environment, OVERLAYS['deploy/external-broker.yml']?.services['platform']?.secrets]);
    }
    expect(new Set(ingest.flatMap(([, { ports = [] }]) => ports)).size).toBe(ingest.length);
    expect(SCALE_BROKER.services['mosquitto']?.profiles).not.toContain('scale');
  });
});

describe('deploy/nats/identity.yml', () => {
  it('is what the Compose Specification says, and documented', () => {
    const { 'x-identity': _identity, ...overlay } = NATS_IDENTITY as unknown as Record<string, unknown>;
    expect({ valid: validate(overlay), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect(repositoryText('docs/operations.md')).toContain('`COMPOSE_FILE` 中加入 `deploy/nats/identity.yml`');
  });

  it('gives every process that reaches NATS the files of the folder that it mounts, and names none where .env names none', () => {
    const reaching = Object.entries(COMPOSE.services).filter(([, { environment }]) => environment?.['NATS_URL_FILE'] !== undefined).map(([name]) => name);
    expect(Object.keys(NATS_IDENTITY.services).sort()).toEqual(reaching.sort());
    for (const { environment = {}, volumes } of Object.values(NATS_IDENTITY.services)) {
      expect(volumes).toEqual([{ type: 'bind', source: './secrets/nats', target: '/nats', read_only: true, bind: { create_host_path: false } }]);
      expect(Object.values(environment).map((value) => interpolated(value))).toEqual(['', '', '', '']);
      expect(interpolated(environment['NATS_CREDS'] ?? '', { NATS_CREDS: '/nats/platform.creds' })).toBe('/nats/platform.creds');
    }
  });
});
