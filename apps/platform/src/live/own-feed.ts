import type { LiveCommit } from './live-commit.js';
import type { LiveFeed } from './live-hub.js';

/** The telemetry thread, as far as somebody listens to what it stores. */
export interface TappedThread {
  readonly client: { followLive(projects: readonly string[]): Promise<void> };
  /** The answer takes the listener off again. */
  onLive(listener: (commit: LiveCommit) => void): () => void;
}

/** Commits of this process's own projector: nobody else writes the store. */
export class OwnFeed implements LiveFeed {
  private leave = (): void => undefined;

  constructor(private readonly thread: TappedThread) {}

  begin(take: (commits: readonly LiveCommit[], past: boolean) => void): void {
    this.leave = this.thread.onLive((commit) => take([commit], false));
  }

  follow(projects: readonly string[]): Promise<void> {
    return this.thread.client.followLive(projects);
  }

  async close(): Promise<void> {
    this.leave();
  }
}
