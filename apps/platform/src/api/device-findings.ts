import type { AnswerOf } from '@yanshou/api-schema';
import type { ProjectRecord } from '@yanshou/registry';
import type { InventoryDevice, ProjectContract } from '@yanshou/telemetry';
import { numberKey, unitKey } from '@yanshou/telemetry';
import { iso } from './times.js';

type Finding = AnswerOf<'listDeviceFindings'>['items'][number];

/** A project with what its inventory and contract hold. */
export interface KnownProject {
  readonly record: ProjectRecord;
  readonly devices: readonly InventoryDevice[];
  readonly contract: ProjectContract | undefined;
}

/**
 * Devices of a project that are in another one too: by the serial number of the factory, or by the asset number where both
 * projects have a unit in common. Of the others those that `sees` allows are named, the rest is a count.
 */
export function deviceFindings(own: KnownProject, others: readonly KnownProject[], sees: (project: ProjectRecord) => boolean): Finding[] {
  return own.devices.flatMap((device) => RULES.flatMap(({ code, keyOf, applies, message }): Finding[] => {
    const key = keyOf(device);
    if (key === '') return [];
    const found = others.filter((other) => applies(own, other)).flatMap((other) => other.devices.filter((one) => keyOf(one) === key).map((one) => ({ other, one })));
    const shown = found.filter(({ other }) => sees(other.record));
    return found.length === 0 ? [] : [{
      code, device: device.id, number: code === 'serial-elsewhere' ? (device.factorySerial ?? '') : device.assetNumber, commissionedAt: timeOf(device), message,
      others: shown.map(({ other, one }) => ({ ...namesOf(other.record), device: one.id, commissionedAt: timeOf(one), overlap: overlapOf(own.contract, other.contract) })), beyondScope: found.length - shown.length,
    }];
  }));
}

const RULES = [
  {
    code: 'serial-elsewhere', keyOf: ({ factorySerial = '' }: InventoryDevice) => numberKey(factorySerial), applies: () => true,
    message: {
      zh: '出厂编号相同的设备也登记在其他项目中：期内移装的，请在移入项目填写投运日期、在移出项目以变更说明，同一时间只计入一个项目',
      en: 'a device of the same factory serial is in another project too: where it was moved in the period, the project that received it gives the commissioning date and the one that lost it a change; at no time does it count in both',
    },
  },
  {
    code: 'asset-elsewhere', keyOf: ({ assetNumber }: InventoryDevice) => numberKey(assetNumber), applies: (own: KnownProject, other: KnownProject) => haveUnitInCommon(own, other),
    message: {
      zh: '同一单位的资产编号也登记在其他项目中：请核实是期内移装还是重复计入',
      en: 'the asset number of the same unit is in another project too: find out whether the device was moved in the period or is counted twice',
    },
  },
] as const;

function haveUnitInCommon({ contract: own }: KnownProject, { contract: other }: KnownProject): boolean {
  const names = new Set((own?.units ?? []).map(({ name }) => unitKey(name)));
  return (other?.units ?? []).some(({ name }) => names.has(unitKey(name)));
}

const timeOf = ({ commissionedAt }: InventoryDevice): string | null => (commissionedAt === undefined ? null : iso(commissionedAt));
const namesOf = ({ id, nameZh, nameEn, programme }: ProjectRecord) => ({ project: id, nameZh, nameEn, programme });

/** What both windows have in common; null where one of them is not there, or nothing. */
function overlapOf(own: ProjectContract | undefined, other: ProjectContract | undefined): { from: string; to: string } | null {
  if (own === undefined || other === undefined) return null;
  const [from, to] = [Math.max(own.window.from, other.window.from), Math.min(own.window.to, other.window.to)];
  return from < to ? { from: iso(from), to: iso(to) } : null;
}
