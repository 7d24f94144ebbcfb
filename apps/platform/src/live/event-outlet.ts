import type { StreamEvent } from './event-frame.js';
import { eventFrame } from './event-frame.js';

/** Bytes that may wait for one reader; a write that is under way may carry it over once. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** The connection as far as it is written. */
export interface Outgoing {
  write(text: string): boolean;
  readonly writableLength: number;
}

/**
 * Writes to one reader, who may be slow: nothing ever waits for him. What finds too much waiting is left out and counted,
 * and the reader is told how much before the next thing that he gets.
 */
export class EventOutlet {
  private missed = 0;

  constructor(private readonly out: Outgoing, private readonly onDropped: (events: number) => void, private readonly mostWaiting = MOST_WAITING_BYTES) {}

  get isFull(): boolean {
    return this.out.writableLength > this.mostWaiting;
  }

  /** `behind`: what is written after them and is no event, a place or a comment; without events it comes with the note of what was left out. */
  send(events: readonly StreamEvent[], behind?: string): void {
    if (this.isFull) return this.drop(events.length);
    const told = this.missed === 0 ? '' : eventFrame({ event: 'dropped', data: JSON.stringify({ count: this.missed }) });
    this.missed = 0;
    this.write(told + events.map(eventFrame).join('') + (behind ?? ''));
  }

  private write(text: string): void {
    if (text !== '') this.out.write(text);
  }

  /** Events that are not told. */
  drop(count: number): void {
    this.missed += count;
    this.onDropped(count);
  }
}
