import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import type { InventoryDevice } from '@yanshou/telemetry';
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

  /** Of the other projects only those are read in which a device may be one of these, and of them only those devices. */
  @Operation('listDeviceFindings')
  async listDeviceFindings(@TheCall() { project, identified }: Call<'listDeviceFindings'>): Promise<AnswerOf<'listDeviceFindings'>> {
    const { registry } = this.backend;
    const [inventory, alike] = await Promise.all([registry.inventory(project.id), registry.devicesLike(project.id)]);
    const byProject = new Map<string, InventoryDevice[]>();
    for (const one of alike) byProject.set(one.project, [...(byProject.get(one.project) ?? []), one.device]);
    const records = byProject.size === 0 ? [] : (await registry.projects()).filter(({ id }) => byProject.has(id));
    const others = await Promise.all(records.map((record) => this.known(record, byProject.get(record.id) ?? [])));
    return { items: deviceFindings(await this.known(project, inventory?.devices ?? []), others, (record) => seesProject(identified, record)) };
  }

  private async known(record: ProjectRecord, devices: readonly InventoryDevice[]): Promise<KnownProject> {
    return { record, devices, contract: await this.backend.registry.contract(record.id) };
  }
}
