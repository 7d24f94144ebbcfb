import type { AnswerOf } from '@yanshou/api-schema';
import { membershipOf } from '@yanshou/kpi';
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
 * projects have a unit in common. Of the others those that `sees` allows are named, the rest is a count. The devices of each
 * side are gone through once, so the work is the sum of both, not their product.
 */
export function deviceFindings(own: KnownProject, others: readonly KnownProject[], sees: (project: ProjectRecord) => boolean): Finding[] {
  const sought = RULES.map(({ keyOf }) => byKey(own.devices, keyOf));
  const units = unitsOf(own);
  for (const other of others) findIn(other, sought, haveUnitInCommon(units, other));
  return own.devices.flatMap((device) => RULES.flatMap(({ code, message }, rule): Finding[] => {
    const found = sought[rule]?.ofDevice.get(device) ?? [];
    const shown = found.filter(({ other }) => sees(other.record));
    return found.length === 0 ? [] : [{
      code, device: device.id, number: code === 'serial-elsewhere' ? (device.factorySerial ?? '') : device.assetNumber, commissionedAt: timeOf(device), message,
      others: shown.map(({ other, one }) => ({ ...namesOf(other.record), device: one.id, commissionedAt: timeOf(one), overlap: overlapOf([own.contract, device], [other.contract, one]) })), beyondScope: found.length - shown.length,
    }];
  }));
}

interface Match {
  readonly other: KnownProject;
  readonly one: InventoryDevice;
}

/** What is found by a number; own devices of the same number share the list. */
interface Sought {
  readonly ofNumber: ReadonlyMap<string, Match[]>;
  readonly ofDevice: ReadonlyMap<InventoryDevice, Match[]>;
}

function byKey(devices: readonly InventoryDevice[], keyOf: (device: InventoryDevice) => string): Sought {
  const [ofNumber, ofDevice] = [new Map<string, Match[]>(), new Map<InventoryDevice, Match[]>()];
  for (const device of devices) {
    const key = keyOf(device);
    if (key === '') continue;
    const found = ofNumber.get(key) ?? [];
    ofNumber.set(key, found);
    ofDevice.set(device, found);
  }
  return { ofNumber, ofDevice };
}

function findIn(other: KnownProject, sought: readonly Sought[], sharesUnit: boolean): void {
  RULES.forEach(({ keyOf, withinUnit }, rule) => {
    if (withinUnit && !sharesUnit) return;
    for (const one of other.devices) sought[rule]?.ofNumber.get(keyOf(one))?.push({ other, one });
  });
}

const RULES = [
  {
    code: 'serial-elsewhere', keyOf: ({ factorySerial = '' }: InventoryDevice) => numberKey(factorySerial), withinUnit: false,
    message: {
      zh: '出厂编号相同的设备也登记在其他项目中：期内移装的，请在移入项目填写投运日期、在移出项目以变更说明，同一时间只计入一个项目',
      en: 'a device of the same factory serial is in another project too: where it was moved in the period, the project that received it gives the commissioning date and the one that lost it a change; at no time does it count in both',
    },
  },
  {
    code: 'asset-elsewhere', keyOf: ({ assetNumber }: InventoryDevice) => numberKey(assetNumber), withinUnit: true,
    message: {
      zh: '同一单位的资产编号也登记在其他项目中：请核实是期内移装还是重复计入',
      en: 'the asset number of the same unit is in another project too: find out whether the device was moved in the period or is counted twice',
    },
  },
] as const;

const unitsOf = ({ contract }: KnownProject): ReadonlySet<string> => new Set((contract?.units ?? []).map(({ name }) => unitKey(name)));
const haveUnitInCommon = (own: ReadonlySet<string>, { contract }: KnownProject): boolean => own.size > 0 && (contract?.units ?? []).some(({ name }) => own.has(unitKey(name)));

const timeOf = ({ commissionedAt }: InventoryDevice): string | null => (commissionedAt === undefined ? null : iso(commissionedAt));
const namesOf = ({ id, nameZh, nameEn, programme }: ProjectRecord) => ({ project: id, nameZh, nameEn, programme });

type Counted = readonly [contract: ProjectContract | undefined, device: InventoryDevice];

/** The time of both windows in which the device is in both projects; null where a window is not there, or it moved from the one to the other. */
function overlapOf(...sides: readonly [Counted, Counted]): { from: string; to: string } | null {
  const spans = sides.flatMap(([contract, device]) => {
    const { from, until } = membershipOf(device);
    return contract === undefined ? [] : [{ from: Math.max(contract.window.from, from), to: Math.min(contract.window.to, until) }];
  });
  const [from, to] = [Math.max(...spans.map((span) => span.from)), Math.min(...spans.map((span) => span.to))];
  return spans.length === 2 && from < to ? { from: iso(from), to: iso(to) } : null;
}
