import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { BodyInputOf, Contract } from '@yanshou/api-schema';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Restatement } from '@yanshou/reports';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, formatIsoMicros, localMinute, parseIsoMicros, windowOf } from '@yanshou/telemetry';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { newPerson, startWithAdministrator } from '../../platform-under-test/people.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';
import { CONTRACT, DEVICE, PERIOD as WORKSHOP, PROJECT } from '../../platform-under-test/workshop.js';

const p = PROJECT.id;
const I = 'energy-utilisation-gain';
const ofProject = { params: { p } };
const DAYS = 3;
/** The latest days that have ended and are of one month: what is kept of that month and its quarter is what is kept of the period. */
const end = endInOneMonth(parseIsoMicros(WORKSHOP.to) ?? 0);
const begin = end - DAYS * MICROS_PER_DAY;
const PERIOD = { from: formatIsoMicros(begin), to: formatIsoMicros(end) } as const;
const before = begin - DAYS * MICROS_PER_DAY;
/** What the devices recorded days ago is sent now: within the limit, which ends while nobody waits for it. */
const LATE_HOURS = 20 * 24;
const SLOTS = 12;

const METERED: BodyInputOf<'saveClass'> = {
  id: 'metered', nameZh: '计量机床', nameEn: 'metered machine', judgingIntervalMinutes: 5,
  metrics: [
    { name: 'good', unit: '件', valueType: 'number', kind: 'counter', resolution: 1, reporting: 'periodic', role: 'good-quantity' },
    { name: 'energy', unit: 'kWh', valueType: 'number', kind: 'counter', resolution: 0.001, reporting: 'periodic', role: 'energy' },
  ],
};
const LEGS_OF_THREE_DAYS: Contract = {
  ...CONTRACT, window: PERIOD, baseline: { from: formatIsoMicros(before), to: PERIOD.from }, lateDeliveryHours: LATE_HOURS, sufficiency: { minimumBaselineDays: DAYS },
  targets: [{ indicator: I, comparator: '>=', value: 10, unit: '%', clause: '任务书 三(五)' }],
};

/** Tenths of a kWh between two readings, by day: the baseline's three, then those of the reporting period, which makes as many pieces. */
const TENTHS = [20, 22, 18, 15, 17, 13] as const;
const GAPS = SLOTS - 1;

/** Twelve readings of both counters in the shift (08:00 to 09:00) of a day, which begin where those of the day before ended. */
function shift(day: number): readonly object[] {
  const from = before + day * MICROS_PER_DAY + 8 * MICROS_PER_HOUR;
  const stood = TENTHS.slice(0, day).reduce((sum, tenths) => sum + tenths * GAPS, 0);
  return Array.from({ length: SLOTS }, (_, slot) => ({
    ts: (from + slot * 5 * MICROS_PER_MINUTE) / 1_000, values: { good: (day * GAPS + slot) * 10, energy: (stood + slot * (TENTHS[day] ?? 0)) / 10 },
  }));
}
const LAST = 2 * DAYS - 1;
const REPAIRABLE_UNTIL = formatIsoMicros(end + LATE_HOURS * MICROS_PER_HOUR);

/** `latest`, or the beginning of its month when fewer than `DAYS` of its days lie before. */
function endInOneMonth(latest: number): number {
  const month = windowOf(latest - 1, 'month', PROJECT.zone);
  return latest - month.from < DAYS * MICROS_PER_DAY ? month.from : latest;
}

interface Issued {
  readonly id: string;
  readonly supersedes?: string;
  readonly statement: { readonly indicators: readonly { readonly row: IndicatorRow }[]; readonly restatement?: Restatement };
}

/** Rules that do not hold, of both legs. */
const notHeld = ({ sufficiency }: IndicatorRow['figures']) => (sufficiency?.legs ?? []).flatMap(({ rules }) => rules.filter(({ held }) => !held));

