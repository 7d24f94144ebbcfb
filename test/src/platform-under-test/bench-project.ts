import type { InventoryDevice, InventoryGateway, Micros, ProjectInventory } from '@yanshou/telemetry';

/** A project of `count` periodic devices for load, the first two of them also bound to a gateway. */
export function benchProject(project: string, count: number, acceptedFrom: Micros): ProjectInventory {
  return {
    project, zone: 'Asia/Shanghai', demonstration: true, acceptedFrom, unknownMetric: 'quarantine', gateways: [benchGateway(Math.min(2, count))],
    classes: [{
      id: 'press', nameZh: '压机', nameEn: 'press', judgingIntervalMinutes: 1,
      metrics: [
        { name: 'temperature', unit: '°C', valueType: 'number', kind: 'process', min: -50, max: 500, resolution: 0.01, reporting: 'periodic' },
        { name: 'pressure', unit: 'kPa', valueType: 'number', kind: 'process', min: 0, max: 1000, resolution: 0.001, reporting: 'periodic' },
        { name: 'running', unit: '', valueType: 'boolean', kind: 'state', resolution: 1, reporting: 'periodic' },
        { name: 'mode', unit: '', valueType: 'text', kind: 'state', resolution: 1, reporting: 'periodic' },
      ],
    }],
    devices: Array.from({ length: count }, (_, i) => benchDevice(i)),
  };
}

const benchDevice = (index: number): InventoryDevice => ({
  id: deviceId(index), assetNumber: `A-${index}`, nameZh: `压机 ${index}`, nameEn: `press ${index}`, assetKind: 'production', classId: 'press',
  intelligent: true, intelligentGround: 'bench', reporting: 'periodic',
});

const benchGateway = (children: number): InventoryGateway => ({
  id: GATEWAY, nameZh: '网关', nameEn: 'gateway', children: Array.from({ length: children }, (_, i) => deviceId(i)),
});

export const GATEWAY = 'gateway-1';
export const deviceId = (index: number): string => `press-${String(index).padStart(4, '0')}`;
