import type { DeclaredFigure } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Author, EvidenceFile, SharedEvidence } from './records.js';

export type Decision = 'accepted' | 'rejected';

/** Figures that people state and the files behind them. Both are decided once, by somebody else than who brought them. */
export interface FigureBook {
  /** As stated: `submitted` and undecided; the same id with another content is refused. Evidence that it names has to exist. */
  saveFigure(figure: DeclaredFigure, author?: Author): Promise<Outcome>;
  figures(project: string): Promise<DeclaredFigure[]>;
  /** `unknown`; `duplicate` when it has been decided otherwise; `same-person` by whoever stated it. */
  decideFigure(project: string, id: string, decision: Decision, author: Author): Promise<Outcome<DeclaredFigure>>;

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
  /** As decideFigure; `originalSeen` when the author held the original beside it. */
  decideEvidence(project: string, id: string, decision: Decision, author: Author, originalSeen?: boolean): Promise<Outcome<EvidenceFile>>;
}
