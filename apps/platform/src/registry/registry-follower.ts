import type { CredentialRow, CredentialTable } from '@yanshou/access';
import type { Registry, RegistryChange } from '@yanshou/registry';
import type { Clock, ProjectInventory } from '@yanshou/telemetry';
import type { PublishRates } from '../runtime/publish-rates.js';
import type { InventoryOffer } from '../telemetry/inventory-offer.js';

export interface FollowerParts {
  readonly clock: Pick<Clock, 'monotonicMillis'>;
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
  /** The turn that has not begun: whoever calls before it does needs no other. */
  private next: Promise<void> | undefined;
  /** When the last look began that found nothing more: what was saved before is known, and its secrets are in force. */
  private lookedAt = Number.NEGATIVE_INFINITY;
  /** Projects that changed and could not be read again, or offered, yet, oldest change first; each with a moment before its changes. */
  private readonly unread = new Map<string, number>();

  private constructor(private readonly parts: FollowerParts, private revision: number) {}

  /** Takes over the present state. Changes made meanwhile are followed as any other. */
  static async begin(parts: FollowerParts, start: RegistryStart): Promise<RegistryFollower> {
    parts.intake?.credentials.replace(await parts.registry.credentials());
    for (const inventory of start.inventories) parts.intake?.rates.update(inventory);
    const follower = new RegistryFollower(parts, start.revision);
    await follower.follow();
    return follower;
  }

  /**
   * Everything saved before this moment of the monotonic clock is in force, or all but inventories that wait for the reader. It also
   * moves on within a turn: changes that never end do not hold it as long as each is taken over.
   */
  get currentAsOf(): number {
    const [oldest = this.lookedAt] = this.unread.values();
    return oldest;
  }

  /**
   * Resolves when everything saved before the call is in force, or all but inventories that the reader has before it and is silent
   * about; what is saved later it does not wait for. Turns run one after the other: a call waits for the present one and one more.
   */
  follow(): Promise<void> {
    this.next ??= this.turn.then(() => {
      this.next = undefined;
      return this.catchUp();
    });
    this.turn = this.next.catch(() => undefined);
    return this.next;
  }

  /** Secrets first, also between two projects: a revocation must not wait behind an import. */
  private async catchUp(): Promise<void> {
    const { reader } = this.parts;
    this.mark(reader.takeRefused());
    await this.readChanges();
    for (const project of [...this.unread.keys()]) {
      if (reader.isFull()) return this.leaveToReader();
      await this.readAgain(project);
      this.unread.delete(project);
      await this.readChanges();
    }
  }

  /** A page that is not full ends with the last change there was: nothing that was saved before it was asked for is left. */
  private async readChanges(): Promise<void> {
    for (;;) {
      const askedAt = this.parts.clock.monotonicMillis();
      const changes = await this.parts.registry.changes(this.revision, PAGE);
      this.enter(changes);
      if (changes.length < PAGE) return void (this.lookedAt = askedAt);
    }
  }

  private enter(changes: readonly RegistryChange[]): void {
    for (const { entity, after } of changes) if (entity === 'credential') this.parts.intake?.credentials.upsert(after as CredentialRow);
    this.mark(changes.filter(({ entity }) => INVENTORY_ENTITIES.has(entity)).map(projectOf));
    for (const change of changes) if (INDICATOR_ENTITIES.has(change.entity)) this.parts.onProjectChanged(projectOf(change));
    if (changes.some(({ entity }) => entity === 'programme-settings')) this.parts.onSettingsChanged();
    this.revision = changes.at(-1)?.id ?? this.revision;
  }

  /** Their changes were not there at the last look: they were saved after it. */
  private mark(projects: readonly string[]): void {
    for (const project of projects) if (!this.unread.has(project)) this.unread.set(project, this.lookedAt);
  }

  /** A reader that takes nothing is no fault of the registry and is told by itself: what waits for it counts from now on. */
  private leaveToReader(): void {
    for (const project of this.unread.keys()) this.unread.set(project, this.lookedAt);
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
