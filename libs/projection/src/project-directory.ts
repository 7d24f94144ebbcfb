import type { InventoryDevice, Micros, ProjectInventory } from '@yanshou/telemetry';
import type { InternTable } from '@yanshou/codecs';
import { ClassMetrics } from './class-metrics.js';
import type { InventoryBook } from './inventory-book.js';
import type { PrincipalState, SeriesBook } from './series-book.js';

/** A device of the inventory, ready to take readings. */
export interface BoundDevice {
  readonly principal: PrincipalState;
  readonly metrics: ClassMetrics;
  readonly byException: boolean;
  readonly acceptedFrom: Micros;
  readonly acceptsUnknown: boolean;
  /** Series by metric of the class, 0 where there is none yet. */
  readonly series: Int32Array;
}

/** One project as its present inventory has it. Devices are bound, and so numbered, when they first speak. */
export class BoundProject {
  private readonly classes = new Map<string, ClassMetrics>();
  private readonly listed: ReadonlyMap<string, InventoryDevice>;
  private readonly gateways: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly bound = new Map<string, BoundDevice>();

  constructor(
    readonly inventory: ProjectInventory,
    private readonly book: SeriesBook,
    private readonly names: InternTable,
  ) {
    this.listed = new Map(inventory.devices.map((device) => [device.id, device]));
    this.gateways = new Map(inventory.gateways.map((gateway) => [gateway.id, new Set(gateway.children)]));
  }

  device(id: string): BoundDevice | undefined {
    return this.bound.get(id) ?? this.bind(id);
  }

  /** The children of a gateway; undefined when it is none. */
  children(id: string): ReadonlySet<string> | undefined {
    return this.gateways.get(id);
  }

  private bind(id: string): BoundDevice | undefined {
    const device = this.listed.get(id);
    if (!device) return undefined;
    const { inventory } = this;
    const metrics = this.metricsOf(device.classId);
    const bound = {
      principal: this.book.principal(inventory.project, id),
      metrics,
      byException: device.reporting === 'by-exception',
      acceptedFrom: inventory.acceptedFrom,
      acceptsUnknown: inventory.unknownMetric === 'accept',
      series: new Int32Array(metrics.names.length),
    };
    this.bound.set(id, bound);
    return bound;
  }

  private metricsOf(classId: string): ClassMetrics {
    const known = this.classes.get(classId);
    if (known) return known;
    const metrics = new ClassMetrics(this.inventory.classes.find((cls) => cls.id === classId), this.names);
    this.classes.set(classId, metrics);
    return metrics;
  }
}

/** Projects by name, rebuilt when their inventory changes. */
export class ProjectDirectory {
  private readonly projects = new Map<string, BoundProject>();

  constructor(
    private readonly inventories: InventoryBook,
    private readonly book: SeriesBook,
    private readonly names: InternTable,
  ) {}

  get version(): number {
    return this.inventories.version;
  }

  project(name: string): BoundProject | undefined {
    const inventory = this.inventories.get(name);
    if (!inventory) return undefined;
    const known = this.projects.get(name);
    if (known?.inventory === inventory) return known;
    const project = new BoundProject(inventory, this.book, this.names);
    this.projects.set(name, project);
    return project;
  }
}
