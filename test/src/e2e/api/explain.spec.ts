import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { BodyInputOf, Contract, ExplainedView, TraceStepView } from '@yanshou/api-schema';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, formatIsoMicros, systemClock, windowOf } from '@yanshou/telemetry';
import { ONE_CONNECTION } from '../../platform-under-test/api-client.js';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { expectProblem } from '../../platform-under-test/expect-problem.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';

const ZONE = 'Asia/Shanghai';
const DAYS = 3;
const end = windowOf(systemClock.now(), 'day', ZONE).from;
const begin = end - DAYS * MICROS_PER_DAY;
const before = begin - DAYS * MICROS_PER_DAY;
const iso = formatIsoMicros;
const PERIOD = { from: iso(begin), to: iso(end) };
const p = 'traced';
const CYCLE = 30_000;

const metric = (name: string, facts: Partial<BodyInputOf<'saveClass'>['metrics'][number]>) =>
  ({ name, unit: '', valueType: 'number' as const, kind: 'process' as const, resolution: 0.001, reporting: 'periodic' as const, ...facts });
const MACHINE: BodyInputOf<'saveClass'> = {
  id: 'machine', nameZh: '机床', nameEn: 'machine', judgingIntervalMinutes: 5,
  metrics: [
    metric('good', { unit: '件', kind: 'counter', resolution: 1, role: 'good-quantity' }), metric('made', { unit: '件', kind: 'counter', resolution: 1, role: 'produced-quantity' }),
    metric('energy', { unit: 'kWh', kind: 'counter', role: 'energy' }), metric('state', { valueType: 'text', kind: 'state', resolution: 1, role: 'production-state' }),
  ],
};
const STATION: BodyInputOf<'saveClass'> = {
  id: 'station', nameZh: '水质站', nameEn: 'water station', judgingIntervalMinutes: 60,
  metrics: [metric('do', { unit: 'mg/L', role: 'dissolved-oxygen', expectedIntervalSeconds: 3_600 }), metric('nh3', { unit: 'mg/L', role: 'ammonia-nitrogen', expectedIntervalSeconds: 3_600 })],
};
const device = (id: string, classId: string, facts: Partial<BodyInputOf<'createDevice'>> = {}): BodyInputOf<'createDevice'> =>
  ({ id, assetNumber: `A-${id}`, nameZh: '设备', nameEn: 'device', assetKind: 'production', classId, intelligent: true, intelligentGround: '数控系统', reporting: 'periodic', ...facts });
const target = (indicator: string, value: number, unit = '%', comparator: '>=' | '<=' = '>=') => ({ indicator, comparator, value, unit, clause: '任务书 三' });
const CONTRACT: Contract = {
  direction: 'P1.1.1', window: PERIOD, baseline: { from: iso(before), to: iso(begin) }, networkedThreshold: 0.8, minimumPlatformCoverage: 0, minimumDeviceCoverage: 0.5, lateDeliveryHours: 8_760,
  plannedTime: { zone: ZONE, shifts: [{ start: '08:00', end: '09:00' }] }, units: [{ name: '某公司', role: 'lead' }],
  efficiency: { definition: 'oee', standards: [{ device: 'M1', millisecondsPerPiece: CYCLE }, { device: 'M2', millisecondsPerPiece: CYCLE }] },
  targets: [
    target('networked-device-ratio', 30), target('energy-utilisation-gain', 10), target('overall-equipment-effectiveness', 50), target('surface-water-class', 3, '类', '<='), target('production-efficiency-gain', 20),
  ],
};

