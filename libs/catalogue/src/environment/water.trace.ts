import type { Fraction } from '../fraction.js';
import { exactText, roundedText } from '../trace/exact-text.js';
import { greatest, over, put, whole } from '../trace/expression.js';
import { calculated, same } from '../trace/make-step.js';
import type { TraceStep } from '../trace/trace-step.js';
import { formulaStep } from '../trace/value-step.js';
import type { TracedIndicator } from '../trace/value-step.js';
import { WATER_NAMES } from './parameter-names.js';
import type { FactorClass, FactorRule, WaterStandard } from './water-class.js';

/** A factor of one station with what its mean was made of. */
export interface TracedFactor extends FactorClass {
  readonly device: string;
  readonly metric: string;
  /** Sum of the readings in the standard's unit, and how many they were. */
  readonly total: Fraction;
  readonly readings: number;
}

/** Each factor's mean and class, and the worst class of all. */
export function waterSteps(factors: readonly TracedFactor[], standard: WaterStandard, classes: readonly string[], indicator: TracedIndicator): readonly TraceStep[] {
  const steps = factors.map((factor, index) => meanStep(factor, standard, { index: index + 1, classes }));
  const text = factors.map((_, index) => `k${index + 1}`).join(', ');
  return [...steps, formulaStep(indicator, `max(${text})`, greatest(factors.map((factor) => whole(factor.class))))];
}

interface Place {
  readonly index: number;
  readonly classes: readonly string[];
}

function meanStep({ device, metric, role, total, readings, mean, class: found }: TracedFactor, standard: WaterStandard, { index, classes }: Place): TraceStep {
  const { zh, en } = WATER_NAMES[role];
  const text = {
    title: { zh: `${device} ${zh}：均值 ${roundedText(mean)}，k${index} = ${found}（${classes[found - 1] ?? ''}）`, en: `${device} ${en}: mean ${roundedText(mean)}, k${index} = ${found} (${classes[found - 1] ?? ''})` },
    symbol: `m${index}`, formula: { zh: 'Σ 有效读数 ÷ 读数个数', en: 'Σ valid readings ÷ number of readings' }, unit: '',
  };
  const limits = standard[role]?.limits.map((limit, at) => `${classes[at] ?? ''} ${typeof limit === 'number' ? `${SIGNS[standard[role]?.kind ?? 'most']} ${limit}` : limit.join('–')}`).join('; ') ?? '';
  return calculated(text, over(put(total), whole(readings)), {
    columns: [{ zh: '断面（站）', en: 'station' }, { zh: '测点', en: 'metric' }, { zh: '读数之和', en: 'sum of readings' }, { zh: '读数', en: 'readings' }, { zh: '各类限值', en: 'limits of the classes' }, same(`k${index}`)],
    rows: [{ cells: [device, metric, exactText(total), readings, limits, found], source: { kind: 'readings', leg: 'reporting', device, metric } }],
  });
}

/** How a mean stands to the limit of its class. */
const SIGNS: Readonly<Record<FactorRule['kind'], string>> = { most: '≤', least: '≥', above: '>', between: '' };
