import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { MetricDefinition, ProjectContract } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import { measure } from './measurement.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const OEE = 'overall-equipment-effectiveness';
/** Eight hours, of which the platform was down from the second to the fourth. */
const [HOURS, DOWN] = [8, [2, 4] as const];
const LOAD = metric('load');
const GOOD: MetricDefinition = { ...metric('good'), role: 'good-quantity', unit: '件', resolution: 1 };
const COUNTER: MetricDefinition = { ...GOOD, kind: 'counter' };
const STATE: MetricDefinition = { ...metric('state', 'state'), role: 'production-state', unit: '', valueType: 'boolean', resolution: 1 };

/** Every ten minutes of the hours from ≤ h < to, received so many hours later; a state is on. */
const told = ({ name, kind }: MetricDefinition, hours: readonly (readonly [from: number, to: number])[], { hoursLater = 0, every = 10 } = {}): readonly ExtractReading[] =>
  hours.flatMap(([from, to]) => Array.from({ length: Math.ceil((60 * (to - from)) / every) }, (_, index) => {
    const at = WINDOW_FROM + (60 * from + every * index) * MICROS_PER_MINUTE;
    const value = kind === 'counter' ? 1_000 + (at - WINDOW_FROM) / MICROS_PER_MINUTE : 1;
    return { device: 'M1', metric: name, at, received: at + hoursLater * MICROS_PER_HOUR, value, kind: kind === 'state' ? 'boolean' : 'number', quality: '', origin: 'live', unused: false } as const;
  }));
const ALL = [[0, HOURS]] as const;
const LOST = [[0, 2], [4, HOURS]] as const;

function planned(metrics: readonly MetricDefinition[], readings: readonly (readonly ExtractReading[])[], { down = [DOWN], ...terms }: { readonly down?: readonly (readonly [number, number])[] } & Partial<ProjectContract> = {}) {
  const inventory = inventoryOf([device('M1')], { classes: [deviceClass('c5', 10, metrics)] });
  const ranges = down.map(([from, to]) => ({ from: FIRST + 60 * from, to: FIRST + 60 * to }));
  const context = contextOf({ inventory, contract: {
    targets: [{ indicator: OEE, comparator: '>=', value: 1, unit: '%', clause: 'c' }], window: { from: WINDOW_FROM, to: WINDOW_FROM + HOURS * MICROS_PER_HOUR }, minimumPlatformCoverage: 0,
    efficiency: { definition: 'oee', standards: [{ device: 'M1', millisecondsPerPiece: 60_000 }] }, ...terms,
  } }, { platformSilence: ranges.map((range) => ({ ...range, proven: true })) });
  const fold = new ExtractFold(inventory, context.contract, [], ranges);
  for (const series of [...readings].sort((left, right) => ((left[0]?.metric ?? '') < (right[0]?.metric ?? '') ? -1 : 1))) for (const one of series) fold.add('reporting', one);
  const read = { ...context, ...fold.finish() };
  const [machine] = measure(read).inputs.legs.reporting.devices;
  return { row: evaluate(OEE, read), minutes: [machine?.plannedMinutes, machine?.platformMinutes, machine?.stateMinutes] };
}

