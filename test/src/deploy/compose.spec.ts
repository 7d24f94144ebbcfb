import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { platformDatabase } from '@yanshou/store-influx';
import { AUDIENCES, COMPOSE, COMPOSE_TEXT, COMPOSE_VARIABLES, NATS_IDENTITY, OVERLAYS, PLATFORM_SERVICES, ROOT, SERVICES, SETTINGS, interpolated, repositoryText, secretNames } from './compose-file.js';
import type { ComposeService } from './compose-file.js';

/** Variables whose default the file decides: the setting has none. */
const OWN_DEFAULTS: Readonly<Record<string, string>> = { INFLUX_BUCKET: 'yanshou', ...COMPOSE_VARIABLES };
/** Settings that are no operator's choice in containers: what they name is in the file itself. */
const DECIDED_BY_THE_FILE = [
  // Folders and servers are volumes and services.
  'INFLUX_ORG', 'INFLUX_URL', 'YANSHOU_DATA_DIR', 'YANSHOU_INFLUX_READERS_DIR', 'YANSHOU_INSTANCE', 'YANSHOU_MOSQUITTO_DIR', 'YANSHOU_ROLES', 'YANSHOU_SHARED_DIR', 'YANSHOU_STORE', 'YANSHOU_TLS_CERT', 'YANSHOU_TLS_KEY',
  // Of InfluxDB 1.x: the containers' is 2.7.
  'INFLUX_DATABASE', 'INFLUX_PASSWORD', 'INFLUX_USERNAME',
];
const ROLES = ['ingest', 'project', 'jobs', 'api'];
/** Of one process, over its three pools. */
const POOLED_CONNECTIONS = 14;

function specification(): ValidateFunction {
  const schema = JSON.parse(repositoryText('test/src/deploy/compose-spec/compose-spec.schema.json')) as { $schema?: string };
  // Ajv knows draft 7 by its http address.
  return new Ajv({ strict: false, allErrors: true }).compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
}

/** In the repository, or a folder with something in it. */
const isCommitted = (path: string): boolean =>
  existsSync(join(ROOT, path)) && (!existsSync(join(ROOT, '.git')) || execFileSync('git', ['ls-files', '--', path], { cwd: ROOT }).length > 0);

const bindsOf = (volumes: readonly string[] = []): string[] => volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => source.startsWith('.'));
const namedOf = (volumes: readonly string[] = []): string[] => volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => !source.startsWith('.'));

