import { LIFE_CYCLE_STATES, checkStep } from '@yanshou/telemetry';
import type { LifeCycleEvent, Micros, Milestone, ProgrammeSettings, StepDraft, StepFault } from '@yanshou/telemetry';
import type { ChangeSession } from './change-session.js';
import { LIFE_CYCLE_EVENT, MILESTONE, SETTINGS } from './entity-kinds.js';
import type { EntityKind } from './entity-kind.js';
import { demandEvidence } from './evidence-demand.js';
import { inputFault, invalid } from './input-fault.js';
import type { InputFault, Outcome } from './input-fault.js';
import type { MilestoneMove, MilestoneProgress } from './project-life.js';
import type { Author } from './records.js';
import type { StateReader } from './state-reader.js';
import type { StateWriter } from './state-writer.js';
import { Refusal } from './state-writer.js';
import { checkSettings } from './validation/check-settings.js';
import { checkId, checkMicros, checkText, checkUnique, firstFault, firstOf } from './validation/field-checks.js';

/** Settings of programmes, milestones, and the life cycle of projects. */
export class LifeRepository {
  constructor(
    private readonly reader: StateReader,
    private readonly writer: StateWriter,
  ) {}

  programmeSettings = (programme: string): Promise<ProgrammeSettings | undefined> => this.reader.one(SETTINGS, programme);

  saveProgrammeSettings = (settings: ProgrammeSettings, author?: Author): Promise<Outcome> =>
    this.writer.save(checkSettings(settings), SETTINGS, [settings], author);

  milestones = async (project: string): Promise<Milestone[]> =>
    (await this.reader.all(MILESTONE, project)).sort((a, b) => a.due - b.due);

  addMilestones = (milestones: readonly Milestone[], author: Author): Promise<Outcome> =>
    this.writer.change(checkMilestones(milestones), author, async (session) => {
      const present = await session.findAll(MILESTONE as EntityKind<never>, milestones.map(MILESTONE.keyOf));
      const taken = milestones.findIndex((milestone) => present.has(MILESTONE.keyOf(milestone)));
      if (taken >= 0) throw new Refusal(inputFault('duplicate', `milestones[${taken}].id`, '已有该编号的节点', 'there is a milestone of that id'));
      return { revision: await session.save(MILESTONE, milestones) };
    });

  reportMilestone = (project: string, id: string, progress: MilestoneProgress, author: Author): Promise<Outcome<Milestone>> =>
    this.writer.change(checkProgress(progress), author, async (session) => {
      const milestone = await this.milestoneIn(session, project, id);
      if (progress.asOf > session.at) throw new Refusal(TO_COME);
      if (progress.evidence !== undefined) await demandEvidence(session, project, progress.evidence, 'evidence');
      const changed = { ...milestone, reports: [...milestone.reports, { ...progress, who: session.who, at: session.at }] };
      await session.save(MILESTONE, [changed]);
      return changed;
    });

  moveMilestone = (project: string, id: string, move: MilestoneMove, author: Author): Promise<Outcome<Milestone>> =>
    this.writer.change(checkMove(move), author, async (session) => {
      const milestone = await this.milestoneIn(session, project, id);
      await demandEvidence(session, project, move.file, 'file');
      const change = { ...move, from: milestone.due, who: session.who, at: session.at };
      const changed = { ...milestone, due: move.to, changes: [...milestone.changes, change] };
      await session.save(MILESTONE, [changed]);
      return changed;
    });

  lifeCycle = (project: string): Promise<LifeCycleEvent[]> => this.reader.all(LIFE_CYCLE_EVENT, project);

  takeStep = (project: string, draft: StepDraft, author: Author): Promise<Outcome<LifeCycleEvent>> =>
    this.writer.change(firstFault(checkMicros('at', draft.at)), author, async (session) => {
      const events = await eventsIn(session, project);
      const from = checkStep(events, draft, await termIn(session, project), session.at);
      if (!from.ok) throw new Refusal(stepFault(from.reason));
      if (draft.file !== undefined) await demandEvidence(session, project, draft.file, 'file');
      const event: LifeCycleEvent = { ...draft, project, number: events.length + 1, from: from.value, who: session.who, recordedAt: session.at };
      await session.save(LIFE_CYCLE_EVENT, [event]);
      return event;
    });

