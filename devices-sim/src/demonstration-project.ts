import type { DeclaredFigure, EvidenceItem, EvidenceKind, LegalState, Micros, ProjectContract, ProjectInventory, Site, TraceBatch, TraceEvent } from '@yanshou/telemetry';

/** Where the readings of a demonstration come from; every message repeats it. */
export type DemonstrationOrigin = 'simulated' | 'replayed';

/** A file that a demonstration brings as evidence, marked in its text as a specimen. */
export interface DemonstrationEvidence {
  readonly id: string;
  readonly indicator: string;
  readonly kind: EvidenceKind;
  readonly title: string;
  readonly fileName: string;
  readonly datedAt: Micros;
  readonly number?: string;
  readonly owner?: string;
  readonly issuer?: string;
  readonly legalState?: LegalState;
  readonly pages?: number;
  readonly status: EvidenceItem['status'];
  /** The whole file, UTF-8. */
  readonly text: string;
}

type Recorded = 'project' | 'recordedBy' | 'recordedAt';

/** Batches and the events of their way, as their sender states them. */
export interface DemonstrationTrace {
  readonly batches: readonly Omit<TraceBatch, Recorded | 'publicId' | 'withdrawn'>[];
  readonly events: readonly Omit<TraceEvent, Recorded>[];
}

/** All that a platform must know before the first message of a simulated or replayed project. Plain data. */
export interface DemonstrationProject {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly programme: string;
  readonly direction: string;
  /** `demonstration` is true: simulated and replayed readings count here and nowhere else. */
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  readonly sites: readonly Site[];
  /** Figures that people state; their evidence is among `evidence`. */
  readonly figures: readonly DeclaredFigure[];
  readonly evidence: readonly DemonstrationEvidence[];
  /** Of projects whose products are traced. */
  readonly trace?: DemonstrationTrace;
  readonly origin: DemonstrationOrigin;
}
