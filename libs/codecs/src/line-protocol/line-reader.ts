import type { Rejection } from '@yanshou/telemetry';
import { PRINCIPAL_ID, originCode, qualityCode } from '@yanshou/telemetry';
import type { CodecTables } from '../codec-tables.js';
import type { DecodedMessage } from '../decoded-message.js';
import { FieldReader } from './field-reader.js';
import type { LineScanner } from './line-scanner.js';
import { KEY_STOPS, MEASUREMENT_STOPS } from './line-scanner.js';
import type { LinePrecision } from './line-time.js';
import { readLineTime } from './line-time.js';
import { spells } from './metric-names.js';

const COMMA = 0x2c;
const EQUALS = 0x3d;
const TAGS = ['device', 'quality', 'origin'] as const;
const TAG_BYTES = TAGS.map((tag) => Buffer.from(tag));
const DEVICE = 0;
const QUALITY = 1;
const NO_QUALITY = -1;

/** Who speaks, and in which unit time stamps are. */
export interface LineForm {
  readonly gateway: boolean;
  readonly precision: LinePrecision;
}

/** Reads one line `measurement[,tag=value…] field=value[,field=value…] [time]` into an element. */
export class LineReader {
  private readonly fields: FieldReader;
  private into!: DecodedMessage;
  /** Tags of the line that were seen, one bit each. */
  private tags = 0;
  private quality = NO_QUALITY;

  constructor(
    private readonly scanner: LineScanner,
    tables: CodecTables,
    private readonly form: LineForm,
  ) {
    this.fields = new FieldReader(scanner, tables);
  }

  /** Why the last line was refused; undefined where it is no line protocol at all. */
  get problem(): Rejection | undefined {
    return this.fields.problem;
  }

  begin(into: DecodedMessage): void {
    this.into = into;
    this.fields.begin(into);
  }

  /** Reads the line at the scanner's place, up to its end, into the element that was begun for it; false: see `problem`. */
  read(): boolean {
    const { scanner, fields } = this;
    this.tags = 0;
    this.quality = NO_QUALITY;
    scanner.readToken(MEASUREMENT_STOPS);
    if (!fields.beginLine()) return false;
    if (scanner.from === scanner.to || !this.readTags()) return false;
    if (this.form.gateway && (this.tags & (1 << DEVICE)) === 0) return fields.refuse('missing-field', 'device');
    if (!scanner.skipSpaces() || !fields.readAll()) return false;
    if (this.quality !== NO_QUALITY) this.applyQuality();
    return this.readTime();
  }

  private readTags(): boolean {
    while (this.scanner.accept(COMMA)) if (!this.readTag()) return false;
    return true;
  }

  /** Tags other than the three are of no use here. */
  private readTag(): boolean {
    const { scanner, fields } = this;
    if (!scanner.readToken(KEY_STOPS)) return false;
    const tag = tagOf(scanner);
    if (!scanner.accept(EQUALS) || !scanner.readToken(KEY_STOPS)) return false;
    if (tag < 0 || (tag === DEVICE && !this.form.gateway)) return true;
    if (this.tags & (1 << tag)) return fields.refuse('duplicate-key', TAGS[tag]);
    this.tags |= 1 << tag;
    return this.takeTag(tag, scanner.bytes.toString('utf8', scanner.from, scanner.to));
  }

  private takeTag(tag: number, value: string): boolean {
    const { into, fields } = this;
    if (tag === DEVICE) {
      if (!PRINCIPAL_ID.test(value)) return fields.refuse('bad-name', 'device');
      into.setChild(value);
      return true;
    }
    const code = tag === QUALITY ? qualityCode(value) : originCode(value);
    if (code === undefined) return fields.refuse(tag === QUALITY ? 'bad-quality' : 'bad-origin', TAGS[tag]);
    if (tag === QUALITY) this.quality = code;
    else into.setOrigin(code);
    return true;
  }

  private applyQuality(): void {
    const { into } = this;
    for (let row = into.firstRow(into.elements - 1); row < into.rows; row += 1) into.setQuality(row, this.quality);
  }

  private readTime(): boolean {
    const { scanner, fields } = this;
    const apart = scanner.skipSpaces();
    if (scanner.atLineEnd()) return true;
    if (!apart) return false;
    scanner.readToken(KEY_STOPS);
    const at = readLineTime(scanner.bytes, scanner.from, scanner.to, this.form.precision);
    if (at === undefined) return fields.refuse('bad-timestamp', 'time');
    this.into.setTime(at);
    scanner.skipSpaces();
    return scanner.atLineEnd();
  }
}

/** Which of the tags the last token names, -1 for none. */
function tagOf({ bytes, from, to }: LineScanner): number {
  for (let tag = 0; tag < TAGS.length; tag += 1) if (spells(bytes, from, to, TAG_BYTES[tag] as Buffer)) return tag;
  return -1;
}
