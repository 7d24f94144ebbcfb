import type { IngestPath } from '@yanshou/ingest';

/** Where the journal of this process ends. */
export class OwnHead {
  /** What an earlier run left may hold messages up to its end. */
  private readonly left: number;

  constructor(private readonly next: () => number, private readonly ingest: Pick<IngestPath, 'messagesUntil'>) {
    this.left = next();
  }

  /** What it will number next. */
  nextSequence(): number {
    return this.next();
  }

  /** The sequence behind its last message: what the platform journals of its own behind it is left out. */
  messagesUntil(): number {
    return Math.max(this.left, this.ingest.messagesUntil());
  }
}
