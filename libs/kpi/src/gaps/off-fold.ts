import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { DeviceClass, Micros, Origin, ProjectInventory } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import { wholeMinutes } from '../minute-range.js';
import { countedOriginNames, hasValidQuality } from '../reading-rules.js';
import type { OffSpan } from './gap-evidence.js';

/** States by which a machine says that it is off; `UNAVAILABLE` is MTConnect's. In capitals. */
const OFF_WORDS: ReadonlySet<string> = new Set(['OFF', 'POWER_OFF', 'POWER-OFF', 'POWEROFF', 'SHUTDOWN', 'UNAVAILABLE', '关机', '断电', '停电']);
/** Metrics of which `false` says so. */
const AVAILABILITY: ReadonlySet<string> = new Set(['avail', 'available', 'availability', 'power', 'power-on', 'power_on', 'powered']);

export interface StateMetric {
  readonly device: string;
  readonly metric: string;
}

/** The series that can say that a device is off: metrics of kind `state`, ascending by device and metric. */
export function stateMetrics({ devices, classes }: ProjectInventory): readonly StateMetric[] {
  const states = new Map(classes.map((one) => [one.id, statesOf(one)]));
  return devices.flatMap(({ id, classId }) => (states.get(classId) ?? []).map((metric) => ({ device: id, metric })))
    .sort((a, b) => (a.device === b.device ? (a.metric < b.metric ? -1 : 1) : a.device < b.device ? -1 : 1));
}

const statesOf = ({ metrics }: DeviceClass): readonly string[] => metrics.filter(({ kind }) => kind === 'state').map(({ name }) => name);

/**
 * When devices were off by their own word: from a reading that says so until the next one of the same series that does
 * not, or the end. Readings of a series come together and ascending by time.
 */
export class OffFold {
  private readonly states: ReadonlySet<string>;
  private readonly counted: ReadonlySet<Origin>;
  private readonly spans: OffSpan[] = [];
  /** The series in hand; most readings are of none that can say so, and cost two comparisons. */
  private series = { device: '', metric: '', isState: false };
  private open: { readonly device: string; readonly since: Micros } | undefined;

  constructor(inventory: ProjectInventory, private readonly hours: { readonly first: number; readonly end: number }) {
    this.states = new Set(stateMetrics(inventory).map(({ device, metric }) => `${device}\n${metric}`));
    this.counted = countedOriginNames(inventory);
  }

  add(reading: ExtractReading): void {
    const { device, metric, at } = reading;
    if (metric !== this.series.metric || device !== this.series.device) {
      this.close(this.hours.end * MICROS_PER_HOUR);
      this.series = { device, metric, isState: this.states.has(`${device}\n${metric}`) };
    }
    if (!this.series.isState || !this.isRead(reading)) return;
    if (!saysOff(reading)) this.close(at);
    else this.open ??= { device, since: at };
  }

  /** Ascending by device and time; spans of several series of a device may overlap. Ends the fold. */
  finish(): readonly OffSpan[] {
    this.close(this.hours.end * MICROS_PER_HOUR);
    return this.spans.sort((a, b) => (a.device === b.device ? a.from - b.from || a.to - b.to : a.device < b.device ? -1 : 1));
  }

  private isRead(reading: ExtractReading): boolean {
    const from = this.hours.first * MICROS_PER_HOUR;
    const inTime = reading.at >= from && reading.at < this.hours.end * MICROS_PER_HOUR;
    return inTime && !reading.unused && this.counted.has(reading.origin) && hasValidQuality(reading);
  }

  private close(at: Micros): void {
    if (!this.open) return;
    const { device, since } = this.open;
    const minutes = wholeMinutes(since, at);
    if (minutes.from < minutes.to) this.spans.push({ device, ...minutes });
    this.open = undefined;
  }
}

function saysOff({ kind, metric, value }: ExtractReading): boolean {
  if (kind === 'text') return OFF_WORDS.has(String(value).trim().toUpperCase());
  return kind === 'boolean' && value === 0 && AVAILABILITY.has(metric.toLowerCase());
}
