import type { BilingualText } from './bilingual.js';
import type { QuantityFigure } from './outcome-figures.js';
import { LEG_NAMES, QUANTITIES } from './quantities.js';

/** How much of a quantity of a leg somebody stated: the declared amount ÷ the whole amount, 0…1. */
export interface DeclaredShare {
  readonly leg: string;
  readonly quantity: string;
  /** Null where the whole is 0, though something of it was declared. */
  readonly share: number | null;
}

/** What is read of a leg. */
export interface SharedLeg {
  readonly leg: string;
  readonly quantities: readonly Pick<QuantityFigure, 'quantity' | 'amount' | 'unit' | 'declaredFigure'>[];
}

/**
 * By amount, not by how many figures there are: nine receipts beside one meter may be a hundredth of the cost. Amounts of one
 * quantity are in one unit; different quantities are never added. What was not declared at all is left out. Order as in the legs.
 */
export const declaredShares = (legs: readonly SharedLeg[]): readonly DeclaredShare[] =>
  legs.flatMap(({ leg, quantities }) => [...new Set(quantities.map(({ quantity }) => quantity))].flatMap((name) => {
    const parts = quantities.filter(({ quantity }) => quantity === name);
    const declared = parts.filter(({ declaredFigure }) => declaredFigure !== null);
    if (declared.length === 0) return [];
    // All of it is exactly all of it, whatever the sum of decimals comes to.
    const share = declared.length === parts.length ? 1 : sum(declared) / sum(parts);
    return [{ leg, quantity: name, share: sum(parts) === 0 ? null : share }];
  }));

const sum = (parts: readonly Pick<QuantityFigure, 'amount'>[]): number => parts.reduce((total, { amount }) => total + amount, 0);

/** As people read it, with `shareText` for a share: `基期能源费用 100 %；报告期能源费用 33.33 %`; '' where nothing was declared. */
export function declaredSharesText(legs: readonly SharedLeg[], language: 'zh' | 'en', shareText: (share: number | null) => string): string {
  const said = declaredShares(legs).map(({ leg, quantity, share }) => PARTS[language](nameIn(LEG_NAMES, leg, language), nameIn(QUANTITIES, quantity, language), shareText(share)));
  return said.join(language === 'zh' ? '；' : '; ');
}

const PARTS = {
  zh: (leg: string, quantity: string, share: string): string => `${leg}${quantity} ${share}`,
  en: (leg: string, quantity: string, share: string): string => `${quantity} of the ${leg} ${share}`,
} as const;

/** A version to come may know words that this one does not. */
const nameIn = (names: Readonly<Record<string, BilingualText>>, key: string, language: 'zh' | 'en'): string => names[key]?.[language] ?? key;
