import type { Rejection, RejectionCode } from '@yanshou/telemetry';
import { METRIC_NAME, reject } from '@yanshou/telemetry';
import { MAX_TEXT_BYTES, MAX_VALUES } from '../codec.port.js';
import type { CodecTables } from '../codec-tables.js';
import type { DecodedMessage } from '../decoded-message.js';
import { DecodedKind } from '../decoded-message.js';
import { hashBytes } from '../intern-table.js';
import type { JsonScanner } from './json-scanner.js';

const UNAVAILABLE = /^unavailable$/i;
/** Longer texts are rarely seen twice. */
const MAX_REMEMBERED_BYTES = 64;

/**
 * Reads names and values of metrics. Every method gives false when the message is to be refused; `problem` then says
 * why, or is undefined where the grammar broke off.
 */
export class ValueReader {
  problem: Rejection | undefined;
  private into!: DecodedMessage;
  /** Which element named a metric last, by number of the name. */
  private namedIn = new Int32Array(256);
  private serial = 0;

  constructor(
    private readonly scanner: JsonScanner,
    private readonly tables: CodecTables,
  ) {}

  begin(into: DecodedMessage): void {
    this.into = into;
    this.problem = undefined;
  }

  beginElement(): void {
    this.serial = (this.serial + 1) | 0;
  }

  refuse(code: RejectionCode, field: string): false {
    this.problem = reject(code, field);
    return false;
  }

  /** The object of `values`, after its opening brace. */
  readMembers(): boolean {
    const { scanner } = this;
    do {
      if (!scanner.readString() || !this.readMember()) return false;
    } while (scanner.accept(0x2c));
    return scanner.accept(0x7d);
  }

  /** One member, after its key was read as a string. */
  readMember(): boolean {
    const name = this.readName();
    if (name < 0 || !this.scanner.accept(0x3a)) return false;
    if (name >= this.namedIn.length) this.growNames(name);
    if (this.namedIn[name] === this.serial) return this.refuse('duplicate-key', this.path(name));
    this.namedIn[name] = this.serial;
    if (this.into.rows >= MAX_VALUES) return this.refuse('too-many-values', this.path(name));
    return this.readValue(name);
  }

  /** Number of the metric that the last string names; -1 when it is none, with `problem` set where it is a string at all. */
  readName(): number {
    const { scanner, tables } = this;
    if (!scanner.escaped) {
      const known = tables.names.find(scanner.bytes, scanner.from, scanner.to, scanner.hash);
      if (known >= 0) return known;
    }
    const text = scanner.text();
    if (text === undefined) return -1;
    if (!METRIC_NAME.test(text)) {
      this.refuse('bad-name', this.into.valuePath(this.into.elements - 1, printable(text)));
      return -1;
    }
    const bytes = Buffer.from(text);
    const known = tables.names.find(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
    return known >= 0 ? known : tables.names.add(bytes, 0, bytes.length, text);
  }

  private readValue(name: number): boolean {
    const { scanner, into } = this;
    const byte = scanner.peek();
    if (byte === 0x22) return this.readText(name);
    if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
      if (!scanner.readNumber()) return false;
      if (!Number.isFinite(scanner.value)) return this.refuse('not-finite', this.path(name));
      into.pushNumber(name, DecodedKind.number, scanner.value);
      return true;
    }
    if (byte === 0x7b || byte === 0x5b) return this.refuse('wrong-type', this.path(name));
    return this.readConstant(name, byte);
  }

  private readConstant(name: number, byte: number): boolean {
    if (byte === 0x6e) {
      this.into.pushNumber(name, DecodedKind.gap, NaN);
      return this.scanner.readWord('null');
    }
    const truth = byte === 0x74;
    this.into.pushNumber(name, DecodedKind.boolean, truth ? 1 : 0);
    return this.scanner.readWord(truth ? 'true' : 'false');
  }

  private readText(name: number): boolean {
    const { scanner, into } = this;
    if (!scanner.readString()) return false;
    const text = this.textOf();
    if (text === undefined) return false;
    if (scanner.to - scanner.from > MAX_TEXT_BYTES && Buffer.byteLength(text) > MAX_TEXT_BYTES) {
      return this.refuse('text-too-long', this.path(name));
    }
    if (text.length === 11 && UNAVAILABLE.test(text)) into.pushNumber(name, DecodedKind.gap, NaN);
    else into.pushText(name, text);
    return true;
  }

  private textOf(): string | undefined {
    const { scanner, tables } = this;
    const length = scanner.to - scanner.from;
    if (scanner.escaped || length > MAX_REMEMBERED_BYTES) return scanner.text();
    const known = tables.texts.find(scanner.bytes, scanner.from, scanner.to, scanner.hash);
    if (known >= 0) return tables.texts.text(known);
    const text = scanner.text();
    if (text !== undefined) tables.texts.add(scanner.bytes, scanner.from, scanner.to, text);
    return text;
  }

  private path(name: number): string {
    return this.into.valuePath(this.into.elements - 1, this.tables.names.text(name));
  }

  private growNames(name: number): void {
    const bigger = new Int32Array(Math.max(name + 1, this.namedIn.length * 2));
    bigger.set(this.namedIn);
    this.namedIn = bigger;
  }
}

/** A name that may not be one, fit to be shown. */
export const printable = (text: string): string => text.slice(0, 64).replace(/\p{C}/gu, '?');
