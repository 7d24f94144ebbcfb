import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../platform-under-test/api-client.js';
import { ADMINISTRATOR, WITH_ADMINISTRATOR } from '../platform-under-test/people.js';
import { Product } from '../platform-under-test/product.js';
import { RawClient } from '../platform-under-test/raw-client.js';
import { scratchDirectory } from '../platform-under-test/test-platform.js';
import { until } from '../platform-under-test/until.js';
import { CLASS, DEVICE, PROJECT, VIBRATION } from '../platform-under-test/workshop.js';

interface Ready {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly state: string; readonly code?: string; readonly detailZh?: string; readonly detailEn?: string }[];
  readonly alarms: readonly { readonly alarm: string }[];
}

const LONG = 120_000;
/** Whoever stops it waits no longer: containers are given thirty seconds. The rest is this machine's. */
const ENDED_MILLIS = 90_000;
const PRELOAD = pathToFileURL(resolve(import.meta.dirname, '../../dist/platform-under-test/hanging-thread.js')).href;
const p = PROJECT.id;
const ofProject = { params: { p } };
const REFUSED = 4;

describe('a telemetry thread that hangs in the system', () => {
  const directory = scratchDirectory();
  const pipe = join(directory, 'pipe');
  const secrets = new Map<string, string>();
  let product: Product;
  let admin: ApiClient;
  let sent = 0;

  async function start(): Promise<void> {
    product = await Product.start(join(directory, 'data'), {
      ...WITH_ADMINISTRATOR, NODE_OPTIONS: `--import ${PRELOAD}`, TEST_HANGING_PIPE: pipe, YANSHOU_LOG_LEVEL: 'silent', YANSHOU_ALARM_FAULT_SECONDS: '2', YANSHOU_ALARM_HOLD_SECONDS: '1',
    });
    admin = await new ApiClient(product.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
  }

  beforeAll(async () => {
    await start();
    await admin.call('createProgramme', { body: { id: PROJECT.programme, nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    await admin.call('createProject', { body: PROJECT });
    await admin.call('saveClass', { ...ofProject, body: CLASS });
    for (const id of ['lathe-1', 'lathe-2']) secrets.set(id, (await admin.call('createDevice', { ...ofProject, body: { ...DEVICE, id, assetNumber: id } })).secret);
  }, 240_000);
  afterAll(async () => {
    const { child } = product;
    const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
    child.kill('SIGKILL');
    // A process that is being killed may still make a file.
    await gone;
    rmSync(directory, { recursive: true, force: true });
  });

  const hang = (): void => void execFileSync('mkfifo', [pipe]);
  const wake = (): void => {
    // Opening it waits for its reader: it hangs already when this is called.
    const writer = openSync(pipe, 'w');
    rmSync(pipe);
    closeSync(writer);
  };
  const get = (path: string): Promise<Response> => fetch(`${product.http}${path}`, { headers: { connection: 'close' } });
  const ready = async (): Promise<Ready> => (await (await get('/readyz')).json()) as Ready;
  const down = async (): Promise<string[]> => (await ready()).checks.filter(({ state }) => state === 'down').map(({ name }) => name);
  const hasAlarm = async (): Promise<boolean> => (await ready()).alarms.some(({ alarm }) => alarm === 'telemetry-fault');
  const open = (device: string): Promise<RawClient> => RawClient.open(product.mqttPort, { username: `${p}/${device}`, password: secrets.get(device) ?? '', clientId: device });

  async function publish(count: number): Promise<void> {
    const client = await open('lathe-1');
    for (let index = 0; index < count; index += 1) await client.publishAcknowledged(telemetryTopic(p, 'lathe-1'), JSON.stringify({ ts: Date.parse(PROJECT.acceptedFrom) + (sent += 1) * 1_000, values: { temperature: sent } }), sent);
    client.close();
  }

  async function stored(): Promise<number> {
    const now = systemClock.now();
    const { items } = await admin.call('readLedger', { ...ofProject, query: { from: formatIsoMicros(now - MICROS_PER_DAY), to: formatIsoMicros(now + MICROS_PER_DAY) } });
    return items.reduce((sum, { counts }) => sum + counts.stored, 0);
  }

  it('is told by name and by an alarm, while devices are acknowledged', async () => {
    await publish(5);
    await until(async () => (await stored()) === sent, LONG);
    hang();
    await until(async () => (await down()).join() === 'telemetry', LONG);
    await publish(5);
    expect((await get('/readyz')).status).toBe(503);
    expect((await ready()).checks.find(({ name }) => name === 'telemetry')).toMatchObject({ code: 'telemetry-silent', detailZh: expect.stringMatching(/重启/), detailEn: expect.stringContaining('restart') });
    expect(await (await get('/metrics')).text()).toContain('\nyanshou_up 0\n');
    await until(hasAlarm, LONG);
    expect((await admin.call('listAlarms')).items.find(({ id }) => id === 'telemetry-fault')).toMatchObject({ raised: true });
  }, 2 * LONG);

  it('keeps no revocation from being in force, not even behind a change of the inventory that it has to know', async () => {
    await admin.call('saveClass', { ...ofProject, body: { ...CLASS, metrics: [...CLASS.metrics, VIBRATION] } });
    const revoked = await open('lathe-2');
    expect(revoked.connackCode).toBe(0);
    await admin.call('revokeSecrets', { params: { p, d: 'lathe-2' } });
    await revoked.whenClosed();
    expect((await open('lathe-2')).connackCode).toBe(REFUSED);
    await until(async () => (await down()).join() === 'telemetry', LONG);
  }, LONG);

  it('goes on by itself when it answers again: nothing is missing, and the inventory is the changed one', async () => {
    wake();
    await until(async () => (await get('/readyz')).status === 200, LONG);
    await until(async () => !(await hasAlarm()), LONG);
    const client = await open('lathe-1');
    await client.publishAcknowledged(telemetryTopic(p, 'lathe-1'), JSON.stringify({ ts: Date.parse(PROJECT.acceptedFrom) + (sent += 1) * 1_000, values: { vibration: 1 } }), sent);
    client.close();
    await until(async () => (await stored()) === sent, LONG);
  }, 2 * LONG);

  it('does not keep the process from ending when it is told to, as the check advises; the next start has everything', async () => {
    hang();
    await until(async () => (await down()).join() === 'telemetry', LONG);
    await publish(5);
    const told = performance.now();
    const { stderr } = await product.terminate();
    expect(performance.now() - told).toBeLessThan(ENDED_MILLIS);
    expect(stderr).toMatch(/遥测线程没有应答.*the telemetry thread does not answer/);
    rmSync(pipe);
    await start();
    await until(async () => (await stored()) === sent, LONG);
  }, 4 * LONG);
});
