import type { BilingualText } from '@yanshou/catalogue';
import type { ReconciliationCode } from './reconcile.js';

/** What each difference means and what to do about it. */
export const RECONCILIATION_TEXTS: Readonly<Record<ReconciliationCode, BilingualText>> = {
  'not-listed': { zh: '固定资产台账中有，设备台账未列：请补入，或说明为何不属本项目', en: 'is in the ledger and not in the inventory: list it, or say why it is not of this project' },
  'kind-unknown': { zh: '固定资产台账中有、设备台账未列，且资产类别无法识别：请核实是否为设备', en: 'is in the ledger and not in the inventory, and its category says nothing: find out whether it is equipment' },
  'not-in-ledger': { zh: '设备台账已列，固定资产台账中没有：请核对资产编号，或说明权属', en: 'is in the inventory and not in the ledger: check its asset number, or say whose it is' },
  'no-asset-number': { zh: '设备台账未填资产编号，无法核对：请补填', en: 'has no asset number in the inventory and cannot be compared: fill it in' },
  'listed-twice': { zh: '与另一台设备对应同一项资产：请核对是否重复列入', en: 'is the same asset as another device: check that it is not listed twice' },
  'scrapped': { zh: '固定资产台账记为报废，设备台账仍列入', en: 'is scrapped by the ledger and still in the inventory' },
  'leased-out': { zh: '固定资产台账记为租出，设备台账仍列入', en: 'is leased to others by the ledger and still in the inventory' },
  'idle': { zh: '固定资产台账记为闲置：仍计入设备总数，请说明', en: 'is idle by the ledger: it still counts among all equipment; say why' },
  'leased-in': { zh: '租入设备：计入设备总数，请附租赁合同', en: 'is leased from others: it counts among all equipment; bring the lease' },
  'kind-differs': { zh: '两个台账对是否为设备的判断不同：请核对资产类别', en: 'is equipment by one of the two and not by the other: check its kind' },
};
