import { isUtf8 } from 'node:buffer';
import { hashByte, hashStart } from '../intern-table.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
/** Up to this many digits a mantissa and a power of ten are exact doubles, so one division rounds correctly. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, n) => 10 ** n);
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Reads the tokens of RFC 8259 from bytes without building objects, so that a key named twice is seen and depth costs
 * nothing. Every `read…` gives false where the bytes are no such token; the position is then of no use any more.
 */
export class JsonScanner {
  bytes: Buffer = Buffer.alloc(0);
  position = 0;
  end = 0;
  /** The last string: its bytes between the quotes, their hash, and whether there are escapes in them. */
  from = 0;
  to = 0;
  hash = 0;
  escaped = false;
  ascii = true;
  /** The last number. */
  value = 0;
  private mantissa = 0;

  load(bytes: Buffer, from: number): void {
    this.bytes = bytes;
    this.position = from;
    this.end = bytes.length;
  }

  /** The next byte that is no white space, not consumed; -1 at the end. */
  peek(): number {
    const { bytes, end } = this;
    let position = this.position;
    while (position < end && isSpace(bytes[position] as number)) position += 1;
    this.position = position;
    return position < end ? (bytes[position] as number) : -1;
  }

  accept(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.position += 1;
    return true;
  }

  readString(): boolean {
    if (this.peek() !== QUOTE) return false;
    const { bytes, end } = this;
    let position = this.position + 1;
    let hash = hashStart;
    let highest = 0;
    this.from = position;
    this.escaped = false;
    while (position < end) {
      const byte = bytes[position] as number;
      if (byte === QUOTE) return this.endString(position, hash, highest);
      if (byte < SPACE) return false;
      if (byte === BACKSLASH) {
        this.escaped = true;
        position += 1;
      }
      highest |= byte;
      hash = hashByte(hash, byte);
      position += 1;
    }
    return false;
  }

  /** The last string as text; undefined where it is no well-formed Unicode or an escape is none. */
  text(): string | undefined {
    if (this.ascii && !this.escaped) return this.bytes.toString('latin1', this.from, this.to);
    const raw = this.bytes.subarray(this.from, this.to);
    if (!isUtf8(raw)) return undefined;
    const text = this.escaped ? unescaped(raw.toString('utf8')) : raw.toString('utf8');
    return text === undefined || LONE_SURROGATE.test(text) ? undefined : text;
  }

  /** Reads a number into `value`: the double nearest to it, never -0; infinite where it exceeds all doubles. */
  readNumber(): boolean {
    const start = this.position;
    const negative = this.bytes[start] === 0x2d;
    if (negative) this.position += 1;
    const first = this.position;
    this.mantissa = 0;
    const whole = this.readDigits();
    if (whole === 0 || (whole > 1 && this.bytes[first] === ZERO)) return false;
    const fraction = this.readFraction();
    const exponent = this.readExponent();
    if (fraction < 0 || exponent < 0) return false;
    if (exponent > 0 || whole + fraction > EXACT_DIGITS) {
      this.value = Number(this.bytes.toString('latin1', start, this.position)) + 0;
    } else {
      const value = this.mantissa / (POWERS_OF_TEN[fraction] as number);
      this.value = negative ? 0 - value : value;
    }
    return true;
  }

  /** Consumes exactly the bytes of `word`. */
  readWord(word: string): boolean {
    for (let k = 0; k < word.length; k += 1) {
      if (this.position + k >= this.end || this.bytes[this.position + k] !== word.charCodeAt(k)) return false;
    }
    this.position += word.length;
    return true;
  }

  private endString(position: number, hash: number, highest: number): boolean {
    this.to = position;
    this.hash = hash;
    this.ascii = highest < 0x80;
    this.position = position + 1;
    return true;
  }

  private readDigits(): number {
    const { bytes, end } = this;
    const start = this.position;
    let position = start;
    let mantissa = this.mantissa;
    while (position < end) {
      const byte = bytes[position] as number;
      if (byte < ZERO || byte > NINE) break;
      mantissa = mantissa * 10 + (byte - ZERO);
      position += 1;
    }
    this.mantissa = mantissa;
    this.position = position;
    return position - start;
  }

  /** Digits after the point, 0 without a point, -1 where a point has no digit after it. */
  private readFraction(): number {
    if (this.position >= this.end || this.bytes[this.position] !== 0x2e) return 0;
    this.position += 1;
    return this.readDigits() || -1;
  }

  private readExponent(): number {
    if (this.position >= this.end || ((this.bytes[this.position] as number) | 0x20) !== 0x65) return 0;
    this.position += 1;
    const sign = this.position < this.end ? this.bytes[this.position] : 0;
    if (sign === 0x2b || sign === 0x2d) this.position += 1;
    return this.readDigits() || -1;
  }
}

const isSpace = (byte: number): boolean => byte <= SPACE && (byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09);

function unescaped(raw: string): string | undefined {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return undefined;
  }
}
