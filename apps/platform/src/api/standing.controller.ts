import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import { eligibilityOf } from '@yanshou/kpi';
import { defaultSettings, withProgrammeTargets } from '@yanshou/telemetry';
import { readProjectFacts } from '../indicators/project-facts.js';
import { isInService } from '../indicators/device-state.js';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { demandContract } from './demand-contract.js';
import { Backend } from './injection.js';
import { found } from './problem.js';
import { standingOf } from './standing-view.js';
import type { Standing } from './standing-view.js';

@Controller()
export class StandingController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('readStanding')
  async readStanding(@TheCall() { project }: Call<'readStanding'>): Promise<Standing> {
    const { registry } = this.backend;
    const [contract, settings, rows] = await Promise.all([
      demandContract(registry, project.id), registry.programmeSettings(project.programme), this.backend.indicators(project.id),
    ]);
    return standingOf(withProgrammeTargets(contract, settings), rows, settings ?? defaultSettings(project.programme));
  }

  @Operation('readEligibility')
  async readEligibility(@TheCall() { project }: Call<'readEligibility'>): Promise<AnswerOf<'readEligibility'>> {
    const { registry } = this.backend;
    await demandContract(registry, project.id);
    const facts = await found(readProjectFacts(registry, project.id));
    const { figures, evidence } = facts;
    const devices = facts.inventory.devices.filter((device) => isInService(device, this.backend.clock.now()));
    const rows = await this.backend.functions(project.id, project.programme);
    const checks = eligibilityOf(project.programme, facts.contract.direction, { devices, figures, evidence, rows });
    return { items: checks.map((check) => ({ ...check, inputs: [...check.inputs], telemetry: check.telemetry && { ...check.telemetry, origins: [...check.telemetry.origins] } })) };
  }
}
