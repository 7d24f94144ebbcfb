const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const PLUS = 0x2b;
const MINUS = 0x2d;
const SIGNED_SUFFIX = 0x69;
const UNSIGNED_SUFFIX = 0x75;
/** Up to this many digits a mantissa and a power of ten are exact doubles, so one division rounds correctly. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, n) => 10 ** n);
const FLOAT = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;
const LONGEST = 400;

export type NumberFault = 'malformed-line' | 'not-finite';

/**
 * Number values of line protocol: a float, an integer with the suffix `i` (64 bits), an unsigned integer with `u` (64
 * bits). All become the double nearest to them, never -0.
 */
export class NumberToken {
  value = 0;

  /** Reads bytes[from…to), at least one byte, into `value`. */
  read(bytes: Buffer, from: number, to: number): NumberFault | undefined {
    const last = bytes[to - 1];
    if (last === SIGNED_SUFFIX || last === UNSIGNED_SUFFIX) return this.readInteger(bytes.toString('latin1', from, to - 1), last === UNSIGNED_SUFFIX);
    return this.readShort(bytes, from, to) ? undefined : this.readFloat(bytes.toString('latin1', from, Math.min(to, from + LONGEST)));
  }

  /** Digits with at most one point among them and few enough to be exact. */
  private readShort(bytes: Buffer, from: number, to: number): boolean {
    const negative = bytes[from] === MINUS;
    const first = negative || bytes[from] === PLUS ? from + 1 : from;
    if (to - first > EXACT_DIGITS + 1) return false;
    let mantissa = 0;
    let point = -1;
    for (let at = first; at < to; at += 1) {
      const byte = bytes[at] as number;
      if (byte >= ZERO && byte <= NINE) mantissa = mantissa * 10 + (byte - ZERO);
      else if (byte === POINT && point < 0) point = at;
      else return false;
    }
    const decimals = point < 0 ? 0 : to - point - 1;
    return this.setShort(negative, mantissa, to - first - (point < 0 ? 0 : 1), decimals);
  }

  private setShort(negative: boolean, mantissa: number, digits: number, decimals: number): boolean {
    if (digits < 1 || digits > EXACT_DIGITS) return false;
    const value = mantissa / (POWERS_OF_TEN[decimals] as number);
    this.value = negative ? 0 - value : value;
    return true;
  }

  private readFloat(text: string): NumberFault | undefined {
    if (NOT_FINITE.test(text)) return 'not-finite';
    if (!FLOAT.test(text)) return 'malformed-line';
    this.value = Number(text) + 0;
    return Number.isFinite(this.value) ? undefined : 'not-finite';
  }

  private readInteger(text: string, unsigned: boolean): NumberFault | undefined {
    if (text.length > LONGEST || !INTEGER.test(text)) return 'malformed-line';
    const exact = BigInt(text.startsWith('+') ? text.slice(1) : text);
    const inRange = unsigned ? exact >= 0n && BigInt.asUintN(64, exact) === exact : BigInt.asIntN(64, exact) === exact;
    if (!inRange) return 'malformed-line';
    this.value = Number(exact);
    return undefined;
  }
}
