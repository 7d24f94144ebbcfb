import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { MetricDefinition, MetricRole, ProjectContract, SufficiencyTerms } from '@yanshou/telemetry';
import { evaluate } from '../evaluate.js';
import type { EvaluationContext, ReadingQuality } from '../evaluation-context.js';
import { ExtractFold } from '../extract-fold.js';
import type { ExtractReading } from '../extract-reading.js';
import type { IndicatorRow } from '../indicator-row.js';
import { renderTable } from '../render-table.js';
import { WINDOW_FROM, contextOf, contractOf, device, deviceClass, inventoryOf, metric } from '../testing/context.js';

const counter = (name: string, role: MetricRole, unit: string): MetricDefinition => ({ ...metric(name, 'counter'), role, unit, resolution: 1 });
const INVENTORY = inventoryOf([device('M1', { nameZh: '一号电表', nameEn: 'meter one' })], { classes: [deviceClass('c60', 60, [counter('energy', 'energy', 'kWh'), counter('good', 'good-quantity', '件')])].map((one) => ({ ...one, id: 'c5' })) });
const DAYS = 12;
const HOURS = DAYS * 24;
const END = WINDOW_FROM + HOURS * MICROS_PER_HOUR;
const TERMS: SufficiencyTerms = { minimumBaselineDays: DAYS };
const CONTRACT: Partial<ProjectContract> = {
  targets: [{ indicator: 'energy-utilisation-gain', comparator: '>=', value: 10, unit: '%', clause: '任务书 3.3' }], energy: { definition: 'reduction' },
  window: { from: WINDOW_FROM, to: END }, baseline: { from: WINDOW_FROM - DAYS * MICROS_PER_DAY, to: WINDOW_FROM }, sufficiency: TERMS,
};

interface Facts {
  readonly terms?: SufficiencyTerms;
  readonly contract?: Partial<ProjectContract>;
  /** Changes or removes readings of the reporting period, by its hour. */
  readonly reporting?: (reading: ExtractReading, hour: number) => ExtractReading | undefined;
}

/** Hourly counters: energy 10 + (hour mod 7) kWh an hour, of which the reporting period saves a tenth; ten pieces an hour. */
function* readingsOf(from: number, percent: number): Generator<readonly [ExtractReading, number]> {
  for (const name of ['energy', 'good']) {
    let value = 1_000;
    for (let hour = 0; hour < HOURS; hour += 1) {
      value += name === 'good' ? 10 : (10 + (Math.floor(hour / 24) % 7)) * percent;
      yield [{ device: 'M1', metric: name, at: from + hour * MICROS_PER_HOUR, value, kind: 'number', quality: 'N', origin: 'live', unused: false }, hour];
    }
  }
}

const rowOf = (facts: Facts = {}): IndicatorRow => evaluate('energy-utilisation-gain', readContext(facts));

function readContext({ terms = {}, contract = {}, reporting = (reading) => reading }: Facts): EvaluationContext {
  const context = contextOf({ inventory: INVENTORY, contract: contractOf({ ...CONTRACT, sufficiency: { ...TERMS, ...terms }, ...contract }) });
  const fold = new ExtractFold(context.inventory, context.contract);
  for (const [reading] of readingsOf(WINDOW_FROM - DAYS * MICROS_PER_DAY, 10)) fold.add('baseline', reading);
  for (const [reading, hour] of readingsOf(WINDOW_FROM, 9)) {
    const changed = reporting(reading, hour);
    if (changed) fold.add('reporting', changed);
  }
  return { ...context, ...fold.finish() };
}
const rule = (row: IndicatorRow, name: string, leg = 'reporting') => row.figures.sufficiency?.legs.find((one) => one.leg === leg)?.rules.find((one) => one.rule === name);
const failing = (row: IndicatorRow): readonly string[] => (row.figures.sufficiency?.legs ?? []).flatMap(({ leg, rules }) => rules.filter(({ held }) => !held).map((one) => `${leg} ${one.rule}`));

/** The whole first hours of so many days are missing. */
const without = (days: number, hours: number): Facts['reporting'] => (reading, hour) => (hour < days * 24 && hour % 24 < hours ? undefined : reading);
const late = (count: number, delayHours = 73): Facts['reporting'] => (reading, hour) => (hour < count ? { ...reading, received: reading.at + delayHours * MICROS_PER_HOUR } : reading);

