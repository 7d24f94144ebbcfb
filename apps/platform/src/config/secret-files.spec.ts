import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { settings } from './config.schema.js';
import { readConfig } from './config.js';
import { ConfigurationError } from './configuration-error.js';
import { envExample } from './env-example.js';

const PASSWORD = 'a-long-password';
const SECRETS = ['YANSHOU_ADMIN_PASSWORD', 'MQTT_URL', 'YANSHOU_BROKER_SECRET', 'NATS_URL', 'INFLUX_PASSWORD', 'INFLUX_TOKEN', 'DATABASE_URL'];

describe('secrets from files', () => {
  let directory: string;
  const file = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };

  beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), 'yanshou-secrets-'))));
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([PASSWORD, `${PASSWORD}\n`, `${PASSWORD}\r\n`])('are read as they are, without the end of the line: %j', (text) => {
    expect(readConfig({ YANSHOU_ADMIN_PASSWORD_FILE: file('password', text) }).http.administratorPassword).toBe(PASSWORD);
  });

  it('keep blanks: they may be part of a password', () => {
    expect(readConfig({ YANSHOU_ADMIN_PASSWORD_FILE: file('blanks', ` ${PASSWORD} \n`) }).http.administratorPassword).toBe(` ${PASSWORD} `);
  });

  it('may be URLs with a password, and count for what needs them', () => {
    const config = readConfig({
      MQTT_URL_FILE: file('mqtt', 'mqtt://platform:p@broker'), YANSHOU_MOSQUITTO_DIR: '/x', DATABASE_URL_FILE: file('database', 'postgres://u:p@db/y'),
      YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://x:8086', INFLUX_BUCKET: 'b', INFLUX_TOKEN_FILE: file('token', 't0ken'),
    });
    expect(config).toMatchObject({ mqtt: { external: { address: { host: 'broker', password: 'p' } } }, registry: { databaseUrl: 'postgres://u:p@db/y' }, store: { settings: { token: 't0ken' } } });
  });

  it('are the settings that hold a password or a token, and no other', () => {
    const taken = Object.keys(settings).filter((key) => envExample().includes(`#${key}_FILE=`));
    expect(taken.sort()).toEqual([...SECRETS].sort());
  });

  it.each([
    ['both ways', () => ({ YANSHOU_ADMIN_PASSWORD: PASSWORD, YANSHOU_ADMIN_PASSWORD_FILE: file('both', PASSWORD) }), 'YANSHOU_ADMIN_PASSWORD_FILE, not both'],
    ['a file that is not there', () => ({ DATABASE_URL_FILE: join(directory, 'nowhere') }), 'nowhere'],
    ['a folder', () => ({ DATABASE_URL_FILE: directory }), 'not a file'],
    ['an empty file', () => ({ INFLUX_TOKEN_FILE: file('empty', '\n') }), 'is empty'],
    ['several lines', () => ({ INFLUX_TOKEN_FILE: file('lines', 'one\ntwo\n') }), 'one line'],
    ['a file that is no secret', () => ({ INFLUX_TOKEN_FILE: file('huge', 'x'.repeat(70_000)) }), '64 KiB'],
    ['a setting that is no secret', () => ({ INFLUX_URL_FILE: file('url', 'http://x') }), 'INFLUX_URL is no secret'],
    ['a setting that is no secret, of ours', () => ({ YANSHOU_HTTP_PORT_FILE: file('port', '1') }), 'YANSHOU_HTTP_PORT is no secret'],
    ['a setting nobody knows', () => ({ YANSHOU_TYPO_FILE: file('typo', '1') }), 'YANSHOU_TYPO_FILE'],
  ])('refuses %s', (_what, environment, named) => {
    const read = (): unknown => readConfig(environment());
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(named);
  });

  it('never shows what was in the file', () => {
    const read = (): unknown => readConfig({ DATABASE_URL_FILE: file('wrong', 'mysql://u:hidden@db') });
    expect(read).toThrow('DATABASE_URL="…"');
    expect(read).not.toThrow('hidden');
  });

  it('an empty name is none', () => {
    expect(readConfig({ YANSHOU_ADMIN_PASSWORD_FILE: '' }).http.administratorPassword).toBeUndefined();
  });
});
