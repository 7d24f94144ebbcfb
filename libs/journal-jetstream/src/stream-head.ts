/** Where a stream stands: a fact that stays true, since nothing of a stream is ever taken away. */
export interface StreamHead {
  /** Number of the last message; 0 when there is none. */
  readonly message: number;
  /** The record sequence that follows it. */
  readonly next: number;
}

export const later = (one: StreamHead, other: StreamHead): StreamHead => (other.message > one.message ? other : one);
