/** What one stretch of a journal left in the store of a project, for processes that show it. */
export interface LiveStretch {
  readonly project: string;
  readonly journal: string;
  /** from ≤ sequence < next */
  readonly from: number;
  readonly next: number;
  /** As whoever tells and whoever reads agree. */
  readonly body: string;
}

/** A stretch with its number: of one project they grow in the order of telling. */
export interface LiveRow extends LiveStretch {
  readonly id: number;
}

/** How much is read. What is older, by the database's clock, is as if it were forgotten already. */
export interface LiveBounds {
  readonly mostCharacters: number;
  readonly youngerMillis: number;
}

/**
 * Where processes that project tell those that show what they have stored, while somebody looks. It is no evidence and no
 * queue: rows are forgotten after minutes, and a reader sees by the sequences what it has not seen.
 */
export interface LiveExchange {
  /** The holder follows these projects, and no others, until the lease ends. */
  followLive(holder: string, projects: readonly string[], leaseMillis: number): Promise<void>;
  /** Projects that any holder follows now. */
  followedLive(): Promise<string[]>;
  /** In this order, all of them or none. */
  tellLive(stretches: readonly LiveStretch[]): Promise<void>;
  /** The latest rows of each project, ascending, bodies of at most so many characters in all for one. */
  liveRecent(projects: readonly string[], bounds: LiveBounds): Promise<LiveRow[]>;
  /** Rows behind the number of each project, ascending; no more when the bodies have so many characters. */
  liveSince(after: readonly { readonly project: string; readonly id: number }[], bounds: LiveBounds): Promise<LiveRow[]>;
  /** Forgets what is older, and follows whose lease has ended. */
  forgetLive(olderMillis: number): Promise<void>;
}
