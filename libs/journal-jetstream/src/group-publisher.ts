import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Failure } from '@yanshou/telemetry';
import { isNobodyThere, meaningOf } from './answers.js';
import type { CommitGroup } from './commit-group.js';
import type { JetStreamConnection } from './connect-jetstream.js';
import { damagedFailure, failedFailure, fullFailure, otherWriterFailure, unreachableFailure } from './faults.js';
import type { PartitionStream } from './partition-stream.js';
import { subjectOf } from './stream-names.js';

/** How many groups of a round are stored: the first ones; `error` says why not the next. */
export interface PublishOutcome {
  readonly stored: number;
  readonly error: Failure | null;
}

type Answer =
  | { readonly kind: 'stored' }
  /** The stream did not stand where this message was to be appended. */
  | { readonly kind: 'misplaced' }
  | { readonly kind: 'unknown'; readonly cause: unknown }
  | { readonly kind: 'refused'; readonly error: Failure };

const PUBLISH_MILLIS = 2_000;
/** Shorter when asking again: a leader that is gone does not answer, and the new one should be asked soon. */
const AGAIN_MILLIS = 1_000;
const FIRST_PAUSE_MILLIS = 20;
const LONGEST_PAUSE_MILLIS = 500;
/** A new leader may answer before it has caught up with what it was told; longer than this is no catching up. */
const BEHIND_MILLIS = 60_000;
const MESSAGE_ID = 'Nats-Msg-Id';

/**
 * Publishes the groups of one partition, in order, and resolves for each whether it is stored: no answer is asked again
 * with the same message id and the same place in the stream, for as long as it takes.
 */
export class GroupPublisher {
  /** Since when the fate of a message is unknown; undefined while all answers come. */
  private unknownSince: number | undefined;
  private cause: unknown;
  private givenUp = false;

  constructor(private readonly connection: JetStreamConnection, private readonly stream: PartitionStream, private readonly clock: Clock, private last = stream.lastMessage) {}

  /** How long, in milliseconds, the servers have not told what became of a message, and why. */
  silence(): { readonly millis: number; readonly error: Failure } | null {
    if (this.unknownSince === undefined) return null;
    return { millis: this.clock.monotonicMillis() - this.unknownSince, error: unreachableFailure(this.cause) };
  }

  /** No message is asked after any more: its appends are answered `journal-unreachable`, and it may be stored all the same. */
  giveUp(): void {
    this.givenUp = true;
  }

  async publish(groups: readonly CommitGroup[]): Promise<PublishOutcome> {
    const base = this.last;
    const answers = await Promise.all(groups.map((group, index) => this.send(group, base + index)));
    for (const [index, group] of groups.entries()) {
      const error = await this.resolve(group, base + index, answers[index] as Answer);
      if (error !== null) return { stored: index, error };
      this.last = base + index + 1;
    }
    return { stored: groups.length, error: null };
  }

  /** Null once the group is stored right behind message `after`, else why it is not and never will be. */
  private async resolve(group: CommitGroup, after: number, first: Answer): Promise<Failure | null> {
    const began = this.clock.monotonicMillis();
    let answer = first;
    for (let pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      if (answer.kind === 'misplaced') answer = await this.lookUp(group, after, this.clock.monotonicMillis() - began);
      if (answer.kind !== 'unknown') return this.told(answer);
      this.unknownSince ??= began;
      this.cause = answer.cause;
      if (this.givenUp) return unreachableFailure(answer.cause);
      await sleep(pause);
      answer = await this.send(group, after, AGAIN_MILLIS + 4 * pause);
    }
  }

  private told(answer: Exclude<Answer, { kind: 'unknown' }>): Failure | null {
    this.unknownSince = undefined;
    return answer.kind === 'refused' ? answer.error : null;
  }

  private async send(group: CommitGroup, after: number, timeout = PUBLISH_MILLIS): Promise<Answer> {
    const { client } = this.connection;
    const expect = { lastSequence: after, streamName: this.stream.stream };
    try {
      const { seq } = await client.publish(subjectOf(this.stream.subjectPrefix, group.key), group.bytes, { msgID: group.id, expect, timeout });
      return { kind: seq === after + 1 ? 'stored' : 'misplaced' };
    } catch (error) {
      return this.answerOf(error);
    }
  }

  private async answerOf(error: unknown): Promise<Answer> {
    switch (meaningOf(error)) {
      case 'wrong-place': return { kind: 'misplaced' };
      case 'no-room': return { kind: 'refused', error: fullFailure(0) };
      case 'no-answer': return (await this.isGone(error)) ? { kind: 'refused', error: failedFailure(error) } : { kind: 'unknown', cause: error };
      default: return { kind: 'refused', error: failedFailure(error) };
    }
  }

  /** Nobody answers for a stream that was deleted either. */
  private async isGone(error: unknown): Promise<boolean> {
    if (!isNobodyThere(error)) return false;
    try {
      await this.connection.manager.streams.info(this.stream.stream);
      return false;
    } catch (thrown) {
      return meaningOf(thrown) === 'no-stream';
    }
  }

  /** What stands in the place of the group. */
  private async lookUp(group: CommitGroup, after: number, waitedMillis: number): Promise<Answer> {
    try {
      const found = await this.connection.manager.streams.getMessage(this.stream.stream, { seq: after + 1 });
      if (found === null) return this.behind(after, waitedMillis);
      return found.header.get(MESSAGE_ID) === group.id ? { kind: 'stored' } : { kind: 'refused', error: otherWriterFailure(this.stream.stream) };
    } catch (error) {
      return { kind: 'unknown', cause: error };
    }
  }

  /** Nothing is there: a message before it was lost on the way and is asked after first, or the leader is behind. */
  private behind(after: number, waitedMillis: number): Answer {
    if (waitedMillis < BEHIND_MILLIS) return { kind: 'unknown', cause: new Error('the stream is behind what it has confirmed') };
    return { kind: 'refused', error: damagedFailure(this.stream.stream, after, 'confirmed and not there') };
  }
}
