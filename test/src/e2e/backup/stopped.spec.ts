import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import { backUp, handOverSecrets, restore } from '../../platform-under-test/backups.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { BACKUP_TOOL, MAIN, Product, RESTORE_TOOL } from '../../platform-under-test/product.js';
import { TestPlatform, scratchDirectory } from '../../platform-under-test/test-platform.js';

const LONG = 300_000;
const EX_IOERR = 74;
const MESSAGES = 40;
const EVIDENCE = { path: 'evidence/ab/abcdef', text: 'a certificate' };
const MISSING = { path: 'store-data-missing.json', text: '{"store":"another","since":1}' };
const device = deviceId(0);

describe('a backup of a platform that is stopped', () => {
  let platform: TestPlatform;
  let scratch: string;
  let backup: string;
  let before: unknown;

  const seen = async (of: TestPlatform) => ({
    totals: await of.settle(), readings: await of.readings(), ledger: await of.ledger(), quarantine: await of.quarantine(),
    indicators: (await of.child.ask<{ rows: { value: unknown; inputsDigest: unknown; verdict: unknown }[] }>({ ask: 'indicators' })).rows.map(({ value, inputsDigest, verdict }) => ({ value, inputsDigest, verdict })),
  });

  beforeAll(async () => {
    scratch = scratchDirectory();
    backup = join(scratch, 'backup');
    platform = await TestPlatform.start();
    const [client, first] = [await platform.connect(device), Math.floor((systemClock.now() - MICROS_PER_HOUR) / MICROS_PER_MILLISECOND)];
    for (let n = 1; n <= MESSAGES; n += 1) {
      await client.publishAcknowledged(`yanshou/v1/bench/${device}/telemetry`, n % 13 === 0 ? '{' : `{"ts":${first + n},"values":{"temperature":${n / 4}}}`, n);
    }
    client.close();
    before = await seen(platform);
    mkdirSync(join(platform.directory, 'evidence/ab'), { recursive: true });
    writeFileSync(join(platform.directory, EVIDENCE.path), EVIDENCE.text);
    expect(await backUp(platform.directory, backup, '--with-store')).toMatchObject({ status: EX_IOERR, stderr: expect.stringContaining(String(platform.child.pid)) });
    await platform.child.stop();
    writeFileSync(join(platform.directory, MISSING.path), MISSING.text);
    expect(await backUp(platform.directory, backup)).toMatchObject({ status: 0 });
  }, LONG);
  afterAll(async () => {
    await platform.dispose();
    rmSync(scratch, { recursive: true });
  });

  const restoredFrom = async (folder: string, name: string): Promise<TestPlatform> => {
    const data = join(scratch, name);
    expect(await restore(folder, data)).toMatchObject({ status: 0 });
    handOverSecrets(platform.directory, data);
    return TestPlatform.start({ directory: data });
  };

  it('restored, has the same readings, ledger, quarantine and indicators with the same digests', async () => {
    const restored = await restoredFrom(backup, 'rebuilt');
    expect(await seen(restored)).toEqual(before);
    for (const { path, text } of [EVIDENCE, MISSING]) expect(readFileSync(join(restored.directory, path), 'utf8')).toBe(text);
    expect(statSync(join(restored.directory, 'credential-pepper')).mode & 0o777).toBe(0o600);
    await restored.dispose();
  }, LONG);

  it('with the store, needs no rebuilding and has the same', async () => {
    const folder = join(scratch, 'with-store');
    expect(await backUp(platform.directory, folder, '--with-store')).toMatchObject({ status: 0 });
    expect(readdirSync(join(folder, 'store'))).toEqual(['telemetry.duckdb']);
    const restored = await restoredFrom(folder, 'whole');
    expect(await seen(restored)).toEqual(before);
    await restored.dispose();
  }, LONG);

  it('can be checked with sha256sum alone', () => {
    expect(execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'manifest-sha256.txt'], { cwd: backup }).toString()).toBe('');
  });

  const damaged = (name: string, damage: (folder: string) => void): string => {
    const folder = join(scratch, name);
    execFileSync('cp', ['-a', backup, folder]);
    damage(folder);
    return folder;
  };
  const flip = (path: string) => (folder: string): void => {
    const bytes = readFileSync(join(folder, path));
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] as number) ^ 1;
    writeFileSync(join(folder, path), bytes);
  };

  it.each([
    ['a flipped bit of the journal', 'journal/0000000000000001.segment', flip('journal/0000000000000001.segment')],
    ['a flipped bit of the registry', 'registry/pgdata/PG_VERSION', flip('registry/pgdata/PG_VERSION')],
    ['a flipped bit of a key', 'credential-pepper', flip('credential-pepper')],
    ['a flipped bit of what the backup says of itself', 'backup.json', flip('backup.json')],
    ['a missing file', EVIDENCE.path, (folder: string) => rmSync(join(folder, EVIDENCE.path))],
    ['a file that was added', 'journal/0000000000000099.segment', (folder: string) => writeFileSync(join(folder, 'journal/0000000000000099.segment'), '')],
    ['a manifest that leads out of the folder', 'manifest-sha256.txt:1', (folder: string) => writeFileSync(join(folder, 'manifest-sha256.txt'), `${'0'.repeat(64)}  ../outside\n`)],
    ['a manifest that was cut', 'manifest-sha256.txt', (folder: string) => writeFileSync(join(folder, 'manifest-sha256.txt'), readFileSync(join(folder, 'manifest-sha256.txt')).subarray(0, -5))],
  ])('%s is named, and nothing is restored', async (what, named, damage) => {
    const folder = damaged(what.replaceAll(' ', '-'), damage);
    const { status, stderr } = await restore(folder, join(scratch, 'nothing'));
    expect(status).toBe(1);
    expect(stderr).toContain(named);
    expect(readdirSync(scratch)).not.toContain('nothing');
    expect((await restore(folder, join(scratch, 'nothing'), '--check')).status).toBe(1);
  }, LONG);

  it('is intact when it is asked', async () => {
    expect(await restore(backup, join(scratch, 'nothing'), '--check')).toMatchObject({ status: 0, stdout: expect.stringContaining('the backup is intact') });
    expect(readdirSync(scratch)).not.toContain('nothing');
  }, LONG);

  it('is not restored over data, nor made over a backup or inside the data', async () => {
    expect(await restore(backup, platform.directory)).toMatchObject({ status: EX_IOERR, stderr: expect.stringContaining('is not empty') });
    expect(await backUp(platform.directory, backup)).toMatchObject({ status: EX_IOERR, stderr: expect.stringContaining('is not empty') });
    expect(await backUp(platform.directory, join(platform.directory, 'backup'))).toMatchObject({ status: EX_IOERR, stderr: expect.stringContaining('is inside') });
    expect(await backUp(join(scratch, 'nowhere'), join(scratch, 'of-nothing'))).toMatchObject({ status: EX_IOERR, stderr: expect.stringContaining('YANSHOU_DATA_DIR') });
    expect((await restore(scratch, join(scratch, 'nothing'))).stderr).toContain('it is no backup');
    const below = await backUp(platform.directory, join(backup, 'backup.json', 'below'));
    expect({ ...below, lines: below.stderr.trim().split('\n').length }).toMatchObject({ status: EX_IOERR, stderr: expect.stringContaining('ENOTDIR'), lines: 1 });
  }, LONG);

  it('cut short, is no data directory', async () => {
    const data = join(scratch, 'half');
    mkdirSync(data);
    copyFileSync(join(backup, 'credential-pepper'), join(data, 'credential-pepper'));
    writeFileSync(join(data, 'restore-unfinished'), '');
    const { status, stderr } = await Product.run(MAIN, [], { YANSHOU_DATA_DIR: data, YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0' });
    expect({ status, count: stderr.trim().split('\n').length }).toEqual({ status: EX_IOERR, count: 1 });
    expect(stderr).toContain('npm run restore');
  }, LONG);

  it('of a platform on servers is of its files, and tells what to back up before it', async () => {
    const [folder, data] = [join(scratch, 'on-servers'), join(scratch, 'on-servers-data')];
    mkdirSync(data);
    copyFileSync(join(platform.directory, 'credential-pepper'), join(data, 'credential-pepper'));
    const environment = { YANSHOU_DATA_DIR: data, DATABASE_URL: 'postgres://nobody@nowhere/x', YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://nowhere:8086', INFLUX_DATABASE: 'x' };
    const { status, stderr } = await Product.run(BACKUP_TOOL, [folder], environment);
    expect(status).toBe(0);
    expect(stderr).toMatch(/PostgreSQL[^]*InfluxDB[^]*keys/);
    expect(readdirSync(folder).sort()).toEqual(['backup.json', 'credential-pepper', 'manifest-sha256.txt']);
    expect(await Product.run(RESTORE_TOOL, [folder], { ...environment, YANSHOU_DATA_DIR: join(scratch, 'on-servers-restored') })).toMatchObject({ status: 0, stderr: expect.stringContaining('PostgreSQL') });
    expect(readdirSync(join(scratch, 'on-servers-restored'))).toEqual(['credential-pepper']);
  }, LONG);

  it('wrong use is explained', async () => {
    expect(await Product.run(BACKUP_TOOL, [], { YANSHOU_DATA_DIR: platform.directory })).toMatchObject({ status: 2, stderr: expect.stringContaining('npm run backup -- DIR') });
    expect(await restore(backup, join(scratch, 'nothing'), '--force')).toMatchObject({ status: 2, stderr: expect.stringContaining('npm run restore -- DIR') });
  }, LONG);
});
