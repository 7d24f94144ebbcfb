import type { DecisionState } from './declared-figure.js';
import type { LegalStateSince } from './legal-change.js';
import type { Micros } from './time.js';

/** Items that bear a number of their own and are counted one by one: applications, registrations, deployed software. */
export const REGISTERED_KINDS = ['patent', 'software-copyright', 'layout-design', 'plant-variety', 'standard', 'app', 'cloud-software', 'model'] as const;
export type RegisteredKind = (typeof REGISTERED_KINDS)[number];

/** What a file of evidence is; those that are not registered stand behind a figure. */
export const EVIDENCE_KINDS = [...REGISTERED_KINDS, 'users', 'audit', 'acceptance', 'approval', 'record', 'paper'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** applied: 受理 · granted: 授权、登记 · published: 发布 · deployed: 上线 · expired: 失效 · withdrawn: 撤回 · refused: 驳回 · revoked: 撤销、无效. */
export const LEGAL_STATES = ['applied', 'granted', 'published', 'deployed', 'expired', 'withdrawn', 'refused', 'revoked'] as const;
export type LegalState = (typeof LEGAL_STATES)[number];

export const isRegisteredKind = (kind: string | undefined): kind is RegisteredKind => (REGISTERED_KINDS as readonly (string | undefined)[]).includes(kind);

/** A file that an indicator counts or a figure is taken from, as an evaluation reads it. */
export interface EvidenceItem {
  readonly id: string;
  /** The indicator that it is offered for. */
  readonly indicator: string;
  readonly status: DecisionState;
  readonly datedAt?: Micros;
  /** Lower-case hex digest of the file. */
  readonly sha256: string;
  readonly kind?: EvidenceKind;
  /** 文号、申请号、登记号 as written on the paper. */
  readonly number?: string;
  /** Applicant or owner, by the name of a unit of the project. */
  readonly owner?: string;
  /** As the paper says; what it became later is in `legalChanges`. */
  readonly legalState?: LegalState;
  /** Accepted changes, ascending; absent without any. */
  readonly legalChanges?: readonly LegalStateSince[];
}

/**
 * What two ways of writing one number have in common: letters and digits, without the prefixes ZL and CN that an
 * application's number gets later. Empty for a text without any.
 */
export const numberKey = (number: string): string =>
  number.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '').replace(/^(?:ZL|CN)(?=\d)/, '');

/** The same for the name of a unit: widths, brackets and spaces differ from paper to paper. */
export const unitKey = (name: string): string => name.normalize('NFKC').toUpperCase().replace(/\s/gu, '');
