import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { IndicatorRow } from '@yanshou/kpi';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { ADMINISTRATOR, startWithAdministrator } from '../../platform-under-test/people.js';
import { Product, VERIFIER } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';
import { CONTRACT, DEVICE, PROJECT } from '../../platform-under-test/workshop.js';

const GATEWAYS = { north: ['n1', 'n2', 'n3'], south: ['s1', 's2'] } as const;
const MACHINES = Object.values(GATEWAYS).flat();
const p = PROJECT.id;
const ofProject = { params: { p } };
const LINE = { name: 'load', unit: '%', valueType: 'number', kind: 'process', resolution: 0.1, reporting: 'periodic' } as const;
const STATE = { name: 'state', unit: '', valueType: 'text', kind: 'state', resolution: 1, reporting: 'by-exception' } as const;

const minuteNow = (): number => Math.floor(systemClock.now() / MICROS_PER_MINUTE);
const at = (minute: number): number => minute * MICROS_PER_MINUTE;

/** Two gateways in a workshop, judged minute by minute on a real platform: what is silent, when, and whose fault it was. */
describe('whose fault a gap is', () => {
  let platform: TestPlatform;
  let admin: ApiClient;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    ({ platform, admin } = await startWithAdministrator());
    await admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    const now = systemClock.now();
    const contract = {
      ...CONTRACT, window: { from: CONTRACT.window.from, to: formatIsoMicros(now + 24 * MICROS_PER_HOUR) }, lateDeliveryHours: 72,
      plannedTime: { zone: PROJECT.zone, shifts: [] }, targets: CONTRACT.targets.filter(({ indicator }) => indicator === 'connected-equipment'),
    };
    await admin.call('createProject', { body: { ...PROJECT, contract } });
    await admin.call('saveClass', { ...ofProject, body: { id: 'lathe', nameZh: '车床', nameEn: 'lathe', judgingIntervalMinutes: 1, metrics: [LINE, STATE] } });
    for (const id of MACHINES) secrets.set(id, (await admin.call('createDevice', { ...ofProject, body: { ...DEVICE, id, assetNumber: id } })).secret);
    for (const [id, children] of Object.entries(GATEWAYS)) await admin.call('saveGateway', { ...ofProject, body: { id, nameZh: id, nameEn: id, children: [...children] } });
  }, 180_000);
  afterAll(() => platform.dispose());

  async function deliver(machine: string, minutes: readonly number[], values: Readonly<Record<string, unknown>> = { load: 1 }): Promise<void> {
    const client = await RawClient.open(platform.mqttPort, { username: `${p}/${machine}`, password: secrets.get(machine) ?? '' });
    if (minutes.length > 0) await client.publishAcknowledged(telemetryTopic(p, machine), JSON.stringify(minutes.map((minute) => ({ ts: at(minute) / 1_000, values }))), 1);
    client.close();
  }

  const span = (from: number, to: number): readonly number[] => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

  it('a gateway that stops is one event with all its machines; a machine that said it is off, or alone is silent, is told apart', async () => {
    const hour = Math.floor(minuteNow() / 60) * 60 - 120;
    const silent = (machine: string): readonly number[] => (machine.startsWith('n') ? span(hour + 10, hour + 30) : []);
    for (const machine of MACHINES) {
      const own = machine === 's1' ? span(hour + 40, hour + 50) : machine === 's2' ? span(hour + 51, hour + 55) : [];
      await deliver(machine, span(hour, hour + 60).filter((minute) => ![...silent(machine), ...own].includes(minute)));
    }
    await deliver('s2', [hour + 50], { state: 'OFF' });
    await deliver('s2', [hour + 55], { state: 'READY' });
    await platform.settle(p);
    const report = await admin.call('readGaps', { ...ofProject, query: { from: formatIsoMicros(at(hour)), to: formatIsoMicros(at(hour + 60)) } });
    expect(report.events).toEqual([
      { cause: 'gateway', from: formatIsoMicros(at(hour + 10)), to: formatIsoMicros(at(hour + 30)), devices: ['n1', 'n2', 'n3'], gateway: 'north', site: null, intervals: 60, reasons: [] },
      expect.objectContaining({ cause: 'collection', gateway: 'south', devices: ['s1'], intervals: 10 }),
      expect.objectContaining({ cause: 'machine-off', gateway: 'south', devices: ['s2'], intervals: 4 }),
    ]);
    expect([report.missing, report.delivered]).toEqual([74, { valid: 226, late: expect.any(Number), overdue: 0, lateDeliveryHours: 72 }]);
    const page = await admin.call('readGaps', { ...ofProject, query: { from: report.from, to: report.to, after: 1, limit: 1 } });
    expect([page.events.map(({ cause }) => cause), page.next]).toEqual([['collection'], 2]);
  });

  it('what the platform slept through is not expected, unless it was delivered later; an auditor computes the same', async () => {
    const first = minuteNow();
    await platform.child.kill();
    const killed = minuteNow();
    // At least one whole minute in which it was not there.
    await until(() => minuteNow() >= killed + 2, 300_000);
    const starting = minuteNow();
    platform = await platform.again();
    const back = minuteNow();
    admin = await new ApiClient(platform.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
    await until(() => minuteNow() > back, 120_000);
    // n1 kept what it measured and sends it now; n2 did not; the others are silent altogether.
    await deliver('n1', span(first, back + 1));
    await deliver('n2', [...span(first, killed + 1), ...span(starting, back + 1)]);
    await platform.settle(p);
    const { id } = await admin.call('createAssessment', { ...ofProject, body: { from: formatIsoMicros(at(first)), to: formatIsoMicros(at(back + 1)), note: '' } });
    const { statement } = await admin.call('readAssessment', { params: { p, a: id } });
    const { row } = (statement as { readonly indicators: readonly [{ readonly row: IndicatorRow }] }).indicators[0];
    const total = back + 1 - first;
    const [n1, n2] = row.figures.perDevice ?? [];
    expect(n1).toMatchObject({ id: 'n1', expected: total, valid: total, networked: true });
    expect(n1).not.toHaveProperty('platformFault');
    expect(n2?.platformFault).toBeGreaterThanOrEqual(1);
    expect([n2?.expected, n2?.valid]).toEqual([total - (n2?.platformFault ?? 0), total - (n2?.platformFault ?? 0)]);
    expect(row.devices).toEqual(['n1', 'n2']);
    const leftOut = (row.figures.perDevice ?? []).reduce((sum, { platformFault = 0 }) => sum + platformFault, 0);
    expect(row.reasons.map(({ zh }) => zh)).toEqual([expect.stringContaining(`${leftOut} 个间隔`), expect.stringContaining('平台数据完整率下限 0.00 %')]);
    expect(row.figures.gaps?.totals.find(({ cause }) => cause === 'platform')).toMatchObject({ events: 1, devices: 4, intervals: leftOut });
    expect((await admin.succeed('readReport', { params: { p, a: id, format: 'html' }, query: { lang: 'zh' } })).text).toContain('平台停机');

    const [bundle, key] = [join(platform.directory, 'gaps.zip'), join(platform.directory, 'gaps-key.json')];
    writeFileSync(bundle, (await admin.succeed('readBundle', { params: { p, a: id } })).bytes);
    writeFileSync(key, JSON.stringify((await admin.call('readKey')).jwk));
    expect(await Product.run(VERIFIER, [bundle, '--key', key, '--json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('"verified":true') });
  }, 600_000);
});
