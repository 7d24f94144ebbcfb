import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import { checkContract } from '@yanshou/registry';
import type { ProjectRecord } from '@yanshou/registry';
import { PROJECT_SCOPE, appliedRule, defaultSettings } from '@yanshou/telemetry';
import type { ProjectContract, RuleFault } from '@yanshou/telemetry';
import type { ApiBackend, ApiRefusal } from './api-backend.js';
import type { Call } from './call.js';
import { checkOwnWindows, checkTargetUnits } from './check-contract-targets.js';
import { Operation, TheCall, authorOf } from './call.js';
import { calendarView, contractOf, contractView, plannedTimeOf, projectOf, projectView } from './contract-view.js';
import { Backend } from './injection.js';
import { ApiProblem, granted, notFound } from './problem.js';
import { compact, iso, micros } from './times.js';
import { seesFindings, seesProgramme, seesProject } from './visibility.js';

@Controller()
export class ProjectsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listProgrammes')
  async listProgrammes(@TheCall() { identified }: Call<'listProgrammes'>): Promise<AnswerOf<'listProgrammes'>> {
    const { registry } = this.backend;
    const [programmes, projects] = await Promise.all([registry.programmes(), registry.projects()]);
    return { items: programmes.filter(({ id }) => seesProgramme(identified, id, projects)) };
  }

  @Operation('createProgramme')
  async createProgramme(@TheCall() call: Call<'createProgramme'>): Promise<AnswerOf<'createProgramme'>> {
    const { registry } = this.backend;
    await granted(registry.addProgramme(call.body, authorOf(call)));
    return call.body;
  }

  @Operation('readPortfolio')
  async readPortfolio(@TheCall() { params, query, identified }: Call<'readPortfolio'>): Promise<AnswerOf<'readPortfolio'>> {
    if (!(await this.backend.registry.programmes()).some(({ id }) => id === params.g)) throw notFound();
    return this.backend.portfolio(params.g, { mayDecide: seesFindings(identified), ...(query.countedAt === undefined ? {} : { countedAt: micros(query.countedAt) }) });
  }

  @Operation('readOutlook')
  readOutlook(@TheCall() { project, identified }: Call<'readOutlook'>): Promise<AnswerOf<'readOutlook'>> {
    return this.backend.outlook(project.id, seesFindings(identified));
  }

  @Operation('listProjects')
  async listProjects(@TheCall() { identified, query }: Call<'listProjects'>): Promise<AnswerOf<'listProjects'>> {
    const { after = '', limit } = query;
    const seen = (await this.backend.registry.projects()).filter((project) => project.id > after && seesProject(identified, project));
    const items = seen.slice(0, limit).map(projectView);
    return { items, next: seen.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  @Operation('createProject')
  async createProject(@TheCall() call: Call<'createProject'>): Promise<AnswerOf<'createProject'>> {
    const { contract, ...fields } = call.body;
    const { registry } = this.backend;
    const project = projectOf(fields);
    const terms = contract === undefined ? undefined : await this.acceptableByRule(contractOf(project, contract));
    if (!(await registry.programmes()).some(({ id }) => id === project.programme)) {
      throw new ApiProblem({ code: 'unknown-reference', field: 'programme', zh: '计划不存在', en: 'there is no such programme' });
    }
    await granted(registry.addProject(project, authorOf(call)));
    if (terms !== undefined) await granted(registry.saveContract(terms, authorOf(call)));
    await this.backend.synchronise();
    return this.detail(project);
  }

  @Operation('readProject')
  readProject(@TheCall() { project }: Call<'readProject'>): Promise<AnswerOf<'readProject'>> {
    return this.detail(project);
  }

  @Operation('changeProject')
  async changeProject(@TheCall() call: Call<'changeProject'>): Promise<AnswerOf<'changeProject'>> {
    const { contract, approval, ...names } = call.body;
    const { registry } = this.backend;
    const project: ProjectRecord = { ...call.project, ...compact(names) };
    // The contract first: without its approval nothing is changed.
    if (contract !== undefined) await granted(registry.saveContract(await this.acceptableByRule(contractOf(project, contract)), authorOf(call, approval)));
    await granted(registry.saveProject(project, authorOf(call)));
    await this.backend.synchronise();
    return this.detail(project);
  }

  @Operation('saveSite')
  async saveSite(@TheCall() call: Call<'saveSite'>): Promise<AnswerOf<'saveSite'>> {
    await granted(this.backend.registry.saveSite(call.project.id, call.body, authorOf(call)));
    return call.body;
  }

  @Operation('readCalendar')
  readCalendar(@TheCall() { project }: Call<'readCalendar'>): Promise<AnswerOf<'readCalendar'>> {
    return this.calendars(project.id);
  }

  private async calendars(project: string): Promise<AnswerOf<'readCalendar'>> {
    const { registry } = this.backend;
    const [saved, contract] = await Promise.all([registry.calendars(project), registry.contract(project)]);
    // Until it is changed on its own, the project's planned time is what the contract says.
    const entered = contract === undefined || saved.some(({ scope }) => scope === PROJECT_SCOPE) ? [] : [{ scope: PROJECT_SCOPE, plannedTime: contract.plannedTime }];
    return { items: [...entered, ...saved].map(calendarView) };
  }

  /** With a contract in force a change is approved; once frozen, the registry takes it by a request only. */
  @Operation('saveCalendar')
  async saveCalendar(@TheCall() call: Call<'saveCalendar'>): Promise<AnswerOf<'saveCalendar'>> {
    const { scope, plannedTime, approval } = call.body;
    const { id } = call.project;
    await this.demandApproval(id, approval);
    await granted(this.backend.registry.saveCalendar(id, scope, plannedTimeOf(plannedTime), authorOf(call, approval)));
    await this.backend.synchronise();
    return { scope, plannedTime };
  }

  /** As a change of planned time. */
  @Operation('removeCalendar')
  async removeCalendar(@TheCall() call: Call<'removeCalendar'>): Promise<AnswerOf<'removeCalendar'>> {
    const { scope, approval } = call.body;
    const { id } = call.project;
    await this.demandApproval(id, approval);
    await granted(this.backend.registry.removeCalendar(id, scope, authorOf(call, approval)));
    await this.backend.synchronise();
    return this.calendars(id);
  }

  private async demandApproval(project: string, approval: string | undefined): Promise<void> {
    if (approval !== undefined || (await this.backend.registry.contract(project)) === undefined) return;
    throw new ApiProblem({ code: 'approval-required', field: 'approval', zh: '任务书已生效，变更计划时间须有批准文号', en: 'the contract is in force: a change of planned time needs its approval' });
  }

  /** A contract is judged by a rule document of its programme: one that names none of them is refused. */
  private async acceptableByRule(contract: ProjectContract): Promise<ProjectContract> {
    const settings = await this.backend.registry.programmeSettings(contract.programme);
    const rule = appliedRule(settings ?? defaultSettings(contract.programme), contract);
    if (!rule.ok) throw new ApiProblem(RULE_FAULTS[rule.reason]);
    checkTargetUnits(contract.targets);
    checkOwnWindows(contract.targets);
    return acceptable(contract);
  }

  private async detail(project: ProjectRecord): Promise<AnswerOf<'readProject'>> {
    const { registry } = this.backend;
    const [history, inForce, sites] = await Promise.all([registry.contractHistory(project.id), registry.contract(project.id), registry.sites(project.id)]);
    const contractHistory = history.map((version) => ({ ...version, at: iso(version.at), contract: contractView(version.contract) }));
    return { ...projectView(project), contract: inForce === undefined ? null : contractView(inForce), contractHistory, sites };
  }
}

const RULE_FAULTS: Readonly<Record<RuleFault, ApiRefusal>> = {
  'unknown-batch': { code: 'unknown-reference', field: 'contract.batch', zh: '计划的规则文件中没有该批次，请先由管理员登记规则文件', en: 'no rule document of the programme has this batch: enter the document first' },
  'unknown-document': { code: 'unknown-reference', field: 'contract.ruleDocument.number', zh: '计划中没有该文号的规则文件', en: 'the programme has no rule document of this number' },
  'approval-missing': {
    code: 'approval-required', field: 'contract.ruleDocument.approval', zh: '不按批次适用的规则文件须有批准文号', en: 'another rule document than that of the batch needs its approval',
  },
};

/** The contract, when the registry will take it: a project whose contract is refused must not be left behind. Fields are named as in the request. */
function acceptable(contract: ProjectContract): ProjectContract {
  const fault = checkContract(contract);
  if (fault === undefined) return contract;
  const inRequest = (text: string): string => text.replace(fault.field, `contract.${fault.field}`);
  throw new ApiProblem({ code: fault.code, field: inRequest(fault.field), zh: inRequest(fault.zh), en: inRequest(fault.en) });
}
