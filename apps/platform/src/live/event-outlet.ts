import type { StreamEvent } from './event-frame.js';
import { eventFrame } from './event-frame.js';

/** Bytes that may wait for one reader; a write that is under way may carry it over once. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** The connection as far as it is written. */
export interface Outgoing {
  write(text: string): boolean;
  /** Comes when all that waited is gone. */
  once(event: 'drain', listener: () => void): unknown;
  readonly writableLength: number;
  readonly writableEnded: boolean;
}

/**
 * Writes to one reader, who may be slow: nothing ever waits for him. What finds too much waiting is left out and counted,
 * and the reader is told how much before the next thing that he gets. After the end nothing is written or counted.
 */
export class EventOutlet {
  private missed = 0;

  constructor(private readonly out: Outgoing, private readonly onDropped: (events: number) => void, private readonly mostWaiting = MOST_WAITING_BYTES) {}

  get isFull(): boolean {
    return this.out.writableLength > this.mostWaiting;
  }

  /** Undefined while there is some; else it resolves when there is again, and not if the connection closes before. */
  room(): Promise<void> | undefined {
    return this.isFull && !this.out.writableEnded ? new Promise((resolve) => void this.out.once('drain', resolve)) : undefined;
  }

  /** What is small and must not be left out, however much waits. */
  say(event: StreamEvent): void {
    this.write(this.note() + eventFrame(event));
  }

  /** `behind`: what is written after them and is no event, a place or a comment; without events it comes with the note of what was left out. */
  send(events: readonly StreamEvent[], behind?: string): void {
    if (this.isFull) return this.drop(events.length);
    this.write(this.note() + events.map(eventFrame).join('') + (behind ?? ''));
  }

  /** Events that are not told. */
  drop(count: number): void {
    if (this.out.writableEnded) return;
    this.missed += count;
    this.onDropped(count);
  }

  /** What was left out until now. */
  private note(): string {
    const { missed } = this;
    this.missed = 0;
    return missed === 0 ? '' : eventFrame({ event: 'dropped', data: JSON.stringify({ count: missed }) });
  }

  private write(text: string): void {
    if (text !== '' && !this.out.writableEnded) this.out.write(text);
  }
}
