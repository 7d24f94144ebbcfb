/** Streams of this process, for its metrics. */
export class StreamTally {
  open = 0;
  /** Since the start. */
  dropped = 0;
}
