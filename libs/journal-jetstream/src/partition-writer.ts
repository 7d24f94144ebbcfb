import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import type { CommitGroup } from './commit-group.js';
import { failedFailure } from './faults.js';
import { BEHIND_MILLIS } from './group-publisher.js';
import type { GroupPublisher, PublishOutcome } from './group-publisher.js';
import type { PartitionTurns } from './partition-turns.js';
import type { ServerSilence } from './server-silence.js';
import type { StoredMessages } from './stored-messages.js';
import { later } from './stream-head.js';
import type { StreamHead } from './stream-head.js';

const AGAIN_MILLIS = 250;

/** A message that is not there yet looks like one that is missing: a new leader may be behind what an older one told. */
const isPassing = (error: unknown, waitedMillis: number): boolean =>
  error instanceof Failure && (error.code === 'journal-unreachable' || (error.code === 'journal-damaged' && waitedMillis < BEHIND_MILLIS));

export interface PartitionWriterParts {
  readonly publisher: GroupPublisher;
  readonly turns: PartitionTurns;
  readonly stored: StoredMessages;
  readonly silence: ServerSilence;
  readonly clock: Clock;
  readonly salt: number;
}

/** Appends messages to a stream that others append to as well: a message that was overtaken is numbered again and sent as another. */
export class PartitionWriter {
  constructor(private readonly parts: PartitionWriterParts, private known: StreamHead) {}

  /** The sequence that the next record will get, as far as this writer knows. */
  nextSequence(): number {
    return later(this.known, this.parts.turns.head()).next;
  }

  /**
   * Null once the group is stored, under the sequences that it is sealed with then; else why it is not. `journal-unreachable`
   * leaves open whether it is.
   */
  async store(group: CommitGroup): Promise<Failure | null> {
    await this.parts.turns.take();
    const error = await this.publish(group);
    this.parts.turns.leave(this.known);
    return error;
  }

  close(): void {
    this.parts.turns.close();
  }

  private async publish(group: CommitGroup): Promise<Failure | null> {
    const { turns, publisher, salt } = this.parts;
    for (;;) {
      this.follow(turns.head());
      group.seal(this.known.next, salt);
      const outcome = await publisher.publish(group, this.known.message);
      if (outcome.kind === 'refused') return outcome.error;
      if (outcome.kind === 'stored') {
        this.known = { message: this.known.message + 1, next: this.known.next + group.count };
        return null;
      }
      const error = await this.giveWay(outcome);
      if (error !== null) return error;
    }
  }

  private async giveWay({ by, last }: Extract<PublishOutcome, { kind: 'overtaken' }>): Promise<Failure | null> {
    this.follow(by);
    await this.parts.turns.take(true);
    this.follow(this.parts.turns.head());
    return this.known.message < last ? this.catchUp(last) : null;
  }

  /** Asks the servers where the stream stood after message `last`, for as long as it takes. */
  private async catchUp(last: number): Promise<Failure | null> {
    const { stored, silence, clock } = this.parts;
    const began = clock.monotonicMillis();
    for (;;) {
      try {
        this.follow(await stored.headAt(last));
        silence.ended();
        return null;
      } catch (error) {
        if (!isPassing(error, clock.monotonicMillis() - began)) return failedFailure(error);
        const givenUp = silence.heardNothing(error, began);
        if (givenUp !== null) return givenUp;
        await sleep(AGAIN_MILLIS);
      }
    }
  }

  private follow(head: StreamHead): void {
    this.known = later(this.known, head);
  }
}
