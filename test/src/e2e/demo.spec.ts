import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { notRun } from '../platform-under-test/not-run.js';
import { DEMO, Product, VERIFIER } from '../platform-under-test/product.js';
import type { Ended } from '../platform-under-test/product.js';
import { scratchDirectory } from '../platform-under-test/test-platform.js';
import { until } from '../platform-under-test/until.js';
import { statedMachines } from './shop-floor-page.js';

const LONG = 600_000;
const ROW_FIELDS = [
  'project', 'indicator', 'clause', 'from', 'to', 'value', 'unit', 'comparator', 'target', 'verdict', 'coverage', 'platformCoverage', 'uncertainty',
  'numerator', 'denominator', 'devices', 'readings', 'origin', 'sourceKind', 'formulaVersion', 'inputsDigest',
];
const realData = process.env.REAL_DATA_DIR;
const scratch = scratchDirectory();

interface Row {
  readonly project: string;
  readonly indicator: string;
  readonly verdict: string;
  readonly coverage: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly devices: readonly string[];
  readonly origin: string;
  readonly inputsDigest: string;
  readonly figures: { readonly perDevice?: readonly unknown[] };
}
interface DemoJson {
  readonly rows: readonly Row[];
  readonly messages: Readonly<Record<'acknowledged' | 'projected' | 'quarantined' | 'pending', number>>;
  readonly readings: Readonly<Record<'received' | 'stored' | 'duplicates' | 'conflicts' | 'rejected', number>>;
  readonly gaps: number;
  readonly bundle: string;
  readonly verified: boolean;
  readonly batch?: Readonly<Record<'batch' | 'url' | 'qr' | 'page', string>>;
}
type DemoRun = DemoJson & { readonly stderr: string };

const spawnDemo = (name: string, ...args: readonly string[]): Product =>
  Product.spawn(DEMO, ['--json', '--http-port', '0', '--mqtt-port', '0', '--data', join(scratch, name), ...args], { LANG: 'C', LC_ALL: 'C' });

function resultOf({ status, stdout, stderr }: Ended): DemoRun {
  if (status !== 0) throw new Error(`status ${String(status)}: ${stderr}`);
  return { ...(JSON.parse(stdout) as DemoJson), stderr };
}

const verify = (bundle: string, key: string): Promise<Ended> => Product.run(VERIFIER, [bundle, '--key', key], { LANG: 'C', LC_ALL: 'C' });

/** The platform's public key, as the demonstration puts it beside the bundle. */
const keyBeside = (bundle: string): string => bundle.replace(/\.zip$/, '.key.json');

function expectSound({ rows, messages, readings, gaps, bundle, verified }: DemoJson): void {
  for (const row of rows) expect(Object.keys(row)).toEqual(expect.arrayContaining(ROW_FIELDS));
  expect(rows.filter(({ verdict }) => !['met', 'not-met', 'insufficient-data', 'pending-evidence'].includes(verdict))).toEqual([]);
  expect(rows.filter(({ coverage }) => !(coverage >= 0 && coverage <= 1))).toEqual([]);
  expect(rows.filter(({ inputsDigest }) => !/^sha256:[0-9a-f]{64}$/.test(inputsDigest))).toEqual([]);
  expect(messages.pending).toBe(0);
  expect(messages.acknowledged).toBe(messages.projected + messages.quarantined + messages.pending);
  expect(readings.received).toBe(readings.stored + readings.duplicates + readings.conflicts + readings.rejected);
  expect(readings.stored).toBeGreaterThan(0);
  expect(Number.isInteger(gaps)).toBe(true);
  expect(verified).toBe(true);
  expect(existsSync(bundle)).toBe(true);
}

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the demonstration', () => {
  it('prints one JSON object, balances, stamps every row as simulated, and keeps running with a login link that is good once', async () => {
    const running = spawnDemo('simulated');
    const link = /(http:\S+)\/login#token=(\S+)/;
    await until(() => link.test(running.stderr) || running.child.exitCode !== null, LONG);
    const [, http = '', token = ''] = link.exec(running.stderr) ?? [];
    expect(await logIn(http, token)).toMatchObject({ status: 200, body: { id: 'admin', role: 'admin', mustChangePassword: false } });
    expect(await logIn(http, token)).toMatchObject({ status: 401, body: { code: 'link-invalid' } });
    const page = await (await fetch(/(http:\S+\/t\/[\w-]{22})\s/.exec(running.stderr)?.[1] ?? 'http://no-page-is-named')).text();
    const result = resultOf(await running.terminate());
    expectSound(result);
    expectTraced(result, page);
    expect(new Set(result.rows.map(({ project }) => project)).size).toBeGreaterThanOrEqual(3);
    expect(new Set(result.rows.map(({ origin }) => origin))).toEqual(new Set(['simulated']));
    expect(result.stderr).toContain('SIMULATED');
    const workshop = new Map(result.rows.filter(({ project }) => project === 'workshop').map(({ indicator, verdict }) => [indicator, verdict]));
    expect(Object.fromEntries(workshop)).toMatchObject({
      'networked-device-ratio': 'met', 'ip-applications': 'pending-evidence', 'new-economic-benefit': 'met', 'production-efficiency-gain': 'met',
      'defect-rate-reduction': 'not-met', 'energy-utilisation-gain': 'met', standards: 'insufficient-data',
    });
  }, LONG);

  it('replays recorded data under their own stamp; a machine that only says UNAVAILABLE does not count', async () => {
    if (realData === undefined) return notRun('e2e: demonstration with the real recordings (set REAL_DATA_DIR)');
    const result = resultOf(await spawnDemo('replayed', '--once', '--replay', realData).ended());
    expectSound(result);
    await expectVerifiable(result);
    const folder = join(realData, 'workshop');
    const machines = new Set(readdirSync(folder).map((file) => file.slice(0, file.indexOf('-'))));
    const silent = [...machines].filter((machine) => isSilent(folder, machine));
    const workshop = result.rows.find(({ project, indicator }) => project === 'workshop' && indicator === 'networked-device-ratio');
    expect(silent.length).toBeGreaterThan(0);
    expect(workshop?.devices.length).toBeGreaterThan(0);
    expect(workshop?.devices.filter((device) => silent.includes(device) || !machines.has(device))).toEqual([]);
    expect(workshop).toMatchObject({ origin: 'replayed', denominator: machines.size });
    expectShopFloor(workshop);
    expect(result.stderr).toContain('REPLAYED');
    const air = result.rows.filter(({ project }) => project === 'air').map(({ indicator, numerator, denominator }) => [indicator, numerator, denominator]);
    // February 2017 at Tiantan by HJ 633-2012: the 21st has no valid day of five pollutants, three more have fewer than fourteen means of ozone over eight hours, of which one is above 100 without it.
    expect(air).toEqual(expect.arrayContaining([['air-quality-good-days', 13, 25], ['monitoring-valid-hours', 3_909, 4_032]]));
    const plant = result.rows.find(({ project, indicator }) => project === 'energy' && indicator === 'energy-utilisation-gain');
    expect(plant).toMatchObject({ value: null, verdict: 'insufficient-data', reasons: [{ zh: expect.stringContaining('没有记录产量') }], figures: { tables: [{ title: { zh: expect.stringContaining('基期日历模型') } }] } });
    const kept = join(scratch, 'replayed', 'bundles', 'air');
    const verified = await verify(join(kept, readdirSync(kept)[0] ?? '', 'bundle.zip'), keyBeside(result.bundle));
    expect([verified.status, verified.stderr]).toEqual([0, '']);
    expect(verified.stdout).toContain('13/25');
  }, LONG);
});

