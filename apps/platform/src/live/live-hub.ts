import type { Clock } from '@yanshou/telemetry';
import type { LiveCommit, LivePosition } from './live-commit.js';
import { RecentCommits } from './recent-commits.js';

/** Somebody who is told what is stored. */
export interface LiveReader {
  /** Events of the commit from the index on; those before were told. */
  commit(commit: LiveCommit, from: number): void;
  /** What is stored from here on is told. */
  ready(position: LivePosition): void;
  /** Something between what was told and what comes now may be missing. */
  gap(): void;
  /** Nothing is told any more. */
  end(): void;
}

/** Where commits come from: this process's own projector, or those of others. */
export interface LiveFeed {
  /** Commits of a project are handed over in their order; `past`: they were there before anybody asked. */
  begin(take: (commits: readonly LiveCommit[], past: boolean) => void): void;
  /** From now on these projects, and no others. Idempotent. */
  follow(projects: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface HubParts {
  readonly feed: LiveFeed;
  readonly clock: Pick<Clock, 'monotonicMillis'>;
  readonly onError: (error: unknown) => void;
}

interface Seat {
  readonly reader: LiveReader;
  readonly after: LivePosition | undefined;
  readonly since: number;
  placed: boolean;
}

interface Channel {
  readonly recent: RecentCommits;
  readonly seats: Set<Seat>;
  lingering: NodeJS.Timeout | undefined;
}

/** A project is followed for so long after its last reader has left: most come back within seconds. */
const LINGER_MILLIS = 60_000;
/** Somebody may know more than this process does, having read from another one. */
const AHEAD_MILLIS = 10_000;

/** Hands what is stored to whoever listens, project by project; keeps a little of it for those who were cut off. */
export class LiveHub {
  private readonly channels = new Map<string, Channel>();
  private closed = false;

  constructor(private readonly parts: HubParts) {
    parts.feed.begin((commits, past) => this.take(commits, past));
  }

  /** Tells the reader of the project from now on, or from what it has seen; the answer ends that. */
  join(project: string, reader: LiveReader, after?: LivePosition): () => void {
    const channel = this.channel(project);
    const seat: Seat = { reader, after, since: this.parts.clock.monotonicMillis(), placed: false };
    channel.seats.add(seat);
    this.place(channel, seat);
    if (this.closed) reader.end();
    return () => this.leave(project, channel, seat);
  }

  /** Ends every reader. Idempotent. */
  async close(): Promise<void> {
    this.closed = true;
    const channels = [...this.channels.values()];
    this.channels.clear();
    for (const { seats, lingering } of channels) {
      clearTimeout(lingering);
      for (const { reader } of seats) reader.end();
    }
    await this.parts.feed.close();
  }

  private channel(project: string): Channel {
    const known = this.channels.get(project);
    if (known !== undefined) {
      clearTimeout(known.lingering);
      return known;
    }
    const made: Channel = { recent: new RecentCommits(() => this.parts.clock.monotonicMillis()), seats: new Set(), lingering: undefined };
    this.channels.set(project, made);
    this.follow();
    return made;
  }

  private leave(project: string, channel: Channel, seat: Seat): void {
    channel.seats.delete(seat);
    if (channel.seats.size > 0 || this.closed) return;
    clearTimeout(channel.lingering);
    channel.lingering = setTimeout(() => {
      this.channels.delete(project);
      this.follow();
    }, LINGER_MILLIS).unref();
  }

  private follow(): void {
    this.parts.feed.follow([...this.channels.keys()]).catch(this.parts.onError);
  }

  private take(commits: readonly LiveCommit[], past: boolean): void {
    for (const commit of commits) {
      const channel = this.channels.get(commit.project);
      if (channel === undefined) continue;
      const begins = channel.recent.end === undefined;
      const continues = channel.recent.add(commit);
      for (const seat of channel.seats) {
        if (seat.placed) tell(seat.reader, commit, continues);
        else if (!past) this.placeAt(channel, seat, begins ? commit : undefined);
      }
    }
    if (past) this.placeAll(new Set(commits.map(({ project }) => project)));
  }

  private placeAll(projects: ReadonlySet<string>): void {
    for (const project of projects) {
      const channel = this.channels.get(project);
      for (const seat of channel?.seats ?? []) if (!seat.placed && channel !== undefined) this.place(channel, seat);
    }
  }

  /** `first`: what this process hears first of the project, and so did not hear before the reader came. */
  private placeAt(channel: Channel, seat: Seat, first: LiveCommit | undefined): void {
    if (seat.after !== undefined || first === undefined) return this.place(channel, seat);
    seat.placed = true;
    seat.reader.ready({ journal: first.journal, sequence: first.from, seen: 0 });
    tell(seat.reader, first, true);
  }

  private place({ recent }: Channel, seat: Seat): void {
    const { end } = recent;
    const { reader, after } = seat;
    if (seat.placed || end === undefined) return;
    const missed = after === undefined ? NOTHING : recent.since(after);
    if (missed === undefined && this.parts.clock.monotonicMillis() - seat.since < AHEAD_MILLIS) return;
    seat.placed = true;
    const { gap, commits, skip } = missed ?? { ...NOTHING, gap: true };
    if (gap) reader.gap();
    commits.forEach((commit, index) => reader.commit(commit, index === 0 ? skip : 0));
    reader.ready(end);
  }
}

const NOTHING = { gap: false, commits: [] as readonly LiveCommit[], skip: 0 };

function tell(reader: LiveReader, commit: LiveCommit, continues: boolean): void {
  if (!continues) reader.gap();
  reader.commit(commit, 0);
}
