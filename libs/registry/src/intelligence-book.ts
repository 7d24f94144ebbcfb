import type { Micros } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';

/** One thing that was said of a device: what it is, that it is accepted as intelligent, or that this ended. */
export interface IntelligenceStep {
  readonly step: 'stated' | 'approved' | 'lapsed';
  readonly at: Micros;
  /** Who stated it (of a frozen device who asked for the change), approved it, or changed it so that the approval ended. */
  readonly who: string;
  /** On what ground it is called intelligent since; null where it is not. */
  readonly ground: string | null;
  /** Number of the approval. */
  readonly number?: string;
  /** Who accepted the change of a frozen device, and its id. */
  readonly acceptedBy?: string;
  readonly request?: string;
}

/** Who accepts that a device is intelligent. */
export interface IntelligenceBook {
  /**
   * Notes by whom and under which number an intelligent device is accepted as such; a freeze does not hold it up. It stays
   * until kind, class, factory serial or ground are stated otherwise, or the class loses a point. Refusals: `unknown`,
   * `invalid` without a ground, `same-person` by who entered the device or stated it as it is.
   */
  approveIntelligence(project: string, device: string, number: string, author?: Author): Promise<Outcome>;
  /** Oldest first; none of a device that nobody has. */
  intelligenceSteps(project: string, device: string): Promise<IntelligenceStep[]>;
}
