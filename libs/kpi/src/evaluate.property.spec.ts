import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { MASK_INTERVALS, MICROS_PER_MINUTE, hourOf } from '@yanshou/telemetry';
import type { InventoryDevice, PlannedTime, ScopedCalendar } from '@yanshou/telemetry';
import { evaluateAll } from './evaluate.js';
import type { EvaluationContext, MinuteColumns } from './evaluation-context.js';
import { explainAll } from './trace/explain.js';
import { traceFaults } from './testing/trace-faults.js';
import { WINDOW_FROM, columnsOf, contextOf, device, deviceClass, inventoryOf } from './testing/context.js';
import type { MinuteRow } from './testing/context.js';

const SPAN = 600;
const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const CLASSES = MASK_INTERVALS.map((minutes) => deviceClass(`c${minutes}`, minutes));

const anyDevice = (id: string): fc.Arbitrary<InventoryDevice> =>
  fc.record({
    intelligent: fc.boolean(),
    siteId: fc.constantFrom('hall', 'yard'),
    assetKind: fc.constantFrom('production', 'test', 'sensor'),
    classId: fc.constantFrom(...CLASSES.map((one) => one.id)),
    decommissionedAt: fc.option(fc.integer({ min: -60, max: SPAN + 60 }).map((minute) => (FIRST + minute) * MICROS_PER_MINUTE), { nil: undefined }),
    commissionedAt: fc.option(fc.integer({ min: -60, max: SPAN + 60 }).map((minute) => (FIRST + minute) * MICROS_PER_MINUTE), { nil: undefined }),
  }).map((facts) => device(id, facts));

const clock = fc.integer({ min: 0, max: 23 * 60 + 59 }).map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
const anyPlan: fc.Arbitrary<PlannedTime> = fc.record({
  zone: fc.constant('Asia/Shanghai'),
  shifts: fc.array(fc.record({ start: clock, end: clock }), { maxLength: 2 }),
  exemptions: fc.array(fc.tuple(fc.integer({ min: -30, max: SPAN }), fc.integer({ min: 1, max: 200 })).map(([at, minutes]) => ({
    from: (FIRST + at) * MICROS_PER_MINUTE, to: (FIRST + at + minutes) * MICROS_PER_MINUTE, reason: '检修',
  })), { maxLength: 2 }),
});

/** Of one site, one class and one device, and of the project until then something else. */
const anyCalendars: fc.Arbitrary<readonly ScopedCalendar[]> = fc.subarray(['project', 'site:hall', 'class:c5', 'device:M1']).chain((scopes) => fc.tuple(...scopes.map((scope) => fc.record({
  plannedTime: anyPlan, earlier: anyPlan, validFrom: fc.integer({ min: -60, max: SPAN }).map((minute) => (FIRST + minute) * MICROS_PER_MINUTE),
}).map(({ plannedTime, earlier, validFrom }): ScopedCalendar => ({ scope, plannedTime, validFrom, earlier: [{ plannedTime: earlier }] })))));

/** Runs of minutes, so that thresholds are reached now and then. */
const anyRows: fc.Arbitrary<readonly MinuteRow[]> = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: -70, max: SPAN }), fc.integer({ min: 1, max: SPAN }), fc.constantFrom(1, 2, 5, 15)), { maxLength: 8 },
).map((runs) => runs.flatMap(([principal, at, length, step]) =>
  Array.from({ length: Math.ceil(length / step) }, (_, index) => [principal, FIRST + at + index * step] as const)));

const anyContext: fc.Arbitrary<EvaluationContext> = fc.record({
  devices: fc.tuple(anyDevice('M1'), anyDevice('M2'), anyDevice('M3')),
  plannedTime: anyPlan, calendars: fc.oneof(fc.constant([]), anyCalendars), rows: anyRows,
  from: fc.integer({ min: 0, max: SPAN }), length: fc.integer({ min: 0, max: SPAN }),
  networkedThreshold: fc.constantFrom(0.2, 0.5, 0.8, 1),
}).map(({ devices, plannedTime, calendars, rows, from, length, networkedThreshold }) => contextOf({
  inventory: inventoryOf(devices, { classes: CLASSES }), rows,
  contract: { plannedTime, ...(calendars.length > 0 && { calendars }), networkedThreshold, window: { from: (FIRST + from) * MICROS_PER_MINUTE, to: (FIRST + from + length) * MICROS_PER_MINUTE } },
}));

const IDS = ['networked-device-ratio', 'intelligent-equipment-ratio', 'connected-equipment'];

