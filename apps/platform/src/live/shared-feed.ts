import type { LiveBounds, LiveExchange, LiveRow } from '@yanshou/registry';
import { Periodic } from '../runtime/periodic.js';
import type { LiveCommit, LiveEvents } from './live-commit.js';
import type { LiveFeed } from './live-hub.js';

const LOOK_MILLIS = 500;
/** Whoever projects looks once a second who is listening. */
const LEASE_MILLIS = 20_000;
const RENEW_MILLIS = 5_000;
/** What is read at once, and of a project's past. What is older is told to nobody, whether somebody has forgotten it yet or not. */
const BOUNDS: LiveBounds = { mostCharacters: 4 * 1024 * 1024, youngerMillis: 120_000 };

type Take = (commits: readonly LiveCommit[], past: boolean) => void;

export interface SharedFeedParts {
  readonly exchange: Pick<LiveExchange, 'followLive' | 'liveRecent' | 'liveSince'>;
  /** A name that no other process has. */
  readonly holder: string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
  /** How often is looked what was told. */
  readonly lookMillis?: number;
}

/** Commits of whoever projects, by way of the database that all processes share. Asks it nothing while nobody listens. */
export class SharedFeed implements LiveFeed {
  /** Number of the last row read, by project; undefined of one that was not looked at yet. */
  private readonly read = new Map<string, number | undefined>();
  private look: Periodic | undefined;
  private renewed = -Infinity;
  private held = false;

  constructor(private readonly parts: SharedFeedParts) {}

  begin(take: Take): void {
    this.look = new Periodic(this.parts.lookMillis ?? LOOK_MILLIS, () => this.run(take), this.parts.onError);
  }

  async follow(projects: readonly string[]): Promise<void> {
    for (const project of this.read.keys()) if (!projects.includes(project)) this.read.delete(project);
    for (const project of projects) if (!this.read.has(project)) this.read.set(project, undefined);
    this.renewed = -Infinity;
  }

  async close(): Promise<void> {
    await this.look?.stop();
    if (this.held) await this.parts.exchange.followLive(this.parts.holder, [], LEASE_MILLIS).catch(() => undefined);
  }

  private async run(take: Take): Promise<void> {
    await this.renew();
    const { exchange } = this.parts;
    const fresh = [...this.read].flatMap(([project, id]) => (id === undefined ? [] : [{ project, id }]));
    const unknown = [...this.read].flatMap(([project, id]) => (id === undefined ? [project] : []));
    if (fresh.length > 0) this.hand(await exchange.liveSince(fresh, BOUNDS), take, false);
    if (unknown.length === 0) return;
    const past = await exchange.liveRecent(unknown, BOUNDS);
    for (const project of unknown) if (this.read.has(project)) this.read.set(project, 0);
    this.hand(past, take, true);
  }

  private hand(rows: readonly LiveRow[], take: Take, past: boolean): void {
    for (const { project, id } of rows) if (this.read.has(project)) this.read.set(project, id);
    if (rows.length > 0) take(rows.map(commitOf), past);
  }

  private async renew(): Promise<void> {
    const now = this.parts.now();
    if (now - this.renewed < RENEW_MILLIS || (this.read.size === 0 && !this.held)) return;
    this.renewed = now;
    await this.parts.exchange.followLive(this.parts.holder, [...this.read.keys()], LEASE_MILLIS);
    this.held = this.read.size > 0;
  }
}

/** A row's body is what `bodyOf` made of the commit. */
interface RowBody {
  readonly events: LiveEvents;
  readonly dropped: number;
}

export const bodyOf = ({ events, dropped }: RowBody): string => JSON.stringify({ events, dropped } satisfies RowBody);

const commitOf = ({ project, journal, from, next, body }: LiveRow): LiveCommit => ({ project, journal, from, next, ...(JSON.parse(body) as RowBody) });
