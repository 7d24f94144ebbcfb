import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';
import { ConfigurationError } from './configuration-error.js';
import { envExample } from './env-example.js';

const SERVERS = { DATABASE_URL: 'postgres://x', YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'd', YANSHOU_SHARED_DIR: '/shared' };

const OF_INFLUX = [
  ['INFLUX_DATABASE', 'd'], ['INFLUX_USERNAME', 'u'], ['INFLUX_PASSWORD', 'p'], ['INFLUX_BUCKET', 'b'], ['INFLUX_TOKEN', 't'], ['INFLUX_ORG', 'o'],
  ['YANSHOU_RETENTION_CONFIRMED_DAYS', '30'],
] as const;

describe('configuration', () => {
  it('has a working default for everything', () => {
    expect(readConfig({})).toMatchObject({ http: { host: '127.0.0.1', port: 3000 }, mqtt: { port: 1883 }, limits: { deviceRate: 50, deviceBurst: 500 } });
  });

  it.each([
    [{ YANSHOU_HTTP_PORT: 'abc' }, 'YANSHOU_HTTP_PORT="abc"'],
    [{ YANSHOU_HTTP_PORT: '0x10' }, 'YANSHOU_HTTP_PORT="0x10"'],
    [{ YANSHOU_HTTP_PORT: ' ' }, 'YANSHOU_HTTP_PORT=" "'],
    [{ YANSHOU_MQTT_PORT: '1e3' }, 'YANSHOU_MQTT_PORT="1e3"'],
    [{ YANSHOU_ALARM_LAG_SECONDS: '0x1F' }, 'YANSHOU_ALARM_LAG_SECONDS="0x1F"'],
    [{ YANSHOU_ALARM_QUARANTINE_SHARE: '1.5' }, '须为十进制数，0 至 1 / must be a decimal number, from 0 to 1'],
    [{ YANSHOU_JOURNAL_MAX_BYTES: '1' }, 'YANSHOU_JOURNAL_MAX_BYTES="1"'],
    [{ YANSHOU_JOURNAL_MAX_BYTES: '1048575' }, '1048576 or more'],
    [{ YANSHOU_TEST_TYPO: '1' }, 'YANSHOU_TEST_TYPO'],
    [{ YANSHOU_MQTT_PORT: '70000' }, 'YANSHOU_MQTT_PORT="70000"'],
    [{ YANSHOU_DEVICE_RATE: '0' }, 'YANSHOU_DEVICE_RATE="0"'],
    [{ YANSHOU_TYPO: '1' }, 'YANSHOU_TYPO'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL="…"'],
    [{ DATABASE_URL: 'postgres://' }, 'DATABASE_URL="…"'],
    [{ DATABASE_URL: 'postgres:x' }, 'DATABASE_URL="…"'],
    [{ DATABASE_URL: 'postgres://u:p@host:99999/db' }, 'DATABASE_URL="…"'],
    [{ YANSHOU_MQTTS_PORT: '8883' }, 'YANSHOU_TLS_CERT'],
    [{ YANSHOU_TLS_CERT: 'c', YANSHOU_TLS_KEY: 'k' }, 'YANSHOU_TLS_CERT needs YANSHOU_MQTTS_PORT'],
    [{ YANSHOU_TLS_CLIENT_CA: 'c' }, 'YANSHOU_TLS_CLIENT_CA needs YANSHOU_MQTTS_PORT'],
    [{ YANSHOU_ROLES: 'ingest' }, 'YANSHOU_ROLES=ingest needs DATABASE_URL, YANSHOU_STORE=influxdb, YANSHOU_SHARED_DIR, NATS_URL'],
    [{ ...SERVERS, YANSHOU_ROLES: 'project,api' }, 'YANSHOU_ROLES=project,api needs NATS_URL'],
    [{ ...SERVERS, YANSHOU_ROLES: 'ingest,jobs,api' }, 'needs NATS_URL'],
    [{ ...SERVERS, YANSHOU_ROLES: 'ingest,broker' }, 'there is no role broker'],
    [{ YANSHOU_ROLES: ',' }, 'YANSHOU_ROLES=","'],
    [{ YANSHOU_STORE: 'influxdb' }, 'needs INFLUX_URL'],
    [{ INFLUX_URL: 'http://x:8086' }, 'needs YANSHOU_STORE=influxdb'],
    ...OF_INFLUX.map(([key, value]) => [{ [key]: value }, `${key} needs YANSHOU_STORE=influxdb`] as const),
    ...['x:8086', 'http://', 'http:x', 'http://127.0.0.1:99999', 'ftp://x'].map((url) => [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: url }, `INFLUX_URL="${url}"`] as const),
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'd', INFLUX_TOKEN: 't' }, 'INFLUX_TOKEN and INFLUX_DATABASE'],
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_BUCKET: 'b', INFLUX_TOKEN: 't', INFLUX_USERNAME: 'u' }, 'INFLUX_USERNAME and INFLUX_BUCKET'],
    [{ YANSHOU_PUBLIC_URL: 'https://[' }, 'YANSHOU_PUBLIC_URL="https://["'],
    [{ YANSHOU_TRUSTED_PROXIES: '10.0.0.0/99' }, '10.0.0.0/99 is no address'],
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086' }, 'INFLUX_BUCKET + INFLUX_TOKEN'],
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_BUCKET: 'b' }, 'INFLUX_BUCKET needs INFLUX_TOKEN'],
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_TOKEN: 't' }, 'INFLUX_TOKEN needs INFLUX_BUCKET'],
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'd', INFLUX_USERNAME: 'u' }, 'INFLUX_USERNAME needs INFLUX_PASSWORD'],
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'd', INFLUX_BUCKET: 'b' }, 'not both'],
    [{ YANSHOU_RETENTION_DAYS: '30' }, 'YANSHOU_RETENTION_DAYS needs YANSHOU_STORE=influxdb'],
    [{ YANSHOU_INFLUX_READERS_DIR: './readers' }, 'YANSHOU_INFLUX_READERS_DIR needs YANSHOU_STORE=influxdb'],
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'd', YANSHOU_RETENTION_DAYS: '0' }, 'YANSHOU_RETENTION_DAYS="0"'],
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'd', YANSHOU_RETENTION_DAYS: '30', YANSHOU_RETENTION_CONFIRMED_DAYS: '60' }, 'YANSHOU_RETENTION_CONFIRMED_DAYS=60'],
    [{ YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'd', YANSHOU_RETENTION_CONFIRMED_DAYS: '60' }, 'YANSHOU_RETENTION_CONFIRMED_DAYS=60'],
    [{ YANSHOU_TIMEZONE: 'Mars/Base' }, 'YANSHOU_TIMEZONE="Mars/Base"'],
    [{ NATS_URL: 'nats://x' }, 'NATS_URL needs DATABASE_URL, YANSHOU_STORE=influxdb'],
    [{ NATS_URL: 'http://user:hidden@x' }, 'NATS_URL="…"'],
    [{ NATS_URL: 'nats://u:p%zz@h' }, 'NATS_URL="…"'],
    [{ NATS_CREDS: 'c' }, 'NATS_CREDS needs NATS_URL'],
    [{ NATS_CA: 'c' }, 'NATS_CA needs NATS_URL'],
    [{ ...SERVERS, NATS_URL: 'nats://x', NATS_CERT: 'c', NATS_KEY: 'k' }, 'NATS_CERT needs tls:// in NATS_URL'],
    [{ ...SERVERS, NATS_URL: 'tls://x', NATS_CERT: 'c' }, 'NATS_CERT and NATS_KEY go together'],
    [{ ...SERVERS, NATS_URL: 'tls://x', NATS_KEY: 'k' }, 'NATS_CERT and NATS_KEY go together'],
    [{ ...SERVERS, NATS_URL: 'nats://u:p@x', NATS_CREDS: 'c' }, 'not both'],
    [{ ...SERVERS, NATS_URL: 'nats://x', NATS_CREDS: '/nowhere.creds' }, 'NATS_CREDS="/nowhere.creds"'],
    [{ ...SERVERS, NATS_URL: 'nats://x', NATS_CREDS: '/etc/hostname' }, 'is no .creds file'],
    [{ ...SERVERS, NATS_URL: 'tls://x', NATS_CA: '/nowhere.pem' }, 'NATS_CA="/nowhere.pem"'],
    [{ MQTT_URL: 'mqtt://u:p%zz@h' }, 'MQTT_URL="…"'],
    [{ MQTT_URL: 'http://user:hidden@broker' }, 'MQTT_URL="…"'],
    [{ MQTT_URL: 'mqtt://broker', YANSHOU_MQTTS_PORT: '8883', YANSHOU_TLS_CERT: 'c', YANSHOU_TLS_KEY: 'k' }, 'YANSHOU_MQTTS_PORT'],
    [{ YANSHOU_MOSQUITTO_DIR: '/x' }, 'needs MQTT_URL'],
    [{ YANSHOU_BROKER_SECRET: 'x'.repeat(16) }, 'needs MQTT_URL'],
    [{ MQTT_URL: 'mqtt://broker', YANSHOU_BROKER_SECRET: 'too-short' }, 'YANSHOU_BROKER_SECRET="…"'],
    [{ MQTT_URL: 'mqtt://p1%2Fd1:secret@broker', YANSHOU_MOSQUITTO_DIR: '/x' }, 'needs a user'],
    [{ MQTT_URL: 'mqtt://broker', YANSHOU_BROKER_SECRET: 'x'.repeat(16) }, 'YANSHOU_BROKER_SECRET needs a user'],
    [{ MQTT_URL: 'mqtt://platform@broker', YANSHOU_BROKER_SECRET: 'x'.repeat(16) }, 'YANSHOU_BROKER_SECRET needs a user'],
    [{ YANSHOU_BROKER_GRANT_SECONDS: '59' }, 'YANSHOU_BROKER_GRANT_SECONDS="59"'],
    [{ YANSHOU_TRUSTED_PROXIES: '10.0.0.1, proxy' }, 'proxy is no address'],
    [{ YANSHOU_ADMIN_PASSWORD: 'too-short' }, 'YANSHOU_ADMIN_PASSWORD="…"'],
    [{ YANSHOU_LOG_LEVEL: 'loud' }, 'YANSHOU_LOG_LEVEL="loud"'],
  ])('refuses %j with one line that names it', (environment, named) => {
    expect(() => readConfig(environment)).toThrow(ConfigurationError);
    expect(() => readConfig(environment)).toThrow(named);
  });

  it('takes an external broker with its companions', () => {
    const environment = { MQTT_URL: 'mqtts://platform:s%40cret@broker', YANSHOU_MOSQUITTO_DIR: '/etc/x', YANSHOU_BROKER_SECRET: 'x'.repeat(16) };
    expect(readConfig(environment).mqtt.external).toEqual({
      address: { host: 'broker', port: 8883, tls: true, username: 'platform', password: 's@cret' },
      mosquitto: { directory: '/etc/x', username: 'platform', password: 's@cret' }, secret: 'x'.repeat(16), grantSeconds: 86_400,
    });
    expect(readConfig({}).mqtt.external).toBeUndefined();
  });

  it('takes roles apart with the servers that they need', () => {
    const one = readConfig({ ...SERVERS, NATS_URL: 'nats://u:p@a,nats://b:4333', YANSHOU_ROLES: 'project, api' });
    expect(one).toMatchObject({ apart: true, sharedDirectory: '/shared', nats: { servers: ['a:4222', 'b:4333'], user: 'u', password: 'p' } });
    expect([...one.roles]).toEqual(['project', 'api']);
    expect(readConfig({ ...SERVERS, YANSHOU_ROLES: 'jobs,api' }).apart).toBe(true);
    expect(readConfig({ ...SERVERS, YANSHOU_ROLES: 'ingest,project' }).nats).toBeUndefined();
    expect(readConfig({ YANSHOU_ROLES: 'api,jobs,project,ingest' })).toMatchObject({ apart: false, sharedDirectory: readConfig({}).dataDirectory });
  });

  it('takes proxies by address, network or name', () => {
    expect(readConfig({ YANSHOU_TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,::1' }).http.trustedProxies).toEqual(['loopback', '10.0.0.0/8', '::1']);
    expect(readConfig({}).http.trustedProxies).toEqual([]);
  });

  it('names the InfluxDB that is asked for', () => {
    const influx = { YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086' };
    expect(readConfig({}).store).toEqual({ kind: 'duckdb' });
    expect(readConfig({ ...influx, INFLUX_DATABASE: 'd', INFLUX_USERNAME: 'u', INFLUX_PASSWORD: 'p' }).store)
      .toEqual({ kind: 'influxdb', settings: { url: 'http://x:8086', prefix: 'd', username: 'u', password: 'p' } });
    expect(readConfig({ ...influx, INFLUX_BUCKET: 'b', INFLUX_TOKEN: 't', INFLUX_ORG: 'o' }).store)
      .toEqual({ kind: 'influxdb', settings: { url: 'http://x:8086', prefix: 'b', token: 't', org: 'o' } });
  });

  it('takes a retention and its confirmation', () => {
    const influx = { YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_DATABASE: 'd', YANSHOU_RETENTION_DAYS: '30' };
    expect(readConfig(influx).store).toEqual({ kind: 'influxdb', settings: { url: 'http://x:8086', prefix: 'd', retentionDays: 30 } });
    expect(readConfig({ ...influx, YANSHOU_RETENTION_CONFIRMED_DAYS: '30' }).store).toMatchObject({ shortRetentionConfirmed: true });
  });

  it.each(['postgres:///db?host=/run/postgresql', 'postgresql://u:p%40ss@[::1]:5433/db'])('takes DATABASE_URL %s', (url) => {
    expect(readConfig({ DATABASE_URL: url }).registry.databaseUrl).toBe(url);
  });

  it('takes decimal numbers, and what tests tell each other', () => {
    const given = { YANSHOU_ALARM_ACK_P99_SECONDS: '0.25', YANSHOU_HTTP_PORT: '0', YANSHOU_TEST_SEED: '1', YANSHOU_TEST_NOT_RUN: '/x', YANSHOU_TEST_TALLY: '/y' };
    expect(readConfig(given)).toMatchObject({ http: { port: 0 }, alarms: { acknowledgementSeconds: 0.25 } });
  });

  it('takes TLS with its port', () => {
    expect(readConfig({ YANSHOU_MQTTS_PORT: '8883', YANSHOU_TLS_CERT: 'c', YANSHOU_TLS_KEY: 'k', YANSHOU_TLS_CLIENT_CA: 'a' }).mqtt.tls)
      .toEqual({ port: 8883, certificateFile: 'c', keyFile: 'k', clientCaFile: 'a' });
  });

  it('takes an empty value as unset', () => {
    expect(readConfig({ YANSHOU_HTTP_PORT: '' }).http.port).toBe(3000);
  });

  it('keeps .env.example as the schema says', () => {
    const file = new URL('../../../../.env.example', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(envExample());
  });
});
