import type { DeclaredFigure } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Author, EvidenceFile } from './records.js';

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
  /** As saveEvidence, but `duplicate` when there is one of that id. */
  addEvidence(file: EvidenceFile, author?: Author): Promise<Outcome>;
  evidence(project: string): Promise<EvidenceFile[]>;
  evidenceFile(project: string, id: string): Promise<EvidenceFile | undefined>;
  /** As decideFigure. */
  decideEvidence(project: string, id: string, decision: Decision, author: Author): Promise<Outcome<EvidenceFile>>;
}