describe('a gain whose data suffices', () => {
  it('shows every rule of both legs with its figure', () => {
    const row = rowOf();
    expect([row.verdict, failing(row)]).toEqual(['met', []]);
    expect(row.figures.sufficiency).toMatchObject({
      version: '2.1.0', gates: true, lateDeliveryHours: 72,
      legs: [{ leg: 'baseline' }, { leg: 'reporting', outliers: [], rules: [
        { rule: 'coverage', limit: 0.8, measured: { numerator: HOURS, denominator: HOURS } }, { rule: 'complete-days', limit: 0.9, measured: { numerator: DAYS, denominator: DAYS } },
        { rule: 'unique-values', limit: 0.1, measured: { denominator: DAYS } }, { rule: 'late', limit: 0.1, measured: { numerator: 0, denominator: 2 * HOURS } }, { rule: 'server-stamped', limit: 1 },
        { rule: 'same-series', limit: 1, measured: { numerator: 2, denominator: 2 } },
      ] }],
    });
    expect(row.figures.tables?.at(-1)).toMatchObject({ rows: { length: 12 } });
    expect(renderTable([row], 'zh')).toContain('数据充分性：基期 6/6 项符合，报告期 6/6 项符合');
    expect(row.reasons).toEqual([{ zh: expect.stringContaining('依任务书约定采用'), en: 'the baseline has 12 days, fewer than the usual 329: by agreement of the contract' }]);
  });
});

describe('each limit', () => {
  it.each<[string, Facts, Facts]>([
    ['reporting complete-days', { terms: { minimumDays: 0.75 }, reporting: without(3, 7) }, { terms: { minimumDays: 0.75 }, reporting: without(4, 7) }],
    ['reporting complete-days', { reporting: without(DAYS, 6) }, { contract: { minimumDeviceCoverage: 0.6 }, reporting: without(DAYS, 7) }],
    ['reporting complete-days', { terms: { minimumHoursOfDay: 0.75 }, reporting: without(DAYS, 6) }, { contract: { minimumDeviceCoverage: 0.6 }, terms: { minimumHoursOfDay: 0.76 }, reporting: without(DAYS, 6) }],
    ['reporting late', { terms: { maximumLate: 0.0625 }, reporting: late(18) }, { terms: { maximumLate: 0.0625, minimumDays: 0 }, reporting: late(19) }],
    ['reporting server-stamped', { terms: { maximumServerStamped: 0.25 }, reporting: (one, hour) => ({ ...one, serverStamped: hour < 72 }) },
      { terms: { maximumServerStamped: 0.25 }, reporting: (one, hour) => ({ ...one, serverStamped: hour < 73 }) }],
    ['reporting unique-values', { terms: { minimumUniqueValues: 0.25 }, reporting: steady(2) }, { terms: { minimumUniqueValues: 0.25 }, reporting: steady(1) }],
    ['baseline baseline-days', { terms: { minimumBaselineDays: 12 } }, { terms: { minimumBaselineDays: 13 } }],
    ['baseline baseline-days', { terms: { minimumBaselineDays: 1, maximumBaselineDays: 12 } }, { terms: { minimumBaselineDays: 1, maximumBaselineDays: 11 } }],
  ])('of %s holds exactly at it, and not beyond', (name, at, beyond) => {
    expect(failing(rowOf(at)).filter((one) => one === name)).toEqual([]);
    const row = rowOf(beyond);
    expect([row.verdict, failing(row)]).toEqual(['insufficient-data', [name]]);
    expect(row.value).not.toBeNull();
  });

  /** Energy of so many different amounts a day, and another on the first, whose growth begins with its first reading. */
  function steady(amounts: number): Facts['reporting'] {
    return (reading, hour) => {
      if (reading.metric !== 'energy') return reading;
      const [day, inDay] = [Math.floor(hour / 24), hour % 24];
      const before = Array.from({ length: day }, (_, index) => 24 + (index % amounts)).reduce((sum, amount) => sum + amount, 0);
      // The last reading of a day carries what the day has beyond a kilowatt-hour an hour.
      return { ...reading, value: before + inDay + 1 + (inDay === 23 ? day % amounts : 0) };
    };
  }
});

describe('what the platform itself lost', () => {
  it('is not counted against the device: neither as hours of a day nor as a gap', () => {
    const context = readContext({ terms: { minimumDays: 1 }, reporting: without(1, 9) });
    const first = WINDOW_FROM / MICROS_PER_MINUTE;
    const rows = [true, false].map((proven) => evaluate('energy-utilisation-gain', { ...context, platformSilence: [{ from: first, to: first + 9 * 60, proven }] }));
    expect(rows.map(failing)).toEqual([[], ['reporting complete-days']]);
    expect(rule(rows[0] as IndicatorRow, 'complete-days')).toMatchObject({ measured: { numerator: DAYS, denominator: DAYS } });
  });
});

