import type { Fraction } from './fraction.js';
import { ZERO } from './fraction.js';

/** What an amount measures: amounts of one dimension are added and compared in `base`. */
export interface UnitMeaning {
  /** Unit in which figures of this dimension are printed. */
  readonly base: string;
  /** `base` per unit. */
  readonly factor: Fraction;
}

const exact = (numerator: number, denominator = 1): Fraction => ({ numerator: BigInt(numerator), denominator: BigInt(denominator) });

const HOUR = 'h';
const PIECE = '件';
const KWH = 'kWh';
const KGCE = 'kgce';
const YUAN = '元';
const CONCENTRATION = 'mg/m³';

/** Units that people and devices write, by dimension. Any other unit is a dimension of its own. */
const UNITS: ReadonlyMap<string, UnitMeaning> = new Map([
  ...units(HOUR, [['us', exact(1, 3_600_000_000)], ['ms', exact(1, 3_600_000)], ['s', exact(1, 3_600)], ['min', exact(1, 60)], ['h', exact(1)],
    ['秒', exact(1, 3_600)], ['分钟', exact(1, 60)], ['小时', exact(1)], ['工时', exact(1)]]),
  ...units(PIECE, [['', exact(1)], ['1', exact(1)], ['{piece}', exact(1)], ['pcs', exact(1)], ['件', exact(1)], ['个', exact(1)], ['只', exact(1)], ['万件', exact(10_000)]]),
  ...units(KWH, [['Wh', exact(1, 1_000)], ['kWh', exact(1)], ['kW.h', exact(1)], ['MWh', exact(1_000)], ['万千瓦时', exact(10_000)], ['J', exact(1, 3_600_000)],
    ['kJ', exact(1, 3_600)], ['MJ', exact(5, 18)], ['GJ', exact(2_500, 9)]]),
  ...units(KGCE, [['kgce', exact(1)], ['tce', exact(1_000)]]),
  ...units(CONCENTRATION, [['ng/m³', exact(1, 1_000_000)], ['µg/m³', exact(1, 1_000)], ['μg/m³', exact(1, 1_000)], ['ug/m3', exact(1, 1_000)], ['mg/m³', exact(1)], ['mg/m3', exact(1)],
    ['g/m³', exact(1_000)], ['ng/L', exact(1, 1_000)], ['µg/L', exact(1)], ['μg/L', exact(1)], ['ug/L', exact(1)], ['mg/L', exact(1_000)], ['g/L', exact(1_000_000)]]),
  ...units(YUAN, [['元', exact(1)], ['CNY', exact(1)], ['千元', exact(1_000)], ['万元', exact(10_000)], ['亿元', exact(100_000_000)]]),
]);

function units(base: string, members: readonly (readonly [string, Fraction])[]): readonly (readonly [string, UnitMeaning])[] {
  return members.map(([unit, factor]) => [unit, { base, factor }] as const);
}

export const unitMeaning = (unit: string): UnitMeaning => UNITS.get(unit) ?? { base: unit, factor: { ...ZERO, numerator: 1n } };

export const UNIT = { hour: HOUR, piece: PIECE, kgce: KGCE, yuan: YUAN, concentration: CONCENTRATION } as const;
