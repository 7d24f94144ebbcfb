import type { Role } from '@yanshou/access';
import type {
  AssetLedger, EvidenceKind, InventoryDevice, InventoryGateway, LedgerAsset, LegalState, Micros, ProjectContract, ScopedCalendar, Site, UnknownMetricPolicy, PeriodUnit,
} from '@yanshou/telemetry';

export interface Programme {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** A project without its inventory. `demonstration` is decided when the project is created and never changes. */
export interface ProjectRecord {
  readonly id: string;
  readonly programme: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** IANA time zone. */
  readonly zone: string;
  readonly demonstration: boolean;
  /** Earliest accepted source time. */
  readonly acceptedFrom: Micros;
  readonly unknownMetric: UnknownMetricPolicy;
}

/** Who changes something, and on whose approval. */
export interface Author {
  readonly who: string;
  /** Number or title of the approval. */
  readonly approval?: string;
}

/** When a device left service, and why. */
export interface Decommissioning {
  readonly at: Micros;
  readonly reason: string;
}

export interface ContractVersion {
  /** From 1; the highest is in force. */
  readonly version: number;
  readonly contract: ProjectContract;
  readonly at: Micros;
  readonly who: string;
  readonly approval?: string;
}

/** Planned time of a project (`scope` is `project`), of a site (`site:{id}`), of a device class (`class:{id}`) or of a device (`device:{id}`), with what it was before. */
export interface Calendar extends ScopedCalendar {
  readonly project: string;
}

export interface StoredCredential {
  readonly project: string;
  readonly principal: string;
  readonly kind: 'device' | 'gateway';
  readonly secretHash: string;
  readonly revoked: boolean;
  /** For brokers that check secrets themselves; older secrets have neither of these. */
  readonly verifier?: string;
  readonly issuedAt?: Micros;
}

/** A file of evidence: what it is and whether an officer has accepted it. The bytes are kept elsewhere. */
export interface EvidenceFile {
  readonly project: string;
  readonly id: string;
  readonly indicator?: string;
  readonly kind: EvidenceKind;
  readonly title: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly datedAt?: Micros;
  /** 文号、申请号、登记号 as written, and what two spellings of it have in common. */
  readonly number?: string;
  readonly numberKey?: string;
  /** Applicant or owner: a unit of the contract. */
  readonly owner?: string;
  readonly issuer?: string;
  readonly legalState?: LegalState;
  readonly pages?: number;
  readonly status: 'submitted' | 'accepted' | 'rejected';
  /** Who submitted it and who decided: never the same person. */
  readonly submittedBy?: string;
  readonly submittedAt?: Micros;
  readonly decidedBy?: string;
  /** Who held the original beside the copy when deciding. */
  readonly originalSeenBy?: string;
}

/** Evidence of two projects that bears one number, or is one file. */
export interface SharedEvidence {
  readonly by: 'number' | 'file';
  readonly own: EvidenceFile;
  readonly other: EvidenceFile;
}

/** A line of a ledger with where it belongs. */
export interface LedgerLine {
  readonly project: string;
  readonly ledger: string;
  readonly asset: LedgerAsset;
}
export type { AssetLedger };

/** A controller or gateway that took the place of another; the asset, its number and its readings stay what they are. */
export interface Replacement {
  readonly project: string;
  /** The device whose controller it is, or the gateway. */
  readonly principal: string;
  readonly part: 'controller' | 'gateway';
  /** From 1 for each principal. */
  readonly number: number;
  /** Of the device; null for a gateway. */
  readonly assetNumber: string | null;
  readonly oldSerial: string | null;
  readonly newSerial: string;
  readonly reason: string;
  readonly replacedAt: Micros;
  readonly recordedBy: string;
  readonly recordedAt: Micros;
}

/** One indicator over one window. A later, different result is a restatement: a new version with its reason. */
export interface KpiValue {
  readonly project: string;
  readonly indicator: string;
  readonly unit: PeriodUnit;
  readonly from: Micros;
  readonly to: Micros;
  readonly formulaVersion: string;
  readonly inputsDigest: string;
  readonly value: number | null;
  /** Everything else of the result; plain JSON. */
  readonly detail: unknown;
}

export interface KpiValueVersion extends KpiValue {
  readonly version: number;
  readonly at: Micros;
  readonly who: string;
  readonly reason?: string;
}

/** A fixed statement; never changed, only superseded by a later one. */
export interface Assessment {
  readonly project: string;
  readonly id: string;
  readonly from: Micros;
  readonly to: Micros;
  readonly note: string;
  readonly supersedes?: string;
  /** Whether its period is the contract's reporting period; absent where an earlier version did not record it. */
  readonly scope?: 'whole' | 'interim';
  /** The statement itself; plain JSON. */
  readonly statement: unknown;
}

/** Somebody who may log in. */
export interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** `programme:{id}` and `project:{id}`; empty for an administrator. */
  readonly scope: readonly string[];
  /** As made by `hashPassword`; never a password. */
  readonly passwordHash: string;
  readonly disabled: boolean;
  /** The password was told by somebody else and has to be changed first. */
  readonly mustChangePassword: boolean;
}

/** A credential for programs. Its secret is shown once and kept as a keyed hash only. */
export interface ApiTokenRecord {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scope: readonly string[];
  /** Id of the user who made it; it ends with them. */
  readonly madeBy: string;
  readonly madeAt: Micros;
  readonly expiresAt?: Micros;
  readonly secretHash: string;
  readonly revoked: boolean;
}

/** One change: the full state after it and the digest of the state before. `id` counts from 1 without gaps, in commit order. */
export interface RegistryChange {
  readonly id: number;
  readonly at: Micros;
  readonly who: string;
  readonly entity: string;
  readonly key: string;
  readonly after: unknown;
  /** SHA-256 in hex of the canonical JSON of the state before; null when there was none. */
  readonly beforeHash: string | null;
}

export interface ProjectScoped {
  readonly project: string;
}
/** A device of another project that may be the same machine. */
export interface DeviceElsewhere {
  readonly project: string;
  readonly device: InventoryDevice;
}
export type DeviceState = InventoryDevice & ProjectScoped;
export type GatewayState = InventoryGateway & ProjectScoped;
export type SiteState = Site & ProjectScoped;
