import type { CoalFactor } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import type { IndicatorInputs } from './indicator.js';

/** kgce a unit, from least to most; GB/T 2589: electricity by its heat value, natural gas by its field. */
interface DefaultFactor {
  readonly least: number;
  readonly most: number;
}

const NATURAL_GAS: DefaultFactor = { least: 1.1, most: 1.33 };

/** By carrier and unit of the metric. */
const DEFAULTS: ReadonlyMap<string, DefaultFactor> = new Map([
  ['electricity kWh', { least: 0.1229, most: 0.1229 }], ['electricity MWh', { least: 122.9, most: 122.9 }], ['natural-gas m3', NATURAL_GAS], ['natural-gas m³', NATURAL_GAS],
]);

const MOST_NAMED = 5;

/** Factors of the contract that are not the standard's defaults, or that none is known for, in one sentence; nothing where there is none. */
export function coalFactorNotes({ energy, legs }: Pick<IndicatorInputs, 'energy' | 'legs'>): readonly BilingualText[] {
  const units = new Map([...legs.baseline.quantities, ...legs.reporting.quantities].filter(({ role }) => role === 'energy').map(({ device, metric, unit }) => [`${device} ${metric}`, unit]));
  const own = (energy?.factors ?? []).flatMap((factor) => {
    const unit = units.get(`${factor.device} ${factor.metric}`);
    const told = unit === undefined ? undefined : ownFactor(factor, unit);
    return told === undefined ? [] : [told];
  });
  if (own.length === 0) return [];
  const [zh, en] = [own.slice(0, MOST_NAMED).map((one) => one.zh), own.slice(0, MOST_NAMED).map((one) => one.en)];
  const more = own.length - zh.length;
  return [{
    zh: `折标煤系数为自定系数，不是 GB/T 2589 缺省值：${zh.join('；')}${more > 0 ? `；另有 ${more} 项` : ''}`,
    en: `own coal factors, not the defaults of GB/T 2589: ${en.join('; ')}${more > 0 ? `; ${more} more` : ''}`,
  }];
}

function ownFactor({ device, metric, kgcePerUnit, carrier, evidence }: CoalFactor, unit: string): BilingualText | undefined {
  const usual = DEFAULTS.get(`${carrier ?? 'electricity'} ${unit}`);
  if (usual !== undefined && kgcePerUnit >= usual.least && kgcePerUnit <= usual.most) return undefined;
  const [zh, en] = usual === undefined ? ['无缺省值可对照', 'no default to compare with'] : deviationOf(kgcePerUnit, usual);
  const paper = evidence === undefined ? ['未附依据', 'without evidence'] : [`依据 ${evidence}`, `by evidence ${evidence}`];
  return { zh: `${device} ${metric} ${kgcePerUnit} kgce/${unit}（${zh}，${paper[0]}）`, en: `${device} ${metric} ${kgcePerUnit} kgce/${unit} (${en}, ${paper[1]})` };
}

function deviationOf(value: number, { least, most }: DefaultFactor): readonly [zh: string, en: string] {
  const usual = least === most ? String(least) : `${least}–${most}`;
  const [near, sign] = value < least ? [least, '−'] : [most, '+'];
  const percent = `${sign}${((Math.abs(value - near) / near) * 100).toFixed(2)} %`;
  return [`缺省 ${usual}，偏差 ${percent}`, `default ${usual}, off by ${percent}`];
}
