import { describe, expect, it } from '@jest/globals';
import type { ProjectRecord } from '@yanshou/registry';
import type { InventoryDevice, ProjectContract } from '@yanshou/telemetry';
import { deviceFindings } from './device-findings.js';
import type { KnownProject } from './device-findings.js';

const HOUR = 3_600_000_000;
const device = (id: string, facts: Partial<InventoryDevice> = {}): InventoryDevice =>
  ({ id, assetNumber: `A-${id}`, nameZh: '机床', nameEn: 'machine', assetKind: 'production', classId: 'c', intelligent: true, reporting: 'periodic', ...facts });
const project = (id: string, devices: readonly InventoryDevice[], from = 0, unit = `单位 ${id}`): KnownProject => ({
  record: { id, nameZh: id, nameEn: id, programme: 'P1', zone: 'UTC', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' } as ProjectRecord, devices,
  contract: { window: { from: from * HOUR, to: (from + 10) * HOUR }, units: [{ name: unit, role: 'lead' }] } as unknown as ProjectContract,
});
const all = (): boolean => true;

describe('a device that is in two projects', () => {
  const moved = device('lathe', { factorySerial: 'SN 2018-0001' });

  it('is a finding by its serial, however it is spelt, with when it came and the time in which it is in both', () => {
    const there = project('b', [device('x', { factorySerial: 'sn2018 0001', commissionedAt: 7 * HOUR })], 5);
    const [finding, ...rest] = deviceFindings(project('a', [moved]), [there], all);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      code: 'serial-elsewhere', device: 'lathe', number: 'SN 2018-0001', commissionedAt: null, beyondScope: 0,
      message: { zh: expect.stringContaining('移装'), en: expect.stringContaining('moved in the period') },
      others: [{ project: 'b', device: 'x', commissionedAt: '1970-01-01T07:00:00.000Z', overlap: { from: '1970-01-01T07:00:00.000Z', to: '1970-01-01T10:00:00.000Z' } }],
    });
    expect(deviceFindings(project('a', [moved]), [project('b', there.devices, 10)], all)[0]?.others[0]?.overlap).toBeNull();
  });

  it('stays a finding where it moved from the one to the other, with no time in both', () => {
    const leaving = { ...moved, decommissionedAt: 7 * HOUR };
    const of = (came: number) => deviceFindings(project('a', [leaving]), [project('b', [device('x', { factorySerial: 'SN20180001', commissionedAt: came * HOUR })], 5)], all)[0]?.others[0]?.overlap;
    expect(of(7)).toBeNull();
    expect(of(6)).toEqual({ from: '1970-01-01T06:00:00.000Z', to: '1970-01-01T07:00:00.000Z' });
  });

  it('is one by its asset number only where both projects have a unit in common', () => {
    const [own, other, same] = [project('a', [device('lathe')], 0, '某公司'), project('b', [device('lathe')]), project('b', [device('lathe')], 0, ' 某公司')];
    expect(deviceFindings(own, [other], all)).toEqual([]);
    expect(deviceFindings(own, [same], all)).toMatchObject([{ code: 'asset-elsewhere', number: 'A-lathe' }]);
  });

  it('of a project that is not for the caller to see is a count, and nothing of it is told', () => {
    const hidden = project('secret-project', [device('hidden-device', { factorySerial: 'SN20180001' })]);
    const found = deviceFindings(project('a', [moved, device('none')]), [hidden], () => false);
    expect(found).toMatchObject([{ others: [], beyondScope: 1 }]);
    expect(JSON.stringify(found)).not.toMatch(/secret|hidden/);
  });

  it('is found by reading every number once, however many devices there are on both sides', () => {
    let reads = 0;
    const counted = (id: string): InventoryDevice => Object.defineProperty(device(id), 'factorySerial', { get: () => ((reads += 1), `SN-${id}`) });
    const many = (count: number, from: number): InventoryDevice[] => Array.from({ length: count }, (_, n) => counted(`d${from + n}`));
    const found = deviceFindings(project('a', many(50, 0)), [project('b', many(50, 49)), project('c', many(50, 200))], all);
    expect(found).toMatchObject([{ code: 'serial-elsewhere', device: 'd49', others: [{ project: 'b', device: 'd49' }] }]);
    // Once each, and once to say the number that was found.
    expect(reads).toBe(151);
  });

  it('is told for each of two own devices of one number', () => {
    const there = project('b', [device('x', { factorySerial: 'SN20180001' })]);
    expect(deviceFindings(project('a', [moved, device('mill', { factorySerial: 'sn-2018-0001' })]), [there], all).map((finding) => [finding.device, finding.others.length])).toEqual([['lathe', 1], ['mill', 1]]);
  });
});
