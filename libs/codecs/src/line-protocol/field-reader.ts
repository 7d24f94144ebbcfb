import { isUtf8 } from 'node:buffer';
import type { Rejection, RejectionCode } from '@yanshou/telemetry';
import { reject } from '@yanshou/telemetry';
import { MAX_TEXT_BYTES, MAX_VALUES } from '../codec.port.js';
import type { CodecTables } from '../codec-tables.js';
import type { DecodedMessage } from '../decoded-message.js';
import { DecodedKind } from '../decoded-message.js';
import { hashBytes } from '../intern-table.js';
import type { LineScanner } from './line-scanner.js';
import { KEY_STOPS, QUOTE } from './line-scanner.js';
import { MetricNames } from './metric-names.js';
import { NumberToken } from './number-token.js';
import { SeenNames } from './seen-names.js';

const COMMA = 0x2c;
const EQUALS = 0x3d;
const UNAVAILABLE = /^unavailable$/i;
const ESCAPE = /\\(["\\])/g;
const WORDS = new Map<string, 0 | 1>([
  ...['t', 'T', 'true', 'True', 'TRUE'].map((word) => [word, 1] as const), ...['f', 'F', 'false', 'False', 'FALSE'].map((word) => [word, 0] as const),
]);
const FIRST_LETTER = 0x41;
const LONGEST_WORD = 5;
/** Longer texts are rarely seen twice. */
const MAX_REMEMBERED_BYTES = 64;

/**
 * Reads the fields of a line. Methods give false when the line is to be refused; `problem` then says why, or is undefined
 * where the grammar broke off.
 */
export class FieldReader {
  problem: Rejection | undefined;
  private into!: DecodedMessage;
  private readonly names: MetricNames;
  private readonly numbers = new NumberToken();
  private readonly seen = new SeenNames();

  constructor(
    private readonly scanner: LineScanner,
    private readonly tables: CodecTables,
  ) {
    this.names = new MetricNames(tables);
  }

  begin(into: DecodedMessage): void {
    this.into = into;
  }

  /** Takes the last token as the measurement of a new line. A name with an escaped byte in it is none. */
  beginLine(): boolean {
    const { scanner } = this;
    this.seen.beginLine();
    this.problem = undefined;
    return (!scanner.escaped && this.names.begin(scanner.bytes, scanner.from, scanner.to)) || this.refuse('bad-name', this.token());
  }

  refuse(code: RejectionCode, field = ''): false {
    const { into } = this;
    this.problem = reject(code, into.elementPath(into.elements - 1, field));
    return false;
  }

  /** The last token as text fit to be shown. */
  token(): string {
    const { bytes, from, to } = this.scanner;
    return bytes.toString('utf8', from, Math.min(to, from + 64)).replace(/\p{C}/gu, '?');
  }

  readAll(): boolean {
    do {
      if (!this.readField()) return false;
    } while (this.scanner.accept(COMMA));
    return true;
  }

  private readField(): boolean {
    const { scanner } = this;
    if (!scanner.readToken(KEY_STOPS)) return false;
    const name = scanner.escaped ? -1 : this.names.find(scanner.bytes, scanner.from, scanner.to);
    if (name < 0) return this.refuse('bad-name', this.token());
    if (!scanner.accept(EQUALS)) return this.refuse('malformed-line', this.token());
    if (!this.seen.enter(name)) return this.refuse('duplicate-key', this.tables.names.text(name));
    if (this.into.rows >= MAX_VALUES) return this.refuse('too-many-values', this.tables.names.text(name));
    return scanner.peek() === QUOTE ? this.readText(name) : this.readWord(name);
  }

  private readWord(name: number): boolean {
    const { scanner, into, numbers } = this;
    if (!scanner.readToken(KEY_STOPS)) return this.refuse('malformed-line', this.tables.names.text(name));
    const { bytes, from, to } = scanner;
    const truth = (bytes[from] as number) >= FIRST_LETTER && to - from <= LONGEST_WORD ? WORDS.get(bytes.toString('latin1', from, to)) : undefined;
    if (truth !== undefined) {
      into.pushNumber(name, DecodedKind.boolean, truth);
      return true;
    }
    const fault = numbers.read(bytes, from, to);
    if (fault !== undefined) return this.refuse(fault, this.tables.names.text(name));
    into.pushNumber(name, DecodedKind.number, numbers.value);
    return true;
  }

  private readText(name: number): boolean {
    const { scanner, into } = this;
    const path = this.tables.names.text(name);
    if (!scanner.readQuoted()) return this.refuse('malformed-line', path);
    const text = this.textOf();
    if (text === undefined) return this.refuse('malformed-line', path);
    if (scanner.to - scanner.from > MAX_TEXT_BYTES && Buffer.byteLength(text) > MAX_TEXT_BYTES) return this.refuse('text-too-long', path);
    if (UNAVAILABLE.test(text)) into.pushNumber(name, DecodedKind.gap, NaN);
    else into.pushText(name, text);
    return true;
  }

  /** Undefined where it is no UTF-8. */
  private textOf(): string | undefined {
    const { bytes, from, to, escaped } = this.scanner;
    const { texts } = this.tables;
    const remember = !escaped && to - from <= MAX_REMEMBERED_BYTES;
    const known = remember ? texts.find(bytes, from, to, hashBytes(bytes, from, to)) : -1;
    if (known >= 0) return texts.text(known);
    if (!isUtf8(bytes.subarray(from, to))) return undefined;
    const text = bytes.toString('utf8', from, to);
    if (remember) texts.add(bytes, from, to, text);
    return escaped ? text.replace(ESCAPE, '$1') : text;
  }
}
