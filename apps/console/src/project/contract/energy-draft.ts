import type { Contract } from '@yanshou/api-schema';
import { ENERGY_CARRIERS } from '@yanshou/telemetry';

type Energy = NonNullable<Contract['energy']>;
export type CoalFactor = NonNullable<Energy['factors']>[number];

const ENERGY = 'contract.energy';
export const energyField = (name: string): string => `${ENERGY}.${name}`;
export const factorField = (index: number, name: keyof CoalFactor): string => energyField(`factors[${index}].${name}`);

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** The definition of energy and its coal factors as the form has them; a model stays as it is. A definition that is missing beside factors or a model is left for the platform to refuse. */
export function energyOf(form: FormData, before: Contract['energy']): Contract['energy'] {
  const [definition, factors] = [textOf(form, energyField('definition')), factorsOf(form)];
  if (definition === '' && factors.length === 0 && before?.model === undefined) return undefined;
  const { definition: _, factors: had, ...kept } = before ?? {};
  return { ...kept, definition: definition as Energy['definition'], ...(factors.length > 0 || had?.length === 0 ? { factors } : {}) };
}

/** Factors are numbered from 0 without a gap. */
function factorsOf(form: FormData): CoalFactor[] {
  const count = [...form.keys()].filter((name) => /^contract\.energy\.factors\[\d+\]\.device$/.test(name)).length;
  return Array.from({ length: count }, (_, index) => {
    const field = (name: keyof CoalFactor): string => textOf(form, factorField(index, name));
    const carrier = ENERGY_CARRIERS.find((one) => one === field('carrier'));
    const evidence = field('evidence');
    return { device: field('device'), metric: field('metric'), kgcePerUnit: Number(field('kgcePerUnit')), ...(carrier === undefined ? {} : { carrier }), ...(evidence === '' ? {} : { evidence }) };
  });
}
