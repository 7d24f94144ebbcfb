import { Controller } from '@nestjs/common';
import type { AnswerOf, Device, DeviceClassView, DeviceShown } from '@yanshou/api-schema';
import { classTemplate } from '@yanshou/catalogue';
import type { Outcome } from '@yanshou/registry';
import type { InventoryDevice } from '@yanshou/telemetry';
import { isInService } from '../indicators/device-state.js';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { DeviceActivity } from './device-activity.js';
import { readDevices } from './device-import.js';
import type { KnownIds } from './device-import.js';
import { Backend } from './injection.js';
import { ApiProblem, found, granted } from './problem.js';
import { iso, micros } from './times.js';

@Controller()
export class InventoryController {
  constructor(@Backend() private readonly backend: ApiBackend, private readonly activity: DeviceActivity) {}

  @Operation('listDevices')
  async listDevices(@TheCall() { project, query }: Call<'listDevices'>): Promise<AnswerOf<'listDevices'>> {
    const { registry } = this.backend;
    const { after = '', limit } = query;
    const [devices, total, activity] = await Promise.all([registry.devices(project.id, after, limit + 1), registry.deviceCount(project.id), this.activity.of(project.id)]);
    const now = this.backend.clock.now();
    const items = devices.slice(0, limit).map((device) => {
      const { state, lastReceived, messages } = activity(device);
      return { ...deviceView(device), state: isInService(device, now) ? state : 'decommissioned' as const, lastReceived: lastReceived === null ? null : iso(lastReceived), messages };
    });
    return { items, next: devices.length > limit ? (items.at(-1)?.id ?? null) : null, counts: { total } };
  }

  @Operation('createDevice')
  async createDevice(@TheCall() call: Call<'createDevice'>): Promise<AnswerOf<'createDevice'>> {
    const { registry } = this.backend;
    const { project: { id: project }, body: device } = call;
    await granted(ofOne(await registry.addDevices(project, [deviceOf(device)], authorOf(call))));
    const { secret } = await granted(registry.issueCredential(project, device.id, 'device', authorOf(call)));
    await this.backend.synchronise();
    return { device, secret };
  }

  @Operation('importDevices')
  async importDevices(@TheCall() call: Call<'importDevices'>): Promise<AnswerOf<'importDevices'>> {
    const read = readDevices(call.body, await this.known(call.project.id));
    if (!read.ok) throw ApiProblem.ofEntries(read.reason);
    await granted(this.backend.registry.addDevices(call.project.id, read.value.map(deviceOf), authorOf(call)));
    await this.backend.synchronise();
    return { imported: read.value.length };
  }

  @Operation('decommissionDevice')
  async decommissionDevice(@TheCall() call: Call<'decommissionDevice'>): Promise<DeviceShown> {
    const { project: { id: project }, params: { d }, body: { at, reason } } = call;
    const { registry } = this.backend;
    await granted(registry.decommission(project, d, { at: micros(at), reason }, authorOf(call)));
    await this.backend.synchronise();
    const inventory = await found(registry.inventory(project));
    return deviceView(await found(Promise.resolve(inventory.devices.find(({ id }) => id === d))));
  }

  @Operation('listClasses')
  async listClasses(@TheCall() { project }: Call<'listClasses'>): Promise<AnswerOf<'listClasses'>> {
    const classes = await this.backend.registry.classes(project.id);
    return { items: classes.map((deviceClass) => ({ ...deviceClass, metrics: [...deviceClass.metrics] })) };
  }

  @Operation('saveClass')
  async saveClass(@TheCall() call: Call<'saveClass'>): Promise<AnswerOf<'saveClass'>> {
    const { isNew, basedOn, ...given } = call.body;
    const deviceClass = filledClass(given);
    await granted(this.backend.registry.saveClass(call.project.id, deviceClass, authorOf(call), { isNew, basedOn }));
    await this.backend.synchronise();
    return deviceClass;
  }

  private async known(project: string): Promise<KnownIds> {
    const { registry } = this.backend;
    const [inventory, sites] = await Promise.all([registry.inventory(project), registry.sites(project)]);
    const ids = (of: readonly { readonly id: string }[] = []): ReadonlySet<string> => new Set(of.map(({ id }) => id));
    return { devices: ids(inventory?.devices), classes: ids(inventory?.classes), sites: ids(sites) };
  }
}

/** The registry names a field within a list; here there is one device only. */
function ofOne(outcome: Outcome): Outcome {
  if (outcome.ok) return outcome;
  const { code, field, zh, en } = outcome.reason;
  const strip = (text: string): string => text.replace('devices[0].', '');
  return { ok: false, reason: { code, field: strip(field), zh: strip(zh), en: strip(en) } };
}

export const deviceOf = ({ commissionedAt, decommissionedAt, ...device }: Device): InventoryDevice => ({
  ...device, ...(commissionedAt === undefined ? {} : { commissionedAt: micros(commissionedAt) }), ...(decommissionedAt === undefined ? {} : { decommissionedAt: micros(decommissionedAt) }),
});

export const deviceView = ({ commissionedAt, decommissionedAt, intelligentApproval: approval, ...device }: InventoryDevice): DeviceShown => ({
  ...device, ...(commissionedAt === undefined ? {} : { commissionedAt: iso(commissionedAt) }), ...(decommissionedAt === undefined ? {} : { decommissionedAt: iso(decommissionedAt) }),
  ...(approval === undefined ? {} : { intelligentApproval: { ...approval, approvedAt: iso(approval.approvedAt) } }),
});

/** A class that names a template and no metrics measures what the template does. */
function filledClass(given: DeviceClassView): DeviceClassView {
  const template = given.metrics.length === 0 ? classTemplate(given.template) : undefined;
  return template ? { ...given, metrics: [...template.metrics] } : given;
}
