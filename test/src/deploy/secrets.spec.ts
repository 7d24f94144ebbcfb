import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readNatsUrl } from '@yanshou/journal-jetstream';
import { readConfig } from '@yanshou/platform';
import type { PlatformConfig } from '@yanshou/platform';
import { AUDIENCES, COMPOSE, PLATFORM_SERVICES, ROOT, interpolated, repositoryText } from './compose-file.js';

const LEAST_CHARACTERS = 32;

describe('the secrets of the containers', () => {
  let directory: string;
  const make = (): string => execFileSync(process.execPath, [join(ROOT, 'tools/compose-secrets.mjs'), directory], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
  const configured = (environment: Readonly<Record<string, string>>, variables: Readonly<Record<string, string>> = {}): PlatformConfig =>
    readConfig(Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, interpolated(value, variables)])), (path) => read(path.replace('/run/secrets/', '')));
  const all = (): Record<string, string> => Object.fromEntries(readdirSync(directory).map((name) => [name, read(name)]));

  beforeAll(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'yanshou-compose-')), 'secrets');
    make();
  });
  afterAll(() => rmSync(join(directory, '..'), { recursive: true }));

  it('are made by one command, all that the file names', () => {
    const named = Object.values({ ...COMPOSE.secrets, ...AUDIENCES.secrets }).map(({ file }) => basename(file));
    expect(named.filter((name) => !readdirSync(directory).includes(name))).toEqual([]);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
  });

  it.each(['000', '077'])('are hidden by their folder and readable for the user of each container, with umask %s and when somebody copied them here', (umask) => {
    const folder = join(directory, '..', `umask-${umask}`);
    const makeAgain = (): void => void execFileSync('/bin/sh', ['-c', `umask ${umask}; exec "$0" "$@"`, process.execPath, join(ROOT, 'tools/compose-secrets.mjs'), folder], { stdio: 'ignore' });
    const modes = (): Set<number> => new Set(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777));
    makeAgain();
    expect([statSync(folder).mode & 0o777, modes()]).toEqual([0o700, new Set([0o644])]);
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o600);
    makeAgain();
    expect(modes()).toEqual(new Set([0o644]));
  });

  it('are long, random and never the same', () => {
    const random = Object.entries(all()).filter(([name]) => name.endsWith('password') || name.endsWith('token')).map(([, text]) => text.trim());
    expect(random.filter((text) => text.length < LEAST_CHARACTERS)).toEqual([]);
    expect(new Set(random).size).toBe(random.length);
  });

  it('are left as they are when it runs again; one that was taken away is made anew', () => {
    const before = all();
    make();
    expect(all()).toEqual(before);
    rmSync(join(directory, 'grafana-password'));
    make();
    expect(all()).toEqual({ ...before, 'grafana-password': expect.not.stringMatching(before['grafana-password'] as string) });
  });

  it('lead to the services of the file', () => {
    const hostOf = (url: string): string => new URL(url.replace(/^\w+:/, 'http:')).hostname;
    expect(Object.keys(COMPOSE.services)).toEqual(expect.arrayContaining([hostOf(read('database-url')), hostOf(read('mqtt-url'))]));
    expect(repositoryText('deploy/mosquitto/mosquitto.conf')).toContain(`listener ${new URL(read('mqtt-url')).port}`);
    const nats = readNatsUrl(read('nats-url').trim());
    expect(nats).toMatchObject({ servers: ['nats-1:4222', 'nats-2:4222', 'nats-3:4222'], user: 'yanshou', password: read('nats-password').trim() });
    // The platform spreads them over all addresses, the tool `nats` does not.
    expect(read('nats-url').split(',').map((url) => readNatsUrl(url.trim())?.password)).toEqual(nats?.servers.map(() => nats.password));
    for (const server of nats?.servers ?? []) expect(Object.keys(COMPOSE.services)).toContain(server.split(':')[0]);
  });

  it.each(PLATFORM_SERVICES)('make, with the settings of %s, a configuration that starts', (_name, { environment = {} }) => {
    expect(configured(environment)).toMatchObject({ store: { kind: 'influxdb', settings: { prefix: 'yanshou' } }, registry: { databaseUrl: read('database-url').trim() } });
  });

  it.each(PLATFORM_SERVICES)('let %s be configured by variables, as documented', (_name, { environment = {} }) => {
    const variables = {
      YANSHOU_PUBLIC_URL: 'https://yanshou.example.org/', YANSHOU_RETENTION_DAYS: '4000', YANSHOU_RETENTION_CONFIRMED_DAYS: '4000',
      YANSHOU_ALARM_LAG_SECONDS: '60', YANSHOU_JOURNAL_MAX_BYTES: '1000000000', INFLUX_BUCKET: 'again',
    };
    expect(configured(environment, variables)).toMatchObject({
      http: { publicUrl: 'https://yanshou.example.org' }, store: { settings: { prefix: 'again', retentionDays: 4_000 }, shortRetentionConfirmed: true },
      alarms: { lagSeconds: 60 }, journal: { maxBytes: 1_000_000_000 },
    });
  });

  it('do not overwrite what an operator put there', () => {
    writeFileSync(join(directory, 'admin-password'), 'chosen by the operator\n');
    make();
    expect(read('admin-password')).toBe('chosen by the operator\n');
  });
});
