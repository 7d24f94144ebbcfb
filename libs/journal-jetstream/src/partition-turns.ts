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
const SHORTEST_WAIT_MILLIS = 50;
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
  private isAsking = false;
  /** Those of them that asked before we did; undefined until our own word has come back, which is what orders it. */
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
      if (!this.isAsking) this.tell('asks', this.told);
      this.isAsking = true;
      if (!this.isOurs()) await this.untilOurs();
    }
    this.takenAt = this.clock.monotonicMillis();
  }

  /** The turn is over, and the stream stands there. */
  leave(head: StreamHead): void {
    this.told = head;
    this.turnMillis = this.clock.monotonicMillis() - this.takenAt;
    [this.isAsking, this.before] = [false, undefined];
    if (this.isShared()) this.tell('done', head);
  }

  close(): void {
    this.subscription.unsubscribe();
  }

  private isShared(): boolean {
    return this.clock.monotonicMillis() - this.heardAt < SHARED_MILLIS;
  }

  private isOurs(): boolean {
    return this.before?.size === 0;
  }

  /** Who is not done in time is not waited for before he asks again. */
  private async untilOurs(): Promise<void> {
    const wait = Math.min(LONGEST_WAIT_MILLIS, Math.max(SHORTEST_WAIT_MILLIS, 2 * this.turnMillis)) + randomInt(JITTER_MILLIS);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wake = () => {
        if (!this.isOurs()) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
    for (const writer of this.before ?? []) this.asking.delete(writer);
    this.before = new Set();
  }

  private receive(text: string): void {
    const note = readNote(text);
    if (note?.journal !== this.stream.journal) return;
    if (note.writer !== this.writer) this.hear(note);
    else if (note.kind === 'asks' && this.isAsking) this.before ??= new Set(this.asking);
    this.wake();
  }

  private hear({ writer, kind, head }: TurnNote): void {
    this.heardAt = this.clock.monotonicMillis();
    this.heard = later(this.heard, head);
    if (kind === 'asks') this.asking.add(writer);
    else {
      this.asking.delete(writer);
      this.before?.delete(writer);
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
