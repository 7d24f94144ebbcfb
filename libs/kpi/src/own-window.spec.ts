import { describe, expect, it } from '@jest/globals';
import { INDICATORS } from '@yanshou/catalogue';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { ProjectContract } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import type { EvaluationContext } from './evaluation-context.js';
import { isStock } from './own-window.js';
import { explain } from './trace/explain.js';
import { WINDOW_FROM, contextOf, device, inventoryOf } from './testing/context.js';
import type { MinuteRow } from './testing/context.js';

const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const SECOND_HOUR = { from: WINDOW_FROM + MICROS_PER_HOUR, to: WINDOW_FROM + 2 * MICROS_PER_HOUR };
const INVENTORY = inventoryOf([device('M1'), device('M2')]);
/** M1 delivers in both hours, M2 in the second only. */
const ROWS: readonly MinuteRow[] = [...minutes(1, 0, 120), ...minutes(2, 60, 120)];

function minutes(principal: number, from: number, to: number): readonly MinuteRow[] {
  return Array.from({ length: to - from }, (_, index) => [principal, FIRST + from + index] as const);
}

const rowOf = (own: { readonly from: number; readonly to: number } | undefined, facts: Partial<EvaluationContext> = {}, contract: Partial<ProjectContract> = {}) =>
  evaluate('networked-device-ratio', context(own, facts, contract));

function context(own: { readonly from: number; readonly to: number } | undefined, facts: Partial<EvaluationContext> = {}, contract: Partial<ProjectContract> = {}) {
  const target = { indicator: 'networked-device-ratio', comparator: '>=' as const, value: 70, unit: '%', clause: '任务书 3.1', ...(own && { window: own }) };
  return contextOf({ inventory: INVENTORY, rows: ROWS, contract: { targets: [target], ...contract } }, facts);
}

const LOWERED = { en: expect.stringContaining('window of the figure 0.04 d (30 d by default)') };

describe('a stock figure with a window of its own', () => {
  it('is taken over that window, and says so', () => {
    expect(rowOf(undefined)).toMatchObject({ value: 50, verdict: 'not-met', reasons: [] });
    expect(rowOf(SECOND_HOUR)).toMatchObject({ value: 100, verdict: 'met', from: '2026-09-30T17:00:00.000Z', to: '2026-09-30T18:00:00.000Z', coverage: 1, reasons: [{ zh: expect.stringContaining('本指标核算时段 0.04 d（通常 30 d）') }, { en: expect.stringContaining('the window that the contract fixes') }] });
  });

  it('is the row that a contract of that window gives, but for the note', () => {
    const { reasons: _own, inputsDigest: own, ...row } = rowOf(SECOND_HOUR);
    const { reasons: _none, inputsDigest, ...other } = rowOf(undefined, {}, { window: SECOND_HOUR });
    expect([row, own]).toEqual([other, inputsDigest]);
  });

  it('is explained over the same window', () => {
    const { row, trace } = explain('networked-device-ratio', context(SECOND_HOUR));
    expect([trace.value?.exact, trace.periods.map(({ from }) => from)]).toEqual(['100', [row.from]]);
  });

  it('has the platform coverage of that window where heartbeats tell it', () => {
    const silence = { platformSilence: [{ from: FIRST, to: FIRST + 30, proven: true }], platformCoverage: { covered: 90, total: 120 } };
    expect(rowOf(undefined, silence)).toMatchObject({ platformCoverage: 0.75, verdict: 'insufficient-data' });
    expect(rowOf(SECOND_HOUR, silence)).toMatchObject({ platformCoverage: 1, verdict: 'met' });
  });

  it('is an interim value over a part of it, or apart from it', () => {
    const half = { from: SECOND_HOUR.from, to: SECOND_HOUR.to - MICROS_PER_HOUR / 2 };
    expect(rowOf(SECOND_HOUR, {}, { window: { from: WINDOW_FROM, to: half.to } })).toMatchObject({ to: '2026-09-30T17:30:00.000Z', reasons: [LOWERED, { zh: expect.stringContaining('一部分') }] });
    const early = { from: WINDOW_FROM, to: SECOND_HOUR.from };
    expect(rowOf(SECOND_HOUR, {}, { window: early })).toMatchObject({ value: 50, to: '2026-09-30T17:00:00.000Z', reasons: [LOWERED, { zh: expect.stringContaining('不是任务书为本指标约定的时段') }] });
  });

  it('is said as lowered where its window is shorter than the usual thirty days, and not from there on', () => {
    const days = (count: number) => ({ from: WINDOW_FROM, to: WINDOW_FROM + count * MICROS_PER_DAY });
    const reasons = (count: number) => rowOf(days(count), {}, { window: days(60) }).reasons.map(({ zh }) => zh.includes('通常 30 d'));
    expect([reasons(29.5), reasons(30)]).toEqual([[true, false], [false]]);
  });

  it('is one of those that the minutes of devices alone tell', () => {
    expect(INDICATORS.filter(isStock).map(({ id }) => id).sort()).toEqual(['bus-remote-monitoring', 'connected-equipment', 'networked-device-ratio', 'remote-acquisition']);
    const gain = { indicator: 'defect-rate-reduction', comparator: '>=' as const, value: 20, unit: '%', clause: 'x', window: SECOND_HOUR };
    expect(evaluate('defect-rate-reduction', contextOf({ inventory: INVENTORY, contract: { targets: [gain] } }))).toMatchObject({ from: '2026-09-30T16:00:00.000Z' });
  });
});
