import type { DeviceInput, IndicatorInput, Outcome } from './indicator.js';
import type { DeviceFigure, IntervalTotals, OutcomeFigures } from './outcome-figures.js';
import { decimalFraction, holds, ratioFraction } from './fraction.js';
import type { BilingualText } from './bilingual.js';
import { DEVICE_NOT_EXPECTED, overdueNote, platformFaultNote } from './reasons.js';

/**
 * A device is networked when valid ÷ expected intervals ≥ threshold, exactly. Without any expected interval
 * it is not networked: nothing shows that it is.
 */
export function judgeDevice(device: DeviceInput, threshold: number): DeviceFigure {
  return {
    id: device.id,
    expected: device.expected,
    valid: device.valid,
    networked: reaches(device.valid, device.expected, threshold),
    calendarExpected: device.calendarExpected,
    calendarValid: device.calendarValid,
    calendarNetworked: reaches(device.calendarValid, device.calendarExpected, threshold),
    ...(device.platformFault > 0 && { platformFault: device.platformFault }),
    ...(device.overdue > 0 && { overdue: device.overdue }),
    reason: device.expected === 0 ? DEVICE_NOT_EXPECTED : null,
  };
}

const reaches = (valid: number, expected: number, threshold: number): boolean =>
  expected > 0 && holds(ratioFraction(valid, expected), '>=', decimalFraction(threshold));

/** Judges all devices, ascending by id. */
export const judgeDevices = (devices: readonly DeviceInput[], threshold: number): readonly DeviceFigure[] =>
  byId(devices).map((device) => judgeDevice(device, threshold));

export function byId<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  return [...rows].sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
}

/** Sums of the intervals of the devices judged. */
export const intervalTotals = (devices: readonly { readonly expected: number; readonly valid: number }[]): IntervalTotals => ({
  expected: devices.reduce((sum, device) => sum + device.expected, 0),
  valid: devices.reduce((sum, device) => sum + device.valid, 0),
});

export const countWhere = <T>(rows: readonly T[], holdsFor: (row: T) => boolean): number => rows.filter(holdsFor).length;

/** The three counts that are printed beside a networked figure. */
export const presenceCounts = (equipment: readonly DeviceInput[]) => ({
  everConnected: countWhere(equipment, (device) => device.everConnected),
  validInWindow: countWhere(equipment, (device) => device.validInWindow),
  verifiedOnSite: countWhere(equipment, (device) => device.verifiedOnSite),
});

export interface NetworkedCount {
  /** Judged by the rule. */
  readonly candidates: readonly DeviceInput[];
  /** All that stand below the line, candidates or not; their presence is printed. */
  readonly equipment: readonly DeviceInput[];
  /** 1 for a count. */
  readonly denominator: number;
  readonly threshold: number;
  /** Printed beside those of the rule, from how many are networked. */
  readonly figures?: (networked: number) => Partial<OutcomeFigures>;
}

/** How many of the candidates are networked, over the denominator. */
export function networkedOutcome({ candidates, equipment, denominator, threshold, figures }: NetworkedCount): Outcome {
  const judged = judgeDevices(candidates, threshold);
  const counted = judged.filter((device) => device.networked).map((device) => device.id);
  return {
    kind: 'value',
    ratio: { numerator: counted.length, denominator },
    counted,
    intervals: intervalTotals(judged),
    ...leftOutNotes(judged),
    figures: {
      equipment: equipment.length,
      ...figures?.(counted.length),
      byCalendar24h: { numerator: countWhere(judged, (device) => device.calendarNetworked), denominator },
      ...presenceCounts(equipment),
      devices: judged,
    },
  };
}

/** What stands beside the value because it is not in it. */
export function leftOutNotes(judged: readonly DeviceFigure[]): { readonly notes?: readonly BilingualText[] } {
  const sum = (of: 'platformFault' | 'overdue'): number => judged.reduce((total, device) => total + (device[of] ?? 0), 0);
  const [platform, late] = [sum('platformFault'), sum('overdue')];
  const notes = [...(platform > 0 ? [platformFaultNote(platform)] : []), ...(late > 0 ? [overdueNote(late)] : [])];
  return notes.length === 0 ? {} : { notes };
}

/** What every indicator that judges by the networked rule reads. */
export const NETWORKED_INPUTS: readonly IndicatorInput[] = [
  { name: 'inventory', unit: { zh: '台（套、线）', en: 'devices' }, aggregation: { zh: '计数', en: 'count' } },
  {
    name: 'minute-masks',
    unit: { zh: '判定间隔', en: 'judging intervals' },
    aggregation: { zh: '间隔内有任一分钟有效即为有效', en: 'an interval is valid when any of its minutes is' },
  },
  {
    name: 'networked-threshold',
    unit: { zh: '比例', en: 'share' },
    aggregation: { zh: '任务书约定值', en: 'as fixed in the contract' },
  },
];
