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
  /** What it was before the project; null where nothing tells. */
  readonly baseline: BaselineFigure | null;
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

/** What an indicator was in the contract's baseline, in its unit: of a gain 0 by its definition. */
export interface BaselineFigure {
  readonly value: number;
  /** Null where somebody declared it without a period. */
  readonly from: Micros | null;
  readonly to: Micros | null;
  /** 0…1; null where no reading is behind it. */
  readonly coverage: number | null;
  readonly inputsDigest: string;
}

/** One of the two sides that a gain compares, as it stood at `at`. */
export interface LegPoint {
  readonly project: string;
  readonly indicator: string;
  readonly leg: 'baseline' | 'reporting';
  readonly at: Micros;
  readonly value: number;
  readonly unit: string;
  /** Exact, as decimal text. */
  readonly numerator: string;
  readonly denominator: string;
  /** 0…1; null where no reading is behind it. */
  readonly coverage: number | null;
  readonly sourceKind: string;
  readonly clause: string;
  readonly formulaVersion: string;
  readonly inputsDigest: string;
}

/** What was computed of one local day, which begins at `at`: of a device, or of all together. */
export interface DayFigure {
  readonly project: string;
  /** Null: of all devices together. */
  readonly device: string | null;
  readonly site?: string;
  readonly deviceClass?: string;
  /** What it is: `oee`, `aqi` … */
  readonly name: string;
  readonly at: Micros;
  /** Null where nothing follows from the day's data. */
  readonly value: number | null;
  readonly unit: string;
  /** What it should reach or not exceed; null without one. */
  readonly limit: number | null;
  /** Coverage = valid ÷ expected. */
  readonly expected: number;
  readonly valid: number;
  readonly platformCoverage: number | null;
  readonly clause: string;
  readonly formulaVersion: string;
  readonly inputsDigest: string;
  readonly origin: string;
  readonly noteZh: string;
  readonly noteEn: string;
}

/** A line that the values of a metric should keep to, as it counted at `at`. */
export interface LimitFigure {
  readonly project: string;
  readonly deviceClass: string;
  readonly metric: string;
  readonly at: Micros;
  readonly bound: '≥' | '>' | '≤';
  /** What the line is called. */
  readonly rule: string;
  readonly value: number;
  readonly unit: string;
  readonly clause: string;
}

/** A progress step as it stood at `at`. */
export interface MilestoneFigure {
  readonly project: string;
  readonly milestone: string;
  readonly at: Micros;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly planned: string;
  readonly due: Micros;
  readonly state: 'open' | 'overdue' | 'done' | 'done-late';
  readonly daysLate: number;
  /** What was reported last, and of when; empty and null before the first report. */
  readonly reported: string;
  readonly asOf: Micros | null;
  /** How often its date was moved. */
  readonly changes: number;
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
  /** From how many pending records on projection counts as lagging; beside `pending` only, or a rule that subtracts one from the other would find nothing to judge. */
  readonly pendingWarning?: number;
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
  readonly legs: readonly LegPoint[];
  readonly days: readonly DayFigure[];
  readonly limits: readonly LimitFigure[];
  readonly milestones: readonly MilestoneFigure[];
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
