import type { DeclaredFigure } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Author, EvidenceFile, SharedEvidence } from './records.js';

export type Decision = 'accepted' | 'rejected';

/** Figures that people state and the files behind them. Both are decided once, by somebody else than who brought them. */
export interface FigureBook {
  /** As stated: `submitted` and undecided; the same id with another content is refused. Evidence that it names has to exist. */
  saveFigure(figure: DeclaredFigure, author?: Author): Promise<Outcome>;
  figures(project: string): Promise<DeclaredFigure[]>;
  /**
   * `unknown`; `duplicate` when it has been decided otherwise; `same-person` by whoever stated it; `evidence-required` where an
   * input of a formula is to be accepted without a file, or with one that was rejected.
   */
  decideFigure(project: string, id: string, decision: Decision, author: Author): Promise<Outcome<DeclaredFigure>>;
  /** Asks that an accepted figure count no more. `unknown`; `duplicate` while it is asked, or when the figure is not accepted. */
  askWithdrawal(project: string, id: string, reason: string, author: Author): Promise<Outcome<DeclaredFigure>>;
  /** Accepted, the figure is `withdrawn`, and another may be stated; rejected, it counts on. `unknown` where nothing is asked; `same-person`. */
  decideWithdrawal(project: string, id: string, decision: Decision, author: Author): Promise<Outcome<DeclaredFigure>>;

  /** Saves the state as given. */
  saveEvidence(file: EvidenceFile, author?: Author): Promise<Outcome>;
  /**
   * As saveEvidence, but held to the contract in force (libs/registry, checkRegistered: `outside-term`, `not-a-unit`), and
   * `duplicate` where the project has evidence of that id, or of that number or file that was not rejected.
   */
  addEvidence(file: EvidenceFile, author?: Author): Promise<Outcome>;
  evidence(project: string): Promise<EvidenceFile[]>;
  evidenceFile(project: string, id: string): Promise<EvidenceFile | undefined>;
  /** What of a project's evidence other projects have too, rejected papers aside. Names them: never for a member's eyes. */
  evidenceElsewhere(project: string): Promise<SharedEvidence[]>;
  /** As decideFigure; `in-use` where it is to be rejected and an accepted figure rests on it; `originalSeen` when the author held the original beside it. */
  decideEvidence(project: string, id: string, decision: Decision, author: Author, originalSeen?: boolean): Promise<Outcome<EvidenceFile>>;
}
