import { MAX_VALUES } from '../codec.port.js';
import { LineEnds, skipBlank } from './line-ends.js';
import { CARRIAGE_RETURN, HASH, LINE_FEED } from './line-scanner.js';

const COMMA = 0x2c;

export interface LineBatchLimits {
  readonly maxBytes: number;
  readonly maxValues: number;
}

/** What one message may hold (contract.md). */
export const LINE_BATCH: LineBatchLimits = { maxBytes: 256 * 1024, maxValues: MAX_VALUES };

/**
 * Cuts a body of line protocol at line ends into messages within the limits, in order, as views of it. Values are
 * counted by commas, so there may be fewer in a message than allowed, never more. Pieces of comments and empty lines
 * alone are left out. Only a single line that is too long itself exceeds `maxBytes`.
 */
export function* splitLines(body: Buffer, limits: LineBatchLimits = LINE_BATCH): Generator<Buffer, void, undefined> {
  const ends = new LineEnds(body);
  let start = 0;
  let values = 0;
  for (let from = 0; from < body.length; ) {
    const to = Math.min(ends.endOf(from) + 1, body.length);
    const more = mostValues(body, from, to);
    if (from > start && (to - start > limits.maxBytes || values + more > limits.maxValues)) {
      if (values > 0) yield body.subarray(start, from);
      start = from;
      values = 0;
    }
    values += more;
    from = to;
  }
  if (values > 0) yield body.subarray(start);
}

/** Most values that bytes[from…to) can hold; 0 for a comment and an empty line. */
function mostValues(bytes: Buffer, from: number, to: number): number {
  const start = skipBlank(bytes, from);
  if (start >= to || bytes[start] === HASH || isLineEnd(bytes, start)) return 0;
  let commas = 0;
  for (let at = from; at < to; at += 1) if (bytes[at] === COMMA) commas += 1;
  return commas + 1;
}

const isLineEnd = (bytes: Buffer, at: number): boolean =>
  bytes[at] === LINE_FEED || (bytes[at] === CARRIAGE_RETURN && (at + 1 === bytes.length || bytes[at + 1] === LINE_FEED));
