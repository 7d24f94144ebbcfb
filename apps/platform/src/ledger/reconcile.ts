import { assetKey, isEquipment } from '@yanshou/telemetry';
import type { InventoryDevice, LedgerAsset } from '@yanshou/telemetry';

export const RECONCILIATION_CODES = [
  'not-listed', 'kind-unknown', 'not-in-ledger', 'no-asset-number', 'listed-twice', 'scrapped', 'leased-out', 'idle', 'leased-in', 'kind-differs',
] as const;
export type ReconciliationCode = (typeof RECONCILIATION_CODES)[number];

/** One difference between ledger and inventory. */
export interface ReconciliationFinding {
  readonly code: ReconciliationCode;
  readonly device?: InventoryDevice;
  readonly asset?: LedgerAsset;
  /** What following the ledger would do to the number of equipment. */
  readonly effect: -1 | 0 | 1;
}

export interface Reconciliation {
  readonly findings: readonly ReconciliationFinding[];
  /** Lines of the ledger and devices that were found to be one thing. */
  readonly matched: number;
  /** Equipment by the inventory: the denominator in force; by the ledger: with every effect applied. */
  readonly equipment: { readonly inventory: number; readonly byLedger: number };
}

/** Compares both ways, with the devices that are in service, by asset number and then by the maker's serial number. Pure; order of neither list matters but to the order of findings. */
export function reconcile(assets: readonly LedgerAsset[], devices: readonly InventoryDevice[]): Reconciliation {
  const numbers = new Map(assets.map((asset) => [assetKey(asset.assetNumber), asset]));
  const serials = uniqueBySerial(assets);
  const owners = new Map<LedgerAsset, InventoryDevice>();
  const ofDevices = devices.flatMap((device): ReconciliationFinding[] => {
    const asset = numbers.get(assetKey(device.assetNumber)) ?? serials.get(assetKey(device.factorySerial ?? ''));
    if (asset === undefined) return unmatched(device);
    const twice = owners.has(asset);
    if (!twice) owners.set(asset, device);
    return twice ? [{ code: 'listed-twice', device, asset, effect: minus(device) }] : matchedFindings(device, asset);
  });
  const findings = [...ofDevices, ...assets.filter((asset) => !owners.has(asset)).flatMap(notListed)];
  const inventory = devices.filter(({ assetKind }) => isEquipment(assetKind)).length;
  return { findings, matched: owners.size, equipment: { inventory, byLedger: findings.reduce((sum, { effect }) => sum + effect, inventory) } };
}

/** A serial number that stands on two lines tells nothing. */
function uniqueBySerial(assets: readonly LedgerAsset[]): ReadonlyMap<string, LedgerAsset> {
  const found = new Map<string, LedgerAsset | null>();
  for (const asset of assets) {
    const key = assetKey(asset.serial ?? '');
    if (key !== '') found.set(key, found.has(key) ? null : asset);
  }
  return new Map([...found].flatMap(([key, asset]): [string, LedgerAsset][] => (asset === null ? [] : [[key, asset]])));
}

const minus = ({ assetKind }: InventoryDevice): -1 | 0 => (isEquipment(assetKind) ? -1 : 0);

/** Sensors and gateways are often no fixed assets of their own: only equipment is looked for. */
function unmatched(device: InventoryDevice): ReconciliationFinding[] {
  if (!isEquipment(device.assetKind)) return [];
  return assetKey(device.assetNumber) === '' ? [{ code: 'no-asset-number', device, effect: 0 }] : [{ code: 'not-in-ledger', device, effect: -1 }];
}

function matchedFindings(device: InventoryDevice, asset: LedgerAsset): ReconciliationFinding[] {
  if (asset.state === 'scrapped' || asset.state === 'leased-out') return [{ code: asset.state, device, asset, effect: minus(device) }];
  const state: ReconciliationFinding[] = asset.state === 'in-use' ? [] : [{ code: asset.state, device, asset, effect: 0 }];
  return [...state, ...kindFindings(device, asset)];
}

function kindFindings(device: InventoryDevice, asset: LedgerAsset): ReconciliationFinding[] {
  if (asset.kind === undefined) return [];
  const [listed, ledger] = [isEquipment(device.assetKind), isMachine(asset)];
  if (listed === ledger) return [];
  return [{ code: 'kind-differs', device, asset, effect: ledger ? 1 : -1 }];
}

const isMachine = ({ kind }: LedgerAsset): boolean => kind !== undefined && kind !== 'none' && isEquipment(kind);

/** What is scrapped or leased to others is rightly not listed; an idle machine is still one of all devices. */
function notListed(asset: LedgerAsset): ReconciliationFinding[] {
  if (asset.state === 'scrapped' || asset.state === 'leased-out') return [];
  if (asset.kind === undefined) return [{ code: 'kind-unknown', asset, effect: 0 }];
  return isMachine(asset) ? [{ code: 'not-listed', asset, effect: 1 }] : [];
}
