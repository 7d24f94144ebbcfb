import type { EfficiencyTerms, Leg } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import { addFractions, compareFractions, multiplyFractions, ZERO } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { machinesOf } from '../oee-machines.js';
import { inTimeOf } from '../oee.js';
import type { MachineWork } from '../oee.js';
import type { Describe } from './describe.js';
import { exactText } from './exact-text.js';
import { over, put, times, whole } from './expression.js';
import { COLUMN, added, calculated, same } from './make-step.js';
import { legSymbol } from './quantity-symbols.js';
import type { TraceSource, TraceStep } from './trace-step.js';
import { shareStep } from './value-step.js';

/** ISO 22400-2: sums over machines, the three factors, and their quotient. */
export const oeeTrace: Describe = (inputs, _outcome, indicator) => {
  const terms: EfficiencyTerms = { definition: 'oee', standards: inputs.efficiency?.standards ?? [] };
  const machines = machinesOf(inputs, 'reporting', terms);
  const { steps, good, planned } = oeeSteps('reporting', machines);
  return [...steps, shareStep(indicator, [legSymbol('W', 'reporting'), legSymbol('PBT', 'reporting')], [put(good), put(planned)])];
};

/** Sums of a leg's machines, and the factors as far as they are known. */
export function oeeSteps(leg: Leg, machines: readonly MachineWork[]): { readonly steps: readonly TraceStep[]; readonly good: Fraction; readonly planned: Fraction } {
  const sums = { good: weighted(machines, 'good'), made: weighted(machines, 'quantity'), planned: total(machines, 'planned'), stated: total(machines, 'stated'), produced: total(machines, 'produced') };
  const isApart = sums.produced !== null && sums.planned !== null && sums.stated !== null && compareFractions(sums.planned, sums.stated) !== 0;
  const inTime = inTimeOf(sums.produced, sums.planned, sums.stated);
  const factors = [
    factorStep(leg, FACTORS.availability, [['APT', sums.produced], isApart ? ['PBS', sums.stated] : ['PBT', sums.planned]]),
    factorStep(leg, FACTORS.effectiveness, [['M', sums.made], isApart ? ['APQ', inTime] : ['APT', sums.produced]]),
    factorStep(leg, FACTORS.quality, [['W', sums.good], ['M', sums.made]]),
  ].flatMap((step) => (step === undefined ? [] : [step]));
  const steps = [
    cycleStep(leg, machines, 'good'), ...(sums.made === null ? [] : [cycleStep(leg, machines, 'quantity')]),
    timeStep(leg, machines, 'planned'), ...(sums.produced === null ? [] : [timeStep(leg, machines, 'produced')]),
    ...(isApart ? [timeStep(leg, machines, 'stated'), ...inTimeStep(leg, sums)] : []), ...factors,
  ];
  return { steps, good: sums.good ?? ZERO, planned: sums.planned ?? ZERO };
}

type Amounts = 'good' | 'quantity';
type Times = 'planned' | 'stated' | 'produced';

const weighted = (machines: readonly MachineWork[], of: Amounts): Fraction | null =>
  machines.reduce<Fraction | null>((sum, machine) => (sum === null || machine[of] === null ? null : addFractions(sum, multiplyFractions(machine.runTime, machine[of]))), ZERO);
const total = (machines: readonly MachineWork[], of: Times): Fraction | null =>
  machines.reduce<Fraction | null>((sum, { [of]: time }) => (sum === null || time === null ? null : addFractions(sum, time)), ZERO);

const readingsOf = (leg: Leg, device: string): TraceSource => ({ kind: 'readings', leg, device });

const CYCLES: Readonly<Record<Amounts, { readonly letter: string; readonly title: BilingualText; readonly formula: BilingualText; readonly column: BilingualText }>> = {
  good: { letter: 'W', title: { zh: '合格品数 × 理想节拍', en: 'good quantity × ideal cycle' }, formula: { zh: 'Σ 合格品数 × 理想节拍 h', en: 'Σ good × ideal cycle (h)' }, column: { zh: '合格品数', en: 'good' } },
  quantity: { letter: 'M', title: { zh: '产量 × 理想节拍', en: 'produced quantity × ideal cycle' }, formula: { zh: 'Σ 产量 × 理想节拍 h', en: 'Σ produced × ideal cycle (h)' }, column: { zh: '产量', en: 'produced' } },
};