/** Wall-clock reading of the shifts, minute by minute, with nothing of the masks. */
function isPlanned(minute: number, plan: PlannedTime): boolean {
  const at = minute * MICROS_PER_MINUTE;
  if (plan.exemptions?.some((exempt) => at >= exempt.from && at < exempt.to)) return false;
  if (plan.shifts.length === 0) return true;
  const text = DateTime.fromMillis(minute * 60_000, { zone: plan.zone }).toFormat('HH:mm');
  return plan.shifts.some(({ start, end }) => (start < end ? text >= start && text < end : text >= start || text < end));
}

function isPlannedOf({ contract: { plannedTime, calendars = [] } }: EvaluationContext, { id, classId, siteId }: InventoryDevice, minute: number): boolean {
  const held = [`device:${id}`, `class:${classId}`, `site:${siteId ?? ''}`, 'project'].flatMap((scope): PlannedTime[] => {
    const calendar = calendars.find((one) => one.scope === scope);
    if (calendar === undefined) return scope === 'project' ? [plannedTime] : [];
    return [minute * MICROS_PER_MINUTE >= (calendar.validFrom ?? 0) ? calendar.plannedTime : calendar.earlier?.[0]?.plannedTime ?? plannedTime];
  });
  return isPlanned(minute, { ...(held[0] as PlannedTime), exemptions: held.flatMap(({ exemptions = [] }) => exemptions) });
}

function naiveIntervals(context: EvaluationContext, one: InventoryDevice, principal: number): { expected: number; valid: number } {
  const { window } = context.contract;
  const interval = Number(one.classId.slice(1));
  const held = minutesOf(context.deviceHours.columns, principal);
  const counts = { expected: 0, valid: 0 };
  const begin = hourOf(window.from) * 60;
  for (let start = begin; start * MICROS_PER_MINUTE < window.to; start += interval) {
    const minutes = Array.from({ length: interval }, (_, index) => start + index);
    const whole = minutes.every((minute) => {
      const at = minute * MICROS_PER_MINUTE;
      return at >= window.from && at < window.to && at >= (one.commissionedAt ?? 0) && at + MICROS_PER_MINUTE <= (one.decommissionedAt ?? Infinity) && isPlannedOf(context, one, minute);
    });
    if (!whole) continue;
    counts.expected += 1;
    if (minutes.some((minute) => held.has(minute))) counts.valid += 1;
  }
  return counts;
}

function minutesOf({ length, principal, hour, low, high }: MinuteColumns, wanted: number): ReadonlySet<number> {
  const minutes = new Set<number>();
  for (let row = 0; row < length; row += 1) {
    if (principal[row] !== wanted) continue;
    for (let bit = 0; bit < 30; bit += 1) {
      if (((low[row] ?? 0) >> bit) & 1) minutes.add((hour[row] ?? 0) * 60 + bit);
      if (((high[row] ?? 0) >> bit) & 1) minutes.add((hour[row] ?? 0) * 60 + 30 + bit);
    }
  }
  return minutes;
}

describe('evaluation against a model that walks minutes', () => {
  it('counts the same intervals, devices and values', () => {
    fc.assert(fc.property(anyContext, (context) => {
      const [networked, , connected] = evaluateAll(context, IDS);
      const judged = context.inventory.devices.map((one, index) => ({ one, ...naiveIntervals(context, one, index + 1) }));
      const equipment = judged.filter(({ one }) => one.assetKind !== 'sensor' && (one.decommissionedAt ?? Infinity) > context.contract.window.from);
      if (equipment.every(({ expected }) => expected === 0)) {
        expect(networked).toMatchObject({ value: null, verdict: 'insufficient-data' });
        return;
      }
      const percent = Math.round(context.contract.networkedThreshold * 100);
      const reaching = equipment.filter(({ expected, valid }) => expected > 0 && valid * 100 >= expected * percent);
      const intelligent = reaching.filter(({ one }) => one.intelligent).map(({ one }) => one.id);
      expect(networked).toMatchObject({ numerator: intelligent.length, denominator: equipment.length, devices: intelligent });
      expect(networked?.value).toBe((100 * intelligent.length) / equipment.length);
      expect(connected?.devices).toEqual(reaching.map(({ one }) => one.id));
      expect(connected?.figures.perDevice?.map(({ id, expected, valid }) => ({ id, expected, valid }))).toEqual(
        equipment.map(({ one, expected, valid }) => ({ id: one.id, expected, valid })));
    }), { numRuns: 150 });
  });
});

