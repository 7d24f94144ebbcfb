import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ADMIN_TOOL, BACKUP_TOOL, BENCH, DEMO, JOURNAL_TOOL, MAIN, MOVE_TOOL, Product, RESTORE_TOOL } from '../../platform-under-test/product.js';
import { scratchDirectory } from '../../platform-under-test/test-platform.js';

const LONG = 120_000;
const WRONG_USE = 2;
const EX_IOERR = 74;
const EX_CONFIG = 78;

describe('the command lines of the platform and its tools', () => {
  const scratch = scratchDirectory();
  const data = join(scratch, 'data');
  const run = (script: string, ...args: string[]) => Product.run(script, args, { YANSHOU_DATA_DIR: data, YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0' });

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each([['start', MAIN], ['journal', JOURNAL_TOOL], ['backup', BACKUP_TOOL], ['restore', RESTORE_TOOL], ['move', MOVE_TOOL], ['admin', ADMIN_TOOL]])(
    'npm run %s -- --help tells the usage on stdout: 0; an option nobody knows: 2', async (name, script) => {
      const asked = await run(script, '--help');
      expect(asked).toMatchObject({ status: 0, stderr: '' });
      expect(asked.stdout).toContain(name === 'start' ? 'npm start' : `npm run ${name}`);
      const wrong = await run(script, '--chek');
      expect(wrong).toMatchObject({ status: WRONG_USE, stdout: '' });
      expect(wrong.stderr).toMatch(/^无法识别 \/ not understood:.*--chek/);
      expect(existsSync(data)).toBe(false);
    }, LONG);

  it.each([
    [['check', '/backup/journal'], 'YANSHOU_DATA_DIR'], [['set-aside'], 'check'], [['set-aside', '/dir', 'SEGMENT'], 'SEGMENT'], [['repair'], 'repair'], [['constructor'], 'there is no command constructor'], [[], 'missing'],
  ])('npm run journal -- %j is refused with the reason, and the usage as it is typed', async (args, named) => {
    const { status, stdout, stderr } = await run(JOURNAL_TOOL, ...args);
    expect({ status, stdout }).toEqual({ status: WRONG_USE, stdout: '' });
    expect(stderr.split('\n')[0]).toContain(named);
    expect(stderr).toContain('npm run journal -- set-aside SEGMENT');
  }, LONG);

  it('npm run journal -- check does not call a folder without a journal good', async () => {
    mkdirSync(join(data, 'journal'), { recursive: true });
    const { status, stdout } = await run(JOURNAL_TOOL, 'check');
    expect(status).toBe(WRONG_USE);
    expect(stdout).toContain(join(data, 'journal'));
    rmSync(data, { recursive: true });
  }, LONG);

  it('npm start -- --check-config starts nothing and says what cannot be reached: 74', async () => {
    expect(await run(MAIN, '--check-config')).toMatchObject({ status: 0, stdout: '可用 good  设置 settings\n', stderr: '' });
    const servers = { NATS_URL: 'nats://127.0.0.1:1', DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x', YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://127.0.0.1:1', INFLUX_DATABASE: 'x' };
    const { status, stdout } = await Product.run(MAIN, ['--check-config'], { YANSHOU_DATA_DIR: data, ...servers });
    expect(status).toBe(EX_IOERR);
    for (const name of ['NATS', 'PostgreSQL', 'InfluxDB']) expect(stdout).toMatch(new RegExp(`^不可用 BAD  ${name}  `, 'm'));
    expect(stdout).not.toContain('hidden');
    expect(existsSync(data)).toBe(false);
    const wrong = await Product.run(MAIN, ['--check-config'], { YANSHOU_HTTP_PORT: 'x' });
    expect(wrong).toMatchObject({ status: EX_CONFIG, stdout: '', stderr: expect.stringContaining('YANSHOU_HTTP_PORT') });
  }, LONG);

  it.each([['en', 'cannot be used'], ['zh', '不可用']])('npm run demo -- --lang %s names its own option for a port that is in use: 74', async (lang, said) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { status, stdout, stderr } = await run(DEMO, '--once', '--lang', lang, '--mqtt-port', '0', '--http-port', String(port), '--data', join(scratch, 'demo'));
    server.close();
    expect({ status, stdout }).toEqual({ status: EX_IOERR, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(`--http-port ${port} ${said}`)]);
  }, LONG);

  it('npm run bench runs nothing for an option that it does not know', async () => {
    const { status, stdout, stderr } = await run(BENCH, '--secnds', '1');
    expect({ status, stdout }).toEqual({ status: WRONG_USE, stdout: '' });
    expect(stderr).toMatch(/^无法识别 \/ not understood:.*--secnds/);
    expect((await run(BENCH, '--help')).stdout).toContain('ingest-50');
  }, LONG);
});
