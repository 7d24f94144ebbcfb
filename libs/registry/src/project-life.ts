import type { ChangeRequest, Freeze, FrozenChange, LifeCycleEvent, Micros, Milestone, MoneyAudit, ProgrammeSettings, ProjectMoneyRecord, StepDraft } from '@yanshou/telemetry';
import type { Decision } from './figure-book.js';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';

export interface ChangeProposal {
  readonly id: string;
  readonly change: FrozenChange;
  readonly reason: string;
}

export interface ChangeDecision {
  readonly decision: Decision;
  /** Number and date of the approval, and the id of its evidence file, which has to exist: all three to accept. */
  readonly approval?: string;
  readonly approvedAt?: Micros;
  readonly file?: string;
  readonly note?: string;
}

export interface MilestoneMove {
  readonly to: Micros;
  readonly reason: string;
  readonly approvedAt: Micros;
  readonly approval: string;
  /** Id of the evidence file of the approval; it has to exist. */
  readonly file: string;
}

export interface MilestoneProgress {
  readonly state: string;
  readonly done: boolean;
  readonly asOf: Micros;
  readonly evidence?: string;
}

export type MoneyStatement = Omit<ProjectMoneyRecord, 'project' | 'statedBy' | 'statedAt' | 'audit'>;

/** What programmes set, and the life of a project: frozen terms and their changes, milestones, steps of its life cycle. */
export interface ProjectLife {
  /** Undefined for a programme that has set nothing. */
  programmeSettings(programme: string): Promise<ProgrammeSettings | undefined>;
  saveProgrammeSettings(settings: ProgrammeSettings, author?: Author): Promise<Outcome>;

  freeze(project: string): Promise<Freeze | undefined>;
  /** Sets the date; `frozen` once it has passed. */
  saveFreeze(project: string, at: Micros, author: Author): Promise<Outcome<Freeze>>;
  /** Oldest first. */
  changeRequests(project: string): Promise<ChangeRequest[]>;
  /** Keeps the state as it is before the change beside it. Changes nothing of it. */
  proposeChange(project: string, proposal: ChangeProposal, author: Author): Promise<Outcome<ChangeRequest>>;
  /** Accepting applies the change in the same transaction, and makes the windows due again that it holds for; `approval-required` without number, date or file; `duplicate` when what it was to change has changed since. */
  decideChange(project: string, id: string, decision: ChangeDecision, author: Author): Promise<Outcome<ChangeRequest>>;

  /** By the time that they are due. */
  milestones(project: string): Promise<Milestone[]>;
  /** Adds milestones; `duplicate` when one of them is there. */
  addMilestones(milestones: readonly Milestone[], author: Author): Promise<Outcome>;
  reportMilestone(project: string, id: string, progress: MilestoneProgress, author: Author): Promise<Outcome<Milestone>>;
  moveMilestone(project: string, id: string, move: MilestoneMove, author: Author): Promise<Outcome<Milestone>>;

  /** In order. */
  lifeCycle(project: string): Promise<LifeCycleEvent[]>;
  /** Takes a step of the life cycle: `no-such-step` where there is none from the present state. */
  takeStep(project: string, draft: StepDraft, author: Author): Promise<Outcome<LifeCycleEvent>>;

  money(project: string): Promise<ProjectMoneyRecord | undefined>;
  moneyOfApplicant(code: string): Promise<ProjectMoneyRecord[]>;
  /** Replaces what was stated; `frozen` once it is audited. */
  stateMoney(project: string, statement: MoneyStatement, author: Author): Promise<Outcome<ProjectMoneyRecord>>;
  /** Replaces the audited amounts; `same-person` by whoever stated the budget. */
  auditMoney(project: string, audit: Omit<MoneyAudit, 'who' | 'at'>, author: Author): Promise<Outcome<ProjectMoneyRecord>>;
}
