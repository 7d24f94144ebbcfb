import type { ProjectInventory } from '@yanshou/telemetry';

/** The present inventories by project. An update holds for every message that is projected after it. */
export class InventoryBook {
  /** Rises with every change. */
  version = 0;
  private readonly projects = new Map<string, ProjectInventory>();

  constructor(inventories: Iterable<ProjectInventory> = []) {
    for (const inventory of inventories) this.update(inventory);
  }

  /** Enters or replaces the inventory of a project. */
  update(inventory: ProjectInventory): void {
    this.projects.set(inventory.project, inventory);
    this.version += 1;
  }

  get(project: string): ProjectInventory | undefined {
    return this.projects.get(project);
  }

  all(): Iterable<ProjectInventory> {
    return this.projects.values();
  }
}
