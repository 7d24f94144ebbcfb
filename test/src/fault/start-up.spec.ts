import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { BALANCED, imbalance } from '../platform-under-test/balance.js';
import { deviceId } from '../platform-under-test/bench-project.js';
import { JOURNAL_TOOL, MAIN, Product } from '../platform-under-test/product.js';
import { TestPlatform, scratchDirectory } from '../platform-under-test/test-platform.js';

const EX_IOERR = 74;
const EX_CONFIG = 78;
const LONG = 240_000;
const MESSAGES = 30;
const device = deviceId(0);

describe('a start that cannot succeed ends with one clear line', () => {
  let platform: TestPlatform;
  let scratch: string;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    scratch = scratchDirectory();
  }, LONG);
  afterAll(async () => {
    await platform.dispose();
    rmSync(scratch, { recursive: true, force: true });
  });

  const start = async (env: Readonly<Record<string, string>>) => {
    const { status, stdout, stderr } = await Product.run(MAIN, [], { YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0', YANSHOU_DATA_DIR: platform.directory, ...env });
    return { status, stdout, lines: stderr.trim().split('\n'), line: stderr };
  };

  it.each([
    ['a port that is none', { YANSHOU_MQTT_PORT: '70000' }, 'YANSHOU_MQTT_PORT="70000"'],
    ['a variable nobody knows', { YANSHOU_DATA_DRI: '/data' }, 'YANSHOU_DATA_DRI'],
    ['a setting without its companion', { YANSHOU_MQTTS_PORT: '8883' }, 'YANSHOU_TLS_CERT'],
    ['a URL that is none', { YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://127.0.0.1:99999', INFLUX_DATABASE: 'x' }, 'INFLUX_URL="http://127.0.0.1:99999"'],
    ['a certificate that is not there', { YANSHOU_MQTTS_PORT: '0', YANSHOU_TLS_CERT: '/nowhere.pem', YANSHOU_TLS_KEY: '/nowhere.key' }, 'YANSHOU_TLS_CERT="/nowhere.pem"'],
  ])('%s: 78', async (_what, env, named) => {
    const { status, stdout, lines, line } = await start(env);
    expect({ status, stdout, count: lines.length }).toEqual({ status: EX_CONFIG, stdout: '', count: 1 });
    expect(line).toContain(named);
  }, LONG);

  it('NATS that does not answer: 74, and nothing is said to go on', async () => {
    const servers = { NATS_URL: 'nats://127.0.0.1:1', DATABASE_URL: 'postgres://nobody@nowhere/x', YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://nowhere:8086', INFLUX_DATABASE: 'x' };
    const { status, lines, line } = await start({ ...servers, YANSHOU_DATA_DIR: join(scratch, 'nats') });
    expect({ status, count: lines.length }).toEqual({ status: EX_IOERR, count: 1 });
    expect(line).toMatch(/NATS_URL.*启动已结束.*start again/);
    expect(line).not.toContain('by itself; devices');
  }, LONG);

  it('a data directory that is a file: 74', async () => {
    const file = join(scratch, 'file');
    writeFileSync(file, '');
    const { status, lines, line } = await start({ YANSHOU_DATA_DIR: file });
    expect({ status, count: lines.length }).toEqual({ status: EX_IOERR, count: 1 });
    expect(line).toContain(file);
  }, LONG);

  it('a data directory that cannot be written: 74', async () => {
    const directory = unwritable(scratch);
    const { status, lines, line } = await start({ YANSHOU_DATA_DIR: directory });
    expect({ status, count: lines.length }).toEqual({ status: EX_IOERR, count: 1 });
    expect(line).toContain(directory);
  }, LONG);

  it('a data directory that another platform uses: 74, and that one is not disturbed', async () => {
    const { status, lines, line } = await start({});
    expect({ status, count: lines.length }).toEqual({ status: EX_IOERR, count: 1 });
    expect(line).toContain(String(platform.child.pid));
    const client = await platform.connect(device);
    await client.publishAcknowledged(telemetryTopic('bench', device), '{"values":{"temperature":1}}', 1);
    client.close();
    expect((await platform.settle()).stored).toBe(1);
  }, LONG);

  it.each(['YANSHOU_HTTP_HOST', 'YANSHOU_MQTT_HOST'])('%s that is no address of this machine: 78', async (setting) => {
    const { status, lines, line } = await start({ YANSHOU_DATA_DIR: join(scratch, setting), [setting]: '192.0.2.1' });
    expect({ status, count: lines.length }).toEqual({ status: EX_CONFIG, count: 1 });
    expect(line).toContain(`${setting}="192.0.2.1"`);
  }, LONG);

  it('the first password is not told by a start that fails, and is by the one that succeeds', async () => {
    const { server, port } = await occupy();
    const fresh = { YANSHOU_DATA_DIR: join(scratch, 'first') };
    const { status, line } = await start({ ...fresh, YANSHOU_MQTT_PORT: port });
    server.close();
    expect(status).toBe(EX_IOERR);
    expect(line).not.toContain('one-time password');
    const { stderr } = await (await Product.start(fresh.YANSHOU_DATA_DIR)).terminate();
    expect(stderr).toMatch(/one-time password of admin is ([a-z2-9]{4}-){5}[a-z2-9]{4}/);
  }, LONG);

  it.each([['MQTT', 'YANSHOU_MQTT_PORT'], ['HTTP', 'YANSHOU_HTTP_PORT']])('an %s port that is in use: 74, and the next start succeeds', async (protocol, setting) => {
    if (platform.child.process.connected) await platform.child.stop();
    const { server, port } = await occupy();
    const { status, lines, line } = await start({ [setting]: port });
    server.close();
    expect({ status, count: lines.length }).toEqual({ status: EX_IOERR, count: 1 });
    expect(line).toContain(port);
    expect(line).toContain(protocol);
    expect(line).toContain(setting);
    const next = await Product.start(platform.directory, { [setting]: port });
    expect((await next.terminate()).status).toBe(0);
  }, LONG);
});

describe('a damaged journal', () => {
  let platform: TestPlatform;
  let segment: string;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const client = await platform.connect(device);
    for (let n = 1; n <= MESSAGES; n += 1) await client.publishAcknowledged(telemetryTopic('bench', device), `{"values":{"temperature":${n}}}`, n);
    client.close();
    expect(await platform.settle()).toMatchObject({ messages: MESSAGES, stored: MESSAGES });
    await platform.child.stop();
    segment = flipByteInTheMiddle(join(platform.directory, 'journal'));
  }, LONG);
  afterAll(() => platform.dispose());

  const tool = (...args: string[]) => Product.run(JOURNAL_TOOL, args, { YANSHOU_DATA_DIR: platform.directory });

  it('stops the start: 74, naming the segment and what to do', async () => {
    const { status, stderr } = await Product.run(MAIN, [], { YANSHOU_DATA_DIR: platform.directory, YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0' });
    expect({ status, count: stderr.trim().split('\n').length }).toEqual({ status: EX_IOERR, count: 1 });
    expect(stderr).toContain(`npm run journal -- set-aside ${segment}`);
  }, LONG);

  it('is put aside by the tool: the gap is declared, the bytes are kept', async () => {
    const found = await tool('check');
    expect(found).toMatchObject({ status: 1, stdout: expect.stringContaining('DAMAGED') });
    const done = await tool('set-aside', segment);
    expect(done).toMatchObject({ status: 0, stdout: expect.stringMatching(/declared missing: \d+–\d+/) });
    expect(readdirSync(join(platform.directory, 'journal'))).toContain(`${segment}.damaged`);
    expect((await tool('check')).status).toBe(0);
  }, LONG);

  it('then the platform starts, keeps what was stored and goes on', async () => {
    platform = await platform.again();
    const client = await platform.connect(device);
    await client.publishAcknowledged(telemetryTopic('bench', device), '{"values":{"temperature":0}}', 1);
    client.close();
    const totals = await platform.settle();
    expect(totals).toMatchObject({ messages: MESSAGES + 1, stored: MESSAGES + 1 });
    expect(imbalance(totals)).toEqual(BALANCED);
    expect((await fetch(`${platform.http}/readyz`)).status).toBe(200);
  }, LONG);
});

/** Root may write anywhere but where the kernel has no place for it. */
function unwritable(scratch: string): string {
  if (process.getuid?.() === 0) return '/proc/yanshou';
  const directory = join(scratch, 'read-only');
  mkdirSync(directory);
  chmodSync(directory, 0o500);
  return directory;
}

async function occupy(): Promise<{ server: Server; port: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: String((server.address() as AddressInfo).port) };
}

function flipByteInTheMiddle(journal: string): string {
  const [segment] = readdirSync(journal).filter((name) => name.endsWith('.segment')).sort() as [string];
  const path = join(journal, segment);
  const bytes = readFileSync(path);
  const end = bytes.findLastIndex((byte) => byte !== 0);
  const middle = Math.floor(end / 2);
  bytes[middle] = (bytes[middle] as number) ^ 0x10;
  writeFileSync(path, bytes);
  return segment;
}
