import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { InventoryDevice, PlannedTime, ScopedCalendar } from '@yanshou/telemetry';
import type { EvaluationContext } from '../evaluation-context.js';
import { measure } from '../measurement.js';
import type { Measurement } from '../measurement.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf } from './context.js';
import type { MinuteRow } from './context.js';

export const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const HOUR = 60;

/** Minutes of the two hours' window, from ≤ m < to. */
export type Span = readonly [from: number, to: number];

export interface GapExample {
  /** Gateway → its devices. */
  readonly gateways: Readonly<Record<string, readonly string[]>>;
  readonly direct?: readonly string[];
  /** Device → spans in which it is silent. */
  readonly silent: Readonly<Record<string, readonly Span[]>>;
  readonly facts?: Readonly<Record<string, Partial<InventoryDevice>>>;
  readonly plannedTime?: Partial<PlannedTime>;
  readonly calendars?: readonly ScopedCalendar[];
  readonly context?: Partial<EvaluationContext>;
}

/** Two hours, judged by five minutes; every device delivers each minute but for its silence, and the platform is heard throughout. */
export function gapExample({ gateways, direct = [], silent, facts = {}, plannedTime = {}, calendars = [], context = {} }: GapExample): Measurement {
  const ids = [...Object.values(gateways).flat(), ...direct];
  const inventory = inventoryOf(ids.map((id) => device(id, facts[id])), {
    classes: [deviceClass('c5', 5), deviceClass('c1', 1), deviceClass('c60', 60)],
    gateways: Object.entries(gateways).map(([id, children]) => ({ id, nameZh: id, nameEn: id, children })),
  });
  const rows = ids.flatMap((id, index): readonly MinuteRow[] => Array.from({ length: 2 * HOUR }, (_, minute) => minute)
    .filter((minute) => !(silent[id] ?? []).some(([from, to]) => minute >= from && minute < to)).map((minute) => [index + 1, FIRST + minute] as const));
  const contract = { window: { from: WINDOW_FROM, to: WINDOW_FROM + 2 * MICROS_PER_HOUR }, plannedTime: { zone: 'Asia/Shanghai', shifts: [], ...plannedTime }, ...(calendars.length > 0 && { calendars }) };
  return measure(contextOf({ inventory, rows, contract }, { platformSilence: [], gapEvidence: { off: [], late: [] }, ...context }));
}

export const at = (minute: number): number => (FIRST + minute) * MICROS_PER_MINUTE;
