import type { DeviceClass } from '@yanshou/telemetry';
import { VALUE_TYPES } from '@yanshou/telemetry';
import type { InternTable } from '@yanshou/codecs';

/** The metric is not of the class. */
export const NO_METRIC = -1;

/** The metrics of a device class by column, found by the codec's number of their name. */
export class ClassMetrics {
  readonly names: readonly string[];
  /** ValueKind of the metric. */
  readonly kind: Uint8Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly resolution: Float64Array;
  private readonly byText: ReadonlyMap<string, number>;
  /** Metric by number of its name: 0 not looked up yet, else metric + 2 (so that NO_METRIC is 1). */
  private byName = new Int32Array(256);
  private generation: number;

  constructor(
    cls: DeviceClass | undefined,
    private readonly table: InternTable,
  ) {
    const metrics = cls?.metrics ?? [];
    this.names = metrics.map((metric) => metric.name);
    this.kind = Uint8Array.from(metrics, (metric) => VALUE_TYPES.indexOf(metric.valueType));
    this.min = Float64Array.from(metrics, (metric) => metric.min ?? -Infinity);
    this.max = Float64Array.from(metrics, (metric) => metric.max ?? Infinity);
    this.resolution = Float64Array.from(metrics, (metric) => metric.resolution);
    this.byText = new Map(this.names.map((name, metric) => [name, metric]));
    this.generation = table.generation;
  }

  /** Index of the metric, or NO_METRIC. */
  find(name: number): number {
    if (this.generation !== this.table.generation) this.forget();
    const found = name < this.byName.length ? (this.byName[name] as number) : 0;
    return found > 0 ? found - 2 : this.lookUp(name);
  }

  private lookUp(name: number): number {
    const metric = this.byText.get(this.table.text(name)) ?? NO_METRIC;
    if (name >= this.byName.length) {
      const bigger = new Int32Array(Math.max(name + 1, this.byName.length * 2));
      bigger.set(this.byName);
      this.byName = bigger;
    }
    this.byName[name] = metric + 2;
    return metric;
  }

  private forget(): void {
    this.byName.fill(0);
    this.generation = this.table.generation;
  }
}
