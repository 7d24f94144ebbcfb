import type { DeviceClass, InventoryDevice } from '@yanshou/telemetry';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { DemonstrationProject } from '../demonstration-project.js';
import { dayStart } from './recorded-days.js';
import type { WorkshopScan } from './workshop-scan.js';
import { makeOf } from './workshop-scan.js';

const SITE = { id: 'test-bed', nameZh: '智能制造测试床', nameEn: 'smart manufacturing test bed' };

/** The contract of the recorded machine shop: its days, its shift, every machine tool intelligent. */
export function workshopProject(id: string, scan: WorkshopScan, classes: readonly DeviceClass[]): DemonstrationProject {
  const [programme, direction] = ['P1', 'P1.1.1'];
  const { days } = scan;
  return {
    id, programme, direction, sites: [SITE], origin: 'replayed', figures: [], evidence: [],
    nameZh: '数控车间（NIST 测试床实录）', nameEn: 'machine shop (NIST test bed, recorded)',
    inventory: {
      project: id, zone: 'UTC', demonstration: true, acceptedFrom: scan.earliest, unknownMetric: 'quarantine',
      classes, devices: scan.machines.map(machineTool), gateways: [],
    },
    contract: {
      project: id, programme, direction,
      targets: [
        { indicator: 'networked-device-ratio', comparator: '>=', value: 70, unit: '%', clause: 'S000 一(二)1 考核指标(1)' },
        { indicator: 'intelligent-equipment-ratio', comparator: '>=', value: 40, unit: '%', clause: 'S000 一(二)1 申报要求(2)' },
        // Nobody recorded these: they stay without data.
        { indicator: 'ip-applications', comparator: '>=', value: 3, unit: '件', clause: 'S000 一(二)1 考核指标(1)' },
        { indicator: 'new-economic-benefit', comparator: '>=', value: 20, unit: '%', clause: 'S000 一(二)1 考核指标(2)' },
      ],
      window: { from: dayStart(days[0] ?? ''), to: dayStart(days.at(-1) ?? '') + MICROS_PER_DAY, days },
      networkedThreshold: 0.8,
      minimumPlatformCoverage: 0.9,
      plannedTime: { zone: 'UTC', shifts: [{ start: '09:00', end: '19:00' }] },
    },
  };
}

const machineTool = (machine: string, index: number): InventoryDevice => ({
  id: machine,
  assetNumber: `WORKSHOP-${String(index + 1).padStart(4, '0')}`,
  nameZh: `${machine} 机床`,
  nameEn: `${machine} machine tool`,
  assetKind: 'production',
  classId: makeOf(machine),
  siteId: SITE.id,
  intelligent: true,
  intelligentGround: '数控系统带 MTConnect 适配器 / numerically controlled, with an MTConnect adapter',
  reporting: 'by-exception',
});