  private async milestoneIn(session: ChangeSession, project: string, id: string): Promise<Milestone> {
    const milestone = await session.find(MILESTONE, `${project}/${id}`);
    if (milestone === undefined) throw new Refusal(UNKNOWN_MILESTONE);
    return milestone;
  }
}

async function eventsIn({ trx }: ChangeSession, project: string): Promise<LifeCycleEvent[]> {
  const rows = await trx.selectFrom('life_cycle_events').select('state').where('project', '=', project).orderBy('revision').execute();
  return rows.map(({ state }) => state as LifeCycleEvent);
}

/** The term of the contract in force: the assessment window where it names none. */
async function termIn({ trx }: ChangeSession, project: string): Promise<{ from: Micros; to: Micros }> {
  const row = await trx.selectFrom('contracts').select('state').where('project', '=', project).orderBy('revision', 'desc').limit(1).executeTakeFirst();
  if (row === undefined) throw new Refusal(NO_CONTRACT);
  const { contract } = row.state as { readonly contract: { readonly term?: { from: Micros; to: Micros }; readonly window: { from: Micros; to: Micros } } };
  return contract.term ?? contract.window;
}

function stepFault(fault: StepFault): InputFault {
  if (fault.kind === 'missing') return inputFault(fault.field === 'approval' ? 'approval-required' : fault.field === 'reason' ? 'reason-required' : 'invalid', fault.field, '该步骤须填写此项', 'this step demands it');
  if (fault.kind === 'out-of-order') return inputFault('invalid', 'at', '早于上一步骤的时间', 'is before the step before it');
  if (fault.kind === 'to-come') return inputFault('invalid', 'at', '不得为将来的时间', 'is still to come');
  if (fault.kind === 'not-later') return inputFault('invalid', 'until', '须晚于现实施期结束时间', 'must be later than the present end of the term');
  const names = (language: 'zh' | 'en'): string => fault.allowed.map((state) => LIFE_CYCLE_STATES[state][language]).join(language === 'zh' ? '、' : ', ');
  const from = LIFE_CYCLE_STATES[fault.from];
  return fault.allowed.length === 0
    ? inputFault('no-such-step', 'to', `项目已结束（${from.zh}），无后续步骤`, `the project has ended (${from.en}): no step follows`)
    : inputFault('no-such-step', 'to', `现为“${from.zh}”，只能转为：${names('zh')}`, `is ${from.en} now, and can only become: ${names('en')}`);
}

const UNKNOWN_MILESTONE = inputFault('unknown', 'id', '没有该节点', 'no such milestone');
const NO_CONTRACT = inputFault('unknown-reference', '', '项目尚无任务书', 'the project has no contract yet');
const TO_COME = invalid('asOf', '不得为将来的时间', 'is still to come');

const checkMilestones = (milestones: readonly Milestone[]): InputFault | undefined =>
  firstFault(
    checkUnique('milestones', milestones.map(({ id }) => id)),
    firstOf(milestones, (milestone, index) => firstFault(
      checkId(`milestones[${index}].id`, milestone.id), checkText(`milestones[${index}].nameZh`, milestone.nameZh), checkText(`milestones[${index}].nameEn`, milestone.nameEn),
      checkText(`milestones[${index}].planned`, milestone.planned), checkMicros(`milestones[${index}].due`, milestone.due))),
  );

const checkProgress = ({ state, asOf }: MilestoneProgress): InputFault | undefined => firstFault(checkText('state', state), checkMicros('asOf', asOf));

const checkMove = ({ to, reason, approvedAt, approval }: MilestoneMove): InputFault | undefined =>
  firstFault(checkMicros('to', to), checkText('reason', reason), checkMicros('approvedAt', approvedAt), checkText('approval', approval));
