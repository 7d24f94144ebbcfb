import { meaningOf } from './answers.js';
import type { JetStreamConnection } from './connect-jetstream.js';

/**
 * Whether a stream that nobody answers for was deleted. Nobody answers while it elects a leader either, and then the question
 * itself takes until its time is over: it is asked beside the attempts to publish, and holds up none.
 */
export class StreamPresence {
  private asking: Promise<void> | null = null;
  private gone = false;

  constructor(private readonly connection: JetStreamConnection, private readonly stream: string) {}

  /** The latest that the servers said, false before that; asks again beside. */
  isGone(): boolean {
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    return this.gone;
  }

  private async ask(): Promise<void> {
    try {
      await this.connection.manager.streams.info(this.stream);
      this.gone = false;
    } catch (error) {
      this.gone = meaningOf(error) === 'no-stream';
    }
  }
}
