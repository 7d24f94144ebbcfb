import { describe, expect, it } from '@jest/globals';
import type { InventoryDevice } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { DeviceFindingsController } from './device-findings.controller.js';

const device = (id: string): InventoryDevice =>
  ({ id, assetNumber: '', nameZh: '机床', nameEn: 'machine', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic', factorySerial: 'SN-1' });
const record = (id: string) => ({ id, nameZh: id, nameEn: id, programme: 'P1' });

describe('machines in more than one project', () => {
  it('are told without reading the inventory or contract of a project that has none of them', async () => {
    const asked: string[] = [];
    const registry = {
      inventory: async (id: string) => (asked.push(`inventory ${id}`), { devices: [device('lathe')] }), contract: async (id: string) => void asked.push(`contract ${id}`),
      projects: async () => ['a', 'b', 'c', 'd'].map(record), devicesLike: async () => [{ project: 'c', device: device('x') }],
    };
    const controller = new DeviceFindingsController({ registry } as unknown as ApiBackend);
    const call = { project: record('a'), identified: { caller: { id: 'o', role: 'admin', scope: [], mustChangePassword: false } } } as unknown as Call<'listDeviceFindings'>;
    expect((await controller.listDeviceFindings(call)).items).toMatchObject([{ code: 'serial-elsewhere', device: 'lathe', others: [{ project: 'c', device: 'x' }], beyondScope: 0 }]);
    expect(asked.sort()).toEqual(['contract a', 'contract c', 'inventory a']);
  });
});
