import type { ValueType } from '@yanshou/telemetry';
import type { SimulatedElement, SimulatedValue } from '../message.js';

/** No leading zeros: `0815` is a name. Nothing that a JSON number could not hold. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const MAX_TEXT_BYTES = 256;
const FINEST_DECIMALS = 9;

export const isNumeric = (text: string): boolean => NUMBER.test(text) && Number.isFinite(Number(text));

/** A recorded text as the metric's type has it; a metric that is ever a text is always one, so that nothing is refused. */
export const recordedValue = (text: string, type: ValueType): SimulatedValue => (type === 'number' ? Number(text) : text);

/** What the values of one metric were in the whole recording. */
export class ObservedMetric {
  private texts = 0;
  private numbers = 0;
  private decimals = 0;

  add(text: string): void {
    if (!isNumeric(text)) {
      this.texts += 1;
      return;
    }
    this.numbers += 1;
    const point = text.indexOf('.');
    if (/[eE]/.test(text)) this.decimals = FINEST_DECIMALS;
    else if (point >= 0) this.decimals = Math.min(Math.max(this.decimals, text.length - point - 1), FINEST_DECIMALS);
  }

  get seen(): boolean {
    return this.texts + this.numbers > 0;
  }

  /** Text as soon as one value is none but text; a metric that never had a value is what its kind suggests. */
  type(whenNeverSeen: ValueType): ValueType {
    if (!this.seen) return whenNeverSeen;
    return this.texts > 0 ? 'text' : 'number';
  }

  /** The grid of the finest value seen. */
  get resolution(): number {
    return Number(`1e-${this.decimals}`);
  }
}

/**
 * A text that is longer than a platform takes is neither cut nor dropped: it travels in a message of its own, so that its
 * refusal, with the reason and the bytes, is the platform's and touches nothing else.
 */
export const travelsAlone = (element: SimulatedElement): boolean =>
  Object.values(element.values).some((value) => typeof value === 'string' && value.length > 64 && Buffer.byteLength(value) > MAX_TEXT_BYTES);
