import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import { defaultSettings } from '@yanshou/telemetry';
import type { ProgrammeSettings } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { granted, notFound } from './problem.js';
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
    const { ruleDocuments, rollUp, dayCounts } = call.body;
    const settings: ProgrammeSettings = { programme: call.params.g, ruleDocuments: ruleDocuments.map((document) => compact(document) as ProgrammeSettings['ruleDocuments'][number]), rollUp, dayCounts };
    await granted(this.backend.registry.saveProgrammeSettings(settings, authorOf(call)));
    return call.body;
  }

  private async demandProgramme(id: string): Promise<void> {
    if (!(await this.backend.registry.programmes()).some((programme) => programme.id === id)) throw notFound();
  }
}

const settingsView = ({ ruleDocuments, rollUp, dayCounts }: ProgrammeSettings): AnswerOf<'readProgrammeSettings'> => ({
  ruleDocuments: ruleDocuments.map((document) => ({ ...document, batches: [...document.batches] })),
  rollUp, dayCounts: { ...dayCounts, remindBefore: [...dayCounts.remindBefore] },
});
