import { charactersOf } from './live-commit.js';
import type { LiveCommit, LivePosition } from './live-commit.js';
import type { LiveReader } from './live-hub.js';

/** What may wait for a reader who reads: all that is kept of the past, and as much again that came while it was told. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
/** Of what tells no event. */
const STEP_CHARACTERS = 100;

interface Step {
  readonly characters: number;
  tell(): void;
}

/**
 * Hands to a reader no more at a time than he has room for, in the order of coming: much of it comes in one turn, the past
 * and what another process has stored. Nobody else waits for him; beyond the bound the oldest is handed over all the same,
 * for him to leave out and count. What waits are the commits that all readers share.
 */
export class PacedReader implements LiveReader {
  private readonly waiting: Step[] = [];
  private characters = 0;
  private isPaused = false;

  /** `room`: undefined while there is some, else what resolves when there is again. */
  constructor(private readonly reader: LiveReader, private readonly room: () => Promise<void> | undefined, private readonly mostCharacters = MOST_CHARACTERS) {}

  commit(commit: LiveCommit, from: number): void {
    this.add({ characters: STEP_CHARACTERS + charactersOf(commit), tell: () => this.reader.commit(commit, from) });
  }

  ready(position: LivePosition): void {
    this.add({ characters: STEP_CHARACTERS, tell: () => this.reader.ready(position) });
  }

  gap(): void {
    this.add({ characters: STEP_CHARACTERS, tell: () => this.reader.gap() });
  }

  /** At once: what waits is not told any more. */
  end(): void {
    this.waiting.length = 0;
    this.characters = 0;
    this.reader.end();
  }

  private add(step: Step): void {
    this.waiting.push(step);
    this.characters += step.characters;
    if (!this.isPaused) this.handOn();
    while (this.characters > this.mostCharacters) this.next();
  }

  private handOn(): void {
    while (this.waiting.length > 0) {
      const room = this.room();
      if (room !== undefined) return this.pause(room);
      this.next();
    }
  }

  private pause(room: Promise<void>): void {
    this.isPaused = true;
    void room.then(() => {
      this.isPaused = false;
      this.handOn();
    });
  }

  private next(): void {
    const step = this.waiting.shift();
    this.characters -= step?.characters ?? 0;
    step?.tell();
  }
}