describe('what is missing', () => {
  it('is named with device, figure, limit and the date until which it can be repaired', () => {
    const row = rowOf({ contract: { minimumDeviceCoverage: 0.5 }, reporting: without(5, 9) });
    const until = WINDOW_FROM + 2 * MICROS_PER_DAY + 72 * MICROS_PER_HOUR;
    expect(rule(row, 'complete-days')).toMatchObject({ measured: { numerator: 7, denominator: 12 }, failing: 1, worst: [{ device: 'M1', hours: { planned: 288, present: 243 }, gap: { hours: 9 } }], repairableUntil: new Date(until / 1000).toISOString() });
    expect(row.reasons[0]).toEqual({
      zh: '报告期完整天数不符合要求：1 台中 1 台不符合，合计 7/12 = 58.33 %（须 ≥ 90.00 %）；一号电表 M1 7/12 = 58.33 %，最长缺口 9 计划小时（自 2026-10-01 00:00）。最迟 2026-10-06 00:00 前补传的数据计入，此后不可补救',
      en: expect.stringContaining('meter one M1 7/12 = 58.33 %, longest gap 9 planned hours (from 2026-10-01 00:00). data received until 2026-10-06 00:00 at the latest counts'),
    });
  });

  it('counts when it is sent within the limit, and cannot be repaired by what comes a microsecond later', () => {
    const gap = (reading: ExtractReading, hour: number, delay: number | null): ExtractReading | undefined => {
      if (hour % 24 >= 7 || hour >= 48) return reading;
      return delay === null ? undefined : { ...reading, received: reading.at + delay };
    };
    const rows = [null, 72 * MICROS_PER_HOUR, 72 * MICROS_PER_HOUR + 1].map((delay) => rowOf({ reporting: (reading, hour) => gap(reading, hour, delay) }));
    expect(rows.map((row) => [row.verdict, failing(row)])).toEqual([
      ['insufficient-data', ['reporting complete-days']], ['met', []], ['insufficient-data', ['reporting complete-days']],
    ]);
    expect(rows.map((row) => row.coverage)).toEqual([274 / 288, 1, 274 / 288]);
  });

  it('is not repaired after the date where intervals are missing and no hour is', () => {
    const classes = [deviceClass('c5', 15, INVENTORY.classes[0]?.metrics ?? [])];
    const row = (delay: number): IndicatorRow => {
      const context = readContext({ terms: { maximumLate: 1 } });
      const fold = new ExtractFold({ ...INVENTORY, classes }, context.contract);
      const quarters = (hour: number): readonly number[] => [0, 15, 30, 45].map((minute) => hour * 60 + minute);
      for (const [leg, from] of [['baseline', WINDOW_FROM - DAYS * MICROS_PER_DAY], ['reporting', WINDOW_FROM]] as const) {
        for (const name of ['energy', 'good']) for (let hour = 0; hour < HOURS; hour += 1) for (const minute of quarters(hour)) {
          const at = from + minute * 60_000_000;
          const isSentLater = leg === 'reporting' && minute % 60 >= 30;
          fold.add(leg, { device: 'M1', metric: name, at, value: minute * (name === 'energy' ? 1 + hour / HOURS : 1), kind: 'number', quality: 'N', origin: 'live', unused: false, received: at + (isSentLater ? delay : 0) });
        }
      }
      return evaluate('energy-utilisation-gain', { ...context, ...fold.finish(), inventory: { ...INVENTORY, classes } });
    };
    const [inTime, tooLate] = [row(72 * MICROS_PER_HOUR), row(72 * MICROS_PER_HOUR + 1)];
    expect([failing(inTime), failing(tooLate)]).toEqual([[], ['reporting coverage']]);
    expect(rule(tooLate, 'coverage')?.measured).toEqual({ numerator: 2 * HOURS, denominator: 4 * HOURS });
    expect(tooLate.coverage).toBe(0.5);
  });

  it('says where no data repairs it', () => {
    const row = rowOf({ terms: { minimumBaselineDays: 13 } });
    expect(rule(row, 'baseline-days', 'baseline')?.repairableUntil).toBeNull();
    expect(row.reasons[0]?.en).toBe('days of the baseline do not suffice: 12 days (13 to 366 asked, 329–366 by default). no data repairs it: the contract has to agree on the days of the baseline');
  });

  it('is not said of a late delivery that another than a live reading is', () => {
    const imported = (reading: ExtractReading): ExtractReading => ({ ...reading, origin: 'imported', received: reading.at + 400 * MICROS_PER_DAY });
    expect(rule(rowOf({ reporting: imported }), 'late')).toMatchObject({ measured: null, held: true });
  });
});

describe('a day that stands out', () => {
  it('is a note, and stays in the value', () => {
    const [plain, spiked] = [rowOf(), rowOf({ reporting: (one, hour) => (one.metric === 'energy' && hour >= 100 ? { ...one, value: Number(one.value) + 50_000 } : one) })];
    expect(spiked.figures.sufficiency?.legs[1]?.outliers).toEqual([{ device: 'M1', metric: 'energy', days: ['2026-10-05'] }]);
    expect(spiked.reasons.at(-1)?.en).toContain('M1 energy 2026-10-05');
    expect(spiked.value).toBeLessThan(plain.value ?? NaN);
  });
});

