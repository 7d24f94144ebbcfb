import { randomInt, randomUUID } from 'node:crypto';
import type { Subscription } from '@nats-io/transport-node';
import type { Clock } from '@yanshou/telemetry';
import type { JetStreamConnection } from './connect-jetstream.js';
import type { PartitionStream } from './partition-stream.js';
import { later } from './stream-head.js';
import type { StreamHead } from './stream-head.js';
import { noteBytes, readNote } from './turn-note.js';
import type { TurnNote } from './turn-note.js';

/** Who was not heard for that long is taken to be gone: a writer that is alone says nothing and waits for nobody. */
const SHARED_MILLIS = 10_000;
/** How long another's turn is waited for: twice as long as our own takes, within these; and some more, so that not all wait alike. */
const SHORTEST_WAIT_MILLIS = 25;
const LONGEST_WAIT_MILLIS = 250;
const JITTER_MILLIS = 10;

/**
 * Whose turn it is among the writers of a partition, first come, first served: a courtesy that spares them being overtaken.
 * What a writer says may be lost or late; who is not heard from is waited for once. Only the stream decides who is stored.
 */
export class PartitionTurns {
  private readonly writer = randomUUID();
  private readonly subscription: Subscription;
  /** Others that asked and are not done, in the order in which they were heard. */
  private readonly asking = new Set<string>();
  /** Those of them that asked before we did; undefined while we do not ask. Who asks anew is behind us. */
  private before: Set<string> | undefined;
  private heardAt = -Infinity;
  private heard: StreamHead = { message: 0, next: 1 };
  private told: StreamHead = { message: 0, next: 1 };
  private takenAt = 0;
  private turnMillis = 0;
  private wake: () => void = () => undefined;

  constructor(private readonly connection: JetStreamConnection, private readonly stream: PartitionStream, private readonly clock: Clock) {
    this.subscription = connection.nats.subscribe(stream.turnSubject, {
      callback: (error, message) => {
        if (error === null) this.receive(message.string());
      },
    });
  }

  /** The latest that another writer told. */
  head(): StreamHead {
    return this.heard;
  }

  /** Asks for the turn and waits for those that asked before; at once where nobody else writes. */
  async take(isOvertaken = false): Promise<void> {
    if (isOvertaken || this.isShared()) {
      this.before ??= new Set(this.asking);
      this.tell('asks', this.told);
      if (this.before.size > 0) await this.untilDone(this.before);
    }
    this.takenAt = this.clock.monotonicMillis();
  }

  /** The turn is over, and the stream stands there. */
  leave(head: StreamHead): void {
    this.told = head;
    this.before = undefined;
    this.turnMillis = this.clock.monotonicMillis() - this.takenAt;
    if (this.isShared()) this.tell('done', head);
  }

  close(): void {
    this.subscription.unsubscribe();
  }

  private isShared(): boolean {
    return this.clock.monotonicMillis() - this.heardAt < SHARED_MILLIS;
  }

  /** Until these are done; who is not in time is not waited for before he asks again. */
  private async untilDone(before: Set<string>): Promise<void> {
    const wait = Math.min(LONGEST_WAIT_MILLIS, Math.max(SHORTEST_WAIT_MILLIS, 2 * this.turnMillis)) + randomInt(JITTER_MILLIS);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wake = () => {
        if (before.size > 0) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
    for (const writer of before) this.asking.delete(writer);
    before.clear();
  }

  private receive(text: string): void {
    const note = readNote(text);
    if (note?.journal !== this.stream.journal || note.writer === this.writer) return;
    this.heardAt = this.clock.monotonicMillis();
    this.heard = later(this.heard, note.head);
    if (note.kind === 'asks') this.asking.add(note.writer);
    else {
      this.asking.delete(note.writer);
      this.before?.delete(note.writer);
      this.wake();
    }
  }

  private tell(kind: TurnNote['kind'], head: StreamHead): void {
    try {
      this.connection.nats.publish(this.stream.turnSubject, noteBytes({ journal: this.stream.journal, writer: this.writer, kind, head }));
    } catch {
      // A connection that is closed says so at the next publish, where it counts.
    }
  }
}
