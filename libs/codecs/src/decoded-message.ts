import type { Micros, OriginCode, QualityCode, Rejection } from '@yanshou/telemetry';
import { ValueKind } from '@yanshou/telemetry';
import type { InternTable } from './intern-table.js';

/** ValueKind, and two more: the sender says that it has no value; this part of the message cannot be read. */
export const DecodedKind = { ...ValueKind, gap: 3, unreadable: 4 } as const;

/** How the place of an element is written. */
const Place = { envelope: 0, bare: 1, line: 2 } as const;
const NO_NAME = -1;

/**
 * One decoded message by column, reused from message to message. An element is what shares a source time and an
 * origin; its values are the rows from the end of the element before it to `elementEnd`.
 */
export class DecodedMessage {
  elements = 0;
  /** Source time in µs, NaN where the sender gave none. */
  elementAt = new Float64Array(4);
  elementOrigin = new Uint8Array(4);
  elementEnd = new Int32Array(4);
  /** The device an element of a gateway speaks of; '' for the sender itself. */
  elementChild: string[] = [];
  /** Position in the array it came in, -1 where the message is one object; of a line its number, from 1 on. */
  private elementIndex = new Int32Array(4);
  private elementPlace = new Uint8Array(4);

  rows = 0;
  /** Number of the metric's name in `names`. */
  name = new Int32Array(16);
  kind = new Uint8Array(16);
  quality = new Uint8Array(16);
  /** Booleans as 0 and 1; NaN for texts and gaps. */
  number = new Float64Array(16);
  text: string[] = [];
  /** Why a row of kind `unreadable` could not be read, by row. */
  private readonly rejections = new Map<number, Rejection>();

  constructor(readonly names: InternTable) {}

  clear(): void {
    this.elements = 0;
    this.rows = 0;
    if (this.rejections.size > 0) this.rejections.clear();
  }

  beginElement(child: string, index: number): void {
    const element = this.elements;
    if (element === this.elementEnd.length) this.growElements();
    this.elementAt[element] = NaN;
    this.elementOrigin[element] = 0;
    this.elementEnd[element] = this.rows;
    this.elementChild[element] = child;
    this.elementIndex[element] = index;
    this.elementPlace[element] = Place.envelope;
    this.elements = element + 1;
  }

  setTime(at: Micros): void {
    this.elementAt[this.elements - 1] = at;
  }

  setOrigin(origin: OriginCode): void {
    this.elementOrigin[this.elements - 1] = origin;
  }

  /** The values stand in the element itself, without the envelope of `values`. */
  setBare(): void {
    this.elementPlace[this.elements - 1] = Place.bare;
  }

  /** An element that is a line of its own, the `number`th of the message. */
  beginLine(number: number): void {
    this.beginElement('', number);
    this.elementPlace[this.elements - 1] = Place.line;
  }

  setChild(child: string): void {
    this.elementChild[this.elements - 1] = child;
  }

  /** Nothing of the open element can be used: one row that says why takes the place of its values. */
  refuseElement(rejection: Rejection): void {
    const element = this.elements - 1;
    this.rows = this.firstRow(element);
    this.elementAt[element] = NaN;
    this.elementOrigin[element] = 0;
    this.elementChild[element] = '';
    this.pushNumber(NO_NAME, DecodedKind.unreadable, NaN);
    this.rejections.set(this.rows - 1, rejection);
  }

  /** Why a row of kind `unreadable` could not be read. */
  rejection(row: number): Rejection {
    return this.rejections.get(row) as Rejection;
  }

  pushNumber(name: number, kind: number, value: number): void {
    const row = this.rows;
    if (row === this.kind.length) this.growRows();
    this.name[row] = name;
    this.kind[row] = kind;
    this.quality[row] = 0;
    this.number[row] = value;
    this.text[row] = '';
    this.rows = row + 1;
    this.elementEnd[this.elements - 1] = row + 1;
  }

  pushText(name: number, value: string): void {
    this.pushNumber(name, DecodedKind.text, NaN);
    this.text[this.rows - 1] = value;
  }

  setQuality(row: number, quality: QualityCode): void {
    this.quality[row] = quality;
  }

  firstRow(element: number): number {
    return element === 0 ? 0 : (this.elementEnd[element - 1] as number);
  }

  /** Path of a field of an element such as `[2].ts`, `press1[0].ts` or `line 7: ts`; without a field, of the element. */
  elementPath(element: number, field = ''): string {
    const index = this.elementIndex[element] as number;
    const child = this.elementChild[element] ?? '';
    if (this.elementPlace[element] === Place.line) return linePath(index, child, field);
    const prefix = child + (index < 0 ? '' : `[${index}]`);
    return prefix === '' || field === '' ? prefix + field : `${prefix}.${field}`;
  }

  /** Path of a value such as `[2].values.temperature`. */
  valuePath(element: number, name: string): string {
    return this.elementPath(element, this.elementPlace[element] === Place.envelope ? `values.${name}` : name);
  }

  private growElements(): void {
    const capacity = this.elementEnd.length * 2;
    this.elementAt = widen(this.elementAt, new Float64Array(capacity));
    this.elementOrigin = widen(this.elementOrigin, new Uint8Array(capacity));
    this.elementEnd = widen(this.elementEnd, new Int32Array(capacity));
    this.elementIndex = widen(this.elementIndex, new Int32Array(capacity));
    this.elementPlace = widen(this.elementPlace, new Uint8Array(capacity));
  }

  private growRows(): void {
    const capacity = this.kind.length * 2;
    this.name = widen(this.name, new Int32Array(capacity));
    this.kind = widen(this.kind, new Uint8Array(capacity));
    this.quality = widen(this.quality, new Uint8Array(capacity));
    this.number = widen(this.number, new Float64Array(capacity));
  }
}

function widen<T extends Float64Array | Int32Array | Uint8Array>(old: T, bigger: T): T {
  bigger.set(old);
  return bigger;
}

const linePath = (line: number, child: string, field: string): string =>
  `line ${line}${child === '' ? '' : ` ${child}`}${field === '' ? '' : `: ${field}`}`;
