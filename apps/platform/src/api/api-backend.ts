import type { Outlook, Portfolio } from '@yanshou/api-schema';
import type { ExplainedRow, IndicatorRow } from '@yanshou/kpi';
import type { ReplayOutcome } from '@yanshou/projection';
import type { Assessment } from '@yanshou/registry';
import type { AuditOpinion, Clock, Micros, Result, SignedOpinion } from '@yanshou/telemetry';
import type { LiveHub } from '../live/live-hub.js';
import type { StreamTally } from '../live/stream-tally.js';
import type { OpinionDraft } from '../opinions/opinion-service.js';
import type { AlarmState } from '../alarms/alarm-board.js';
import type { PlatformRegistry } from '../registry/platform-registry.js';
import type { TelemetryClient } from '../telemetry/telemetry-worker-client.js';

/** Input that the platform does not take: a stable code, the field, and why. */
export interface ApiRefusal {
  readonly code: string;
  /** Path of the field; '' for the whole request. */
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}

export type ReportFormat = 'json' | 'html' | 'pdf' | 'xlsx';

/** A public Ed25519 key (RFC 8037) and its RFC 7638 thumbprint. */
export interface PublicKey {
  readonly jwk: { readonly kty: string; readonly crv: string; readonly x: string };
  readonly fingerprint: string;
}

export interface AssessmentRequest {
  readonly from: Micros;
  readonly to: Micros;
  readonly note: string;
  /** Id of the user who asked for it. */
  readonly who: string;
}

/**
 * What the HTTP API asks of the running platform. Callers are already allowed to do what they ask; projects, programmes
 * and assessments are known. Operational faults are `Failure`s.
 */
export interface ApiBackend {
  readonly registry: PlatformRegistry;
  readonly telemetry: TelemetryClient;
  readonly clock: Clock;
  /** By which the public reaches the platform, without a slash at its end; undefined where nobody has said. */
  readonly publicUrl: string | undefined;
  readonly directories: {
    /** Files on their way, on the same file system as the next. */
    readonly temporary: string;
    /** Evidence files by their sha256. */
    readonly evidence: string;
  };
  /** Resolves when everything saved in the registry before the call is in force. */
  synchronise(): Promise<void>;
  /** Everything received until then is projected, where the project is; undefined while that is not known. */
  knownUntil(project: string): Promise<Micros | undefined>;
  /** Projects quarantined messages again; resolves when it is done. */
  replayQuarantine(project: string): Promise<ReplayOutcome>;
  /** The project's rows now (at most a minute old), or as they stood at a time, and then by the targets of a year where one is named; none without a contract. */
  indicators(project: string, at?: Micros, year?: number): Promise<readonly IndicatorRow[]>;
  /** Now, of the indicators that show a condition of application; none where the direction has no such condition. */
  functions(project: string, programme: string): Promise<readonly IndicatorRow[]>;
  /** `mayDecide`: whether the caller decides on evidence, and may learn of what two projects submitted. */
  portfolio(programme: string, reader: { readonly mayDecide: boolean; readonly countedAt?: Micros }): Promise<Portfolio>;
  outlook(project: string, mayDecide: boolean): Promise<Outlook>;
  /** A row of the contract's with how it came about, over the window up to now or over a span that has ended; undefined for an indicator that the contract does not name. */
  explain(project: string, indicator: string, span?: { readonly from: Micros; readonly to: Micros }): Promise<Result<ExplainedRow | undefined, ApiRefusal>>;
  /** Tells what is stored as it comes. */
  readonly live: LiveHub;
  readonly streams: StreamTally;
  /** Every alarm of the platform, raised or not. */
  alarms(): readonly AlarmState[];
  createAssessment(project: string, request: AssessmentRequest): Promise<Result<Assessment, ApiRefusal>>;
  /** Undefined when there is no bundle of this assessment. */
  bundleFile(project: string, assessment: string): Promise<{ readonly path: string; readonly bytes: number } | undefined>;
  /** Undefined when there is no such assessment; `pdf` and `xlsx` are made when they are asked for. */
  report(project: string, assessment: string, format: ReportFormat, language: 'zh' | 'en'): Promise<string | Uint8Array | undefined>;
  /** Signs an auditor's opinion on an assessment and keeps it behind those that were given before. */
  giveOpinion(project: string, assessment: string, draft: OpinionDraft, auditor: AuditOpinion['auditor']): Promise<Result<SignedOpinion, ApiRefusal>>;
  publicKey(): Promise<PublicKey>;
}
