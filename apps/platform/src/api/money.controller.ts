import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import { defaultSettings } from '@yanshou/telemetry';
import type { ProjectContract, ProjectMoneyRecord } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { laterNaming, moneyRule } from './money-rule.js';
import type { MoneyRule } from './money-rule.js';
import { moneyView, statedFen } from './money-view.js';
import type { MoneyFacts } from './money-view.js';
import { granted } from './problem.js';
import { compact } from './times.js';
import { seesProject, seesWholeProgramme } from './visibility.js';

@Controller()
export class MoneyController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('readMoney')
  readMoney(@TheCall() call: Call<'readMoney'>): Promise<AnswerOf<'readMoney'>> {
    return this.answer(call);
  }

  @Operation('stateMoney')
  async stateMoney(@TheCall() call: Call<'stateMoney'>): Promise<AnswerOf<'stateMoney'>> {
    const { applicant, items, sources, districtMatching, construction } = call.body;
    await granted(this.backend.registry.stateMoney(call.project.id, {
      applicant, construction: compact(construction),
      items: items.map((item, index) => ({ ...item, budget: statedFen(`items[${index}].budget`, item.budget), requested: statedFen(`items[${index}].requested`, item.requested) })),
      sources: sources.map(({ year, own, programme }, index) => ({ year, own: statedFen(`sources[${index}].own`, own), programme: statedFen(`sources[${index}].programme`, programme) })),
      districtMatching: districtMatching === undefined ? null : statedFen('districtMatching', districtMatching),
    }, authorOf(call)));
    return this.answer(call);
  }

  @Operation('auditMoney')
  async auditMoney(@TheCall() call: Call<'auditMoney'>): Promise<AnswerOf<'auditMoney'>> {
    const { named, amounts, evidence } = call.body;
    const audited = amounts.map((one, index) => ({ item: one.item, audited: statedFen(`amounts[${index}].audited`, one.audited) }));
    await granted(this.backend.registry.auditMoney(call.project.id, { named, amounts: audited, evidence }, authorOf(call)));
    return this.answer(call);
  }

  private async answer({ project, identified }: Pick<Call<'readMoney'>, 'project' | 'identified'>): Promise<AnswerOf<'readMoney'>> {
    const { registry } = this.backend;
    const record = await registry.money(project.id);
    if (record === undefined) return { money: null };
    const [same, projects] = await Promise.all([registry.moneyOfApplicant(record.applicant.code), registry.projects()]);
    const applied = new Set(same.map((one) => one.project));
    const seen = projects.filter((one) => one.id !== project.id && one.programme === project.programme && applied.has(one.id) && seesProject(identified, one));
    return { money: moneyView(record, { programme: project.programme, otherProjects: seen.map(({ id }) => id), ...(await this.rules({ project, identified }, record, projects)) }) };
  }

  private async rules({ project, identified }: Pick<Call<'readMoney'>, 'project' | 'identified'>, { audit }: ProjectMoneyRecord, projects: readonly ProjectRecord[]): Promise<Pick<MoneyFacts, 'rule' | 'naming' | 'overQuota'>> {
    const { registry, clock } = this.backend;
    const [saved, contract] = await Promise.all([registry.programmeSettings(project.programme), registry.contract(project.id)]);
    const settings = saved ?? defaultSettings(project.programme);
    const rule = moneyRule(settings, contract);
    const isLate = rule !== undefined && audit?.named === false;
    const naming = isLate ? laterNaming(await registry.designations(project.id), { settings, rule, at: clock.now(), zone: project.zone }) : undefined;
    const mayCount = contract !== undefined && seesWholeProgramme(identified, project.programme);
    return { rule, naming, overQuota: mayCount ? await this.overQuota(contract, rule, projects.filter(({ programme }) => programme === project.programme)) : undefined };
  }

  /** Projects of the same batch and direction: only whoever sees them all is told how many they are. */
  private async overQuota({ direction, batch }: ProjectContract, rule: MoneyRule | undefined, projects: readonly ProjectRecord[]): Promise<MoneyFacts['overQuota']> {
    const quota = rule?.figures.quotas?.find((one) => one.direction === direction)?.projects;
    if (quota === undefined || projects.length <= quota) return undefined;
    const contracts = await Promise.all(projects.map(({ id }) => this.backend.registry.contract(id)));
    const count = contracts.filter((contract) => contract?.direction === direction && contract.batch === batch).length;
    return count > quota ? { direction, projects: count, quota } : undefined;
  }
}
