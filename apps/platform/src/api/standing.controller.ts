import { Controller } from '@nestjs/common';
import { defaultSettings } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { demandContract } from './demand-contract.js';
import { Backend } from './injection.js';
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
    return standingOf(contract, rows, settings ?? defaultSettings(project.programme));
  }
}
