import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall } from './call.js';
import { deviceFindings } from './device-findings.js';
import type { KnownProject } from './device-findings.js';
import { Backend } from './injection.js';
import { seesProject } from './visibility.js';

/** Machines that are in more than one project. */
@Controller()
export class DeviceFindingsController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listDeviceFindings')
  async listDeviceFindings(@TheCall() { project, identified }: Call<'listDeviceFindings'>): Promise<AnswerOf<'listDeviceFindings'>> {
    const records = await this.backend.registry.projects();
    const others: KnownProject[] = [];
    // One after another: an officer asks seldom, and inventories are long.
    for (const record of records) if (record.id !== project.id) others.push(await this.known(record));
    return { items: deviceFindings(await this.known(project), others, (record) => seesProject(identified, record)) };
  }

  private async known(record: ProjectRecord): Promise<KnownProject> {
    const [inventory, contract] = await Promise.all([this.backend.registry.inventory(record.id), this.backend.registry.contract(record.id)]);
    return { record, devices: inventory?.devices ?? [], contract };
  }
}
