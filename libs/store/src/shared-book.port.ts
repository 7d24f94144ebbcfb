import type { Micros } from '@yanshou/telemetry';
import type { ProjectionBook } from './projection-book.port.js';

/** What became of a replay of a project's quarantine: its figures, or the fault that ended it. */
export type ReplayAnswer =
  | { readonly kind: 'done'; readonly tried: number; readonly resolved: number }
  | { readonly kind: 'failed'; readonly why: string };

/** Somebody asks for the quarantine of a project to be projected again. */
export interface ReplayRequest {
  readonly id: number;
  readonly project: string;
}

/** Where a journal ends, as the process that has it told. */
export interface ToldHead {
  readonly nextSequence: number;
  /** Behind it there are records of the platform's own, and no message. */
  readonly messagesUntil: number;
  readonly ageMillis: number;
}

/** Whole UTC hours of a project whose readings are to be written from the journal again, where they are not there: fromHour ≤ h < toHour. */
export interface HoursOfProject {
  readonly project: string;
  readonly fromHour: number;
  readonly toHour: number;
}

/** One day after the other. Journal sequences that are read for the present one: from the first up to `until`, and how far that is. */
export interface ReprojectionProgress {
  /** Readings that the book counts and that were not there, of the days looked at so far. */
  readonly missing: number;
  /** Of these, written again so far. */
  readonly restored: number;
  readonly read: { readonly from: number; readonly at: number; readonly until: number };
}

/** How it ended. Done: `unfound` are those that are still not there, `refused` those that the server would not take. */
export type ReprojectionAnswer =
  | { readonly kind: 'done'; readonly missing: number; readonly restored: number; readonly refused: number; readonly unfound: number }
  | { readonly kind: 'failed'; readonly why: string };

export interface Reprojection extends HoursOfProject {
  readonly id: number;
  /** The user who asked. */
  readonly askedBy: string;
  readonly askedAt: Micros;
  /** Undefined until it was begun. */
  readonly progress?: ReprojectionProgress | undefined;
  /** Undefined while it is open. */
  readonly answer?: ReprojectionAnswer | undefined;
}

/**
 * A book that several processes share: one of them projects, the others read and ask. What they have to tell each other
 * is kept beside the cursor. Faults are as those of the book.
 */
export interface SharedBook extends ProjectionBook {
  /** Keeps commits waiting until `release`, so that several answers are of one moment. Ends by itself with the process. */
  hold(): Promise<number>;
  /**
   * Ends a hold; one that was released before changes nothing. Rejects with `book-hold-lost` (retryable) when it had ended by
   * itself, so that commits may have gone on meanwhile: what was read is not of one moment, and must not be used.
   */
  release(hold: number): Promise<void>;

  /** Asks whoever projects this book for a replay; one that is still open for the project is shared. */
  askForReplay(project: string): Promise<number>;
  /** Replays that were asked for and not answered, oldest first. */
  openReplays(): Promise<readonly ReplayRequest[]>;
  answerReplay(id: number, answer: ReplayAnswer): Promise<void>;
  /** Undefined while it is open. */
  replayAnswer(id: number): Promise<ReplayAnswer | undefined>;

  /** Asks whoever projects this book to write lost readings again; where one is open for the project that one is answered, whatever its hours. */
  askForReprojection(hours: HoursOfProject, askedBy: string): Promise<Reprojection>;
  /** Those that were asked for and not answered, oldest first. */
  openReprojections(): Promise<readonly Reprojection[]>;
  /** Changes nothing of one that is answered. */
  tellReprojection(id: number, progress: ReprojectionProgress): Promise<void>;
  /** The first answer stays. */
  answerReprojection(id: number, answer: ReprojectionAnswer): Promise<void>;
  /** The latest of a project, newest first: twenty at most. */
  reprojections(project: string): Promise<readonly Reprojection[]>;

  /** Tells the others what the journal will number next, and the sequence behind its last message, for those that cannot ask the journal. */
  reportHead(nextSequence: number, messagesUntil: number): Promise<void>;
  /** What was told last, and how many milliseconds ago; undefined while nothing was. */
  head(): Promise<ToldHead | undefined>;
}
