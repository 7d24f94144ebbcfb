import type { TelemetryStore } from '@yanshou/store';

/** Keeps commits of a project waiting while `read` runs, so that what it reads is of one state. */
export interface ReadGate {
  /** Rejects (retryable) when commits may have gone on meanwhile, with nothing of what was read. */
  hold<T>(project: string, read: () => Promise<T>): Promise<T>;
}

/**
 * Lets readers of several answers see one state: while `hold` runs, the projector's commits wait. What is acknowledged
 * meanwhile is safe in the journal and projected afterwards.
 */
export class CommitGate implements ReadGate {
  /** Ends when the commits and holds before have ended. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: TelemetryStore) {}

  /** The store as the projector sees it: everything as it is, `commit` in turn. */
  projectorStore(): TelemetryStore {
    const commit: TelemetryStore['commit'] = (batch) => this.inTurn(() => this.store.commit(batch));
    return new Proxy(this.store, {
      get: (store, name) => {
        if (name === 'commit') return commit;
        const member: unknown = Reflect.get(store, name);
        return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(store) : member;
      },
    });
  }

  /** Runs `read` between two commits. */
  hold<T>(_project: string, read: () => Promise<T>): Promise<T> {
    return this.inTurn(read);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.last.then(work);
    this.last = run.catch(() => undefined);
    return run;
  }
}
