import type { ProjectInventory } from '@yanshou/telemetry';
import type { TelemetryStore } from '@yanshou/store';
import type { InventoryBook } from './inventory-book.js';
import type { SeriesBook } from './series-book.js';

/**
 * After a start, the last values of devices that report by exception come from the store: their heartbeats mean
 * nothing without. Readings projected since are newer, or the same.
 */
export class LastValues {
  private readonly loaded = new Set<string>();
  private version = -1;

  constructor(
    private readonly store: TelemetryStore,
    private readonly book: SeriesBook,
    private readonly inventories: InventoryBook,
  ) {}

  /** Whether `load` has something to do; then the batch before must be committed. */
  get due(): boolean {
    return this.version !== this.inventories.version;
  }

  /** Loads what a new inventory calls for. Errors: those of the store. */
  async load(): Promise<void> {
    const { version } = this.inventories;
    for (const inventory of this.inventories.all()) {
      const fresh = inventory.devices.filter((device) => device.reporting === 'by-exception').map((device) => `${inventory.project}/${device.id}`)
        .filter((name) => !this.loaded.has(name));
      if (fresh.length > 0 && this.book.has(inventory.project)) await this.loadProject(inventory);
      for (const name of fresh) this.loaded.add(name);
    }
    this.version = version;
  }

  private async loadProject({ project }: ProjectInventory): Promise<void> {
    const page = await this.store.latest(project);
    for (let row = 0; row < page.length; row += 1) {
      this.book.noteLast(this.book.principal(project, page.device[row] as string), page.at[row] as number, page.flags[row] as number);
    }
  }
}
