import type { Rejection } from '@yanshou/telemetry';
import { reject } from '@yanshou/telemetry';
import type { Codec } from '../codec.port.js';
import { MAX_VALUES } from '../codec.port.js';
import type { CodecTables } from '../codec-tables.js';
import type { DecodedMessage } from '../decoded-message.js';
import { LineEnds } from './line-ends.js';
import type { LineForm } from './line-reader.js';
import { LineReader } from './line-reader.js';
import { CARRIAGE_RETURN, HASH, LINE_FEED, LineScanner } from './line-scanner.js';

/**
 * InfluxDB line protocol (https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/), one element a line.
 * - A metric is named `{measurement}.{field}`; the field `value` is the measurement itself, and of the measurement
 *   `telemetry` every field stands alone.
 * - The tag `device` names the child of a gateway, `quality` and `origin` mean what they mean in JSON; other tags are
 *   read and not kept.
 * - A line without a time is stamped on receipt.
 * - A line that cannot be read becomes one row of kind `unreadable` with the reason and its number; the other lines
 *   are kept. Paths are `line 3: temperature`, lines being counted from 1 in the message.
 */
export class LineProtocolCodec implements Codec {
  readonly format: string;
  private readonly scanner = new LineScanner();
  private readonly reader: LineReader;
  /** Of the message in hand, made when the first line has to be skipped. */
  private ends: LineEnds | undefined;

  constructor(
    private readonly tables: CodecTables,
    form: LineForm,
  ) {
    this.format = `line-protocol${form.gateway ? '-gateway' : ''}-${form.precision}`;
    this.reader = new LineReader(this.scanner, tables, form);
  }

  decode(bytes: Buffer, into: DecodedMessage, from = 0): Rejection | undefined {
    this.tables.trim();
    into.clear();
    this.scanner.load(bytes, from);
    this.ends = undefined;
    this.reader.begin(into);
    const refused = this.readLines(into) ?? (into.elements === 0 ? reject('empty-message') : undefined);
    if (refused !== undefined) into.clear();
    return refused;
  }

  private readLines(into: DecodedMessage): Rejection | undefined {
    const { scanner } = this;
    for (let number = 1; scanner.peek() >= 0; number += 1) {
      const start = scanner.position;
      scanner.skipSpaces();
      if (scanner.peek() === HASH) this.skipLine(start);
      else if (!scanner.atLineEnd()) {
        const refused = this.readLine(into, number, start);
        if (refused !== undefined) return refused;
      }
      scanner.accept(CARRIAGE_RETURN);
      scanner.accept(LINE_FEED);
      number += scanner.lineFeeds;
      scanner.lineFeeds = 0;
    }
    return undefined;
  }

  /** Why the whole message is refused; a line that is refused alone leaves its reason in its place. */
  private readLine(into: DecodedMessage, number: number, start: number): Rejection | undefined {
    into.beginLine(number);
    if (this.reader.read()) return undefined;
    const problem = this.reader.problem ?? reject('malformed-line', into.elementPath(into.elements - 1));
    into.refuseElement(problem);
    this.skipLine(start);
    if (problem.code === 'too-many-values') return problem;
    return into.rows > MAX_VALUES ? reject('too-many-values', problem.field) : undefined;
  }

  private skipLine(start: number): void {
    const { scanner } = this;
    this.ends ??= new LineEnds(scanner.bytes, start);
    scanner.position = this.ends.endOf(start);
    scanner.lineFeeds = lineFeedsIn(scanner.bytes.subarray(start, scanner.position));
  }
}

function lineFeedsIn(line: Buffer): number {
  let count = 0;
  for (let at = line.indexOf(LINE_FEED); at >= 0; at = line.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
