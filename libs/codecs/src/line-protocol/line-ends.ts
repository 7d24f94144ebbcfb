import { BACKSLASH, HASH, LINE_FEED, MAX_QUOTED_BYTES, QUOTE, SPACE, isQuotable } from './line-scanner.js';

const TAB = 0x09;
const COMMA = 0x2c;
const EQUALS = 0x3d;

/** Finds the ends of lines: a line feed within the quoted text of a field ends none. Ask with rising places. */
export class LineEnds {
  /** The next quote at or behind the last place asked for; the length of the bytes when there is none. */
  private quote = -1;

  constructor(private readonly bytes: Buffer, from = 0) {
    this.quote = this.nextQuote(from);
  }

  /** The place of the line feed that ends the line beginning at `from`; the length of the bytes when none does. */
  endOf(from: number): number {
    const { bytes } = this;
    const feed = bytes.indexOf(LINE_FEED, from);
    const plain = feed < 0 ? bytes.length : feed;
    if (this.quote < from) this.quote = this.nextQuote(from);
    if (this.quote > plain) return plain;
    const start = skipBlank(bytes, from);
    return bytes[start] === HASH ? plain : this.walk(start);
  }

  /** Through the series up to a space, then through the fields; a text begins with a quote behind an equals sign. */
  private walk(from: number): number {
    const { bytes } = this;
    let inFields = false;
    let afterEquals = false;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      if (byte === LINE_FEED) return at;
      if (byte === QUOTE && inFields && afterEquals) at = textEnd(bytes, at + 1);
      afterEquals = byte === EQUALS;
      if (byte === SPACE) inFields = true;
      else if (byte === BACKSLASH && isEscapable(bytes[at + 1])) at += 1;
    }
    return bytes.length;
  }

  private nextQuote(from: number): number {
    const found = this.bytes.indexOf(QUOTE, from);
    return found < 0 ? this.bytes.length : found;
  }
}

/** The last byte of a text: its closing quote, or what stands before a line feed that it is too long to reach beyond. */
function textEnd(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte === LINE_FEED && at - from > MAX_QUOTED_BYTES) return at - 1;
    if (byte === BACKSLASH && isQuotable(bytes[at + 1])) at += 1;
  }
  return bytes.length;
}

/** The first byte at or behind `from` that is neither space nor tab. */
export function skipBlank(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === SPACE || bytes[at] === TAB) at += 1;
  return at;
}

const isEscapable = (byte: number | undefined): boolean => byte === COMMA || byte === SPACE || byte === EQUALS;
