import { valueKindOf } from '@yanshou/telemetry';
import type { ReadingColumns, ValueKindCode } from '@yanshou/telemetry';
import { fieldOf } from './field-names.js';
import { fieldKey, sampleHead, shapeNote } from './line-protocol.js';
import type { KnownSeries, SeriesDirectory } from './series-directory.js';

/** What the lines of a device with one set of value fields have in common. */
export interface Shape {
  /** Measurement and tags, up to the first field. */
  readonly head: string;
  /** Names of the value fields, each with its `=`, in the order of their series' numbers. */
  readonly fields: readonly string[];
  /** A line, but for its time, that tells once what a name stands for which is a digest. */
  readonly note: string | undefined;
}

/**
 * Sets of several fields that a device may have points of: each is a series in the server. Who reports by exception sends
 * any subset of its metrics; what goes beyond is written reading by reading, a series a metric.
 */
export const SHAPES_PER_DEVICE = 16;

/** One more field on the way to a set of them. Messages repeat themselves: the way taken last is tried first. */
class Step {
  shape: Shape | undefined;
  private lastKey = -1;
  private last: Step | undefined;
  private readonly known = new Map<number, Step>();

  constructor(readonly fields: readonly string[]) {}

  next(key: number): Step | undefined {
    if (key === this.lastKey) return this.last;
    const found = this.known.get(key);
    if (found) [this.lastKey, this.last] = [key, found];
    return found;
  }

  enter(key: number, field: string): Step {
    const step = new Step([...this.fields, field]);
    this.known.set(key, step);
    return step;
  }
}

interface DeviceShapes {
  readonly root: Step;
  count: number;
}

/** The shapes of every device, each made once; a set that is known is found without making anything. */
export class SampleShapes {
  private readonly devices: (DeviceShapes | undefined)[] = [];
  private readonly singles: (Shape | undefined)[] = [];

  constructor(private readonly directory: SeriesDirectory) {}

  /** Of rows of one device, ascending by series; undefined where the device has too many shapes already. */
  of(readings: ReadingColumns, rows: readonly number[]): Shape | undefined {
    if (rows.length === 1) return this.single(readings, rows[0] as number);
    const { principal, device } = this.directory.of(readings.series[rows[0] as number] as number);
    const own = (this.devices[principal] ??= { root: new Step([]), count: 0 });
    let step: Step | undefined = own.root;
    for (let place = 0; place < rows.length; place += 1) {
      const key = keyOf(readings, rows[place] as number);
      step = step.next(key) ?? (own.count < SHAPES_PER_DEVICE ? step.enter(key, this.field(key)) : undefined);
      if (step === undefined) return undefined;
    }
    if (step.shape === undefined && own.count < SHAPES_PER_DEVICE) {
      own.count += 1;
      step.shape = shapeOf(device, step.fields);
    }
    return step.shape;
  }

  single(readings: ReadingColumns, row: number): Shape {
    const key = keyOf(readings, row);
    return (this.singles[key] ??= shapeOf(this.seriesOf(key).device, [this.field(key)]));
  }

  private field(key: number): string {
    return fieldOf(this.seriesOf(key).metric, (key % KINDS) as ValueKindCode);
  }

  private seriesOf(key: number): KnownSeries {
    return this.directory.of(Math.floor(key / KINDS));
  }
}

const KINDS = 4;

/** One number for the field of a reading. */
const keyOf = ({ series, flags }: ReadingColumns, row: number): number => (series[row] as number) * KINDS + valueKindOf(flags[row] as number);

const shapeOf = (device: string, fields: readonly string[]): Shape => ({ head: sampleHead(device, fields), fields: fields.map(fieldKey), note: shapeNote(device, fields) });
