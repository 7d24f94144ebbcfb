import type { Contract } from '@yanshou/api-schema';
import { ApiProblem, asProblem } from '../../api/problem.js';
import { parseDays, parseShifts } from '../freeze/change-view.js';
import { energyOf } from './energy-draft.js';
import { environmentOf } from './environment-draft.js';
import { periodOfDays } from './period-days.js';
import type { Period } from './period-days.js';
import { targetsOf } from './target-lines.js';
import type { TargetLine } from './target-lines.js';

const PER_CENT = 100;
const PLACES = 10_000;

/** A share 0…1 as it is written in per cent, and back, without the noise of binary fractions. */
export const percentOf = (share: number): string => String(Math.round(share * PER_CENT * PLACES) / PLACES);
export const shareOf = (percent: string): number => Math.round(Number(percent) * PLACES) / (PER_CENT * PLACES);

export const PERIODS = ['window', 'baseline', 'term'] as const;
export type PeriodName = (typeof PERIODS)[number];

interface Draft {
  /** The contract in force; what the form does not show is kept of it. */
  readonly before: Contract | null;
  readonly lines: readonly TargetLine[];
  readonly direction: string;
  readonly batch: string;
  readonly zone: string;
}

/** A line of the planned time that cannot be read. */
export interface Unreadable {
  readonly what: 'shifts' | 'holidays';
  readonly line: number;
  readonly text: string;
}

/** The contract as its form has it; what of the planned time cannot be read. */
export function contractOf(form: FormData, { before, lines, direction, batch, zone }: Draft): Contract | Unreadable {
  const [shifts, holidays] = [parseShifts(textOf(form, 'shifts')), parseDays(textOf(form, 'holidays'))];
  if (!shifts.ok) return { what: 'shifts', line: shifts.line, text: shifts.text };
  if (!holidays.ok) return { what: 'holidays', line: holidays.line, text: holidays.text };
  const { holidays: _, ...planned } = before?.plannedTime ?? { zone };
  const { batch: __, baseline: ___, term: ____, minimumDeviceCoverage: _____, lateDeliveryHours: ______, units: _______, energy, environment, ...kept } = before ?? {};
  const window = periodOf(form, 'window', zone) ?? { from: '', to: '' };
  return {
    ...kept, direction, targets: targetsOf(lines, zone), window: { ...before?.window, ...window }, ...termsOf(form),
    plannedTime: { ...planned, shifts: shifts.items, ...(holidays.items.length === 0 ? {} : { holidays: holidays.items }) },
    ...given('baseline', periodOf(form, 'baseline', zone)), ...given('term', periodOf(form, 'term', zone)), ...given('batch', batch === '' ? undefined : batch), ...given('units', unitsOf(form)),
    ...given('energy', energyOf(form, energy)), ...given('environment', environmentOf(form, environment)),
  };
}

export const isUnreadable = (drafted: Contract | Unreadable): drafted is Unreadable => 'what' in drafted;

const textOf = (form: FormData, name: string): string => {
  const value = form.get(`contract.${name}`) ?? form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

const given = <Name extends string, T>(name: Name, value: T | undefined): { readonly [Key in Name]?: T } => (value === undefined ? {} : { [name]: value } as { readonly [Key in Name]?: T });

const periodOf = (form: FormData, name: PeriodName, zone: string): Period | undefined => periodOfDays({ from: textOf(form, `${name}.from`), to: textOf(form, `${name}.to`) }, zone);

function termsOf(form: FormData): Pick<Contract, 'networkedThreshold' | 'minimumPlatformCoverage' | 'minimumDeviceCoverage' | 'lateDeliveryHours'> {
  const [coverage, hours] = [textOf(form, 'minimumDeviceCoverage'), textOf(form, 'lateDeliveryHours')];
  return {
    networkedThreshold: shareOf(textOf(form, 'networkedThreshold')), minimumPlatformCoverage: shareOf(textOf(form, 'minimumPlatformCoverage')),
    ...(coverage === '' ? {} : { minimumDeviceCoverage: shareOf(coverage) }), ...(hours === '' ? {} : { lateDeliveryHours: Number(hours) }),
  };
}

/** Units are numbered from 0 without a gap. */
function unitsOf(form: FormData): Contract['units'] {
  const count = [...form.keys()].filter((name) => /^contract\.units\[\d+\]\.name$/.test(name)).length;
  const units = Array.from({ length: count }, (_, index) => {
    const field = (name: string): string => textOf(form, `units[${index}].${name}`);
    return { name: field('name'), role: field('role') === 'lead' ? 'lead' as const : 'partner' as const, ...(field('creditCode') === '' ? {} : { creditCode: field('creditCode') }) };
  });
  return units.length === 0 ? undefined : units;
}

/** A fault of a whole period is shown where the period ends. */
export function placed(error: unknown): ApiProblem {
  const { view } = asProblem(error);
  return PERIODS.some((name) => view.field === `contract.${name}`) ? new ApiProblem({ ...view, field: `${view.field}.to` }) : asProblem(error);
}

const TERMS = ['sufficiency', 'efficiency', 'cost', 'managedLinks', 'bases', 'traceability', 'ruleDocument'] as const;
export type OtherTerm = (typeof TERMS)[number] | 'exemptions' | 'days' | 'windowDays';

/** The terms of a contract that are neither in its form nor in its facts. */
export function otherTermsOf(contract: Contract): readonly OtherTerm[] {
  const { exemptions = [], days = [] } = contract.plannedTime;
  return [
    ...TERMS.filter((term) => contract[term] !== undefined),
    ...(exemptions.length > 0 ? ['exemptions' as const] : []), ...(days.length > 0 ? ['days' as const] : []), ...(contract.window.days === undefined ? [] : ['windowDays' as const]),
  ];
}
