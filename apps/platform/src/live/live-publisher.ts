import type { LiveExchange, LiveStretch } from '@yanshou/registry';
import { Periodic } from '../runtime/periodic.js';
import type { LiveCommit } from './live-commit.js';
import type { TappedThread } from './own-feed.js';
import { bodyOf } from './shared-feed.js';

const LOOK_MILLIS = 1_000;
const MARK_MILLIS = 10_000;
const KEPT_MILLIS = 120_000;
/** While the database is away what waits is dropped, oldest first: readers see the hole by the sequences. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

export interface PublisherParts {
  readonly exchange: Pick<LiveExchange, 'followedLive' | 'tellLive' | 'forgetLive'>;
  readonly thread: TappedThread & { readonly client: { markLive(): Promise<void> } };
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
  /** How often is looked who follows. */
  readonly lookMillis?: number;
}

/** Tells other processes what this one stores of the projects that they follow, in the order of storing. */
export class LivePublisher {
  private waiting: LiveStretch[] = [];
  private characters = 0;
  private readonly leave: () => void;
  private readonly look: Periodic;
  private telling: Promise<void> | undefined;
  private followed = '';
  private marked = -Infinity;

  constructor(private readonly parts: PublisherParts) {
    this.leave = parts.thread.onLive((commit) => this.take(commit));
    this.look = new Periodic(parts.lookMillis ?? LOOK_MILLIS, () => this.run(), parts.onError);
  }

  async stop(): Promise<void> {
    await this.look.stop();
    this.leave();
    await this.telling;
  }

  private take({ project, journal, from, next, ...rest }: LiveCommit): void {
    const body = bodyOf(rest);
    this.waiting.push({ project, journal, from, next, body });
    this.characters += body.length;
    while (this.characters > MOST_CHARACTERS) this.characters -= this.waiting.shift()?.body.length ?? 0;
    this.telling ??= this.tellAll().catch(this.parts.onError).finally(() => (this.telling = undefined));
  }

  private async tellAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const some = this.waiting;
      [this.waiting, this.characters] = [[], 0];
      await this.parts.exchange.tellLive(some);
    }
  }

  private async run(): Promise<void> {
    const { exchange, thread: { client }, now } = this.parts;
    const projects = (await exchange.followedLive()).slice().sort();
    const known = projects.join('\n');
    if (known !== this.followed) await client.followLive(projects);
    this.followed = known;
    if (now() - this.marked < MARK_MILLIS) return;
    this.marked = now();
    if (projects.length > 0) await client.markLive();
    // Whether anybody follows or not: what was told to those who have left is not kept for the next who comes.
    await exchange.forgetLive(KEPT_MILLIS);
  }
}
