import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import { contractTemplate } from '@yanshou/kpi';
import { appliedRule, defaultSettings } from '@yanshou/telemetry';
import type { DirectionTarget, ProgrammeSettings } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { ApiProblem, granted, notFound } from './problem.js';
import { checkProgrammeTargets } from './check-programme-targets.js';
import { ruleDocumentOf, ruleDocumentView } from './rule-figures-view.js';
import { compact } from './times.js';

@Controller()
export class SettingsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('readProgrammeSettings')
  async readProgrammeSettings(@TheCall() { params }: Call<'readProgrammeSettings'>): Promise<AnswerOf<'readProgrammeSettings'>> {
    await this.demandProgramme(params.g);
    return settingsView((await this.backend.registry.programmeSettings(params.g)) ?? defaultSettings(params.g));
  }

  @Operation('saveProgrammeSettings')
  async saveProgrammeSettings(@TheCall() call: Call<'saveProgrammeSettings'>): Promise<AnswerOf<'saveProgrammeSettings'>> {
    await this.demandProgramme(call.params.g);
    const { ruleDocuments, rollUp, dayCounts, targets } = call.body;
    const settings = compact({
      programme: call.params.g, ruleDocuments: ruleDocuments.map((document, index) => ruleDocumentOf(`ruleDocuments[${index}]`, document)), rollUp, dayCounts,
      targets: targets?.map((target) => compact(target) as DirectionTarget),
    });
    checkProgrammeTargets(settings.targets ?? []);
    await granted(this.backend.registry.saveProgrammeSettings(settings, authorOf(call)));
    await this.backend.synchronise();
    return call.body;
  }

  @Operation('readContractTemplate')
  async readContractTemplate(@TheCall() { params: { g, d }, query: { batch } }: Call<'readContractTemplate'>): Promise<AnswerOf<'readContractTemplate'>> {
    await this.demandProgramme(g);
    const settings = (await this.backend.registry.programmeSettings(g)) ?? defaultSettings(g);
    if (batch !== undefined && !appliedRule(settings, { batch }).ok) throw new ApiProblem(UNKNOWN_BATCH);
    const template = contractTemplate(g, d, settings, batch);
    if (template === undefined) throw notFound();
    return template as unknown as AnswerOf<'readContractTemplate'>;
  }

  private async demandProgramme(id: string): Promise<void> {
    if (!(await this.backend.registry.programmes()).some((programme) => programme.id === id)) throw notFound();
  }
}

const UNKNOWN_BATCH = { code: 'unknown-reference', field: 'batch', zh: '计划的规则文件中没有该批次', en: 'no rule document of the programme has this batch' };

const settingsView = ({ ruleDocuments, rollUp, dayCounts, targets = [] }: ProgrammeSettings): AnswerOf<'readProgrammeSettings'> => ({
  ruleDocuments: ruleDocuments.map(ruleDocumentView),
  rollUp, dayCounts: { ...dayCounts, remindBefore: [...dayCounts.remindBefore] },
  targets: targets.map(({ batches, ...target }) => ({ ...target, ...(batches === undefined ? {} : { batches: [...batches] }) })),
});
