const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const BACKSLASH = 0x5c;
/** A quoted text may hold line feeds; beyond this many bytes it is too long in any case, and a line feed ends the line. */
export const MAX_QUOTED_BYTES = 1_024;

const stops = (text: string): Uint8Array => Uint8Array.from({ length: 256 }, (_, byte) => (text.includes(String.fromCharCode(byte)) ? 1 : 0));
/** Bytes that end a name where no backslash stands before them. */
export const MEASUREMENT_STOPS = stops(', \r\n');
export const KEY_STOPS = stops(',= \r\n');

/** Reads the tokens of line protocol from bytes without building objects. */
export class LineScanner {
  bytes: Buffer = Buffer.alloc(0);
  position = 0;
  end = 0;
  /** The last token, and whether there is a backslash in it. */
  from = 0;
  to = 0;
  escaped = false;
  /** Line feeds within quoted texts so far. */
  lineFeeds = 0;

  load(bytes: Buffer, from: number): void {
    this.bytes = bytes;
    this.position = from;
    this.end = bytes.length;
    this.lineFeeds = 0;
  }

  /** The next byte, not consumed; -1 at the end. */
  peek(): number {
    return this.position < this.end ? (this.bytes[this.position] as number) : -1;
  }

  accept(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.position += 1;
    return true;
  }

  /** Whether there was any. */
  skipSpaces(): boolean {
    const start = this.position;
    while (this.peek() === SPACE || this.peek() === TAB) this.position += 1;
    return this.position > start;
  }

  /** A line feed, with or without a carriage return before it, or the end; nothing is consumed. */
  atLineEnd(): boolean {
    const byte = this.peek();
    if (byte !== CARRIAGE_RETURN) return byte === LINE_FEED || byte < 0;
    return this.position + 1 === this.end || this.bytes[this.position + 1] === LINE_FEED;
  }

  /** The bytes up to the next stop. False when there are none. */
  readToken(stopsAt: Uint8Array): boolean {
    const { bytes, end } = this;
    let position = this.position;
    this.from = position;
    this.escaped = false;
    while (position < end) {
      const byte = bytes[position] as number;
      if (stopsAt[byte] === 1) break;
      position += 1;
      if (byte !== BACKSLASH) continue;
      this.escaped = true;
      if (position < end && escapes(bytes[position] as number, stopsAt)) position += 1;
    }
    this.to = position;
    this.position = position;
    return position > this.from;
  }

  /** A quoted text; its token is what stands between the quotes. False when it does not end. */
  readQuoted(): boolean {
    const { bytes, end } = this;
    let position = this.position + 1;
    this.from = position;
    this.escaped = false;
    for (; position < end; position += 1) {
      const byte = bytes[position] as number;
      if (byte === QUOTE) return this.endQuoted(position);
      if (byte === LINE_FEED) {
        if (position - this.from > MAX_QUOTED_BYTES) return false;
        this.lineFeeds += 1;
      } else if (byte === BACKSLASH && isQuotable(bytes[position + 1])) {
        this.escaped = true;
        position += 1;
      }
    }
    return false;
  }

  private endQuoted(position: number): true {
    this.to = position;
    this.position = position + 1;
    return true;
  }
}

/** A backslash stands for itself before any other byte. */
const escapes = (byte: number, stopsAt: Uint8Array): boolean => byte >= SPACE && stopsAt[byte] === 1;
export const isQuotable = (byte: number | undefined): boolean => byte === QUOTE || byte === BACKSLASH;