describe('planned time in downtime of the platform', () => {
  it('is lost where the pieces were, whatever else the machine delivered of it', () => {
    expect(planned([LOAD, GOOD], [told(LOAD, ALL), told(GOOD, LOST)]).minutes).toEqual([360, 120, undefined]);
    expect(planned([LOAD, GOOD], [told(LOAD, LOST), told(GOOD, ALL)]).minutes).toEqual([480, 0, undefined]);
    expect(planned([LOAD, GOOD], [told(LOAD, ALL), told(GOOD, [[0, 3], [4, HOURS]])]).minutes).toEqual([420, 60, undefined]);
    const { row } = planned([LOAD, GOOD], [told(LOAD, ALL), told(GOOD, LOST)]);
    expect([row.numerator, row.denominator, row.reasons.map(({ en }) => en).join()]).toEqual([1, 10, expect.stringContaining('2 h of the planned busy time')]);
  });

  it('is not lost where the pieces came too late: they are counted', () => {
    const late = told(GOOD, [DOWN], { hoursLater: 50 });
    const good = [...told(GOOD, LOST), ...late].sort((a, b) => a.at - b.at);
    expect(planned([LOAD, GOOD], [told(LOAD, LOST), good], { lateDeliveryHours: 6 }).minutes).toEqual([480, 0, undefined]);
    // What came too late of something else is no piece.
    expect(planned([LOAD, GOOD], [[...told(LOAD, LOST), ...told(LOAD, [DOWN], { hoursLater: 50 })].sort((a, b) => a.at - b.at), told(GOOD, LOST)], { lateDeliveryHours: 6 }).minutes).toEqual([360, 120, undefined]);
  });

  it('is told by a reading for its own interval, and that interval does not stand still', () => {
    const hourly: MetricDefinition = { ...GOOD, expectedIntervalSeconds: 3_600 };
    expect(planned([LOAD, hourly], [told(LOAD, ALL), told(hourly, LOST, { every: 60 })]).minutes).toEqual([360, 120, undefined]);
    expect(planned([LOAD, hourly], [told(LOAD, ALL), told(hourly, [[0, 3], [4, HOURS]], { every: 60 })]).minutes).toEqual([420, 60, undefined]);
  });

  it('of a counter is told between its first and its last reading, and not before or after', () => {
    expect(planned([COUNTER], [told(COUNTER, LOST)]).minutes).toEqual([480, 0, undefined]);
    expect(planned([COUNTER], [told(COUNTER, [[0, 2]])]).minutes).toEqual([360, 120, undefined]);
    expect(planned([COUNTER], [told(COUNTER, [[4, HOURS]])]).minutes).toEqual([360, 120, undefined]);
    expect(planned([COUNTER], [[...told(COUNTER, [[0, 2]]), ...told(COUNTER, [[5, 6]], { hoursLater: 50 })]], { lateDeliveryHours: 6 }).minutes).toEqual([480, 0, undefined]);
    const slow: MetricDefinition = { ...COUNTER, expectedIntervalSeconds: 7_200 };
    expect(planned([slow], [told(slow, [[0, 2]])]).minutes).toEqual([480, 0, undefined]);
  });

  it('of pieces that are sent one by one is told by the machine', () => {
    const single: MetricDefinition = { ...GOOD, reporting: 'by-exception' };
    expect(planned([LOAD, single], [told(LOAD, ALL), told(single, LOST)]).minutes).toEqual([480, 0, undefined]);
    expect(planned([LOAD, single], [told(LOAD, LOST), told(single, LOST)]).minutes).toEqual([360, 120, undefined]);
  });

  it('of the state follows the state: availability is of its time, and the product of the factors stays the OEE', () => {
    const made: MetricDefinition = { ...COUNTER, name: 'made', role: 'produced-quantity' };
    const { row, minutes } = planned([COUNTER, made, STATE], [told(COUNTER, LOST), told(made, LOST), told(STATE, LOST)]);
    expect(minutes).toEqual([480, 0, 360]);
    const factors = row.figures.tables?.[0]?.rows.at(-1)?.slice(-4) as number[];
    expect([factors[0], ((factors[0] as number) * (factors[1] as number) * (factors[2] as number)) / 10_000]).toEqual([100, expect.closeTo(factors[3] as number, 9)]);
    expect(row.reasons.map(({ zh }) => zh).join()).toContain('产量与生产状态补传不一：产量有数据的计划忙碌时间 480 分钟，生产状态为 360 分钟');
    expect(planned([GOOD, STATE], [told(GOOD, LOST), told(STATE, ALL)]).minutes).toEqual([360, 120, 480]);
    expect(planned([STATE, LOAD], [told(LOAD, ALL), told(STATE, LOST)]).minutes).toEqual([360, 120, undefined]);
    const onChange: MetricDefinition = { ...STATE, reporting: 'by-exception' };
    expect(planned([COUNTER, onChange], [told(COUNTER, LOST), told(onChange, [[0, 1]])]).minutes).toEqual([480, 0, undefined]);
  });

  it('enters the digest by what was told of it', () => {
    const digest = (hours: readonly (readonly [number, number])[]): string => planned([LOAD, GOOD], [told(LOAD, ALL), told(GOOD, hours)]).row.inputsDigest;
    expect(digest([[0, 3], [4, HOURS]])).not.toBe(digest(LOST));
  });
});
