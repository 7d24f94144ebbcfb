import type { DeviceClass, InventoryDevice, InventoryGateway, Micros, PeriodUnit, PlannedTime, ProjectContract, ProjectInventory, Site } from '@yanshou/telemetry';
import type { CredentialRow } from '@yanshou/access';
import type { DirtyCursor } from '@yanshou/store';
import type { AssessmentChecks } from './assessment-check.js';
import type { AssetBook } from './asset-book.js';
import type { BookShelf } from './book-shelf.js';
import type { BrokerSessions } from './broker-sessions.js';
import type { CallerDirectory } from './caller-directory.js';
import type { ChangeRecovery } from './change-recovery.js';
import type { ClassCondition } from './class-condition.js';
import type { DesignationBook } from './designation-book.js';
import type { FigureBook } from './figure-book.js';
import type { Outcome } from './input-fault.js';
import type { IntelligenceBook } from './intelligence-book.js';
import type { LegalBook } from './legal-book.js';
import type { LiveExchange } from './live-exchange.js';
import type { OpinionBook } from './opinion-book.js';
import type {
  Assessment, Author, Calendar, ContractVersion, Decommissioning, DeviceElsewhere, KpiValueVersion, Programme, ProjectRecord, RegistryChange,
} from './records.js';
import type { PartitionLeases } from './partition-leases.js';
import type { ProjectLife } from './project-life.js';
import type { TraceBook } from './trace-book.js';
import type { LibraryBook } from './library-book.js';
import type { SelfAssessmentBook } from './self-assessment-book.js';
import type { FinishedWindow, JobWindow, LookedAt, PlannedSpan, WindowClaim, WindowEntry, WindowResult } from './window-records.js';

/**
 * Projects, their inventory and everything decided about them. Each save is one transaction, writes full states and
 * leaves a change record; saving what is already so changes nothing. Bad input is an Outcome with the field named;
 * a database that cannot be reached or does not answer is a Failure. The author is `system` when not given.
 */
export interface Registry extends AssetBook, BookShelf, BrokerSessions, CallerDirectory, FigureBook, PartitionLeases, ProjectLife, TraceBook, SelfAssessmentBook, LibraryBook, DesignationBook, IntelligenceBook, LegalBook, ChangeRecovery, AssessmentChecks, OpinionBook, LiveExchange {
  /** Number of the last change: grows with every change, whichever process made it. One row is read. */
  revision(): Promise<number>;

  saveProgramme(programme: Programme, author?: Author): Promise<Outcome>;
  /** As saveProgramme, but `duplicate` when it is there already. */
  addProgramme(programme: Programme, author?: Author): Promise<Outcome>;
  programmes(): Promise<Programme[]>;
  saveProject(project: ProjectRecord, author?: Author): Promise<Outcome>;
  /** As saveProject, but `duplicate` when it is there already. */
  addProject(project: ProjectRecord, author?: Author): Promise<Outcome>;
  project(id: string): Promise<ProjectRecord | undefined>;
  projects(): Promise<ProjectRecord[]>;

  saveSite(project: string, site: Site, author?: Author): Promise<Outcome>;
  sites(project: string): Promise<Site[]>;
  /** `duplicate` where the class of that id is not as the condition says: of two who opened the same one, the second is refused. */
  saveClass(project: string, deviceClass: DeviceClass, author?: Author, condition?: ClassCondition): Promise<Outcome>;
  /** All of them or none; classes and sites have to exist. */
  saveDevices(project: string, devices: readonly InventoryDevice[], author?: Author): Promise<Outcome>;
  /** As saveDevices, but `duplicate` when one of them is there already. */
  addDevices(project: string, devices: readonly InventoryDevice[], author?: Author): Promise<Outcome>;
  /** States until when a device is in service; again to put the date right. `frozen` after a freeze: it is asked for as a change then. Refusals: `unknown`, `invalid` before its commissioning. */
  decommission(project: string, device: string, decommissioning: Decommissioning, author: Author): Promise<Outcome>;
  /** Up to `limit` devices with ids after `after`, by id. An index is read, not the inventory. */
  devices(project: string, after: string, limit: number): Promise<InventoryDevice[]>;
  /** Devices of other projects whose factory serial or asset number may be that of one of these: at least all that are. By an index; never for a member's eyes. */
  devicesLike(project: string): Promise<DeviceElsewhere[]>;
  deviceCount(project: string): Promise<number>;
  classes(project: string): Promise<DeviceClass[]>;
  /** Replaces the gateway's children; they have to be in the inventory. */
  saveGateway(project: string, gateway: InventoryGateway, author?: Author): Promise<Outcome>;
  /** Marks a device for good as one that once sent simulated data. Idempotent. */
  markSimulated(project: string, device: string): Promise<Outcome>;
  /** Ids of the devices so marked, sorted. */
  simulatedDevices(project: string): Promise<string[]>;
  /** Lists sorted by id; undefined for an unknown project. */
  inventory(project: string): Promise<ProjectInventory | undefined>;
  inventories(): Promise<ProjectInventory[]>;

  /** A new version when anything differs from the one in force; from the second on with its approval. Once frozen, `frozen` when its planned time differs. */
  saveContract(contract: ProjectContract, author?: Author): Promise<Outcome>;
  /** The version in force, with the planned time that counts: `plannedTime` is the project's now, `calendars` are those of sites, classes, devices and other times. */
  contract(project: string): Promise<ProjectContract | undefined>;
  /** All versions as they were entered, oldest first. */
  contractHistory(project: string): Promise<ContractVersion[]>;
  /** The planned time of a scope for all time, until the freeze. Where it is another one, as where a contract changes it, every window of the project is due again. */
  saveCalendar(project: string, scope: string, plannedTime: PlannedTime, author?: Author): Promise<Outcome>;
  /** A site, class or device has no planned time of its own any more, for all time, until the freeze: the wider calendar counts. `unknown` where it has none. Every window of the project is due again. */
  removeCalendar(project: string, scope: string, author?: Author): Promise<Outcome>;
  /** Those that were saved and not removed for all time; without one of the project its contract tells it. */
  calendars(project: string): Promise<Calendar[]>;

