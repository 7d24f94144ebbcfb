import type { Comparator, Micros } from '@yanshou/telemetry';
import type { LedgerCounts } from '@yanshou/store';

/** One indicator of a project as it stood at `at`, with what decides how it is judged. */
export interface IndicatorFigure {
  readonly project: string;
  readonly indicator: string;
  readonly at: Micros;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly clause: string;
  readonly value: number | null;
  readonly target: number | null;
  readonly comparator: Comparator;
  readonly verdict: string;
  /** 0…1 */
  readonly coverage: number | null;
  readonly platformCoverage: number | null;
  readonly minimumCoverage: number | null;
  readonly minimumPlatformCoverage: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** The programme's target where the contract's is less demanding. */
  readonly loweredFrom: number | null;
  /** Of a lowered target: null without an approval. */
  readonly loweredApproval?: string | null;
  readonly origin: string;
  readonly formulaVersion: string;
  readonly inputsDigest: string;
}

/** Where a project stood at `at`. */
export interface ProjectFigure {
  readonly project: string;
  readonly at: Micros;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly demonstration: boolean;
  readonly risk: 'on-track' | 'at-risk' | 'off-track' | 'suspicious' | 'silent' | 'unknown';
  /** Why: how many reasons, and the weightiest in words; none is empty. */
  readonly reasons: number;
  readonly reasonZh: string;
  readonly reasonEn: string;
  /** Share of the assessment window that has passed; null without a contract. */
  readonly progress: number | null;
  readonly devices: { readonly total: number; readonly live: number; readonly silent: number; readonly never: number; readonly unjudged: number };
  /** Begin of the hour of the last receipt. */
  readonly lastReceived: Micros | null;
}

/** Judging intervals of a device on one local day, which begins at `at`. */
export interface CoverageFigure {
  readonly project: string;
  readonly device: string;
  readonly site?: string;
  readonly deviceClass: string;
  readonly at: Micros;
  readonly expected: number;
  readonly valid: number;
}

/** The ledger of a project for the UTC hour of receipt that begins at `at`. */
export interface LedgerFigure {
  readonly project: string;
  readonly at: Micros;
  readonly counts: LedgerCounts;
}

/** An indicator over the projects of a programme; `n` of `projects` have a value. */
export interface ProgrammeFigure {
  readonly indicator: string;
  readonly at: Micros;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly n: number;
  readonly projects: number;
  readonly mean: number | null;
  readonly weightedMean: number | null;
  readonly meanWithMissingAsZero: number | null;
}

/** The platform itself at `at`; counters are since its start. */
/** What one process of a platform says of itself. */
export interface PlatformFigure {
  /** Names the process: figures of two never mix. */
  readonly instance: string;
  /** What it does, by `+`. */
  readonly roles: string;
  readonly at: Micros;
  /** These five where it receives. */
  readonly acknowledged?: number;
  readonly receivedBytes?: number;
  readonly connections?: number;
  readonly connectsRefused?: number;
  readonly unacknowledgedBytes?: number;
  /** Where it projects. */
  readonly messagesPerSecond?: number;
  readonly pending?: number;
  /** From how many pending records on projection counts as lagging. */
  readonly pendingWarning: number;
  /** Age of what waits to be projected, at most; seconds. */
  readonly lagSeconds: number;
  /** 99 % of the acknowledgements of the last minute took no longer, seconds; null when there were few. */
  readonly acknowledgementP99: number | null;
  /** 0…1; null where the disk does not tell. */
  readonly diskFreeShare: number | null;
  /** What the journal may still take, bytes; null where this process does not receive, or nothing bounds it. */
  readonly journalFreeBytes: number | null;
  /** Alarms that stand. */
  readonly alarms: number;
  /** How many of journal, projection, store, registry, broker and disk are not as they should be. */
  readonly faults: number;
  /** Sums of the ledger over everything, which no process has for itself: those with jobs say them. */
  readonly totals?: LedgerCounts;
}

export interface ProjectFigures {
  readonly programme: string;
  readonly project: string;
  readonly indicators: readonly IndicatorFigure[];
  readonly standing: ProjectFigure;
  readonly coverage: readonly CoverageFigure[];
  readonly ledger: readonly LedgerFigure[];
}

/**
 * Takes figures for dashboards. The same figure may be written any number of times and is one point. Rejects with a
 * retryable `Failure` when the server cannot be reached or refuses; what was written until then stays.
 */
export interface FigureWriter {
  /** To the project's own database, and to its programme's. */
  writeProject(figures: ProjectFigures): Promise<void>;
  writeProgramme(programme: string, figures: readonly ProgrammeFigure[]): Promise<void>;
  writePlatform(figure: PlatformFigure): Promise<void>;
  close(): void;
}