describe('docker-compose.yml', () => {
  it('is what the Compose Specification says, which refuses what it does not know', () => {
    const validate = specification();
    expect({ valid: validate(COMPOSE), errors: validate.errors }).toEqual({ valid: true, errors: null });
    expect(validate({ services: { platform: { imaeg: 'x' } } })).toBe(false);
    expect(validate({ services: { platform: { image: 'x', ports: 'all' } } })).toBe(false);
  });

  it('starts the platform, its databases and Grafana, and with the profile the roles apart on a cluster', () => {
    const inProfile = (wanted: string | undefined): string[] => SERVICES.filter(([, { profiles }]) => profiles?.[0] === wanted).map(([name]) => name);
    expect(inProfile(undefined)).toEqual(['platform', 'postgres', 'influxdb', 'grafana']);
    expect(inProfile('scale')).toEqual(['ingest-1', 'ingest-2', 'projector-1', 'projector-2', 'jobs', 'api', 'mosquitto', 'nats-1', 'nats-2', 'nats-3']);
  });

  it('builds its image by one service, which all others wait for: two builds of one tag at once refuse each other', () => {
    expect(SERVICES.filter(([, { build }]) => build !== undefined).map(([name]) => name)).toEqual(['platform']);
    const others = PLATFORM_SERVICES.filter(([name]) => name !== 'platform');
    expect(others.map(([, { pull_policy }]) => pull_policy)).toEqual(ROLES.flatMap((role) => SERVICES.filter(([, { environment }]) => environment?.['YANSHOU_ROLES'] === role).map(() => 'never')));
    expect(others).toHaveLength(6);
    for (const block of repositoryText('docs/operations.md').matchAll(/```bash\n([^`]*up -d[^`]*--build[^`]*)```/g)) expect(block[1]).toBeUndefined();
  });

  it('leaves the one-process platform out where .env says so, as the manual writes it', () => {
    const { scale = '' } = COMPOSE.services['platform'] as ComposeService;
    expect([interpolated(scale), interpolated(scale, { PLATFORM_CONTAINERS: '0' })]).toEqual(['1', '0']);
    expect(repositoryText('docs/operations.md')).toContain('COMPOSE_PROFILES=scale\nPLATFORM_CONTAINERS=0\n');
  });

  it('lets PostgreSQL take the connections of every process twice: the old ones may still be there when the new ones come', () => {
    const [, most = ''] = /max_connections=(\d+)/.exec(COMPOSE.services['postgres']?.command?.join(' ') ?? '') ?? [];
    const processes = PLATFORM_SERVICES.length - 1;
    expect(Number(most)).toBeGreaterThan(2 * processes * POOLED_CONNECTIONS);
  });

  it('asks for the health of the server that serves, not of the one that sets it up', () => {
    expect(COMPOSE.services['influxdb']?.healthcheck?.test).toEqual(['CMD', 'influx', 'ping', '--host', 'http://127.0.0.1:8086']);
  });

  it.each(PLATFORM_SERVICES)('%s has no setting that the configuration does not know', (_name, { environment = {} }) => {
    expect(Object.keys(environment).filter((key) => !SETTINGS.has(key))).toEqual([]);
  });

  it('has variables that are settings, with the default of the setting, and a few of its own', () => {
    const variables = [...COMPOSE_TEXT.matchAll(/(?<!\$)\$\{(\w+)(?::-([^}]*))?\}/g)].map((match) => [match[1], match[2]]);
    expect(variables.length).toBeGreaterThan(5);
    expect(variables.filter(([name = '', fallback]) => !(SETTINGS.has(name) || name in COMPOSE_VARIABLES) || (OWN_DEFAULTS[name] ?? SETTINGS.get(name)) !== fallback)).toEqual([]);
  });

  it('passes on every setting that an operator may choose, to every process, and names those that it decides itself', () => {
    const overlays = Object.values(OVERLAYS);
    const environments = [...PLATFORM_SERVICES.map(([, { environment = {} }]) => environment), ...overlays.map(({ services }) => services['platform']?.environment ?? {}), ...Object.values(NATS_IDENTITY.services).map(({ environment = {} }) => environment)];
    const ports = [COMPOSE, ...overlays].flatMap(({ services }) => Object.values(services)).flatMap((service) => service.ports ?? []);
    const isChosen = (key: string): boolean => environments.some((environment) => environment[key]?.startsWith(`\${${key}:-`) === true || `${key}_FILE` in environment);
    const isPublished = (key: string): boolean => ports.some((port) => port.includes(`\${${key}:-`));
    const settings = [...SETTINGS.keys()].filter((key) => !SETTINGS.has(key.replace(/_FILE$/, '')) || !key.endsWith('_FILE'));
    expect(settings.filter((key) => !isChosen(key) && !isPublished(key)).sort()).toEqual([...DECIDED_BY_THE_FILE].sort());
    const shared = Object.entries(COMPOSE.services['platform']?.environment ?? {}).filter(([key, value]) => value.startsWith(`\${${key}:-`));
    expect(shared.length).toBeGreaterThan(15);
    for (const [name, { environment = {} }] of PLATFORM_SERVICES) expect([name, shared.filter(([key, value]) => environment[key] !== value)]).toEqual([name, []]);
  });

  it('names the buckets of InfluxDB once: who reads them takes the prefix of who writes them', () => {
    const prefix = COMPOSE.services['platform']?.environment?.['INFLUX_BUCKET'] ?? '';
    expect(prefix).toMatch(/^\$\{INFLUX_BUCKET:-/);
    expect(COMPOSE.services['influxdb']?.environment?.['DOCKER_INFLUXDB_INIT_BUCKET']).toBe(platformDatabase({ prefix }));
    expect(COMPOSE.services['grafana']?.environment?.['INFLUX_DATABASE']).toBe(prefix);
  });

  it('gives every role to somebody, and nobody one that is none', () => {
    const roles = PLATFORM_SERVICES.map(([name, { environment }]) => [name, environment?.['YANSHOU_ROLES'] ?? '']);
    expect(roles.filter(([name]) => name === 'platform')).toEqual([['platform', 'all']]);
    const apart = roles.filter(([name]) => name !== 'platform').flatMap(([, text = '']) => text.split(','));
    expect(new Set(apart)).toEqual(new Set(ROLES));
  });

  it('leads from each published port to the one that is listened on', () => {
    const inside = (name: string): string[] => (COMPOSE.services[name]?.ports ?? []).map((port) => port.split(':').at(-1) ?? '');
    const [http, mqtt] = [SETTINGS.get('YANSHOU_HTTP_PORT'), SETTINGS.get('YANSHOU_MQTT_PORT')];
    expect(['platform', 'api', 'mosquitto', 'grafana'].map(inside)).toEqual([[http, mqtt], [http], [mqtt], ['3000']]);
    expect(repositoryText('deploy/mosquitto/mosquitto.conf')).toContain(`listener ${mqtt ?? ''}\n`);
    for (const [, { environment = {} }] of PLATFORM_SERVICES) expect([environment['YANSHOU_HTTP_PORT'], environment['YANSHOU_HTTP_HOST']]).toEqual([undefined, '0.0.0.0']);
  });

  it('has every ingest worker keep the files of Mosquitto: devices are let in and cut off whichever of them lives', () => {
    const ingest = PLATFORM_SERVICES.filter(([, { environment }]) => environment?.['YANSHOU_ROLES'] === 'ingest');
    expect(ingest.length).toBeGreaterThan(1);
    for (const [, { environment, volumes }] of ingest) expect([environment?.['YANSHOU_MOSQUITTO_DIR'], volumes]).toEqual(['/var/lib/yanshou-mosquitto', expect.arrayContaining(['mosquitto-access:/var/lib/yanshou-mosquitto'])]);
  });

  it.each(SERVICES)('%s mounts what is in the repository and volumes that are declared', (_name, { volumes = [] }) => {
    expect(bindsOf(volumes).filter((path) => !isCommitted(path))).toEqual([]);
    expect(namedOf(volumes).filter((name) => !(name in COMPOSE.volumes))).toEqual([]);
    expect(bindsOf(volumes).filter((path) => !volumes.some((volume) => volume.startsWith(`${path}:`) && volume.endsWith(':ro')))).toEqual([]);
  });

  it('declares no volume, network or secret that nobody uses', () => {
    const services = SERVICES.map(([, service]) => service);
    expect(Object.keys(COMPOSE.volumes).sort()).toEqual([...new Set(services.flatMap(({ volumes }) => namedOf(volumes)))].sort());
    expect(Object.keys(COMPOSE.networks).sort()).toEqual([...new Set(services.flatMap(({ networks }) => networks ?? []))].sort());
    expect(Object.keys(COMPOSE.secrets).sort()).toEqual([...new Set(services.flatMap(secretNames))].sort());
  });

  it.each(SERVICES)('%s waits for services that are started with it and say when they are ready', (_name, { profiles, depends_on = {} }) => {
    for (const [other, { condition }] of Object.entries(depends_on)) {
      const service = COMPOSE.services[other];
      expect([other, service?.profiles === undefined || profiles?.[0] === service.profiles[0]]).toEqual([other, true]);
      expect([other, condition === 'service_started' || service?.healthcheck !== undefined]).toEqual([other, true]);
    }
  });

  it.each([
    ['operators alone', COMPOSE.services['grafana'], []],
    ['every audience', AUDIENCES.services['grafana'], COMPOSE.services['grafana']?.volumes ?? []],
  ] as const)('gives Grafana for %s every variable of what it is provisioned with', (_for, grafana, before) => {
    const { volumes = [], environment = {}, entrypoint = [] } = grafana as ComposeService;
    const provisioning = bindsOf([...before, ...volumes]).filter((path) => path.endsWith('.yaml'));
    expect(provisioning.length).toBeGreaterThan(2);
    const wanted = new Set(provisioning.flatMap((path) => [...repositoryText(path).matchAll(/(?<!\$)\$\{(\w+)\}/g)].map((match) => match[1] as string)));
    const exported = /export ([\w ]+);/.exec(entrypoint.join(' '))?.[1]?.split(' ') ?? [];
    const given = { ...COMPOSE.services['grafana']?.environment, ...environment };
    expect([...wanted].filter((name) => !(name in given) && !exported.includes(name))).toEqual([]);
  });

  it('may have further audiences put on top: what the specification allows, with files that are there', () => {
    const validate = specification();
    expect({ valid: validate(AUDIENCES), errors: validate.errors }).toEqual({ valid: true, errors: null });
    const { volumes = [], entrypoint = [], ...service } = AUDIENCES.services['grafana'] as ComposeService;
    expect(bindsOf(volumes).filter((path) => !isCommitted(path))).toEqual([]);
    const read = [...entrypoint.join(' ').matchAll(/\/run\/secrets\/([\w-]+)/g)].map((match) => match[1] as string);
    expect(read.sort()).toEqual(['grafana-influx-password', ...secretNames(service)].sort());
    expect(Object.keys(AUDIENCES.secrets).sort()).toEqual(secretNames(service).sort());
  });
});