describe('a gain whose data does not suffice', () => {
  let platform: TestPlatform;
  let [officer, member] = [] as unknown as [ApiClient, ApiClient];
  let secret = '';
  let issued: Issued;
  const send = async (sent: readonly object[]): Promise<void> => {
    const client = await RawClient.open(platform.mqttPort, { username: `${p}/M1`, password: secret });
    await client.publishAcknowledged(telemetryTopic(p, 'M1'), JSON.stringify(sent), 1);
    client.close();
    await platform.settle(p);
  };
  const row = async (): Promise<IndicatorRow> =>
    (await member.call('readIndicators', { ...ofProject, query: { at: PERIOD.to } })).items.find(({ indicator }) => indicator === I) as unknown as IndicatorRow;
  const assess = async (): Promise<Issued> =>
    (await officer.call('createAssessment', { ...ofProject, body: { from: PERIOD.from, to: PERIOD.to, note: '补传' } })) as Issued;
  const reportOf = async ({ id }: Issued): Promise<string> => (await member.succeed('readReport', { params: { p, a: id, format: 'html' }, query: { lang: 'zh' } })).text;

  const history = async (unit: 'hour' | 'day' | 'month' | 'quarter' | 'baseline' | 'reporting') => (await member.call('readIndicatorHistory', { params: { p, i: I }, query: { unit } })).items;
  const checked = async (): Promise<number> => (await platform.child.ask<{ checked: number }>({ ask: 'assessment-checks' })).checked;
  const assessments = async () => (await member.call('listAssessments', ofProject)).items;
  const latest = async () => (await assessments()).find(({ supersedes }) => supersedes === issued.id);
  const standing = async () => (await assessments()).find(({ id }) => id === issued.id)?.standing;
  const reasonsOfRisk = async (): Promise<readonly string[]> =>
    (await officer.call('readPortfolio', { params: { g: 'P1' }, query: {} })).projects.flatMap(({ reasons }) => reasons.map(({ code }) => code)).filter((code) => code === 'assessment-stale');

  beforeAll(async () => {
    const started = await startWithAdministrator();
    ({ platform } = started);
    await started.admin.call('createProgramme', { body: { id: 'P1', nameZh: '智能制造', nameEn: 'smart manufacturing' } });
    await started.admin.call('createProject', { body: { ...PROJECT, contract: LEGS_OF_THREE_DAYS } });
    officer = await newPerson(started.admin, 'officer-1', 'officer', ['programme:P1']);
    member = await newPerson(started.admin, 'member-1', 'member', [`project:${p}`]);
    await member.call('saveClass', { ...ofProject, body: METERED });
    ({ secret } = await member.call('createDevice', { ...ofProject, body: { ...DEVICE, id: 'M1', assetNumber: 'A-M1', classId: 'metered' } }));
  }, 180_000);
  afterAll(() => platform.dispose());

  it('says which device lacks which time, and until when what comes later still counts; its figure stands beside that', async () => {
    await send(Array.from({ length: LAST }, (_, day) => shift(day)).flat());
    const { value, verdict, coverage, reasons, figures } = await row();
    expect([value, verdict, coverage]).toEqual([20, 'insufficient-data', 24 / 36]);
    const unheld = notHeld(figures);
    expect(unheld).toEqual([
      expect.objectContaining({ rule: 'coverage', measured: { numerator: 24, denominator: 36 }, repairableUntil: REPAIRABLE_UNTIL }),
      expect.objectContaining({ rule: 'complete-days', measured: { numerator: 2, denominator: 3 }, repairableUntil: REPAIRABLE_UNTIL }),
    ]);
    const silent = { hours: 1, from: formatIsoMicros(end - 16 * MICROS_PER_HOUR), to: formatIsoMicros(end - 15 * MICROS_PER_HOUR) };
    expect(unheld[1]?.worst).toEqual([expect.objectContaining({ device: 'M1', hours: { planned: 3, present: 2 }, gap: silent })]);
    const until = localMinute(end + LATE_HOURS * MICROS_PER_HOUR, PROJECT.zone);
    await platform.child.ask({ ask: 'daily-indicators' });
    expect((await history('reporting')).map(({ version, value: stored, verdict: judged }) => [version, stored, judged])).toEqual([[1, 20, 'insufficient-data']]);
    expect(reasons.slice(0, 2).map(({ zh, en }) => [zh.includes(`M1 `) && zh.includes(`最迟 ${until} 前补传`), en.includes(`received until ${until}`)])).toEqual([[true, true], [true, true]]);
  });

  it('is assessed as that, and the report says it to whom it is handed', async () => {
    issued = await assess();
    expect([await checked(), await standing()]).toEqual([1, { standing: 'current', since: null, causes: [], changes: [] }]);
    expect(issued.statement.indicators.map(({ row: { indicator, verdict } }) => [indicator, verdict])).toEqual([[I, 'insufficient-data']]);
    expect(await reportOf(issued)).toContain('前补传的数据计入，此后不可补救');
  });

  it('becomes a value when the late data comes, and nothing is left to repair', async () => {
    await send(shift(LAST));
    const { value, verdict, coverage, numerator, denominator, readings, reasons, figures } = await row();
    // 66 kWh for 330 pieces before, 49.5 kWh for as many since.
    expect([value, verdict, coverage, numerator, denominator, readings]).toEqual([25, 'met', 1, 1, 4, 144]);
    expect(figures.legs?.map(({ quantities }) => quantities.map(({ amount }) => amount))).toEqual([[66, 330], [49.5, 330]]);
    expect(notHeld(figures)).toEqual([]);
    expect(reasons.filter(({ zh }) => zh.includes('补传'))).toEqual([]);
  });

  it('is a new version of the windows that the late data touches, of every length, each with what changed and why', async () => {
    await platform.child.ask({ ask: 'daily-indicators' });
    for (const unit of ['reporting', 'quarter', 'month'] as const) {
      const latest = (await history(unit)).at(-1);
      expect(latest).toMatchObject({ version: 2, value: 25, coverage: 1, verdict: 'met', difference: { value: 5 }, reason: expect.stringMatching(/迟到数据.*late data/), inputsDigest: expect.stringMatching(/^sha256:/) });
    }
    // The day that came late, and the two that were there: 15, 17 and 13 tenths a piece against 20.
    expect((await history('day')).filter(({ value }) => value !== null).map(({ version, value }) => [version, value])).toEqual([[1, 25], [1, 15], [2, 35]]);
    expect(await history('hour')).toEqual([]);
    expect(await history('baseline')).toEqual([]);
  });

  it('leaves what was issued as it was, and marks it: what differs by how much, why, and that it is to be restated', async () => {
    const before = await member.call('readAssessment', { params: { p, a: issued.id } });
    expect([await checked(), await checked()]).toEqual([1, 0]);
    expect(await standing()).toMatchObject({
      standing: 'to-restate', since: expect.any(String), causes: [{ en: 'late data came in' }],
      changes: [{ indicator: I, clause: '任务书 三(五)', before: { value: 20, verdict: 'insufficient-data', coverage: 24 / 36 }, after: { value: 25, verdict: 'met', coverage: 1 }, difference: { value: 5 } }],
    });
    expect(await member.call('readAssessment', { params: { p, a: issued.id } })).toEqual(before);
    // Current figures are made again when the registry's change is followed.
    await until(async () => (await reasonsOfRisk()).length === 1, 120_000);
  });

  it('leaves what was issued as it was: a later assessment restates it and says by how much', async () => {
    const before = await member.call('readAssessment', { params: { p, a: issued.id } });
    const { supersedes, statement: { restatement } } = await assess();
    expect([supersedes, restatement?.assessment]).toEqual([issued.id, issued.id]);
    expect(restatement?.indicators).toEqual([
      expect.objectContaining({ indicator: I, changed: true, before: expect.objectContaining({ value: 20, verdict: 'insufficient-data' }), after: expect.objectContaining({ value: 25, verdict: 'met' }), difference: expect.objectContaining({ value: 5 }) }),
    ]);
    expect(await member.call('readAssessment', { params: { p, a: issued.id } })).toEqual(before);
    expect([await checked(), await standing()]).toEqual([0, undefined]);
    await until(async () => (await reasonsOfRisk()).length === 0, 120_000);
    expect((await latest())?.standing).toMatchObject({ standing: 'current' });
  });

  it('marks an assessment whose contract was changed by an approval since, too, and by no more than that', async () => {
    const stricter: Contract = { ...LEGS_OF_THREE_DAYS, targets: [{ indicator: I, comparator: '>=', value: 30, unit: '%', clause: '任务书 三(五)' }] };
    await officer.call('changeProject', { ...ofProject, body: { contract: stricter, approval: '批复 7 号' } });
    expect(await checked()).toBe(1);
    expect((await latest())?.standing).toMatchObject({ standing: 'to-restate', causes: [{ zh: '任务书或专项目标有变' }], changes: [{ before: { target: 10, value: 25 }, after: { target: 30, value: 25 }, difference: { value: 0 } }] });
  });
});
