import { describe, expect, it } from '@jest/globals';
import { Failure, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { InventoryDevice } from '@yanshou/telemetry';
import { evaluate, evaluateAll } from './evaluate.js';
import { ROUND_THE_CLOCK, WINDOW_FROM, columnsOf, contextOf, device, deviceClass, inventoryOf, metric, micros } from './testing/context.js';
import type { MinuteRow } from './testing/context.js';

const FIRST_MINUTE = WINDOW_FROM / MICROS_PER_MINUTE;

/** A minute in each of the first `intervals` intervals of five minutes. */
const delivered = (principal: number, intervals: number): readonly MinuteRow[] =>
  Array.from({ length: intervals }, (_, index) => [principal, FIRST_MINUTE + 5 * index + 3] as const);

const target = (indicator: string, value: number, facts = {}) => ({ indicator, comparator: '>=' as const, value, unit: '%', clause: 'S000 一(二)1 考核指标(1)', ...facts });

describe('networked-device-ratio', () => {
  const inventory = inventoryOf([
    device('M1', { verifiedOnSite: true }), device('M2'), device('M3', { intelligent: false }), device('M4'), device('T1', { assetKind: 'sensor' }),
  ]);
  const rows = [...delivered(1, 20), ...delivered(2, 19), ...delivered(3, 24), ...delivered(5, 24)];
  const activity = [
    { device: 'M1', metric: 'load', valid: 20 }, { device: 'M1', metric: 'unlisted', valid: 7 },
    { device: 'M2', metric: 'state', valid: 30 }, { device: 'M3', metric: 'load', valid: 11 }, { device: 'T1', metric: 'load', valid: 24 },
  ];
  const context = contextOf({ inventory, rows, activity, contract: { targets: [target('networked-device-ratio', 70)] } }, { everConnected: new Set(['M1', 'M2', 'M3', 'T1', 'gone']) });

  it('counts networked intelligent devices over all equipment', () => {
    const row = evaluate('networked-device-ratio', context);
    expect(row).toMatchObject({
      project: 'workshop', indicator: 'networked-device-ratio', clause: 'S000 一(二)1 考核指标(1)',
      from: '2026-09-30T16:00:00.000Z', to: '2026-09-30T18:00:00.000Z',
      value: 25, unit: '%', comparator: '>=', target: 70, verdict: 'not-met', coverage: 39 / 72, platformCoverage: 1, uncertainty: null,
      numerator: 1, denominator: 4, devices: ['M1'], readings: 50, origin: 'live', sourceKind: 'collected', formulaVersion: '1.2.0', reasons: [],
    });
    expect(row.inputsDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('prints the figures that explain it', () => {
    const { figures } = evaluate('networked-device-ratio', context);
    expect(figures).toMatchObject({
      equipment: 4, intelligentEquipment: 3, everConnected: 3, validInWindow: 3, verifiedOnSite: 1, exemptShare: 0,
      byPlannedTime: { numerator: 1, denominator: 4, value: 25 }, byCalendar24h: { numerator: 1, denominator: 4, value: 25 },
    });
    expect(figures.perDevice?.map(({ id, expected, valid, networked }) => [id, expected, valid, networked])).toEqual([
      ['M1', 24, 20, true], ['M2', 24, 19, false], ['M4', 24, 0, false],
    ]);
  });

  it('is plain JSON', () => {
    const row = evaluate('networked-device-ratio', context);
    expect(JSON.parse(JSON.stringify(row))).toEqual(row);
  });

  it('judges by planned time and prints the 24 h figure beside it', () => {
    const plannedTime = { zone: 'Asia/Shanghai', shifts: [{ start: '00:00', end: '01:00' }], exemptions: [{ from: WINDOW_FROM, to: WINDOW_FROM + 15 * MICROS_PER_MINUTE, reason: '检修' }] };
    const row = evaluate('networked-device-ratio', contextOf({ inventory, rows: delivered(1, 12), contract: { plannedTime } }));
    expect(row.figures).toMatchObject({ exemptShare: 0.25, byPlannedTime: { numerator: 1 }, byCalendar24h: { numerator: 0 } });
    expect(row.figures.perDevice?.[0]).toMatchObject({ expected: 9, valid: 9, calendarExpected: 24, calendarValid: 12 });
  });

  it('expects nothing before commissioning, nor of an interval that began before it', () => {
    const commissionedAt = WINDOW_FROM + 60.5 * MICROS_PER_MINUTE;
    const late = inventoryOf([device('M1', { commissionedAt }), device('M2', { commissionedAt: WINDOW_FROM + 9 * MICROS_PER_HOUR })]);
    const { figures } = evaluate('networked-device-ratio', contextOf({ inventory: late, rows: delivered(1, 24) }));
    expect(figures.perDevice?.map(({ expected, valid, reason }) => [expected, valid, reason?.zh])).toEqual([[11, 11, undefined], [0, 0, '时段内没有应有数据的间隔，按未联网计']]);
  });

  it('expects nothing from decommissioning on, nor of an interval that ended after it; what left before the window is no device of it', () => {
    const leaving = (decommissionedAt: number) => device('M1', { decommissionedAt, decommissionReason: '报废' });
    const judged = (devices: readonly InventoryDevice[]) => evaluate('networked-device-ratio', contextOf({ inventory: inventoryOf(devices), rows: delivered(1, 12) }));
    const { figures, numerator, denominator } = judged([leaving(WINDOW_FROM + 62.5 * MICROS_PER_MINUTE), device('M2')]);
    expect(figures.perDevice?.map(({ id, expected, valid, networked }) => [id, expected, valid, networked])).toEqual([['M1', 12, 12, true], ['M2', 24, 0, false]]);
    expect([numerator, denominator]).toEqual([1, 2]);
    expect(judged([leaving(WINDOW_FROM + MICROS_PER_MINUTE), device('M2')])).toMatchObject({ numerator: 0, denominator: 2 });
    expect(judged([leaving(WINDOW_FROM), device('M2')])).toMatchObject({ denominator: 1, figures: { equipment: 1 } });
    expect(evaluate('intelligent-equipment-ratio', contextOf({ inventory: inventoryOf([leaving(WINDOW_FROM), device('M2'), device('M3', { intelligent: false })]) }))).toMatchObject({ numerator: 1, denominator: 2 });
  });

  it('says of the date in what it computed from', () => {
    const digest = (facts: Partial<InventoryDevice>) => evaluate('networked-device-ratio', contextOf({ inventory: inventoryOf([device('M1', facts)]), rows: delivered(1, 12) })).inputsDigest;
    expect(new Set([digest({}), digest({ decommissionedAt: WINDOW_FROM + MICROS_PER_HOUR, decommissionReason: '报废' }), digest({ decommissionedAt: WINDOW_FROM + 3 * MICROS_PER_HOUR, decommissionReason: '报废' })]).size).toBe(3);
  });

  it('consists of single days where the window names them, by both calendars', () => {
    const minute = WINDOW_FROM / MICROS_PER_MINUTE;
    const contract = { window: { from: WINDOW_FROM, to: WINDOW_FROM + 72 * MICROS_PER_HOUR, days: ['2026-10-02'] }, plannedTime: ROUND_THE_CLOCK };
    const figures = (rows: readonly MinuteRow[]) => evaluate('connected-equipment', contextOf({ inventory: inventoryOf([device('M1')]), contract, rows })).figures;
    expect(figures([[1, minute + 25 * 60], [1, minute + 60]]).perDevice?.[0]).toMatchObject({ expected: 288, calendarExpected: 288, valid: 1, calendarValid: 1 });
    expect(figures([[1, minute + 60]])).toMatchObject({ validInWindow: 0 });
  });

  it('reads no minute outside a window that begins and ends inside an hour', () => {
    const window = { from: WINDOW_FROM + 10 * MICROS_PER_MINUTE, to: WINDOW_FROM + 40 * MICROS_PER_MINUTE };
    const outside = [[1, FIRST_MINUTE + 9], [1, FIRST_MINUTE + 40]] as const;
    const row = evaluate('networked-device-ratio', contextOf({ inventory, rows: outside, contract: { window } }));
    expect(row.figures).toMatchObject({ validInWindow: 0, perDevice: [{ expected: 6, valid: 0 }, {}, {}] });
  });
});

describe('verdicts', () => {
  const inventory = inventoryOf([device('M1'), device('M2')]);
  const half = { inventory, rows: delivered(1, 24) };
  const verdictOf = (value: number, facts = {}) => evaluate('networked-device-ratio', contextOf({ ...half, contract: { targets: [target('networked-device-ratio', value, facts)] } }));

  it.each([[50, 'met'], [50.001, 'not-met'], [49.999, 'met']] as const)('50 %% against ≥ %p %%: %s', (value, verdict) => {
    expect(verdictOf(value).verdict).toBe(verdict);
  });

  it('takes the target of the programme where the contract has none', () => {
    expect(evaluate('networked-device-ratio', contextOf(half))).toMatchObject({ target: 70, clause: 'S000 一(二)1 考核指标(1)', verdict: 'not-met', loweredFrom: null });
  });

  it('shows a lowered target as lowered, approved or not', () => {
    expect(verdictOf(50)).toMatchObject({ loweredFrom: 70, loweredApproval: null, reasons: [{ en: expect.stringContaining('without an approval') }] });
    expect(verdictOf(50, { approval: 'JK-12' })).toMatchObject({ loweredFrom: 70, loweredApproval: 'JK-12', reasons: [{ en: expect.stringContaining('by approval') }] });
    expect(verdictOf(80)).toMatchObject({ loweredFrom: null, reasons: [] });
    expect(verdictOf(80)).not.toHaveProperty('loweredApproval');
    expect(verdictOf(80, { comparator: '<=' })).toMatchObject({ loweredFrom: 70 });
  });

  it.each([[95, 'met'], [94, 'insufficient-data']] as const)('platform coverage of %p of 100: %s', (covered, verdict) => {
    const row = evaluate('networked-device-ratio', contextOf({ inventory, rows: [...delivered(1, 24), ...delivered(2, 24)] }, { platformCoverage: { covered, total: 100 } }));
    expect(row).toMatchObject({ verdict, value: 100, platformCoverage: covered / 100 });
    expect(row.reasons.length).toBe(verdict === 'met' ? 0 : 1);
  });

  it('has no value out of nothing', () => {
    const empty = [
      contextOf({ inventory: inventoryOf([]) }),
      contextOf({ inventory, contract: { window: { from: WINDOW_FROM, to: WINDOW_FROM } } }, { platformCoverage: { covered: 0, total: 0 } }),
      contextOf({ inventory, contract: { plannedTime: { ...ROUND_THE_CLOCK, holidays: ['2026-10-01'] } } }),
    ];
    for (const context of empty) {
      const row = evaluate('networked-device-ratio', context);
      expect(row).toMatchObject({ verdict: 'insufficient-data', value: null, numerator: null, denominator: null, coverage: null, devices: [] });
      expect(row.reasons).toHaveLength(1);
      expect(JSON.stringify(row)).not.toContain('NaN');
    }
  });

  it('leaves a promise without a number open', () => {
    expect(evaluate('connected-equipment', contextOf(half))).toMatchObject({ verdict: 'pending-evidence', target: null, value: 1, numerator: 1, denominator: 1 });
  });
});

describe('the other indicators', () => {
  const classes = [deviceClass('c5', 5, [metric('load'), metric('feed'), metric('oee', 'derived'), metric('alarm', 'alarm'), metric('tag', 'static'), metric('program', 'programme')])];
  const inventory = inventoryOf([device('M1'), device('M2', { intelligent: false }), device('T1', { assetKind: 'sensor' })], { classes });
  const activity = ['load', 'oee', 'alarm', 'tag', 'program', 'unlisted'].flatMap((name) => [{ device: 'M1', metric: name, valid: 5 }, { device: 'M1', metric: name, valid: 1 }])
    .concat([{ device: 'T1', metric: 'feed', valid: 3 }, { device: 'M2', metric: 'feed', valid: 0 }, { device: 'gone', metric: 'feed', valid: 9 }]);
  const context = contextOf({ inventory, rows: [...delivered(1, 24), ...delivered(2, 24)], activity });

  it('process-data-points: distinct process metrics with valid readings', () => {
    expect(evaluate('process-data-points', context)).toMatchObject({ value: 2, devices: ['M1', 'T1'], readings: 9, coverage: 48 / 72, figures: { definedPoints: 6 } });
  });

  it('connected-equipment: intelligent or not, no sensors', () => {
    expect(evaluate('connected-equipment', context)).toMatchObject({ value: 2, unit: '台', devices: ['M1', 'M2'], readings: 30 });
  });

  it('intelligent-equipment-ratio: what no officer has accepted awaits its decision, and changes the digest', () => {
    const of = (...accepted: readonly boolean[]) => evaluate('intelligent-equipment-ratio', contextOf({ inventory: inventoryOf(accepted.map((is, index) => {
      const { intelligentApproval: approval, ...rest } = device(`M${index}`);
      return is ? { ...rest, intelligentApproval: approval as NonNullable<typeof approval> } : rest;
    })) }));
    expect(of(true, false)).toMatchObject({ value: 50, verdict: 'met', numerator: 1, reasons: [{ zh: expect.stringContaining('1 台登记为智能化') }], figures: { pendingIntelligent: 1 } });
    expect(of(true, false, false)).toMatchObject({ verdict: 'pending-evidence', numerator: 1, denominator: 3 });
    expect(of(true, true).inputsDigest).not.toBe(of(true, false).inputsDigest);
  });

  it('intelligent-equipment-ratio: from the inventory alone, platform down or not', () => {
    const row = evaluate('intelligent-equipment-ratio', contextOf({ inventory, rows: [] }, { platformCoverage: { covered: 0, total: 100 } }));
    expect(row).toMatchObject({ value: 50, numerator: 1, denominator: 2, verdict: 'met', coverage: null, readings: 0, sourceKind: 'entered' });
  });

  it('gives a row for every target of the contract, once each, in their order', () => {
    const targets = ['connected-equipment', 'yield', 'ip-applications', 'networked-device-ratio', 'connected-equipment'].map((id) => target(id, 1));
    const measured = contextOf({ inventory, contract: { targets } });
    expect(evaluateAll(measured).map((row) => row.indicator)).toEqual(['connected-equipment', 'yield', 'ip-applications', 'networked-device-ratio']);
    expect(evaluate('yield', measured)).toMatchObject({
      value: null, numerator: null, target: 1, verdict: 'insufficient-data', computed: true, devices: [], readings: 0,
      reasons: [{ zh: expect.stringContaining('已采纳的申报数'), en: expect.stringContaining('accepted figure') }],
    });
    expect(evaluateAll(context, ['process-data-points'])).toEqual([evaluate('process-data-points', context)]);
  });

  it('fails with help on an id or an inventory that cannot be judged', () => {
    const failing = [
      () => evaluate('no-such', context),
      () => evaluate('connected-equipment', contextOf({ inventory: inventoryOf([device('M1', { classId: 'none' })]) })),
      () => evaluate('connected-equipment', contextOf({ inventory: inventoryOf([device('M1')], { classes: [deviceClass('c5', 7)] }) })),
    ];
    expect(failing.map(codeOf)).toEqual(['unknown-indicator', 'inventory-inconsistent', 'inventory-inconsistent']);
  });
});

describe('origins', () => {
  const origin = Uint8Array.from(delivered(1, 24), () => 1);
  const contextWith = (demonstration: boolean) => {
    const context = contextOf({ inventory: inventoryOf([device('M1')], { demonstration }) }, { origins: ['live', 'simulated'] });
    return { ...context, deviceHours: { ...context.deviceHours, columns: { ...columnsOf(delivered(1, 24)), origin } } };
  };

  it('counts simulated minutes in a demonstration only', () => {
    expect(evaluate('networked-device-ratio', contextWith(true)).numerator).toBe(1);
    expect(evaluate('networked-device-ratio', contextWith(false)).numerator).toBe(0);
  });

  it('names the origin that weighs most and keeps the set', () => {
    expect(evaluate('networked-device-ratio', contextWith(true))).toMatchObject({ origin: 'simulated', origins: ['live', 'simulated'] });
    const origins = (seen: readonly ('live' | 'replayed' | 'imported')[]) => evaluate('connected-equipment', contextOf({ inventory: inventoryOf([device('M1')]) }, { origins: seen }));
    expect(origins(['imported', 'replayed'])).toMatchObject({ origin: 'replayed', sourceKind: 'imported' });
    expect(origins([])).toMatchObject({ origin: 'none', sourceKind: 'collected' });
  });
});

describe('a real calendar', () => {
  it('expects shifts in the project\'s zone and leaves out a holiday', () => {
    const contract = {
      window: { from: micros('2026-09-30T00:00:00+08:00'), to: micros('2026-10-03T00:00:00+08:00') },
      plannedTime: { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '16:00' }], holidays: ['2026-10-01'] },
    };
    const row = evaluate('networked-device-ratio', contextOf({ inventory: inventoryOf([device('M1')]), contract }));
    expect(row.figures).toMatchObject({ exemptShare: 1 / 3, perDevice: [{ expected: 2 * 8 * 12, calendarExpected: 3 * 24 * 12 }] });
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Failure && error.help.zh !== '' && error.help.en !== '') return error.code;
  }
  return 'no failure';
}