const SLOTS = 12;
/** Twelve readings in the shift of each day; M2 is silent in the last third of it. */
function machineReadings(id: string, from: number, pieces: number): readonly object[] {
  const slots = id === 'M1' ? SLOTS : 8;
  return Array.from({ length: DAYS * slots }, (_, index) => {
    const at = from + Math.floor(index / slots) * MICROS_PER_DAY + 8 * MICROS_PER_HOUR + (index % slots) * 5 * MICROS_PER_MINUTE;
    // The counter of energy starts again on the last day.
    const energy = index >= 2 * slots ? (index - 2 * slots) * 1.25 : 100 + index * 1.25;
    return { ts: at / 1_000, values: { good: index * pieces, made: index * (pieces + 1), energy, state: index % 4 === 3 ? 'STOPPED' : 'ACTIVE' } };
  });
}
const stationReadings = (): readonly object[] => Array.from({ length: DAYS * 24 }, (_, hour) =>
  ({ ts: (begin + hour * MICROS_PER_HOUR) / 1_000, values: { do: 6 + (hour % 7) / 10, nh3: 0.4 + (hour % 5) / 10 } }));

interface Reading {
  readonly at: string;
  readonly value: number | string;
}

describe('a value that somebody comes to again by following the links of its trace', () => {
  let platform: TestPlatform;
  let [officer, member] = [] as unknown as [ApiClient, ApiClient];
  const params = (i: string) => ({ params: { p, i } });
  const explain = (i: string): Promise<ExplainedView> => member.call('explainIndicator', { ...params(i), query: PERIOD });
  /** The query as it stands in the trace, and nothing else. */
  const follow = async (query: string | null | undefined): Promise<readonly Reading[]> => {
    const response = await fetch(`${platform.http}${query ?? '/none'}`, { headers: { ...ONE_CONNECTION, ...member.credential } });
    expect(response.status).toBe(200);
    return ((await response.json()) as { items: Reading[] }).items;
  };
  const stepOf = ({ trace }: ExplainedView, symbol: string): TraceStepView => {
    const step = trace.steps.find((one) => one.symbol === symbol);
    if (step === undefined) throw new Error(`no step ${symbol}: ${trace.steps.map((one) => one.symbol).join()}`);
    return step;
  };
  const readingsOf = (step: TraceStepView): Promise<readonly (readonly Reading[])[]> => Promise.all((step.table?.rows ?? []).map(({ source }) => follow(source?.query)));

  beforeAll(async () => {
    const started = await startWithAdministrator();
    platform = started.platform;
    await started.admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    await started.admin.call('createProject', { body: { id: p, programme: 'P1', nameZh: '示范', nameEn: 'demonstration', zone: ZONE, demonstration: false, acceptedFrom: iso(before - MICROS_PER_DAY), unknownMetric: 'quarantine' } });
    officer = await newPerson(started.admin, 'officer-1', 'officer', ['programme:P1']);
    member = await newPerson(started.admin, 'member-1', 'member', [`project:${p}`]);
    for (const body of [MACHINE, STATION]) await member.call('saveClass', { params: { p }, body });
    const sending = { 'M1': [...machineReadings('M1', before, 5), ...machineReadings('M1', begin, 6)], 'M2': [...machineReadings('M2', before, 5), ...machineReadings('M2', begin, 7)], 'W1': stationReadings(), 'M3': [] };
    for (const [id, readings] of Object.entries(sending)) {
      const { secret } = await member.call('createDevice', { params: { p }, body: device(id, id === 'W1' ? 'station' : 'machine', id === 'W1' ? { assetKind: 'sensor', intelligent: false } : {}) });
      if (readings.length === 0) continue;
      const client = await RawClient.open(platform.mqttPort, { username: `${p}/${id}`, password: secret });
      await client.publishAcknowledged(telemetryTopic(p, id), JSON.stringify(readings), 1);
      client.close();
    }
    await platform.settle(p);
    await officer.call('changeProject', { params: { p }, body: { contract: CONTRACT } });
  }, 240_000);
  afterAll(() => platform.dispose());

  it('networked devices: intervals of the shift with a reading, against the threshold', async () => {
    const explained = await explain('networked-device-ratio');
    const step = stepOf(explained, 'N');
    const found = await readingsOf(step);
    const valid = found.map((items) => new Set(items.map(({ at }) => Math.floor((Date.parse(at) * 1_000 - begin) / (5 * MICROS_PER_MINUTE))).values()).size);
    expect(step.table?.rows.map(({ cells }) => [cells[0], cells[1], cells[2]])).toEqual([['M1', valid[0], 36], ['M2', valid[1], 36], ['M3', valid[2], 36]]);
    expect(valid).toEqual([36, 24, 0]);
    const networked = valid.filter((count) => count / 36 >= 0.8).length;
    expect([explained.row.value, stepOf(explained, 'X').put, explained.clause?.quoteZh]).toEqual([(100 * networked) / 3, '1 ÷ 3 × 100', expect.stringContaining('联网')]);
  });

  /** What a counter grew by; after a fall it counts from zero. */
  const growth = (items: readonly Reading[]): number => items.reduce((sum, { value }, index) => {
    const last = Number(items[index - 1]?.value ?? value);
    return sum + (Number(value) < last ? Number(value) : Number(value) - last);
  }, 0);
  const amountsOf = async (explained: ExplainedView, symbol: string): Promise<number> => {
    const step = stepOf(explained, symbol);
    const amounts = (await readingsOf(step)).map(growth);
    expect(amounts.map((amount) => amount.toFixed(3))).toEqual(step.table?.rows.map(({ cells }) => Number(cells.at(-1)).toFixed(3)));
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    expect(Number(step.result.rounded)).toBeCloseTo(total, 6);
    return total;
  };

  it('a gain: growth of every counter of both legs, over a reset too', async () => {
    const explained = await explain('energy-utilisation-gain');
    const [eb, gb, er, gr] = [await amountsOf(explained, 'E_B'), await amountsOf(explained, 'G_B'), await amountsOf(explained, 'E_R'), await amountsOf(explained, 'G_R')];
    expect(explained.row.value).toBeCloseTo((100 * (eb / gb - er / gr)) / (eb / gb), 9);
    expect(stepOf(explained, 'E_B').table?.rows[0]?.cells[2]).toEqual({ zh: '36（回零 1 次）', en: '36 (1 resets)' });
    expect(explained.trace.coverage.map(({ symbol }) => symbol)).toEqual(['c_B', 'c_R', 'c_P']);
  });

  it('effectiveness: pieces, time in production and planned time of each machine', async () => {
    const explained = await explain('overall-equipment-effectiveness');
    const [good, active] = [stepOf(explained, 'W_R'), stepOf(explained, 'APT_R')];
    const ofMetric = async (step: TraceStepView, name: string) => Promise.all((step.table?.rows ?? []).map(async ({ source }) => (await follow(`${source?.query ?? ''}&metric=${name}`))));
    const pieces = (await ofMetric(good, 'good')).map(growth);
    // A periodic state holds until the next reading, and for one judging interval at most.
    const hours = (await ofMetric(active, 'state')).map((items) => items.reduce((sum, { at, value }, index) => {
      const next = items[index + 1]?.at;
      const held = Math.min(next === undefined ? Infinity : Date.parse(next) - Date.parse(at), 5 * 60_000);
      return sum + (value === 'ACTIVE' ? held / 3_600_000 : 0);
    }, 0));
    // M3 is timed by nobody: the contract has no cycle of it.
    const planned = 2 * DAYS;
    const earned = pieces.reduce((sum, count) => sum + (count * CYCLE) / 3_600_000, 0);
    expect(explained.row.value).toBeCloseTo((100 * earned) / planned, 9);
    expect(Number(active.result.rounded)).toBeCloseTo(hours.reduce((sum, one) => sum + one, 0), 5);
    const factors = ['A_R', 'Ef_R', 'Qr_R'].map((symbol) => Number(stepOf(explained, symbol).result.rounded) / 100);
    expect(factors.reduce((product, factor) => product * factor, 100)).toBeCloseTo(explained.row.value ?? NaN, 3);
  });

  it('a class of water: the mean of every reading of each factor, and the worst of them', async () => {
    const explained = await explain('surface-water-class');
    const means = await Promise.all(explained.trace.steps.slice(0, -1).map(async (step) => {
      const [items = []] = await readingsOf(step);
      const mean = items.reduce((sum, { value }) => sum + Number(value), 0) / items.length;
      expect([items.length, Number(step.result.rounded).toFixed(5)]).toEqual([72, mean.toFixed(5)]);
      return [step.table?.rows[0]?.cells[1], mean] as const;
    }));
    const { do: oxygen = 0, nh3 = 0 } = Object.fromEntries(means) as { do?: number; nh3?: number };
    const classes = [[7.5, 6, 5, 3, 2].findIndex((limit) => oxygen >= limit) + 1, [0.15, 0.5, 1, 1.5, 2].findIndex((limit) => nh3 <= limit) + 1];
    expect([explained.row.value, Math.max(...classes)]).toEqual([3, 3]);
    expect(explained.trace.series.map(({ metric: name, windows, readings }) => [name, windows, readings])).toEqual([['do', 72, 72], ['nh3', 72, 72]]);
    const [first] = explained.trace.series;
    expect(await follow(first?.query)).toHaveLength(72);
  });

  it('every link of every trace answers', async () => {
    const links = new Set<string>();
    for (const { indicator } of CONTRACT.targets) {
      const { trace } = await explain(indicator);
      for (const { table } of [...trace.steps, ...trace.coverage]) for (const { source } of table?.rows ?? []) if (source?.query !== null && source?.query !== undefined) links.add(source.query);
    }
    expect(links.size).toBeGreaterThan(10);
    for (const link of links) expect([link, (await fetch(`${platform.http}${link}`, { headers: { ...ONE_CONNECTION, ...member.credential } })).status]).toEqual([link, 200]);
  });

  it('is the same in the assessment, its report and now', async () => {
    const { id } = await officer.call('createAssessment', { params: { p }, body: { ...PERIOD, note: '' } });
    for (const { indicator } of CONTRACT.targets) {
      const [assessed, now] = [await member.call('explainAssessed', { params: { p, a: id, i: indicator } }), await explain(indicator)];
      expect(assessed.trace).toEqual(now.trace);
      expect((await member.call('explainIndicator', params(indicator))).trace.value).toEqual(now.trace.value);
    }
    const { text } = await member.succeed('readReport', { params: { p, a: id, format: 'html' }, query: { lang: 'zh' } });
    expect(text.match(/<details class="trace">/g)).toHaveLength(CONTRACT.targets.length);
    expectProblem(await member.attempt('explainAssessed', { params: { p, a: id, i: 'standards' } }), { status: 404, code: 'not-found' });
  });

  it('is refused where it makes no sense, with the field', async () => {
    const ask = (query: Record<string, string>, i = 'surface-water-class') => member.attempt('explainIndicator', { ...params(i), query });
    expectProblem(await ask({ from: PERIOD.from }), { status: 400, code: 'invalid', field: 'to' });
    expectProblem(await ask({ from: PERIOD.to, to: PERIOD.from }), { status: 400, code: 'invalid', field: 'to' });
    expectProblem(await ask({ from: PERIOD.from, to: '2099-01-01T00:00:00Z' }), { status: 422, code: 'period-in-future', field: 'to' });
    expectProblem(await ask({ from: iso(end - 19 * 366 * MICROS_PER_DAY), to: PERIOD.to }), { status: 422, code: 'period-outside-window', field: 'from' });
    expectProblem(await ask({}, 'standards'), { status: 404, code: 'not-found' });
    expectProblem(await ask({}, 'no-such-indicator'), { status: 404, code: 'not-found' });
  });
});
