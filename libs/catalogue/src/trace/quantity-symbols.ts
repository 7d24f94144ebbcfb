import type { Leg } from '@yanshou/telemetry';
import { LEG_NAMES, QUANTITIES } from '../quantities.js';
import type { QuantityName } from '../quantities.js';
import type { BilingualText } from '../bilingual.js';

/** Letters for the inputs of gains; `_B` and `_R` are added for the leg. */
const SYMBOLS: Readonly<Record<QuantityName, string>> = {
  'good-quantity': 'G', 'scrap-quantity': 'S', 'inspected-quantity': 'I', 'produced-quantity': 'P', 'labour-time': 'L', 'energy': 'E', 'production-state': 'T',
  'earned-time': 'W', 'planned-busy-time': 'PBT', 'energy-cost': 'K1', 'material-cost': 'K2', 'other-cost': 'K3', 'delivery-quantity': 'D', 'freight-turnover': 'F',
  'vehicle-time': 'V', 'qualifying-number': 'N', 'total-number': 'M', 'cycle-time': 'C', 'benefit-value': 'Z', 'sales-income': 'Y',
};

const SUFFIX: Readonly<Record<Leg, string>> = { baseline: 'B', reporting: 'R' };

export const legSymbol = (letter: string, leg: Leg): string => `${letter}_${SUFFIX[leg]}`;
export const quantitySymbol = (quantity: string, leg: Leg): string => legSymbol((SYMBOLS as Readonly<Record<string, string>>)[quantity] ?? quantity, leg);

/** `基期能源消耗量` */
export function quantityTitle(quantity: string, leg: Leg): BilingualText {
  const name = (QUANTITIES as Readonly<Record<string, BilingualText>>)[quantity] ?? { zh: quantity, en: quantity };
  return { zh: `${LEG_NAMES[leg].zh}${name.zh}`, en: `${name.en} of the ${LEG_NAMES[leg].en}` };
}
