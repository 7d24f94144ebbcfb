import type { Micros, Rejection, RejectionCode } from '@yanshou/telemetry';
import { MICROS_PER_MINUTE, ValueKind, reject } from '@yanshou/telemetry';
import type { DecodedMessage } from '@yanshou/codecs';
import { DecodedKind } from '@yanshou/codecs';
import { NO_METRIC } from './class-metrics.js';
import type { BoundDevice } from './project-directory.js';
import type { Route } from './route-table.js';

/** Verdicts on a value; above ACCEPTED the place of the reason in REASONS, or UNREADABLE: the codec knows the reason. */
export const ACCEPTED = 0;
export const GAP = 255;
export const UNREADABLE = 254;
const REASONS: readonly RejectionCode[] = [
  'child-not-bound', 'time-before-project', 'time-in-future', 'unknown-metric', 'type-mismatch', 'out-of-range',
];
const CHILD_NOT_BOUND = 1;
const BEFORE_PROJECT = 2;
const IN_FUTURE = 3;
const UNKNOWN_METRIC = 4;
export const TYPE_MISMATCH = 5;
const OUT_OF_RANGE = 6;
/** Verdicts up to this one concern a whole element. */
export const LAST_ELEMENT_VERDICT = IN_FUTURE;

export const FUTURE_TOLERANCE = 5 * MICROS_PER_MINUTE;
const MILLIS_PER_SECOND = 1_000;
const AS_SECONDS = '按秒计则正确 would be right as seconds';

/** Decides about every value of a decoded message without changing anything. */
export class MessageJudge {
  /** Device an element speaks of; undefined when it is not bound. */
  readonly devices: (BoundDevice | undefined)[] = [];
  verdict = new Uint8Array(64);
  /** Index of the metric in its class, or NO_METRIC. */
  metric = new Int32Array(64);
  accepted = 0;
  rejected = 0;
  gaps = 0;
  private unknownMetrics = 0;

  constructor(
    private readonly message: DecodedMessage,
    private readonly maxUnknownMetrics: number,
  ) {}

  /** Forgets the message before. */
  reset(): void {
    this.accepted = 0;
    this.rejected = 0;
    this.gaps = 0;
    this.unknownMetrics = 0;
  }

  judge(route: Route, received: Micros): void {
    const { message } = this;
    if (message.rows > this.verdict.length) this.reserve(message.rows);
    this.reset();
    for (let element = 0; element < message.elements; element += 1) {
      const device = deviceOf(route, message.elementChild[element] as string);
      this.devices[element] = device;
      this.judgeElement(element, device, received);
    }
  }

  /** Why a value was rejected, in words. */
  rejection(element: number, row: number, received: Micros): Rejection {
    const { message } = this;
    const verdict = this.verdict[row] as number;
    if (verdict === UNREADABLE) return message.rejection(row);
    const code = REASONS[verdict - 1] as RejectionCode;
    if (verdict === CHILD_NOT_BOUND) return reject(code, message.elementPath(element));
    if (verdict > LAST_ELEMENT_VERDICT) return reject(code, message.valuePath(element, message.names.text(message.name[row] as number)));
    const from = (this.devices[element] as BoundDevice).acceptedFrom;
    return reject(code, message.elementPath(element, 'ts'), timeHint(message.elementAt[element] as number, from, received));
  }

  private judgeElement(element: number, device: BoundDevice | undefined, received: Micros): void {
    const { message, verdict } = this;
    const stamped = message.elementAt[element] as number;
    const elementVerdict = device === undefined ? CHILD_NOT_BOUND : timeVerdict(Number.isNaN(stamped) ? received : stamped, device.acceptedFrom, received);
    const end = message.elementEnd[element] as number;
    for (let row = message.firstRow(element); row < end; row += 1) {
      let judged = elementVerdict;
      if (message.kind[row] === DecodedKind.gap) judged = GAP;
      else if (message.kind[row] === DecodedKind.unreadable) judged = UNREADABLE;
      else if (judged === ACCEPTED) judged = this.judgeValue(device as BoundDevice, row);
      verdict[row] = judged;
      if (judged === ACCEPTED) this.accepted += 1;
      else if (judged === GAP) this.gaps += 1;
      else this.rejected += 1;
    }
  }

  private judgeValue(device: BoundDevice, row: number): number {
    const { message } = this;
    const { metrics } = device;
    const metric = metrics.find(message.name[row] as number);
    this.metric[row] = metric;
    if (metric === NO_METRIC) return this.judgeUnknown(device, row);
    const kind = message.kind[row] as number;
    const expected = metrics.kind[metric] as number;
    const value = message.number[row] as number;
    if (kind !== expected) return expected === ValueKind.boolean && (value === 0 || value === 1) ? ACCEPTED : TYPE_MISMATCH;
    return value < (metrics.min[metric] as number) || value > (metrics.max[metric] as number) ? OUT_OF_RANGE : ACCEPTED;
  }

  /** The bound keeps a device that invents names from filling the store with series. */
  private judgeUnknown(device: BoundDevice, row: number): number {
    if (!device.acceptsUnknown) return UNKNOWN_METRIC;
    if (device.principal.series.has(this.message.names.text(this.message.name[row] as number))) return ACCEPTED;
    this.unknownMetrics += 1;
    return device.principal.unknownMetrics + this.unknownMetrics <= this.maxUnknownMetrics ? ACCEPTED : UNKNOWN_METRIC;
  }

  private reserve(rows: number): void {
    this.verdict = new Uint8Array(rows * 2);
    this.metric = new Int32Array(rows * 2);
  }
}

function deviceOf(route: Route, child: string): BoundDevice | undefined {
  const { target } = route;
  if (target.kind === 'device') return target.device;
  return target.kind === 'gateway' && target.children.has(child) ? target.project.device(child) : undefined;
}

function timeVerdict(at: Micros, from: Micros, received: Micros): number {
  if (at < from) return BEFORE_PROJECT;
  return at > received + FUTURE_TOLERANCE ? IN_FUTURE : ACCEPTED;
}

function timeHint(at: number, from: Micros, received: Micros): string | undefined {
  return timeVerdict(at * MILLIS_PER_SECOND, from, received) === ACCEPTED ? AS_SECONDS : undefined;
}

/** The verdict that a code stands for. */
export const verdictOf = (code: RejectionCode): number => REASONS.indexOf(code) + 1;
