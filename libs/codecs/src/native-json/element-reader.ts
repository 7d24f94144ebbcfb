import { MICROS_PER_MILLISECOND, originCode, parseIsoMicros, qualityCode } from '@yanshou/telemetry';
import type { CodecTables } from '../codec-tables.js';
import type { DecodedMessage } from '../decoded-message.js';
import type { JsonScanner } from './json-scanner.js';
import { ValueReader, printable } from './value-reader.js';

const FIELDS = ['ts', 'values', 'quality', 'origin'] as const;
const FIELD_BYTES = FIELDS.map((field) => Buffer.from(field));
const TS = 0;
const VALUES = 1;
const QUALITY = 2;
const ORIGIN = 3;

/** Reads one element `{ts?, values, quality?, origin?}`, or `{metric: value, …}` where the bare form is allowed. */
export class ElementReader {
  readonly values: ValueReader;
  private into!: DecodedMessage;
  /** Quality letters of the element, by name; they may stand before the values they belong to. */
  private readonly flagged = new Map<number, number>();

  constructor(
    private readonly scanner: JsonScanner,
    tables: CodecTables,
    private readonly bareAllowed: boolean,
  ) {
    this.values = new ValueReader(scanner, tables);
  }

  begin(into: DecodedMessage): void {
    this.into = into;
    this.values.begin(into);
  }

  /** An element at `index` of an array (-1: of none), said of `child` ('' for the sender itself). */
  read(child: string, index: number): boolean {
    const { scanner, into } = this;
    into.beginElement(child, index);
    this.values.beginElement();
    if (!scanner.accept(0x7b)) return this.refuseType('');
    if (scanner.peek() === 0x7d) return this.bareAllowed ? this.refuse('empty-message', '') : this.refuse('missing-field', 'values');
    if (!scanner.readString()) return false;
    const field = this.field();
    return this.bareAllowed && field < 0 ? this.readBare() : this.readFields(field);
  }

  private readFields(first: number): boolean {
    const { scanner } = this;
    let seen = 0;
    this.flagged.clear();
    for (let field = first; ; field = this.field()) {
      if (field < 0) return this.refuseUnknown();
      if (seen & (1 << field)) return this.refuse('duplicate-key', FIELDS[field] as string);
      seen |= 1 << field;
      if (!scanner.accept(0x3a) || !this.readField(field)) return false;
      if (!scanner.accept(0x2c)) break;
      if (!scanner.readString()) return false;
    }
    if (!scanner.accept(0x7d)) return false;
    if ((seen & (1 << VALUES)) === 0) return this.refuse('missing-field', 'values');
    return (seen & (1 << QUALITY)) === 0 || this.applyQuality();
  }

  private readField(field: number): boolean {
    if (field === TS) return this.readTime();
    if (field === VALUES) return this.readValues();
    return field === QUALITY ? this.readQuality() : this.readOrigin();
  }

  private readValues(): boolean {
    const { scanner } = this;
    if (!scanner.accept(0x7b)) return this.refuseType('values');
    return scanner.peek() === 0x7d ? this.refuse('empty-message', 'values') : this.values.readMembers();
  }

  private readTime(): boolean {
    const { scanner } = this;
    const byte = scanner.peek();
    if (byte === 0x22) return this.readTimeText();
    if (byte !== 0x2d && (byte < 0x30 || byte > 0x39)) return this.refuseType('ts');
    if (!scanner.readNumber()) return false;
    const at = scanner.value * MICROS_PER_MILLISECOND;
    if (!Number.isInteger(scanner.value) || !Number.isSafeInteger(at)) return this.refuse('bad-timestamp', 'ts');
    this.into.setTime(at);
    return true;
  }

  private readTimeText(): boolean {
    if (!this.scanner.readString()) return false;
    const text = this.scanner.text();
    if (text === undefined) return false;
    const at = parseIsoMicros(text);
    if (at === undefined || !Number.isSafeInteger(at)) return this.refuse('bad-timestamp', 'ts');
    this.into.setTime(at);
    return true;
  }

  private readOrigin(): boolean {
    if (this.scanner.peek() !== 0x22) return this.refuseType('origin');
    if (!this.scanner.readString()) return false;
    const text = this.scanner.text();
    if (text === undefined) return false;
    const origin = originCode(text);
    if (origin === undefined) return this.refuse('bad-origin', 'origin');
    this.into.setOrigin(origin);
    return true;
  }

  private readQuality(): boolean {
    const { scanner } = this;
    if (!scanner.accept(0x7b)) return this.refuseType('quality');
    if (scanner.accept(0x7d)) return true;
    do {
      if (!scanner.readString() || !this.readLetter()) return false;
    } while (scanner.accept(0x2c));
    return scanner.accept(0x7d);
  }

  private readLetter(): boolean {
    const { scanner } = this;
    const metric = scanner.text();
    const name = this.values.readName();
    if (name < 0 || metric === undefined || !scanner.accept(0x3a)) return false;
    if (this.flagged.has(name)) return this.refuse('duplicate-key', `quality.${metric}`);
    if (scanner.peek() !== 0x22) return this.refuseType(`quality.${metric}`);
    if (!scanner.readString()) return false;
    const letter = scanner.text();
    if (letter === undefined) return false;
    const code = qualityCode(letter);
    if (code === undefined) return this.refuse('bad-quality', `quality.${metric}`);
    this.flagged.set(name, code);
    return true;
  }

  private applyQuality(): boolean {
    const { into, flagged } = this;
    const element = into.elements - 1;
    for (let row = into.firstRow(element); row < into.rows && flagged.size > 0; row += 1) {
      const name = into.name[row] as number;
      const code = flagged.get(name);
      if (code === undefined) continue;
      into.setQuality(row, code);
      flagged.delete(name);
    }
    for (const name of flagged.keys()) return this.refuse('unknown-field', `quality.${into.names.text(name)}`);
    return true;
  }

  private readBare(): boolean {
    this.into.setBare();
    for (;;) {
      if (!this.values.readMember()) return false;
      if (!this.scanner.accept(0x2c)) return this.scanner.accept(0x7d);
      if (!this.scanner.readString()) return false;
      // A time stamp taken for a metric would leave the readings stamped by the server without a word.
      const field = this.field();
      if (field >= 0) return this.refuse('unknown-field', FIELDS[field] as string);
    }
  }

  /** Which field the last string names, -1 for none. */
  private field(): number {
    const { scanner } = this;
    if (scanner.escaped) return (FIELDS as readonly (string | undefined)[]).indexOf(scanner.text());
    const length = scanner.to - scanner.from;
    if (length === 2) return this.spells(TS) ? TS : -1;
    if (length === 7) return this.spells(QUALITY) ? QUALITY : -1;
    if (length !== 6) return -1;
    if (this.spells(VALUES)) return VALUES;
    return this.spells(ORIGIN) ? ORIGIN : -1;
  }

  private spells(field: number): boolean {
    const word = FIELD_BYTES[field] as Buffer;
    const { bytes, from } = this.scanner;
    for (let k = 0; k < word.length; k += 1) if (bytes[from + k] !== word[k]) return false;
    return true;
  }

  private refuseUnknown(): boolean {
    const text = this.scanner.text();
    return text === undefined ? false : this.refuse('unknown-field', printable(text));
  }

  private refuseType(field: string): false {
    return this.refuse('wrong-type', field);
  }

  private refuse(code: Parameters<ValueReader['refuse']>[0], field: string): false {
    return this.values.refuse(code, this.into.elementPath(this.into.elements - 1, field));
  }
}