describe('a trace', () => {
  it('has every device judged with its intervals, and a calculator comes to the value', () => {
    fc.assert(fc.property(anyContext, (context) => {
      for (const explained of explainAll(context, IDS)) expect(traceFaults(explained)).toEqual([]);
    }), { numRuns: 100 });
  });
});

describe('same input, same bytes out', () => {
  it('whatever the order, repetition and splitting of rows', () => {
    fc.assert(fc.property(anyContext, fc.infiniteStream(fc.integer({ min: 0, max: 1_000 })), (context, keys) => {
      expect(JSON.stringify(explainAll(disturbed(context, keys), IDS))).toBe(JSON.stringify(explainAll(context, IDS)));
    }), { numRuns: 60 });
  });

  it('whatever the order and splitting of activity, origins and the sets beside them', () => {
    const inventory = inventoryOf([device('M1'), device('M2')]);
    const ids = ['process-data-points', 'networked-device-ratio'];
    const told = evaluateAll(contextOf({ inventory, activity: [{ device: 'M1', metric: 'load', valid: 5 }, { device: 'M2', metric: 'state', valid: 2 }] }, {
      origins: ['live', 'simulated'], everConnected: new Set(['M1', 'M2']),
    }), ids);
    const otherwise = evaluateAll(contextOf({ inventory, activity: [
      { device: 'M2', metric: 'state', valid: 2 }, { device: 'M1', metric: 'load', valid: 4 }, { device: 'M2', metric: 'load', valid: 0 },
      { device: 'M1', metric: 'load', valid: 1 }, { device: 'M1', metric: 'unlisted', valid: 3 },
    ] }, { origins: ['simulated', 'live', 'simulated'], everConnected: new Set(['M2', 'elsewhere', 'M1']) }), ids);
    expect(JSON.stringify(otherwise)).toBe(JSON.stringify(told));
  });

  it('and other bytes when a minute, a term or a fact of the inventory differs', () => {
    const rows = [[1, FIRST + 7]] as const;
    const inventory = inventoryOf([device('M1'), device('M2')]);
    const contract = { networkedThreshold: 0.8 };
    const digestOf = (context: EvaluationContext) => evaluateAll(context, ['networked-device-ratio'])[0]?.inputsDigest;
    const contexts = [
      contextOf({ inventory, rows, contract }),
      contextOf({ inventory, rows: [[1, FIRST + 8]], contract }),
      contextOf({ inventory, rows: [[2, FIRST + 7]], contract }),
      contextOf({ inventory, rows, contract: { networkedThreshold: 0.81 } }),
      contextOf({ inventory, rows, contract: { minimumPlatformCoverage: 0.9 } }),
      contextOf({ inventory, rows, contract: { plannedTime: { zone: 'Asia/Shanghai', shifts: [], holidays: ['2026-12-31'] } } }),
      contextOf({ inventory: inventoryOf([device('M1'), device('M2', { intelligent: false })]), rows, contract }),
      contextOf({ inventory, rows, contract }, { everConnected: new Set(['M1']) }),
      contextOf({ inventory, rows, contract }, { origins: ['replayed'] }),
      contextOf({ inventory, rows, contract }, { platformCoverage: { covered: 99, total: 100 } }),
    ];
    expect(new Set(contexts.map(digestOf)).size).toBe(contexts.length);
    expect(digestOf(contextOf({ inventory, rows: [...rows, [1, FIRST - 1], [9, FIRST + 7]], contract }))).toBe(digestOf(contexts[0] as EvaluationContext));
  });
});

/** The same facts told otherwise: rows shuffled, some twice, masks of one hour joined, inventory reversed. */
function disturbed(context: EvaluationContext, keys: fc.Stream<number>): EvaluationContext {
  const { columns, principals } = context.deviceHours;
  const minutes = [...principals.keys()].flatMap((principal) => [...minutesOf(columns, principal)].map((minute) => [principal, minute] as const));
  const told = minutes.flatMap((row) => [row, row]).map((row) => ({ row, key: keys.next().value as number }));
  const shuffled = told.filter(({ key }, index) => index % 2 === 0 || key < 300).sort((left, right) => left.key - right.key);
  const { inventory } = context;
  return {
    ...context,
    inventory: { ...inventory, devices: [...inventory.devices].reverse(), classes: [...inventory.classes].reverse() },
    deviceHours: { principals, columns: columnsOf(shuffled.map(({ row }) => row)) },
  };
}
