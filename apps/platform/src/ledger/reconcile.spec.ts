import { describe, expect, it } from '@jest/globals';
import { isEquipment } from '@yanshou/telemetry';
import type { InventoryDevice, LedgerAsset } from '@yanshou/telemetry';
import fc from 'fast-check';
import { reconcile } from './reconcile.js';

const device = (id: string, facts: Partial<InventoryDevice> = {}): InventoryDevice =>
  ({ id, assetNumber: id, nameZh: '车床', nameEn: 'lathe', assetKind: 'production', classId: 'c', intelligent: false, reporting: 'periodic', ...facts });
const asset = (assetNumber: string, facts: Partial<LedgerAsset> = {}): LedgerAsset => ({ assetNumber, name: '车床', kind: 'production', state: 'in-use', line: 1, ...facts });
const told = (assets: readonly LedgerAsset[], devices: readonly InventoryDevice[]): unknown =>
  reconcile(assets, devices).findings.map(({ code, effect, device: of, asset: line }) => [code, effect, of?.id ?? null, line?.assetNumber ?? null]);

describe('a reconciliation', () => {
  it.each<[string, readonly LedgerAsset[], readonly InventoryDevice[], unknown]>([
    ['finds nothing where both agree, however the number is spelt', [asset('A-001')], [device('d', { assetNumber: 'ａ 001' })], []],
    ['by the maker\'s serial number where the asset number differs', [asset('A', { serial: 'S-9' })], [device('d', { factorySerial: 's9' })], []],
    ['not by a serial number that two lines bear', [asset('A', { serial: 'S', line: 1 }), asset('B', { serial: 'S', line: 2 })], [device('d', { factorySerial: 'S' })], [['not-in-ledger', -1, 'd', null], ['not-listed', 1, null, 'A'], ['not-listed', 1, null, 'B']]],
    ['in the ledger, not listed', [asset('A'), asset('B', { state: 'idle' }), asset('C', { kind: 'computer' }), asset('D', { kind: 'none' })], [], [['not-listed', 1, null, 'A'], ['not-listed', 1, null, 'B']]],
    ['rightly not listed', [asset('A', { state: 'scrapped' }), asset('B', { state: 'leased-out' })], [], []],
    ['listed, not in the ledger; of sensors nothing is asked', [], [device('d'), device('s', { assetKind: 'sensor' }), device('e', { assetNumber: '' })], [['not-in-ledger', -1, 'd', null], ['no-asset-number', 0, 'e', null]]],
    ['scrapped or leased out, and listed', [asset('A', { state: 'scrapped' }), asset('B', { state: 'leased-out' })], [device('A'), device('B')], [['scrapped', -1, 'A', 'A'], ['leased-out', -1, 'B', 'B']]],
    ['idle and leased in count', [asset('A', { state: 'idle' }), asset('B', { state: 'leased-in' })], [device('A'), device('B')], [['idle', 0, 'A', 'A'], ['leased-in', 0, 'B', 'B']]],
    ['the kind decides what is equipment', [asset('A', { kind: 'computer' }), asset('B')], [device('A'), device('B', { assetKind: 'camera' })], [['kind-differs', -1, 'A', 'A'], ['kind-differs', 1, 'B', 'B']]],
    ['two devices for one asset', [asset('A')], [device('d', { assetNumber: 'A' }), device('e', { assetNumber: 'A' })], [['listed-twice', -1, 'e', 'A']]],
  ])('%s', (_, assets, devices, expected) => expect(told(assets, devices)).toEqual(expected));

  it('says of what kind it does not know that it does not know', () => {
    const { kind, ...unknown } = asset('A');
    expect([kind, told([unknown], [])]).toEqual(['production', [['kind-unknown', 0, null, 'A']]]);
  });

  const anyAsset = fc.record({ assetNumber: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), name: fc.constant('x'), kind: fc.constantFrom('production', 'computer', 'none'), state: fc.constantFrom('in-use', 'idle', 'scrapped', 'leased-in', 'leased-out'), line: fc.constant(1) });
  const anyDevice = fc.record({ id: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), assetKind: fc.constantFrom('production', 'computer') }).map(({ id, assetKind }) => device(id, { assetKind: assetKind as 'production' }));

  it('counts by the ledger the machines that are the unit\'s to use, whatever the inventory says', () => {
    const unique = <T>(selector: (one: T) => string, of: fc.Arbitrary<T>) => fc.uniqueArray(of, { selector });
    fc.assert(fc.property(unique(({ assetNumber }) => assetNumber, anyAsset), unique(({ id }) => id, anyDevice), (assets, devices) => {
      const { equipment } = reconcile(assets as LedgerAsset[], devices);
      const usable = assets.filter(({ state, kind }) => !['scrapped', 'leased-out'].includes(state) && kind === 'production');
      expect(equipment).toEqual({ inventory: devices.filter(({ assetKind }) => isEquipment(assetKind)).length, byLedger: usable.length });
    }));
  });
});
