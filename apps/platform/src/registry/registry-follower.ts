import type { CredentialRow, CredentialTable } from '@yanshou/access';
import type { Registry, RegistryChange } from '@yanshou/registry';
import type { ProjectInventory } from '@yanshou/telemetry';
import type { PublishRates } from '../runtime/publish-rates.js';
import type { InventoryOffer } from '../telemetry/inventory-offer.js';

export interface FollowerParts {
  readonly registry: Pick<Registry, 'changes' | 'credentials' | 'inventory'>;
  /** Only where messages are received. */
  readonly intake?: { readonly credentials: CredentialTable; readonly rates: PublishRates };
  /** Where messages are read. */
  readonly reader: Pick<InventoryOffer, 'offer' | 'isFull' | 'takeRefused'>;
  /** Told of a project whose indicators another change than a reading may have changed. */
  readonly onProjectChanged: (project: string) => void;
  /** Told when a programme has set something that its projects are judged by. */
  readonly onSettingsChanged: () => void;
}

/** Where following begins: everything up to `revision` is in `inventories`. */
export interface RegistryStart {
  readonly revision: number;
  readonly inventories: readonly ProjectInventory[];
}

/** Entities that decide how a project's messages are read. */
const INVENTORY_ENTITIES: ReadonlySet<string> = new Set(['project', 'class', 'device', 'gateway']);
/** Entities beside those that an indicator reads. */
const INDICATOR_ENTITIES: ReadonlySet<string> = new Set([...INVENTORY_ENTITIES, 'contract', 'calendar', 'evidence', 'declared-figure', 'trace-batch', 'trace-event', 'trace-decision', 'legal-change', 'milestone', 'assessment', 'assessment-check', 'audit-opinion']);
const PAGE = 1_000;

/**
 * Keeps what a process has in memory up to date from the registry's change feed: one small read while
 * nothing changes, and only the projects that changed are read again.
 */
export class RegistryFollower {
  private turn: Promise<void> = Promise.resolve();
  /** Projects that changed and could not be read again, or offered, yet. */
  private readonly unread = new Set<string>();

  private constructor(private readonly parts: FollowerParts, private revision: number) {}

  /** Takes over the present state. Changes made meanwhile are followed as any other. */
  static async begin(parts: FollowerParts, start: RegistryStart): Promise<RegistryFollower> {
    parts.intake?.credentials.replace(await parts.registry.credentials());
    for (const inventory of start.inventories) parts.intake?.rates.update(inventory);
    const follower = new RegistryFollower(parts, start.revision);
    await follower.follow();
    return follower;
  }

  /** Resolves when everything saved before the call is in force, or all but inventories that the reader has before it and is silent about. Calls run one after the other. */
  follow(): Promise<void> {
    const run = this.turn.then(() => this.catchUp());
    this.turn = run.catch(() => undefined);
    return run;
  }

  /** Secrets first, also between two projects: a revocation must not wait behind an import. */
  private async catchUp(): Promise<void> {
    const { reader } = this.parts;
    for (const project of reader.takeRefused()) this.unread.add(project);
    for (;;) {
      await this.readChanges();
      const [project] = this.unread;
      if (project === undefined || reader.isFull()) return;
      await this.readAgain(project);
      this.unread.delete(project);
    }
  }

  private async readChanges(): Promise<void> {
    for (;;) {
      const changes = await this.parts.registry.changes(this.revision, PAGE);
      const last = changes.at(-1);
      if (last === undefined) return;
      for (const { entity, after } of changes) if (entity === 'credential') this.parts.intake?.credentials.upsert(after as CredentialRow);
      for (const change of changes) if (INVENTORY_ENTITIES.has(change.entity)) this.unread.add(projectOf(change));
      for (const change of changes) if (INDICATOR_ENTITIES.has(change.entity)) this.parts.onProjectChanged(projectOf(change));
      if (changes.some(({ entity }) => entity === 'programme-settings')) this.parts.onSettingsChanged();
      this.revision = last.id;
    }
  }

  private async readAgain(project: string): Promise<void> {
    const inventory = await this.parts.registry.inventory(project);
    if (inventory === undefined) return;
    this.parts.intake?.rates.update(inventory);
    await this.parts.reader.offer([inventory]);
  }
}

const projectOf = ({ entity, after }: RegistryChange): string =>
  entity === 'project' ? (after as { readonly id: string }).id : (after as { readonly project: string }).project;
