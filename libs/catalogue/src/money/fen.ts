/** Money in 分 (a hundredth of a yuan): exact, of any size, signed. */
export type Fen = bigint;

/** The units in which figures of money are stated; each amount says its own. */
export const MONEY_UNITS = { '元': 2, '千元': 5, '万元': 6, '亿元': 10 } as const satisfies Record<string, number>;
export type MoneyUnit = keyof typeof MONEY_UNITS;

/** An amount as it was written: plain decimal digits, in `unit`. */
export interface StatedAmount {
  readonly amount: string;
  readonly unit: MoneyUnit;
}

const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d{1,10}))?$/;

/** The exact amount; undefined where it is no plain decimal, or has a part of a 分. */
export function fenOf({ amount, unit }: StatedAmount): Fen | undefined {
  const parts = DECIMAL.exec(amount);
  if (parts === null) return undefined;
  const [, sign, whole = '', decimals = ''] = parts;
  const places = MONEY_UNITS[unit];
  const padded = decimals.padEnd(places, '0');
  if (/[1-9]/.test(padded.slice(places))) return undefined;
  const fen = BigInt(whole + padded.slice(0, places));
  return sign === '-' ? -fen : fen;
}

/** The amount in `unit` with all its digits and no more: `300`, `299.999999`. Read back it is the same. */
export function statedIn(fen: Fen, unit: MoneyUnit): StatedAmount {
  const places = MONEY_UNITS[unit];
  const digits = String(fen < 0n ? -fen : fen).padStart(places + 1, '0');
  const decimals = digits.slice(-places).replace(/0+$/, '');
  return { amount: `${fen < 0n ? '-' : ''}${digits.slice(0, -places)}${decimals === '' ? '' : `.${decimals}`}`, unit };
}

/** Of two figures for the same thing, one is ten thousand times the other: 元 was taken for 万元. */
export const mistakenUnit = (left: Fen, right: Fen): boolean => left !== 0n && (left === right * MONEY_UNITS_APART || right === left * MONEY_UNITS_APART);

/** 元 in a 万元. */
export const MONEY_UNITS_APART = 10_000n;

/** `numerator` ÷ `denominator` of an amount, down to whole 分: what is granted is never more than the share. */
export function shareOf(fen: Fen, numerator: bigint, denominator: bigint): Fen {
  if (fen < 0n) throw new RangeError('no share of a negative amount');
  return (fen * numerator) / denominator;
}
