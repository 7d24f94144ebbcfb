import type { Micros } from '@yanshou/telemetry';

/** The session of one ingest worker at an external broker. */
export interface BrokerSession {
  /** The client id at the broker. */
  readonly clientId: string;
  /** `host:port` under which the worker reaches it. */
  readonly broker: string;
  /** What people call the worker. */
  readonly instance: string;
}

export interface HoldOptions {
  readonly leaseMillis: number;
  readonly isReceiving: boolean;
  readonly isFirst: boolean;
  readonly wholeUntil?: Micros | undefined;
}

export interface HeldSession {
  /** False: another process has the session for now, or it was ended and who asks only believes to receive; ask again. */
  readonly isHeld: boolean;
  /** Another worker had drained and ended it meanwhile: that the broker does not know it any more is no loss. */
  readonly wasEnded: boolean;
}

/** The session of a worker that is gone, in the hands of another. */
export interface SessionTaken extends BrokerSession {
  readonly taker: string;
  /** Grows whenever the session changes hands: fences off who had it before. */
  readonly token: number;
  /** When the broker last had nothing more for it; undefined: its worker never received, so there is nothing to lose. */
  readonly wholeUntil: Micros | undefined;
}

export interface GoneWorker extends BrokerSession {
  readonly goneSeconds: number;
  /** The broker may still hold messages for it. */
  readonly isWaiting: boolean;
}

/**
 * Which worker of a group receives from an external broker, and who takes over the session of one that does not any more.
 * All times are the database's. None of it is history: it leaves no change record.
 */
export interface BrokerSessions {
  /**
   * To be asked before the owner connects, and several times within `leaseMillis` while it receives (`isReceiving`). With
   * `isFirst`, after a start, it is taken from an earlier process of the same owner whose lease still runs. One that was
   * ended is held by a question before connecting alone: who says `isReceiving` may have slept through the end of it.
   * `wholeUntil` is what `SessionTaken` tells: with `isReceiving` alone, and without it what was told before stays.
   */
  holdSession(session: BrokerSession, owner: string, options: HoldOptions): Promise<HeldSession>;
  /** The owner ends in good order: its session waits for its return, or for a taker. Idempotent. */
  leaveSession(clientId: string, owner: string): Promise<void>;
  /**
   * Takes over the session at `broker` whose owner's lease has been over for `goneMillis`; no two callers ever have the same.
   * With `isAnywhere`, behind those also one under another address, which may be one of the same broker, for the 30 days
   * that a broker keeps it. First who was tried least, and then the oldest.
   */
  takeSession(broker: string, taker: string, options: { readonly goneMillis: number; readonly leaseMillis: number; readonly isAnywhere?: boolean }): Promise<SessionTaken | undefined>;
  /** Goes on for another `leaseMillis`; false when it was lost. */
  keepTaken(taken: SessionTaken, leaseMillis: number): Promise<boolean>;
  /** Nothing is left in it: to be called before it is ended at the broker, which must not be done when the answer is false. */
  endTaken(taken: SessionTaken): Promise<boolean>;
  /** Not drained to its end: somebody else may try. Idempotent. */
  giveBack(taken: SessionTaken): Promise<void>;
  /**
   * Workers that do not receive, longest first: for 30 days, after which no broker keeps anything, those whose sessions wait,
   * and for a day those that were drained and neither left in good order nor were replaced by one of the same name.
   */
  goneWorkers(): Promise<readonly GoneWorker[]>;
}
