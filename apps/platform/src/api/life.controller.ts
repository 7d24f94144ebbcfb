import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import { deadlineOf, defaultSettings, lifeCycleAt, LIFE_CYCLE_STATES, nextStates, quarterlyDues } from '@yanshou/telemetry';
import type { Milestone, StepDraft } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { demandContract } from './demand-contract.js';
import { Backend } from './injection.js';
import { eventView, milestoneView, quarterName } from './life-view.js';
import { granted } from './problem.js';
import { compact, iso, micros } from './times.js';

@Controller()
export class LifeController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listMilestones')
  async listMilestones(@TheCall() { project }: Call<'listMilestones'>): Promise<AnswerOf<'listMilestones'>> {
    const items = (await this.backend.registry.milestones(project.id)).map((milestone) => this.view(milestone));
    return { items, overdue: items.filter(({ state }) => state === 'overdue').length };
  }

  @Operation('createMilestone')
  async createMilestone(@TheCall() call: Call<'createMilestone'>): Promise<AnswerOf<'createMilestone'>> {
    const milestone: Milestone = { project: call.project.id, ...call.body, due: micros(call.body.due), reports: [], changes: [] };
    await granted(this.backend.registry.addMilestones([milestone], authorOf(call)));
    return this.view(milestone);
  }

  @Operation('planMilestones')
  async planMilestones(@TheCall() call: Call<'planMilestones'>): Promise<AnswerOf<'planMilestones'>> {
    const { registry } = this.backend;
    const { id: project, zone } = call.project;
    const { term, window } = await demandContract(registry, project);
    const present = new Set((await registry.milestones(project)).map(({ id }) => id));
    const planned = quarterlyDues(term ?? window, zone)
      .map((due): Milestone => ({ project, ...quarterName(due, zone), planned: call.body.planned, due, reports: [], changes: [] })).filter(({ id }) => !present.has(id));
    await granted(registry.addMilestones(planned, authorOf(call)));
    return { items: planned.map((milestone) => this.view(milestone)) };
  }

  @Operation('reportMilestone')
  async reportMilestone(@TheCall() call: Call<'reportMilestone'>): Promise<AnswerOf<'reportMilestone'>> {
    const progress = compact({ ...call.body, asOf: micros(call.body.asOf) });
    return this.view(await granted(this.backend.registry.reportMilestone(call.project.id, call.params.m, progress, authorOf(call))));
  }

  @Operation('moveMilestone')
  async moveMilestone(@TheCall() call: Call<'moveMilestone'>): Promise<AnswerOf<'moveMilestone'>> {
    const { to, approvedAt, ...rest } = call.body;
    const move = { ...rest, to: micros(to), approvedAt: micros(approvedAt) };
    return this.view(await granted(this.backend.registry.moveMilestone(call.project.id, call.params.m, move, authorOf(call))));
  }

  @Operation('readLifeCycle')
  readLifeCycle(@TheCall() { project }: Call<'readLifeCycle'>): Promise<AnswerOf<'readLifeCycle'>> {
    return this.lifeCycle(project);
  }

  @Operation('takeLifeCycleStep')
  async takeLifeCycleStep(@TheCall() call: Call<'takeLifeCycleStep'>): Promise<AnswerOf<'takeLifeCycleStep'>> {
    const { at, until, ...rest } = call.body;
    const draft = compact({ ...rest, at: micros(at), until: until === undefined ? undefined : micros(until) }) as StepDraft;
    await granted(this.backend.registry.takeStep(call.project.id, draft, authorOf(call)));
    return this.lifeCycle(call.project);
  }

  private view = (milestone: Milestone): AnswerOf<'createMilestone'> => milestoneView(milestone, this.backend.clock.now());

  private async lifeCycle({ id, programme, zone }: ProjectRecord): Promise<AnswerOf<'readLifeCycle'>> {
    const { registry, clock } = this.backend;
    const [events, settings, { term, window }] = await Promise.all([registry.lifeCycle(id), registry.programmeSettings(programme), demandContract(registry, id)]);
    const standing = lifeCycleAt(events, term ?? window, clock.now());
    const deadline = deadlineOf(standing, (settings ?? defaultSettings(programme)).dayCounts, zone, clock.now());
    return {
      state: standing.state, nameZh: LIFE_CYCLE_STATES[standing.state].zh, nameEn: LIFE_CYCLE_STATES[standing.state].en, since: iso(standing.since), end: iso(standing.end),
      deadline: deadline === null ? null : { ...deadline, at: iso(deadline.at), reminders: deadline.reminders.map(iso) },
      next: [...nextStates(standing.state)], history: events.map(eventView),
    };
  }
}
