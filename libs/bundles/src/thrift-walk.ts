/** Types of Thrift's compact protocol that Parquet uses. */
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

const DEEPEST = 16;
const LONGEST_VARINT = 10;

/**
 * Walks over a struct without building it; the offset behind it. A Thrift parser fills memory, or reads one number for
 * hours, before it finds that such bytes are none: this throws RangeError after one look at each byte.
 */
export function structEnd(view: DataView, at: number): number {
  const walk = new ThriftWalk(view, at);
  walk.struct(0);
  return walk.at;
}

/** A number in groups of seven bits, least first, and the offset behind it. Throws RangeError for one without end. */
export function varintAt(view: DataView, from: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = from; at < from + LONGEST_VARINT; at += 1) {
    const byte = view.getUint8(at);
    value += (byte & 0x7f) * 2 ** (7 * (at - from));
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new RangeError('a number without end');
}

class ThriftWalk {
  constructor(private readonly view: DataView, public at: number) {}

  struct(depth: number): void {
    if (depth > DEEPEST) throw new RangeError('structs without end');
    for (let header = this.byte(); (header & 0x0f) !== 0; header = this.byte()) {
      if (header >> 4 === 0) this.varint();
      this.value(header & 0x0f, depth);
    }
  }

  private value(type: number, depth: number): void {
    switch (type) {
      case TRUE: case FALSE: return;
      case BYTE: return this.skip(1);
      case I16: case I32: case I64: return void this.varint();
      case DOUBLE: return this.skip(8);
      case BINARY: return this.skip(this.varint());
      case LIST: return this.list(depth);
      case STRUCT: return this.struct(depth + 1);
      default: throw new RangeError(`no type of Thrift: ${type}`);
    }
  }

  private list(depth: number): void {
    const header = this.byte();
    const type = header & 0x0f;
    const size = header >> 4 === 0x0f ? this.varint() : header >> 4;
    for (let index = 0; index < size; index += 1) this.value(type === TRUE || type === FALSE ? BYTE : type, depth + 1);
  }

  private byte(): number {
    this.at += 1;
    return this.view.getUint8(this.at - 1);
  }

  private skip(bytes: number): void {
    if (bytes > this.view.byteLength - this.at) throw new RangeError('more bytes than there are');
    this.at += bytes;
  }

  private varint(): number {
    const { value, end } = varintAt(this.view, this.at);
    this.at = end;
    return value;
  }
}
