import { MAX_MESSAGE_BYTES, MAX_MESSAGE_VALUES, boundElementBytes } from './encode-message.js';
import type { SimulatedElement } from './message.js';

/** Room for the braces, the child's name and the commas around a batch. */
const FRAME_BYTES = 1_024;

/** Limits of one batch, below what a platform must accept in a message. */
export interface BatchLimits {
  readonly bytes: number;
  readonly values: number;
}

export const MESSAGE_LIMITS: BatchLimits = { bytes: MAX_MESSAGE_BYTES - FRAME_BYTES, values: MAX_MESSAGE_VALUES };

/** Packs elements into as few runs as the limits allow; order is kept and nothing is dropped. */
export function* batchElements(
  elements: Iterable<SimulatedElement>,
  limits: BatchLimits = MESSAGE_LIMITS,
): Generator<readonly SimulatedElement[]> {
  let batch: SimulatedElement[] = [];
  let bytes = 0;
  let values = 0;
  for (const element of elements) {
    const elementBytes = boundElementBytes(element);
    const elementValues = Object.keys(element.values).length;
    if (batch.length > 0 && (bytes + elementBytes > limits.bytes || values + elementValues > limits.values)) {
      yield batch;
      batch = [];
      bytes = 0;
      values = 0;
    }
    batch.push(element);
    bytes += elementBytes;
    values += elementValues;
  }
  if (batch.length > 0) yield batch;
}
