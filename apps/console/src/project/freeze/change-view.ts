import type { ChangeRequestView, DeviceClassView, DeviceWithState } from '@yanshou/api-schema';
import { rangeText } from '../classes/metric-view.js';

type Change = ChangeRequestView['change'];

/** One field of what a request changes; null: not there. */
export interface Difference {
  readonly field: string;
  /** Of a class: the metric whose field it is. */
  readonly of?: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Every field in which what is to be differs from what was there. */
export function differencesOf({ change, before }: Pick<ChangeRequestView, 'change' | 'before'>): readonly Difference[] {
  const was = beforeOf(before);
  const is = afterOf(change);
  if (change.kind !== 'class') return fieldsBetween(was, is);
  const { metrics: had = [], ...rest } = was as Partial<DeviceClassView>;
  const { metrics, ...after } = change.deviceClass;
  return [...fieldsBetween(rest, after), ...metricsBetween(had, metrics)];
}

type Fields = Readonly<Record<string, unknown>>;

/** An approval is nothing that is asked for; and where the wider planned time counted, that of the project is not what was there. */
function beforeOf(before: unknown): Fields {
  const { intelligentApproval: _, wider, ...was } = (before ?? {}) as Fields;
  return wider === true ? { wider } : was;
}

const fieldsBetween = (was: Fields, is: Fields): readonly Difference[] => [...new Set([...Object.keys(was), ...Object.keys(is)])]
  .map((field) => ({ field, before: shown(was[field]), after: shown(is[field]) }))
  .filter(({ before, after }) => before !== after);

type Metrics = DeviceClassView['metrics'];

/** A metric that came or went with what it is; of one that stayed its fields, the limits among them: they are what is decided on. */
const metricsBetween = (was: Metrics, is: Metrics): readonly Difference[] => [...new Set([...was, ...is].map(({ name }) => name))].flatMap((of): readonly Difference[] => {
  const [before, after] = [was, is].map((metrics) => metrics.find(({ name }) => name === of));
  if (before === undefined || after === undefined) return [{ field: 'metrics', of, before: before === undefined ? null : metricText(before), after: after === undefined ? null : metricText(after) }];
  return fieldsBetween(shownLimits(before), shownLimits(after)).map((difference) => ({ ...difference, of }));
});

const limitsText = ({ low, high, basis }: NonNullable<Metrics[number]['limits']>): string => `${rangeText(low, high) ?? ''} ${basis}`;
const shownLimits = ({ limits, ...metric }: Metrics[number]): Fields => ({ ...metric, ...(limits && { limits: limitsText(limits) }) });
const metricText = (metric: Metrics[number]): string => Object.values(shownLimits(metric)).filter((value) => value !== metric.name && value !== '').map(String).join(' ');

function afterOf(change: Change): Fields {
  if (change.kind === 'device') return change.device;
  if (change.kind === 'class') return change.deviceClass;
  return { ...(change.kind === 'calendar' ? change.plannedTime : { wider: true }), ...(change.validFrom !== undefined && { validFrom: change.validFrom }) };
}

/** What a request is about, by its id. */
export function subjectOf(change: Change): string {
  if (change.kind === 'device') return change.device.id;
  return change.kind === 'class' ? change.deviceClass.id : change.scope;
}

/** A value as a line of text; null where there is none. */
function shown(value: unknown): string | null {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  if (Array.isArray(value)) return value.map(shown).join('; ');
  return typeof value === 'object' ? shownObject(value as Readonly<Record<string, unknown>>) : String(value);
}

function shownObject(value: Readonly<Record<string, unknown>>): string {
  const { start, end, weekdays, name, from, to, reason, kind } = value;
  if (typeof start === 'string') return `${start}–${String(end)}${Array.isArray(weekdays) ? ` (${weekdays.join(',')})` : ''}`;
  if (typeof name === 'string') return name;
  return typeof from === 'string' ? [from, '–', to, kind, reason].filter((part) => typeof part === 'string').join(' ') : JSON.stringify(value);
}

/** A device of the list as it stands in the inventory: what is known of its data is none of it, and the approval is nobody's to ask for. */
export function inventoryDevice({ state: _, lastReceived: __, messages: ___, intelligentApproval: ____, ...device }: DeviceWithState): Omit<DeviceWithState, 'state' | 'lastReceived' | 'messages' | 'intelligentApproval'> {
  return device;
}

interface Shift {
  readonly start: string;
  readonly end: string;
  readonly weekdays?: number[];
}
export type Parsed<T> = { readonly ok: true; readonly items: T[] } | { readonly ok: false; readonly line: number; readonly text: string };

const SHIFT = /^(\d{2}:\d{2})\s*[-–—~至]\s*(\d{2}:\d{2})(?:\s+([1-7](?:[,，、\s]+[1-7])*))?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `08:00-17:00 1,2,3` a line. */
export const parseShifts = (text: string): Parsed<Shift> => parseLines(text, (line) => {
  const [, start, end, weekdays] = SHIFT.exec(line) ?? [];
  if (start === undefined || end === undefined) return undefined;
  return { start, end, ...(weekdays === undefined ? {} : { weekdays: weekdays.split(/[,，、\s]+/).map(Number) }) };
});

/** A day a line. */
export const parseDays = (text: string): Parsed<string> => parseLines(text, (line) => (DAY.test(line) && !Number.isNaN(Date.parse(line)) ? line : undefined));

/** Shifts as they are written in the form. */
export const shiftsText = (shifts: readonly Shift[]): string =>
  shifts.map(({ start, end, weekdays }) => `${start}-${end}${weekdays === undefined ? '' : ` ${weekdays.join(',')}`}`).join('\n');

/** Item by item; the first line that is none is named. */
export function parseLines<T>(text: string, parse: (line: string) => T | undefined): Parsed<T> {
  const items: T[] = [];
  for (const [index, written] of text.split('\n').entries()) {
    const line = written.trim();
    if (line === '') continue;
    const item = parse(line);
    if (item === undefined) return { ok: false, line: index + 1, text: line };
    items.push(item);
  }
  return { ok: true, items };
}
