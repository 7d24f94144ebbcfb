export { openRegistry } from './open-registry.js';
export type { BookKeeper, RegistryLocation } from './open-registry.js';
export { openRegistryWorker, remoteRegistry } from './open-registry-worker.js';
export type { RegistryWorker } from './open-registry-worker.js';
export { remoteBook } from './book/remote-book.js';
export type { Registry } from './registry.js';
export { CHECK_CAUSES, CHECK_STANDINGS } from './assessment-check.js';
export type { AssessmentCheck, AssessmentChecks, AssessmentHead, CheckCause, CheckStanding, StaleAssessment } from './assessment-check.js';
export { checkContract } from './validation/check-contract.js';
export type { BookPosition, BookShelf } from './book-shelf.js';
export type { BrokerSession, BrokerSessions, GoneWorker, HeldSession, SessionTaken } from './broker-sessions.js';
export type { CallerDirectory } from './caller-directory.js';
export type { AssetBook, NewLedger, NewReplacement } from './asset-book.js';
export type { ChangeRecovery, JournalPlace, JournalPosition, RecoveredChanges } from './change-recovery.js';
export type { DesignationBook } from './designation-book.js';
export type { FigureBook } from './figure-book.js';
export type { LegalBook, LegalChangeDraft } from './legal-book.js';
export type { IntelligenceBook, IntelligenceStep } from './intelligence-book.js';
export type { CorrectionDecision, TraceAnswer, TraceAnswers, TraceBatchDraft, TraceBook, TraceDrafts, TraceEventDraft } from './trace-book.js';
export type { ChangeDecision, ChangeProposal, MilestoneMove, MilestoneProgress, MoneyStatement, ProjectLife } from './project-life.js';
export type { LibraryBook, LibraryStepDraft, RecommenderDraft } from './library-book.js';
export type { SelfAssessmentBook, SelfAssessmentDraft, SelfAssessmentHead } from './self-assessment-book.js';
export type { InputFault, InputFaultCode, Outcome, Saved } from './input-fault.js';
export type { OpenSession, SessionKind } from './caller-directory.js';
export type {
  ApiTokenRecord, Assessment, Author, Calendar, ContractVersion, Decommissioning, DeviceElsewhere, EvidenceFile, KpiValue, KpiValueVersion, Programme, ProjectRecord, RegistryChange, Replacement, SharedEvidence, UserRecord,
} from './records.js';
export type { HeldPartitions, PartitionLease, PartitionLeases } from './partition-leases.js';
export type { FinishedWindow, JobWindow, PlannedSpan, WindowClaim, WindowEntry, WindowResult, WindowStatus } from './window-records.js';
