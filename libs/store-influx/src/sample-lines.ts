import type { ConflictRow } from '@yanshou/store';
import { ValueKind, hourOf, valueKindOf } from '@yanshou/telemetry';
import type { Micros, ReadingColumns } from '@yanshou/telemetry';
import { VIA_STEP, conflictLine, nanoseconds, textValue } from './line-protocol.js';
import type { LineSource } from './line-source.js';
import type { HourSpans } from './recent-lines.js';
import type { SampleShapes, Shape } from './sample-shapes.js';
import type { SeriesDirectory } from './series-directory.js';

export interface LineNeeds {
  readonly readings: ReadingColumns;
  /** Number that the points are marked with. */
  readonly commit: number;
  readonly directory: SeriesDirectory;
  readonly shapes: SampleShapes;
  /** Shapes whose note is stored. */
  readonly noted: ReadonlySet<Shape>;
}

/** The kind of a value stands in its field's name. */
const KIND_BITS = 3;

/** Where the readings end that share a point with the one at `from`: one message, device, source time, gateway and flags. */
export function endOfSample({ length, series, at, sequence, via, flags }: ReadingColumns, from: number, directory: SeriesDirectory): number {
  const { principal } = directory.of(series[from] as number);
  const word = (flags[from] as number) | KIND_BITS;
  let end = from + 1;
  while (end < length && sequence[end] === sequence[from] && at[end] === at[from] && ((flags[end] as number) | KIND_BITS) === word
    && via[end] === via[from] && directory.of(series[end] as number).principal === principal) end += 1;
  return end;
}

/** What of a batch goes to one database: its readings point by point, behind them what contradicts others, and notes. */
export class SampleLines implements LineSource {
  /** Row of the first reading of each point. */
  private readonly firsts: number[] = [];
  private readonly shapes: Shape[] = [];
  private readonly conflicts: ConflictRow[] = [];
  /** Of each shape when its note is written: with its first reading. */
  private readonly notes = new Map<Shape, Micros>();
  /** Rows of the point in hand, ascending by series: used again for each. */
  private readonly rows: number[] = [];

  constructor(private readonly needs: LineNeeds) {}

  get length(): number {
    return this.firsts.length + this.conflicts.length + this.notes.size;
  }

  /** Shapes whose note is among the lines. */
  get newlyNoted(): Iterable<Shape> {
    return this.notes.keys();
  }

  /** Rows of one sample: a point, or one a reading where the device has too many kinds of points already. */
  add(from: number, to: number): void {
    const shape = this.needs.shapes.of(this.needs.readings, this.ordered(from, to - from));
    if (shape === undefined) for (let row = from; row < to; row += 1) this.addSingle(row);
    else this.enter(from, shape);
  }

  /** A point of its own for one reading. */
  addSingle(row: number): void {
    this.enter(row, this.needs.shapes.single(this.needs.readings, row));
  }

  addConflict(row: ConflictRow): void {
    this.conflicts.push(row);
  }

  /** Rows of the readings that a line holds; none where it is there for dashboards only. */
  rowsOf(index: number): number[] {
    const [first, shape] = [this.firsts[index], this.shapes[index]];
    return first === undefined || shape === undefined ? [] : shape.fields.map((_, place) => first + place);
  }

  /** Where the readings of these lines lie in each hour. */
  spans(from: number, to: number): HourSpans {
    const spans = new Map<number, { from: Micros; to: Micros }>();
    for (let index = from; index < to && index < this.firsts.length; index += 1) {
      const at = this.needs.readings.at[this.firsts[index] as number] as number;
      const span = spans.get(hourOf(at));
      if (span === undefined) spans.set(hourOf(at), { from: at, to: at });
      else if (at < span.from) span.from = at;
      else if (at > span.to) span.to = at;
    }
    return spans;
  }

  /** The earliest time of these lines; Infinity of none. */
  oldest(from: number, to: number): Micros {
    const [samples, conflicts] = [this.firsts.length, this.firsts.length + this.conflicts.length];
    let oldest = Infinity;
    for (let index = from; index < to && index < samples; index += 1) oldest = Math.min(oldest, this.needs.readings.at[this.firsts[index] as number] as number);
    for (let index = Math.max(from, samples); index < to && index < conflicts; index += 1) oldest = Math.min(oldest, (this.conflicts[index - samples] as ConflictRow).at);
    if (to > conflicts) for (const at of [...this.notes.values()].slice(Math.max(0, from - conflicts), to - conflicts)) oldest = Math.min(oldest, at);
    return oldest;
  }

  text(from: number, to: number): string {
    let text = this.line(from);
    for (let index = from + 1; index < to; index += 1) text += `\n${this.line(index)}`;
    return text;
  }

  private enter(first: number, shape: Shape): void {
    this.firsts.push(first);
    this.shapes.push(shape);
    if (shape.note !== undefined && !this.needs.noted.has(shape) && !this.notes.has(shape)) this.notes.set(shape, this.needs.readings.at[first] as number);
  }

  private line(index: number): string {
    const { readings, commit, directory } = this.needs;
    const first = this.firsts[index];
    if (first !== undefined) return this.sampleLine(readings, first, this.shapes[index] as Shape);
    const conflict = this.conflicts[index - this.firsts.length];
    if (conflict === undefined) return this.note(index - this.firsts.length - this.conflicts.length);
    const { device, metric } = directory.of(conflict.series);
    return conflictLine(device, metric, conflict, commit);
  }

  private note(index: number): string {
    const [shape, at] = [...this.notes][index] as [Shape, Micros];
    return `${shape.note as string} ${nanoseconds(at)}`;
  }

  /** The marks are always there, all of them, so that a point written again holds nothing of what it was. */
  private sampleLine(readings: ReadingColumns, first: number, { head, fields }: Shape): string {
    const rows = this.ordered(first, fields.length);
    let line = head;
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place] as number;
      const text = valueKindOf(readings.flags[row] as number) === ValueKind.text;
      line += `${fields[place] as string}${text ? textValue(readings.text[row] as string) : (readings.number[row] as number)},`;
    }
    const word = ((readings.flags[first] as number) & ~KIND_BITS) + (readings.via[first] as number) * VIA_STEP;
    return `${line}flags=${word}i,received=${readings.received[first] as number}i,sequence=${readings.sequence[first] as number}i,batch=${this.needs.commit}i ${nanoseconds(readings.at[first] as number)}`;
  }

  /** So many rows in the order of their series: a shape does not depend on the order in which a message names its values. */
  private ordered(first: number, count: number): readonly number[] {
    const { rows, needs: { readings: { series } } } = this;
    rows.length = 0;
    for (let row = first; row < first + count; row += 1) {
      let place = rows.length;
      while (place > 0 && (series[rows[place - 1] as number] as number) > (series[row] as number)) {
        rows[place] = rows[place - 1] as number;
        place -= 1;
      }
      rows[place] = row;
    }
    return rows;
  }
}