/** What docs/shop-floor.md says, machine by machine; its own spec compares it with the raw files. */
function expectShopFloor(row: Row | undefined): void {
  expect(row).toMatchObject({
    value: 12.5, numerator: 1, verdict: 'not-met', coverage: 545 / 2_880, devices: ['Mazak03'],
    figures: { everConnected: 8, validInWindow: 4, byPlannedTime: { numerator: 1, denominator: 8 }, byCalendar24h: { numerator: 0, denominator: 8 } },
  });
  expect(row?.figures.perDevice).toMatchObject(statedMachines().map((machine) => ({ ...machine, expected: 360, calendarExpected: 864 })));
}

async function logIn(http: string, token: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${http}/api/v1/session/link`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
  return { status: response.status, body: await response.json() };
}

/** Batches that are whole from harvest to sale, with the page behind a QR code, and one that was carried too cold; sessions that headsets scored. */
function expectTraced({ rows, batch }: DemoJson, page: string): void {
  const of = (project: string, indicator: string): Row | undefined => rows.find((row) => row.project === project && row.indicator === indicator);
  const [traced, training] = [of('cold-chain', 'batch-traceability'), of('training', 'automatic-assessment')];
  expect([traced?.denominator, traced?.numerator]).toEqual([3, 2]);
  expect(training).toMatchObject({ verdict: 'met', origin: 'simulated' });
  expect(training?.devices.filter((device) => !device.startsWith('VR-'))).toEqual([]);
  for (const text of ['黄瓜', '津优示范一号', '和平示范门店', '°C']) expect(page).toContain(text);
  expect(page).not.toMatch(/TRUCK|cold-chain|demo-member|SIM/);
  expect(readFileSync(batch?.qr ?? '', 'utf8')).toContain('<svg');
  expect(readFileSync(batch?.page ?? '', 'utf8')).toContain('黄瓜');
}

/** An auditor with the file and the key finds it whole and recomputes every row; with one byte changed, not. */
async function expectVerifiable({ bundle, rows }: DemoJson): Promise<void> {
  const whole = await verify(bundle, keyBeside(bundle));
  expect([whole.status, whole.stderr]).toEqual([0, '']);
  const [{ inputsDigest = '' } = {}] = rows;
  expect(whole.stdout).toContain(inputsDigest.slice('sha256:'.length, 'sha256:'.length + 12));
  const bytes = readFileSync(bundle);
  const at = bytes.indexOf('"verdict":"not-met"');
  expect(at).toBeGreaterThan(0);
  bytes.write('"verdict":"yet-met"', at);
  writeFileSync(`${bundle}.edited.zip`, bytes);
  const edited = await verify(`${bundle}.edited.zip`, keyBeside(bundle));
  expect([edited.status, edited.stdout]).toEqual([1, expect.stringMatching(/file-changed.*report\.json/)]);
}

/** Whether every value on every line of the machine's files is UNAVAILABLE (lines: time|item|value|…, pairs repeated). */
function isSilent(folder: string, machine: string): boolean {
  const lines = readdirSync(folder).filter((file) => file.startsWith(`${machine}-`)).flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/));
  return lines.every((line) => (line.split('|')[2] ?? '').trim().toUpperCase() === 'UNAVAILABLE');
}