function cycleStep(leg: Leg, machines: readonly MachineWork[], of: Amounts): TraceStep {
  const { letter, title, formula, column } = CYCLES[of];
  return added({ title, symbol: legSymbol(letter, leg), formula, unit: 'h' }, [COLUMN.device, column, { zh: '理想节拍 h', en: 'ideal cycle (h)' }, { zh: '时间 h', en: 'time (h)' }], machines.map((machine) => ({
    cells: [machine.device, exactText(machine[of] ?? ZERO), exactText(machine.runTime)], amount: multiplyFractions(machine.runTime, machine[of] ?? ZERO), source: readingsOf(leg, machine.device),
  })));
}

const TIMES: Readonly<Record<Times, { readonly letter: string; readonly title: BilingualText; readonly formula: BilingualText }>> = {
  planned: { letter: 'PBT', title: { zh: '计划忙碌时间', en: 'planned busy time' }, formula: { zh: 'Σ 各设备计划分钟（已扣除平台停机） ÷ 60', en: 'Σ planned minutes of each device (without the platform\'s downtime) ÷ 60' } },
  stated: { letter: 'PBS', title: { zh: '有生产状态的计划忙碌时间', en: 'planned busy time with a state of production' }, formula: { zh: 'Σ 各设备计划分钟（已扣除平台停机且生产状态未补传的） ÷ 60', en: 'Σ planned minutes of each device (without the platform\'s downtime that its state was not delivered for) ÷ 60' } },
  produced: { letter: 'APT', title: { zh: '实际生产时间', en: 'actual production time' }, formula: { zh: 'Σ 各设备生产状态时间', en: 'Σ time in production of each device' } },
};

function timeStep(leg: Leg, machines: readonly MachineWork[], of: Times): TraceStep {
  const { letter, ...words } = TIMES[of];
  const isPlanned = of === 'planned';
  const columns = [COLUMN.device, ...(isPlanned ? [{ zh: '平台停机 h', en: 'platform down (h)' }] : []), { zh: '时间 h', en: 'time (h)' }];
  return added({ ...words, symbol: legSymbol(letter, leg), unit: 'h' }, columns, machines.map(({ device, lost, [of]: time }) => ({
    cells: isPlanned ? [device, exactText(lost)] : [device], amount: time ?? ZERO, source: of !== 'produced' ? { kind: 'calendar' } : readingsOf(leg, device),
  })));
}

/** Nothing where no state is known at all. */
function inTimeStep(leg: Leg, { produced, planned, stated }: Readonly<Record<Times, Fraction | null>>): readonly TraceStep[] {
  if (produced === null || planned === null || stated === null || stated.numerator <= 0n) return [];
  const text = {
    title: { zh: '按产量的计划时间折算的实际生产时间', en: 'actual production time over the planned time of the pieces' }, symbol: legSymbol('APQ', leg), unit: 'h',
    formula: same(`${legSymbol('APT', leg)} × ${legSymbol('PBT', leg)} ÷ ${legSymbol('PBS', leg)}`),
  };
  return [calculated(text, over(times(put(produced), put(planned)), put(stated)))];
}

const FACTORS = {
  availability: { letter: 'A', title: { zh: '可用率', en: 'availability' } },
  effectiveness: { letter: 'Ef', title: { zh: '表现性', en: 'effectiveness' } },
  quality: { letter: 'Qr', title: { zh: '合格率', en: 'quality' } },
} as const;

/** Nothing where a machine does not tell, or there is nothing to divide by. */
function factorStep(leg: Leg, { letter, title }: (typeof FACTORS)[keyof typeof FACTORS], [[aboveName, above], [belowName, below]]: readonly [readonly [string, Fraction | null], readonly [string, Fraction | null]]): TraceStep | undefined {
  if (above === null || below === null || below.numerator <= 0n) return undefined;
  const text = { title, symbol: legSymbol(letter, leg), formula: same(`${legSymbol(aboveName, leg)} ÷ ${legSymbol(belowName, leg)} × 100`), unit: '%' };
  return calculated(text, times(over(put(above), put(below)), whole(100)));
}
