import { Controller } from '@nestjs/common';
import type { AnswerOf } from '@yanshou/api-schema';
import { CLASS_TEMPLATES, classTemplate, minimumData } from '@yanshou/catalogue';
import type { BilingualText, MinimumDemand } from '@yanshou/catalogue';
import type { DeviceClass, InventoryDevice } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, countedOrigins, hourOf } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { Operation, TheCall, authorOf } from './call.js';
import { Backend } from './injection.js';
import { deviceView } from './inventory.controller.js';
import { found, granted, notFound } from './problem.js';
import { iso, micros } from './times.js';

type Item = AnswerOf<'readMinimumData'>['items'][number];

@Controller()
export class MinimumDataController {
  constructor(@Backend() private readonly backend: ApiBackend) {}

  @Operation('listClassTemplates')
  listClassTemplates(): AnswerOf<'listClassTemplates'> {
    return { items: CLASS_TEMPLATES.map(({ metrics, minimum, ...template }) => ({ ...template, metrics: [...metrics], minimum: demands(minimum) })) };
  }

  @Operation('readMinimumData')
  async readMinimumData(@TheCall() { project, query }: Call<'readMinimumData'>): Promise<AnswerOf<'readMinimumData'>> {
    const { registry, telemetry } = this.backend;
    const inventory = await found(registry.inventory(project.id));
    const hours = [hourOf(micros(query.from)), Math.ceil(micros(query.to) / MICROS_PER_HOUR)] as const;
    const activity = await telemetry.activity(project.id, ...hours, countedOrigins(inventory.demonstration));
    const valid = new Map<string, number>();
    for (const { device, series, valid: count } of activity) valid.set(`${device}\n${series.metric}`, (valid.get(`${device}\n${series.metric}`) ?? 0) + count);
    const classes = new Map(inventory.classes.map((one) => [one.id, one]));
    return { items: inventory.devices.map((device) => itemOf(device, classes.get(device.classId), (metric) => valid.get(`${device.id}\n${metric}`) ?? 0)) };
  }

  @Operation('approveIntelligence')
  async approveIntelligence(@TheCall() call: Call<'approveIntelligence'>): Promise<AnswerOf<'approveIntelligence'>> {
    const { registry } = this.backend;
    await granted(registry.approveIntelligence(call.project.id, call.params.d, call.body.number, authorOf(call)));
    await this.backend.synchronise();
    const inventory = await found(registry.inventory(call.project.id));
    return deviceView(await found(Promise.resolve(inventory.devices.find(({ id }) => id === call.params.d))));
  }

  @Operation('readIntelligence')
  async readIntelligence(@TheCall() { project, params }: Call<'readIntelligence'>): Promise<AnswerOf<'readIntelligence'>> {
    const steps = await this.backend.registry.intelligenceSteps(project.id, params.d);
    if (steps.length === 0) throw notFound();
    return { items: steps.map((step) => ({ ...step, at: iso(step.at) })) };
  }
}

function itemOf(device: InventoryDevice, deviceClass: DeviceClass | undefined, valid: (metric: string) => number): Item {
  const { id, classId, intelligent, intelligentGround, intelligentApproval: approval } = device;
  const template = classTemplate(deviceClass?.template);
  const { delivered, missing } = template ? minimumData(template, valid) : { delivered: [], missing: [] };
  return {
    device: id, classId, template: template?.id ?? null, complete: template ? missing.length === 0 : null, delivered: [...delivered], missing: demands(missing),
    intelligent, intelligentGround: intelligentGround ?? null, approval: approval === undefined ? null : { ...approval, approvedAt: iso(approval.approvedAt) },
    findings: intelligent ? [...(hasGround(device) ? [] : [NO_GROUND]), ...(approval === undefined ? [NOT_APPROVED] : [])] : [],
  };
}

const hasGround = ({ intelligentGround = '' }: InventoryDevice): boolean => intelligentGround.trim() !== '';

const NO_GROUND: BilingualText = { zh: '标为智能化设备但未填写依据，请补充', en: 'called intelligent without a ground: state it' };
const NOT_APPROVED: BilingualText = { zh: '标为智能化设备但尚未批准，请核查后批准', en: 'called intelligent without an approval: look at it and approve it' };

const demands = (minimum: readonly MinimumDemand[]): { nameZh: string; nameEn: string; anyOf: string[] }[] => minimum.map(({ anyOf, ...names }) => ({ ...names, anyOf: [...anyOf] }));
