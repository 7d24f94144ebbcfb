import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import { isNobodyThere, lastMessageIn, meaningOf } from './answers.js';
import type { CommitGroup } from './commit-group.js';
import type { JetStreamConnection } from './connect-jetstream.js';
import { damagedFailure, failedFailure, fullFailure } from './faults.js';
import { sequenceBehind } from './group-reading.js';
import type { PartitionStream } from './partition-stream.js';
import type { ServerSilence } from './server-silence.js';
import { bufferOf } from './stored-messages.js';
import type { StreamHead } from './stream-head.js';
import { StreamPresence } from './stream-presence.js';

export type PublishOutcome =
  | { readonly kind: 'stored' }
  /** Another writer's message has the place: `by` it the stream stood there, and its last message was at least number `last`. */
  | { readonly kind: 'overtaken'; readonly by: StreamHead; readonly last: number }
  | { readonly kind: 'refused'; readonly error: Failure };

type Known = PublishOutcome | { readonly kind: 'unknown'; readonly cause: unknown };
/** `misplaced`: the stream did not stand where this message was to be appended; `last` is where it stood, if that was told. */
type Answer = Known | { readonly kind: 'misplaced'; readonly last: number | undefined };

const PUBLISH_MILLIS = 2_000;
/** Shorter when asking again: a leader that is gone does not answer, and the new one should be asked soon. */
const AGAIN_MILLIS = 1_000;
const FIRST_PAUSE_MILLIS = 20;
const LONGEST_PAUSE_MILLIS = 200;
/** A new leader may answer before it has caught up with what it was told; longer than this is no catching up. */
export const BEHIND_MILLIS = 60_000;
const MESSAGE_ID = 'Nats-Msg-Id';

/**
 * Publishes the messages of one partition, one at a time, and resolves whether each is stored in its place: no answer is
 * asked again with the same message id and the same place in the stream, for as long as it takes.
 */
export class GroupPublisher {
  private readonly presence: StreamPresence;

  constructor(
    private readonly connection: JetStreamConnection, private readonly stream: PartitionStream, private readonly clock: Clock, private readonly silence: ServerSilence,
  ) {
    this.presence = new StreamPresence(connection, stream.stream);
  }

  /** Stores the group right behind message `after`; else says why it is not there and, sent like this, never will be. */
  async publish(group: CommitGroup, after: number): Promise<PublishOutcome> {
    const began = this.clock.monotonicMillis();
    let answer = await this.send(group, after, PUBLISH_MILLIS);
    for (let pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      const known = answer.kind === 'misplaced' ? await this.lookUp(group, after, answer.last ?? 0, this.clock.monotonicMillis() - began) : answer;
      if (known.kind !== 'unknown') return this.told(known.kind === 'refused' ? await this.unlessStored(known, group, after) : known);
      const error = this.silence.heardNothing(known.cause, began);
      if (error !== null) return { kind: 'refused', error };
      await sleep(pause);
      answer = await this.send(group, after, AGAIN_MILLIS + 4 * pause);
    }
  }

  /** What is refused now may have been stored before, by an attempt that had no answer. */
  private async unlessStored(refused: PublishOutcome, group: CommitGroup, after: number): Promise<PublishOutcome> {
    const known = this.silence.state() === null ? refused : await this.lookUp(group, after, 0, 0);
    return known.kind === 'unknown' ? refused : known;
  }

  private told(outcome: PublishOutcome): PublishOutcome {
    this.silence.ended();
    return outcome;
  }

  private async send(group: CommitGroup, after: number, timeout: number): Promise<Answer> {
    const { stream, subject, isReplicated } = this.stream;
    // All messages are of one subject: its last sequence is the stream's, and a leader looks at that one before it proposes.
    const expect = { lastSequence: after, streamName: stream, ...(isReplicated && after > 0 ? { lastSubjectSequence: after } : {}) };
    try {
      const { seq } = await this.connection.client.publish(subject, group.bytes, { msgID: group.id, expect, timeout });
      return seq === after + 1 ? { kind: 'stored' } : { kind: 'misplaced', last: undefined };
    } catch (error) {
      return this.answerOf(error);
    }
  }

  private answerOf(error: unknown): Answer {
    switch (meaningOf(error)) {
      case 'wrong-place': return { kind: 'misplaced', last: lastMessageIn(error) };
      case 'no-room': return { kind: 'refused', error: fullFailure(0) };
      // Of several servers it is the leader's word on its own disk: the next one to lead knows what the others made of the message.
      case 'store-failed': return this.stream.isReplicated ? { kind: 'unknown', cause: error } : { kind: 'refused', error: fullFailure(0) };
      case 'no-answer': return isNobodyThere(error) && this.presence.isGone() ? { kind: 'refused', error: failedFailure(error) } : { kind: 'unknown', cause: error };
      default: return { kind: 'refused', error: failedFailure(error) };
    }
  }

  /** What stands in the place of the group: only that proves what became of it. */
  private async lookUp(group: CommitGroup, after: number, last: number, waitedMillis: number): Promise<Known> {
    const message = after + 1;
    try {
      const found = await this.connection.manager.streams.getMessage(this.stream.stream, { seq: message });
      if (found === null) return this.behind(after, waitedMillis);
      if (found.header.get(MESSAGE_ID) === group.id) return { kind: 'stored' };
      const next = sequenceBehind({ message, bytes: bufferOf(found.data) }, this.stream);
      return { kind: 'overtaken', by: { message, next }, last: Math.max(last, message) };
    } catch (error) {
      return error instanceof Failure ? { kind: 'refused', error } : { kind: 'unknown', cause: error };
    }
  }

  /** Nothing is there: the leader is behind. */
  private behind(after: number, waitedMillis: number): Known {
    if (waitedMillis < BEHIND_MILLIS) return { kind: 'unknown', cause: new Error('the stream is behind what it has confirmed') };
    return { kind: 'refused', error: damagedFailure(this.stream.stream, after, 'confirmed and not there') };
  }
}