describe('the digest', () => {
  it('changes with terms, limit and lateness of what devices gate, and with the terms wherever they are shown', () => {
    const digests = [rowOf(), rowOf({ terms: { minimumDays: 0.8 } }), rowOf({ contract: { lateDeliveryHours: 71 } }), rowOf({ reporting: late(1) }), rowOf({ reporting: (one) => ({ ...one, serverStamped: true }) })].map((row) => row.inputsDigest);
    expect(new Set(digests).size).toBe(5);
    const networked = [0.9, 0.8].map((minimumDays) => evaluate('networked-device-ratio', contextOf({ inventory: INVENTORY, contract: { ...CONTRACT, sufficiency: { minimumDays } } })));
    expect(networked[0]?.inputsDigest).not.toBe(networked[1]?.inputsDigest);
    const declared = [0.9, 0.8].map((minimumDays) => evaluate('ip-applications', contextOf({ inventory: INVENTORY, contract: { ...CONTRACT, sufficiency: { minimumDays } } })));
    expect(declared[0]?.inputsDigest).toBe(declared[1]?.inputsDigest);
  });

  it('tells minutes that came too late from minutes that never came, in whatever order and however often they are given', () => {
    const first = WINDOW_FROM / MICROS_PER_HOUR;
    const late = [0, 1].map((hour) => ({ leg: 'reporting' as const, device: 'M1', hour: first + hour, low: 1, high: 0 }));
    const minutes = [0, 60].map((minute) => [1, first * 60 + minute] as const);
    const digest = (rows: readonly (readonly [number, number])[], overdue: typeof late): string => evaluate('networked-device-ratio', contextOf({ inventory: INVENTORY, contract: CONTRACT, rows }, { overdue })).inputsDigest;
    expect(digest(minutes, late)).not.toBe(digest([], []));
    expect(digest(minutes, [...late, ...late].reverse())).toBe(digest(minutes, late));
    expect(digest([], late)).toBe(digest([], []));
  });
});

describe('the order of rows', () => {
  it('changes nothing, whether of series or of minutes that came too late', () => {
    const context = readContext({ reporting: late(3) });
    const { series } = context.quality as ReadingQuality;
    const overdue = context.overdue ?? [];
    const other = { ...context, quality: { series: [...series].reverse() }, overdue: [...overdue, ...overdue].reverse() };
    expect(overdue.length).toBe(3);
    expect(JSON.stringify(evaluate('energy-utilisation-gain', other))).toBe(JSON.stringify(evaluate('energy-utilisation-gain', context)));
  });
});

describe('the silence of a device that is what is measured', () => {
  it('is shown by days, and holds nothing back', () => {
    const row = evaluate('networked-device-ratio', contextOf({ inventory: INVENTORY, contract: { ...CONTRACT, targets: [] } }));
    expect(row.verdict).toBe('not-met');
    expect(row.figures.sufficiency).toMatchObject({ gates: false, legs: [{ rules: [{ rule: 'complete-days', held: false, worst: [{ device: 'M1', numerator: 0, denominator: DAYS }] }] }] });
    expect(row.figures.tables?.at(-1)?.title.en).toContain('shown only');
  });

  it('is of the devices that carry the points, or the parameters of the bases', () => {
    const role = (name: string, of: MetricRole): MetricDefinition => ({ ...metric(name), role: of });
    const classes = [deviceClass('c5', 5, [metric('load')]), deviceClass('probe', 5, [{ ...role('oxygen', 'dissolved-oxygen'), kind: 'state' }]), deviceClass('dumb', 5, [metric('plate', 'static')])];
    const devices = [device('M1'), device('P1', { classId: 'probe', siteId: 's1' }), device('P2', { classId: 'probe', siteId: 's2' }), device('X', { classId: 'dumb' })];
    const shownBy = (indicator: string): readonly string[] | undefined => {
      const targets = [{ indicator, comparator: '>=' as const, value: 1, unit: '%', clause: '任务书' }];
      const contract = { targets, bases: { sites: ['s1'], parameters: ['dissolved-oxygen' as const] } };
      return evaluate(indicator, contextOf({ inventory: inventoryOf(devices, { classes }), contract })).figures.sufficiency?.legs[0]?.rules[0]?.worst.map((one) => one.device);
    };
    expect(['process-data-points', 'smart-aquaculture-ratio', 'connected-equipment', 'ip-applications'].map(shownBy)).toEqual([['M1'], ['P1'], ['M1', 'P1', 'P2', 'X'], undefined]);
  });
});
