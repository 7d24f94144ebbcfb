import type { JournalAppender } from '@yanshou/journal';
import { JsonBody, RecordKind } from '@yanshou/journal';
import type { ChangeRecovery } from '@yanshou/registry';
import type { Clock } from '@yanshou/telemetry';

interface Numbered {
  readonly id: number;
}

/** The part of the registry that the relay needs: changes not journalled yet, oldest first, and where they are noted as journalled. */
export interface ChangeOutbox extends Pick<ChangeRecovery, 'reachedJournal'> {
  pendingChanges(limit: number): Promise<readonly Numbered[]>;
  revision(): Promise<number>;
}

const PAGE = 500;
/** How often the position is moved on while nothing changes: what lies behind it is read at the next start. */
const NOTE_MILLIS = 60_000;

/** Whether this process is the one that does it now; two at a time would journal changes twice. */
export type MayRelay = () => Promise<boolean>;

/**
 * Copies the registry's changes into the journal, in order and at least once: a change is marked only when its
 * record is durable, so a crash in between journals it again under the same change id.
 */
export class ChangeRelay {
  private relayedUpTo = 0;
  private notedAt: number;
  private noted = 0;

  constructor(
    private readonly outbox: ChangeOutbox, private readonly journal: JournalAppender, private readonly clock: Clock,
    private readonly mayRelay: MayRelay = () => Promise.resolve(true),
  ) {
    this.notedAt = clock.monotonicMillis();
  }

  /** Journals everything that is pending; answers how many changes. */
  async relay(): Promise<number> {
    let relayed = 0;
    for (;;) {
      const changes = await this.outbox.pendingChanges(PAGE);
      const last = changes.at(-1);
      if (!last || !(await this.mayRelay())) return relayed;
      await this.note(await this.append(changes), last.id);
      this.relayedUpTo = last.id;
      relayed += changes.length;
    }
  }

  /**
   * Told of a durable record of the platform's own: the registry has every change up to it, unless its database went back
   * behind what was relayed. Writes at most once a minute.
   */
  async passed(sequence: number): Promise<void> {
    if (sequence <= this.noted || this.clock.monotonicMillis() - this.notedAt < NOTE_MILLIS) return;
    if ((await this.outbox.revision()) >= this.relayedUpTo && (await this.mayRelay())) await this.note(sequence);
  }

  private async note(sequence: number, journalled?: number): Promise<void> {
    await this.outbox.reachedJournal({ journal: this.journal.journalOf(''), sequence }, journalled);
    this.noted = sequence;
    this.notedAt = this.clock.monotonicMillis();
  }

  /** Answers the sequence of the last one. */
  private append(changes: readonly Numbered[]): Promise<number> {
    const at = this.clock.now();
    return new Promise((resolve, reject) => {
      changes.forEach((change, index) => {
        this.journal.append({ kind: RecordKind.registryChange, at, body: new JsonBody(change) }, (error, sequence) => {
          if (error) reject(error);
          else if (index === changes.length - 1) resolve(sequence);
        });
      });
    });
  }
}
