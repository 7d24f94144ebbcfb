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

  /** Loads what a new inventory calls for; nothing most of the time. Errors: those of the store. */
  async load(): Promise<void> {
    if (this.version === this.inventories.version) return;
    const { version } = this.inventories;
    for (const inventory of this.inventories.all()) {
      if (this.loaded.has(inventory.project) || !inventory.devices.some((device) => device.reporting === 'by-exception')) continue;
      if (this.book.has(inventory.project)) await this.loadProject(inventory);
      this.loaded.add(inventory.project);
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