  /** A new 256-bit secret, shown this once; several are valid at a time, so that they can be rotated. */
  issueCredential(project: string, principal: string, kind: 'device' | 'gateway', author?: Author): Promise<Outcome<{ readonly secret: string; readonly secretHash: string }>>;
  credentials(): Promise<CredentialRow[]>;
  /** Revokes one secret of a principal, or all of them. Idempotent. Returns how many were valid before. */
  revokeCredential(project: string, principal: string, secretHash?: string, author?: Author): Promise<number>;
  /** The key of `hashSecret`; it never leaves the machine. */
  pepper(): Promise<string>;

  /** The latest version of each, by indicator and time. */
  kpiValues(project: string, indicator?: string): Promise<KpiValueVersion[]>;
  /** The latest version of the windows of one unit that begin at `from` or later, by indicator and time. Ranges of an index are read. */
  kpiWindows(project: string, indicators: readonly string[], unit: PeriodUnit, from: Micros): Promise<KpiValueVersion[]>;
  /** Every version, oldest first within a window. */
  kpiHistory(project: string, indicator: string): Promise<KpiValueVersion[]>;
  /** Once; the same id with another content is refused. */
  saveAssessment(assessment: Assessment, author?: Author): Promise<Outcome>;
  assessments(project: string): Promise<Assessment[]>;
  assessment(project: string, id: string): Promise<Assessment | undefined>;

  /**
   * Makes windows due that are not yet known; returns how many were new. Idempotent. A saved change of devices, classes, contract,
   * calendars or a programme's targets makes those that read it due again, in its own transaction and with its cause.
   */
  planWindows(windows: readonly JobWindow[]): Promise<number>;
  /** By project: the span of the windows that are known of a job. */
  plannedSpans(job: string): Promise<PlannedSpan[]>;
  /** Takes the oldest window that is due or whose lease has run out, of projects that are not `leftOut`; no two callers ever hold the same. Waits for a change that is being saved, so that none is computed by what held before and kept as done. */
  claimWindow(owner: string, leaseMillis: number, job?: string, leftOut?: readonly string[]): Promise<WindowClaim | undefined>;
  /** The window is ours for as long again, counted from now; false, and nothing changes, when it has gone to another owner. */
  renewWindow(claim: WindowClaim, leaseMillis: number): Promise<boolean>;
  /**
   * Ends a window and keeps what was computed for it; with `nextLeaseMillis` takes the job's next one, as a claim would: all in one
   * transaction. A value equal to the latest version (digest, formula, value, detail) changes nothing; a different one is a
   * restatement, which needs its reason. A refusal leaves the window as it was.
   */
  finishWindow(claim: WindowClaim, result: WindowResult, nextLeaseMillis?: number, leftOut?: readonly string[]): Promise<Outcome<FinishedWindow>>;
  /** Gives a window back after an error; it is due again from `retryAt` on. */
  releaseWindow(claim: WindowClaim, error: string, retryAt: Micros): Promise<boolean>;
  /** Gives a window back that cannot be told yet: due again from `until` on, and that was no attempt. False, and nothing changes, when it has gone to another owner. */
  postponeWindow(claim: WindowClaim, why: string, until: Micros): Promise<boolean>;
  /** Makes done windows due again that late data in from ≤ t < to has touched, of one job where it is named; returns how many. */
  reopenWindows(project: string, from: Micros, to: Micros, job?: string): Promise<number>;
  /** Makes this one window due again, whatever others overlap it; `causes` as a claim tells them. False where it was not done: one that is open is told the causes. */
  reopenWindow(window: JobWindow, causes?: number): Promise<boolean>;
  /**
   * Makes the windows due again that these hours touch, and keeps the cursor: both in one transaction, so that an hour is
   * neither missed nor looked at for ever. A window that is being computed is due again when it ends. An hour of `compared`, the
   * baseline that values of any window are compared with, touches every window but hours. Where the data was built anew
   * (`isRebuilt`) every window is touched. Idempotent; answers how many windows are due again.
   */
  touchWindows(project: string, dirty: LookedAt, compared?: { readonly from: Micros; readonly to: Micros }): Promise<number>;
  /** The cursor that `touchWindows` kept last. */
  dirtyCursor(project: string): Promise<DirtyCursor | undefined>;
  windowLedger(project: string): Promise<WindowEntry[]>;
  /** Of all projects' windows that are not done, due now or later, the first; undefined when all are. */
  oldestOpenWindow(): Promise<JobWindow | undefined>;

  /**
   * Whether `holder` may do what one process at a time does for all: takes the duty when it is free, keeps it when it is its
   * own. To be called several times within `leaseMillis`.
   */
  holdDuty(duty: string, holder: string, leaseMillis: number): Promise<boolean>;
  /** Gives all duties of a holder back. Idempotent. */
  leaveDuties(holder: string): Promise<void>;

  /** Changes not yet journalled, in order: relay them, then `markJournalled`. At least once. */
  pendingChanges(limit: number): Promise<RegistryChange[]>;
  markJournalled(upTo: number): Promise<void>;
  /** All changes after `id`, in order. */
  changes(after: number, limit: number): Promise<RegistryChange[]>;
  /** Replays changes into an empty registry, in order and without gaps; may be called with one page after another. */
  rebuild(changes: readonly RegistryChange[]): Promise<Outcome>;

  close(): Promise<void>;
}
