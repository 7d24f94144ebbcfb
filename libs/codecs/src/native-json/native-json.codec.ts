import type { Rejection } from '@yanshou/telemetry';
import { PRINCIPAL_ID, reject } from '@yanshou/telemetry';
import type { Codec } from '../codec.port.js';
import type { CodecTables } from '../codec-tables.js';
import type { DecodedMessage } from '../decoded-message.js';
import { ElementReader } from './element-reader.js';
import { gravestRejection } from './json-structure.js';
import { JsonScanner } from './json-scanner.js';
import { printable } from './value-reader.js';

/** Variants of the format: who speaks, and whether values may stand without the envelope `{"values": …}`. */
export interface NativeJsonForm {
  readonly format: string;
  readonly gateway: boolean;
  readonly bare: boolean;
}

export const NATIVE_DEVICE: NativeJsonForm = { format: 'native-json', gateway: false, bare: false };
export const NATIVE_GATEWAY: NativeJsonForm = { format: 'native-json-gateway', gateway: true, bare: false };
export const THINGSBOARD_DEVICE: NativeJsonForm = { format: 'thingsboard-json', gateway: false, bare: true };
export const THINGSBOARD_GATEWAY: NativeJsonForm = { format: 'thingsboard-json-gateway', gateway: true, bare: true };

/**
 * JSON as contract.md gives it. A device sends an element or an array of elements; a gateway an object that holds
 * an array of elements for each child.
 */
export class NativeJsonCodec implements Codec {
  readonly format: string;
  private readonly scanner = new JsonScanner();
  private readonly element: ElementReader;
  private readonly children = new Set<string>();

  constructor(
    private readonly tables: CodecTables,
    private readonly form: NativeJsonForm,
  ) {
    this.format = form.format;
    this.element = new ElementReader(this.scanner, tables, form.bare);
  }

  decode(bytes: Buffer, into: DecodedMessage, from = 0): Rejection | undefined {
    this.tables.trim();
    into.clear();
    if (bytes.length <= from) return reject('empty-message');
    this.scanner.load(bytes, from);
    this.element.begin(into);
    const read = this.form.gateway ? this.readChildren() : this.readElements('');
    if (read && this.scanner.peek() < 0) return undefined;
    into.clear();
    return gravestRejection(bytes.subarray(from), read ? undefined : this.element.values.problem);
  }

  private readElements(child: string): boolean {
    const { scanner, element } = this;
    if (child === '' && scanner.peek() === 0x7b) return element.read(child, -1);
    if (!scanner.accept(0x5b)) return this.refuse('wrong-type', child);
    if (scanner.peek() === 0x5d) return this.refuse('empty-message', child);
    let index = 0;
    do {
      if (!element.read(child, index)) return false;
      index += 1;
    } while (scanner.accept(0x2c));
    return scanner.accept(0x5d);
  }

  private readChildren(): boolean {
    const { scanner, children } = this;
    children.clear();
    if (!scanner.accept(0x7b)) return this.refuse('wrong-type', '');
    if (scanner.peek() === 0x7d) return this.refuse('empty-message', '');
    do {
      const child = scanner.readString() ? scanner.text() : undefined;
      if (child === undefined) return false;
      if (!PRINCIPAL_ID.test(child)) return this.refuse('bad-name', printable(child));
      if (children.has(child)) return this.refuse('duplicate-key', child);
      children.add(child);
      if (!scanner.accept(0x3a) || !this.readElements(child)) return false;
    } while (scanner.accept(0x2c));
    return scanner.accept(0x7d);
  }

  private refuse(code: Parameters<typeof reject>[0], field: string): false {
    return this.element.values.refuse(code, field);
  }
}
