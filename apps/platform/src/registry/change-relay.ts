import type { JournalAppender } from '@yanshou/journal';
import { JsonBody, RecordKind } from '@yanshou/journal';
import type { Clock } from '@yanshou/telemetry';

/** The part of the registry that the relay needs: changes not journalled yet, oldest first. */
export interface ChangeOutbox {
  pendingChanges(limit: number): Promise<readonly { readonly id: number }[]>;
  markJournalled(upTo: number): Promise<void>;
}

const PAGE = 500;

/** Whether this process is the one that does it now; two at a time would journal changes twice. */
export type MayRelay = () => Promise<boolean>;

/**
 * Copies the registry's changes into the journal, in order and at least once: a change is marked only when its
 * record is durable, so a crash in between journals it again under the same change id.
 */
export class ChangeRelay {
  constructor(private readonly outbox: ChangeOutbox, private readonly journal: JournalAppender, private readonly clock: Clock, private readonly mayRelay: MayRelay = () => Promise.resolve(true)) {}

  /** Journals everything that is pending; answers how many changes. */
  async relay(): Promise<number> {
    let relayed = 0;
    for (;;) {
      const changes = await this.outbox.pendingChanges(PAGE);
      const last = changes.at(-1);
      if (!last || !(await this.mayRelay())) return relayed;
      await this.append(changes);
      await this.outbox.markJournalled(last.id);
      relayed += changes.length;
    }
  }

  private append(changes: readonly { readonly id: number }[]): Promise<void> {
    const at = this.clock.now();
    return new Promise((resolve, reject) => {
      changes.forEach((change, index) => {
        this.journal.append({ kind: RecordKind.registryChange, at, body: new JsonBody(change) }, (error) => {
          if (error) reject(error);
          else if (index === changes.length - 1) resolve();
        });
      });
    });
  }
}
